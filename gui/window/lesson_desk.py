"""The lessons in the window: which there are, which one is open, what was answered; beside them the learner's own run.

A lesson is opened in a workbench of its own, and when it is left the person's own run is there as it was.
"""

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data import catalogue
from engine.data.source import Source
from engine.lessons.attempt import Attempt
from engine.lessons.editing import leads_alike, place_in
from engine.lessons.faults import LessonError
from engine.lessons.handing_in import hand_in
from engine.lessons.package import Package, open_lesson
from engine.lessons.player import Phase, Player
from engine.lessons.progress import Progress
from engine.lessons.shelf import Shelf, all_lessons
from engine.problem import EngineError, printable
from engine.runs.run import Run, run_of
from gui.look.theme import theme
from gui.panels.lessons import LessonColumn
from gui.panels.lessons.texts import plain
from gui.settings import FOLDER_VARIABLE
from gui.window import paths
from gui.window.lesson_reload import LessonReload
from gui.window.lesson_stage import LessonStage
from gui.words.engine_texts import phrase, phrase_error, translated

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

translate = QCoreApplication.translate

FOLDER = "lessons"  # of one's own lessons, in the folder of the program's data


class LessonDesk(QObject):
    """Opens lessons and ends them, and keeps what was answered.

    Parameters
    ----------
    window
        In which they are played.

    Attributes
    ----------
    player : Player or None
        Of the lesson that is open.
    stage : LessonStage
        What it is played on.
    column : LessonColumn
        What the learner sees of it, or the list of lessons.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.player: Player | None = None
        self.stage = LessonStage(window)
        self._package: Package | None = None
        self._shelf = Shelf((), ())
        self._progress = Progress(data_folder())
        self._stood: tuple[int, bool] | None = None  # what was kept last of where the lesson is
        self.column: LessonColumn
        self._make_column()
        self.stage.changed.connect(self._on_stage_changed)
        self.stage.refused.connect(self._say)
        self._reload = LessonReload(self)
        self._reload.read.connect(self._on_next_version)
        self._reload.refused.connect(self._on_no_next_version)
        window.giving_back.connect(self._on_giving_back)
        window.lesson_written.connect(self._look_again)

    # --- the column ------------------------------------------------------------------------------------------------

    def _make_column(self) -> None:
        """A column in the language of now."""
        self.column = column = LessonColumn()
        self._holder = QWidget()
        self._around = QVBoxLayout(self._holder)
        self._around.addWidget(column)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self._holder.hide()
        for told, what in (
            (column.lesson_chosen, self.open), (column.close_wanted, self.close_list),
            (column.answers_wanted, self.save_answers), (column.answered, self._on_answered),
            (column.next_wanted, self._on_next), (column.back_wanted, self._on_back),
            (column.hint_wanted, self._on_hint), (column.show_me_wanted, self._on_show_me),
            (column.skip_wanted, self._on_skip), (column.do_it_wanted, self._on_do_it),
            (column.start_over_wanted, self.start_over), (column.leave_wanted, self.leave),
            (column.own_wanted, self._on_own_wanted),
        ):
            told.connect(what)

    @Slot()
    def _update_sizes(self) -> None:
        edge = theme().scaled(8)
        self._around.setContentsMargins(edge, edge, 0, edge)

    def _stand_beside(self, on: bool) -> None:
        self._window.stand_beside(self._holder if on else None)  # first: what lies in nothing is a window of its own
        self._holder.setVisible(on)

    def speak(self) -> None:
        """The window has other views, in the language of now."""
        before, seen = self.column, not self._holder.isHidden()
        self._make_column()
        self._show_list()
        self.column.take_over(before)
        if self.player is not None:
            self.player.language = language()
            self.stage.listen_to_views()
            self._show_player()
        self._stand_beside(seen)

    @property
    def is_seen(self) -> bool:
        """Whether the column is there."""
        return not self._holder.isHidden()

    # --- the list --------------------------------------------------------------------------------------------------

    @Slot()
    def turn_list(self) -> None:
        """Show the list of lessons, or put it away; of a lesson that is open, its column has the keys."""
        if self.is_seen and self.player is None:
            self.close_list()
            return
        if self.player is None:
            self._look_again()
        self._stand_beside(True)
        self.column.take_focus()

    @Slot()
    def close_list(self) -> None:
        """Put the list away."""
        self._stand_beside(False)
        self._window.centralWidget().setFocus()

    @Slot()
    def _look_again(self) -> None:
        """See which lessons there are now, and list them."""
        self._shelf = all_lessons(data_folder() / FOLDER)
        self._show_list()

    def _show_list(self) -> None:
        lessons = [package.lesson for package in self._shelf.packages]
        known = {each.id: self._progress.standing(each.id) for each in lessons}
        self.column.show_lessons(lessons, language(), {id: each for id, each in known.items() if each is not None},
                                 [fault.sentence for fault in self._shelf.faults])
        self._tell_troubles()

    def _tell_troubles(self) -> None:
        for problem in self._progress.troubles():
            self._say(partial(phrase, problem))

    @Slot(object)
    def _say(self, words: Callable[[], str]) -> None:
        self._window.notices.say(words, kind="warning")

    # --- a lesson is opened ----------------------------------------------------------------------------------------

    @Slot(object)
    def open(self, id: str) -> None:
        """Open the lesson that is known by this id, where it was left."""
        if not self._shelf.packages:
            self._shelf = all_lessons(data_folder() / FOLDER)
        package = self._shelf.named(id)
        if package is None:
            self._say(lambda: self.tr("There is no lesson {id} here.").format(id=printable(id)))
            return
        self._open(package)

    def open_file(self, path: Path) -> None:
        """Open the lesson in a file; what is wrong with it is said."""
        try:
            package = open_lesson(path)
        except LessonError as error:
            self._say(partial(phrase_error, error))
            return
        self._open(package)

    def _open(self, package: Package, at: int | None = None) -> None:
        """Open it at a step; None: where it was left."""
        lesson = package.lesson
        self._window.give_back()
        lacking = self._lacking(package)
        if lacking is not None:
            self._say(lambda: self.tr(
                "This lesson needs {title}, which is not here. Choose it as the data set in the Experiment panel: it "
                "is then offered to be downloaded.").format(title=translated(lacking.title)))
            return
        try:
            run = self._run_of(package)
        except EngineError as error:
            self._say(partial(phrase_error, error))
            return
        self._package = package
        standing = self._progress.standing(lesson.id)
        if at is None:
            last = len(lesson.steps) - 1
            is_over = standing is None or (standing.done is not None and standing.step == last)
            at = 0 if is_over else standing.step  # also of a lesson that is gone through once more
        at = min(at, len(lesson.steps) - 1)
        self._stood = None
        self.stage.bring(lambda name: run)
        self.player = Player(
            lesson, self.stage, language=language(), clock=_now, record=self._record,
            answers=self._progress.answers(lesson.id))
        self.player.changed = self._show_player
        self.player.begin(at)
        self._stand_beside(True)
        self._show_player()
        self._reload.follow(package.path)
        self.column.take_focus()

    def _run_of(self, package: Package) -> Run | None:
        """The saved run that the lesson begins with, if it does."""
        saved = package.run
        if saved is None:
            return None
        trainer, _ = saved.trainer(self._window.own.desk.loaded(saved.config.dataset))
        return run_of(trainer)

    def _lacking(self, package: Package) -> Source | None:
        """The data set that it needs, if that is not here."""
        try:
            config = package.lesson.setup.config if package.run is None else package.run.config
        except LessonError:
            return None  # it is said when the run is asked for again
        return None if self._window.own.desk.is_here(config.dataset) else catalogue.source(config.dataset)

    # --- it is left ------------------------------------------------------------------------------------------------

    @Slot()
    def leave(self) -> None:
        """Leave the lesson: the person's own run comes back, and the list of lessons is there."""
        if self.player is not None:
            self._window.give_back()

    @Slot()
    def _on_giving_back(self) -> None:
        """The person's own run is wanted, whoever wants it."""
        if self.player is None or self.stage.is_setting:
            return
        self.player.changed = _nothing
        self.player = self._package = None
        self._reload.follow(None)
        self.stage.end()
        self.column.show_player(None)
        self._show_list()

    @Slot()
    def start_over(self) -> None:
        """Begin the lesson that is open from its first step."""
        if self.player is not None:
            self.player.start_over()
            self._keep_place()

    # --- while it goes on ------------------------------------------------------------------------------------------

    @Slot()
    def _on_stage_changed(self) -> None:
        if self.player is not None:
            self.player.look()

    def _show_player(self) -> None:
        if self.player is not None and self._package is not None:
            self.column.show_player(self.player, self._package.pictures)
            self._keep_place()

    def _keep_place(self) -> None:
        """Keep where the lesson is, if that is somewhere else than before."""
        player = self.player
        if player is None:
            return
        stands = player.number, player.phase is Phase.ENDED
        if stands != self._stood:
            self._stood = stands
            self._progress.stand(player.lesson.id, player.number, _now(), done=stands[1])
            self._tell_troubles()

    def _record(self, attempt: Attempt) -> None:
        self._progress.add(attempt)
        self._tell_troubles()

    def _ask(self, what: Callable[[Player], object]) -> None:
        if self.player is not None:
            what(self.player)

    @Slot(object)
    def _on_answered(self, given: object) -> None:
        self._ask(lambda player: player.answer(given))

    @Slot()
    def _on_next(self) -> None:
        self._ask(Player.next)

    @Slot()
    def _on_back(self) -> None:
        self._ask(Player.back)

    @Slot()
    def _on_hint(self) -> None:
        self._ask(Player.hint)

    @Slot()
    def _on_show_me(self) -> None:
        self._ask(Player.show_me)

    @Slot()
    def _on_skip(self) -> None:
        self._ask(Player.skip)

    @Slot()
    def _on_do_it(self) -> None:
        self._ask(Player.do_it)

    # --- it is being written -----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_next_version(self, package: Package) -> None:
        """Its file was saved: it goes on at the same step, anew where that is reached in another way now."""
        player = self.player
        if player is None:
            return
        self._window.notices.clear("lesson file")
        if leads_alike(player.lesson, package.lesson, player.number):
            player.lesson, self._package = package.lesson, package
            player.look()
        else:
            self._open(package, place_in(package.lesson, player.lesson, player.number))

    @Slot(object)
    def _on_no_next_version(self, error: LessonError) -> None:
        self._window.notices.ask("lesson file", lambda: self.tr("{fault} The lesson goes on as it was.").format(
            fault=phrase_error(error)), [(lambda: self.tr("OK"), None)], kind="warning")

    @Slot()
    def _on_own_wanted(self) -> None:
        self._window.do("new lesson")

    # --- handing in ------------------------------------------------------------------------------------------------

    @Slot()
    def save_answers(self) -> None:
        """Ask what is to be handed in, and where to; nothing is sent."""
        from gui.window.dialogs.answers import AnswersDialog  # dialogs are loaded when they are opened

        titles = {each.lesson.id: plain(each.lesson.title, language()) for each in self._shelf.packages}
        begun = {each.lesson for each in self._progress.attempts()}
        if not begun:
            self._window.notices.say(lambda: self.tr("Nothing has been answered in a lesson yet."))
            return
        open_one = self.player.lesson.id if self.player is not None else ""
        dialog = AnswersDialog({id: titles.get(id, id) for id in sorted(begun)}, open_one, self._window)
        dialog.chosen.connect(partial(self._ask_where, titles))
        dialog.open()

    def _ask_where(self, titles: dict[str, str], lesson: str, name: str) -> None:
        files = self._window.own.files
        forms = [(self.tr("Texts (Markdown)"), "md"), (self.tr("Tables"), "csv")]
        place = files.folder / self.tr("answers-{lesson}.md").format(lesson=lesson or self.tr("lessons"))
        paths.ask_where_to_save(self._window, self.tr("Save my answers"), place, forms,
                                partial(self._hand_in, titles, lesson, name))

    def _hand_in(self, titles: dict[str, str], lesson: str, name: str, path: Path) -> None:
        files = self._window.own.files
        files.remember_folder(path)
        attempts = self._progress.attempts(lesson or None)
        self._window.files.errands.run(
            lambda: self.tr("Writing {name}").format(name=printable(path.name)),
            _written, path, attempts, titles, name,
            then=lambda _: self._window.notices.say(lambda: self.tr("Written: {file}").format(
                file=printable(path))))


def _written(path: Path, attempts: tuple[Attempt, ...], titles: dict[str, str], name: str) -> None:
    from engine.runs.run_file import told_in_words  # when a file is written, and not at the start

    with told_in_words(path):
        hand_in(path, attempts, titles, name, phrase)


def data_folder() -> Path:
    """Where answers are kept: beside the settings where those have a folder of their own, else with other data."""
    own = os.environ.get(FOLDER_VARIABLE)
    return Path(own or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))


def language() -> str:
    """The language of the window, as lessons call it."""
    return translate("Lessons", "en")


def _now() -> datetime:
    return datetime.now().astimezone()


def _nothing() -> None:
    """Nobody is shown anything any more."""
