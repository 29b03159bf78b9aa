"""The run as a file: opened, saved, named in the title, and not given up with changes that are not saved."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.data import catalogue
from engine.data.dataset import Dataset, DatasetError
from engine.files import is_file
from engine.problem import Problem, filled, printable, shortened
from engine.runs.run import Run, run_of
from gui.settings import MOST_RECENT, Settings
from gui.training.reports import RunStarted, Standing, WholeRun
from gui.training.session import TrainingSession
from gui.window import paths
from gui.window.errands import Errands
from gui.window.notices import Notices
from gui.window.run_desk import RunDesk
from gui.words.engine_texts import phrase

if TYPE_CHECKING:
    from engine.runs.run_file import SavedRun

NAME = "Backprop Lab"
END = "npz"
LONGEST_NOTE = 200  # characters of a note that are said when a run is opened

Then = Callable[[], object]


class FileDesk(QObject):
    """Opens and saves runs, and speaks with the person about it in a line.

    Parameters
    ----------
    session, run_desk
        Where the run is.
    notices
        Where to speak.
    settings
        Where files and folder are remembered.
    window
        Whose title says which file it is, and whether it was changed since it was saved.

    Attributes
    ----------
    path : Path or None
        The file of the run; None if it has none yet.
    words : dict of str to str
        What is written beside the run in its file: note and comment.

    Signals
    -------
    opening(): a file is to be opened
    left(): another run is here, and of no file so far
    breakpoints_found(tuple): those that were kept with it, as plain data
    saved(): the run is in its file, as it stands
    remembered(): something in the settings was changed
    """

    opening = Signal()
    left = Signal()
    breakpoints_found = Signal(object)
    saved = Signal()
    remembered = Signal()

    def __init__(
        self, session: TrainingSession, run_desk: RunDesk, notices: Notices, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._run_desk, self._notices = session, run_desk, notices
        self._settings, self._window = settings, window
        self.errands = Errands(notices, self)
        self._forget()
        self._recorded = 0                        # iterations that the run has now
        self._to_save = 0                         # saves that wait for the run to be handed out
        self._coming: tuple[Run, Then] | None = None  # what the next run is, and what is to follow once it is here
        self.show_name()
        session.run_started.connect(self._on_run_started)
        session.failed.connect(self._on_session_failed)
        session.standing_changed.connect(self._on_standing_changed)

    def _forget(self) -> None:
        """The run is one that has no file."""
        self.path: Path | None = None
        self.words = {"note": "", "comment": ""}
        self._changes = 0                         # of what is said of it, and of its settings
        self._as_saved = (0, 0)                   # iterations and changes that are in the file

    # --- what it is ------------------------------------------------------------------------------------------------

    @property
    def is_modified(self) -> bool:
        """Whether there is more to the run than there is in its file."""
        return self.path is not None and (self._recorded, self._changes) != self._as_saved

    @property
    def folder(self) -> Path:
        """Where files are looked for and put: where the last one was, or else among the documents."""
        folder = self._settings.folder
        if not (folder and os.path.isdir(folder)):
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(folder)

    @property
    def stem(self) -> str:
        """What files about this run are called by themselves, without their end."""
        return self.path.stem if self.path else f"{self._session.run.config.dataset}-{self._recorded}"

    def worded(self, whole: WholeRun) -> Run:
        """The run that was handed out, with the words beside it."""
        return replace(whole.run, **self.words)

    @Slot()
    def note_change(self) -> None:
        """Something of the run was changed that its file does not know of."""
        self._changes += 1
        self.show_name()

    @Slot(object)
    def _on_standing_changed(self, standing: Standing) -> None:
        if standing.recorded != self._recorded:
            self._recorded = standing.recorded
            self._notices.reword("unsaved")
            self.show_name()

    def show_name(self) -> None:
        """Have the title of the window say which file it is."""
        window = self._window
        if self.path is None:
            window.setWindowModified(False)
            window.setWindowTitle(NAME)
        else:
            window.setWindowTitle(f"{printable(self.path.name).replace('[*]', '[*][*]')}[*] – {NAME}")
            window.setWindowModified(self.is_modified)

    # --- it is opened ----------------------------------------------------------------------------------------------

    @property
    def form(self) -> paths.Form:
        """What files of runs are called."""
        return self.tr("Runs of Backprop Lab"), END

    def open(self, path: Path, then: Then | None = None) -> None:
        """Open the run in a file, once the person agrees to give up the one that is here.

        Parameters
        ----------
        path
            The file.
        then
            What follows once the run is here, if the file is not to be its own.
        """
        from engine.runs.run_file import open_run  # loaded when it is needed, as all about files

        self.opening.emit()
        path = Path(os.path.abspath(path))
        then = then or partial(self._belong, path)
        self.errands.run(self._opening(path), open_run, path, then=lambda saved: self._on_header(saved, then))

    @Slot()
    def open_recent(self) -> None:
        """Open the file that an action holds, or say that it has gone."""
        name = self.sender().data()
        if is_file(name):
            self.open(Path(name))
            return
        self.opening.emit()  # so that what is said is seen where its notices are
        self._settings.recent = [each for each in self._settings.recent if each != name]
        self.remembered.emit()
        self._notices.say(lambda: self.tr("{file} is not there any more. It has been taken off the list.").format(
            file=printable(name)), kind="warning")

    def _opening(self, path: Path) -> Callable[[], str]:
        return lambda: self.tr("Opening {name}").format(name=printable(path.name))

    def _on_header(self, saved: "SavedRun", then: Then) -> None:
        """It is a run: the one that is here makes room for it, and its data set is had."""
        try:
            catalogue.source(saved.config.dataset)
        except DatasetError as error:
            problem = error.problem
            self._notices.say(lambda: self.tr("{file} cannot be opened. {problem}").format(
                file=printable(saved.path), problem=phrase(problem)), kind="warning")
            return

        def begin() -> None:
            agreed = self._at_stake
            self._run_desk.apply(saved.config, start=lambda dataset: self._on_data(saved, dataset, agreed, then))

        self._give_up(saved.path, begin)

    def _on_data(self, saved: "SavedRun", dataset: Dataset, agreed: tuple, then: Then) -> None:
        """Its data set is here; if that took a while, the other run may have gone on meanwhile."""
        def read() -> None:
            self.errands.run(self._opening(saved.path), _read, saved, dataset, then=lambda found: self._on_read(
                *found, then))

        if agreed == self._at_stake:
            read()
        else:
            self._give_up(saved.path, read)

    @property
    def _at_stake(self) -> tuple:
        """What would be lost with the run that is here: it may go another way, and be as long as it was before."""
        return self._session.run, self._recorded, self._changes

    def _on_read(self, run: Run, told: Problem | None, then: Then) -> None:
        self._coming = run, then
        self._run_desk.go_on_with(run)
        note = " · ".join(filter(None, (shortened(run.note, LONGEST_NOTE), shortened(run.comment, LONGEST_NOTE))))
        if told is not None:
            self._notices.say(lambda: phrase(told), kind="warning")
        elif note:
            self._notices.say(lambda: self.tr("Note: {note}").format(note=printable(note)))

    @Slot(object)
    def _on_run_started(self, started: RunStarted) -> None:
        coming, self._coming = self._coming, None
        untouched = self.path is None and self._recorded == 0
        words = self.words
        self._forget()
        self.left.emit()
        self._recorded = started.history.count - 1
        if coming is not None:
            run, then = coming
            self.words = {name: getattr(run, name) for name in self.words}
            if run.breakpoints:
                self.breakpoints_found.emit(run.breakpoints)
            then()
        elif untouched:  # a network is made anew with each change of the form; what was noted stays
            self.words = words
        self.show_name()

    @Slot()
    def _on_session_failed(self) -> None:
        """The next run is not the one that could not be taken up, and must not be saved in its file."""
        self._coming = None

    def _belong(self, path: Path) -> None:
        """The run is the one in this file from now on, as it stands there."""
        self.path = path
        self._as_saved = self._recorded, self._changes
        self._remember(path)

    def _remember(self, path: Path) -> None:
        recent = [each for each in self._settings.recent if each != str(path)]
        self._settings.recent = [str(path), *recent][:MOST_RECENT]
        self.remember_folder(path)

    def remember_folder(self, path: Path) -> None:
        """The next file is looked for where this one is."""
        self._settings.folder = str(path.parent)
        self.remembered.emit()

    # --- it is saved -----------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Save the run in its file; one that has none is given a name first."""
        self._save_and(None)

    @Slot()
    def save_as(self) -> None:
        """Ask for a file, and save the run there."""
        self._ask_where(None)

    def _save_and(self, then: Then | None) -> None:
        if self.path is None:
            self._ask_where(then)
        else:
            self._save(self.path, then)

    def _ask_where(self, then: Then | None) -> None:
        place = self.path or self.folder / f"{self.stem}.{END}"
        paths.ask_where_to_save(
            self._window, self.tr("Save the run"), place, [self.form], lambda path: self._save(path, then))

    def _save(self, path: Path, then: Then | None) -> None:
        path = Path(os.path.abspath(path))
        run, changes = self._session.run, self._changes

        def saved(whole: WholeRun) -> None:
            self._on_saved(path, run, (len(whole.run.course.losses) - 1, changes))
            if then is not None:
                then()

        def save(whole: WholeRun) -> None:
            from engine.runs.run_file import save_run

            self._to_save -= 1
            self.errands.run(lambda: self.tr("Saving {name}").format(name=printable(path.name)), save_run, path,
                             self.worded(whole), then=lambda _: saved(whole))

        self._to_save += 1
        self._session.hand_out(save)

    def _on_saved(self, path: Path, run: RunStarted, as_saved: tuple[int, int]) -> None:
        self._remember(path)
        self._notices.say(lambda: self.tr("The run is saved in {file}").format(file=printable(path)))
        if run is self._session.run:
            self.path, self._as_saved = path, as_saved
            self.show_name()
            self.saved.emit()

    # --- it is given up --------------------------------------------------------------------------------------------

    def holds_back(self, then: Then) -> bool:
        """Whether the run is not to be given up without asking. Then it is asked, and what is to follow may follow.

        A run that never was in a file is not asked about: whoever closes the window has done so before, too.
        """
        if self.errands.busy or self._to_save:  # a moment later it is on the disk
            self._session.pause()  # nothing long stands in the way of that
            self.errands.afterwards(then)
        elif self.is_modified:
            self._ask(then)
        else:
            return False
        return True

    def _ask(self, then: Then) -> None:
        self._notices.ask("unsaved", lambda: self.tr("{name} has changes that are not saved.").format(
            name=printable(self.path.name) if self.path else ""), [
            (lambda: self.tr("Save"), partial(self._save_and, then)),
            (lambda: self.tr("Don't save"), then), (lambda: self.tr("Cancel"), None)], kind="warning")

    def _give_up(self, path: Path, then: Then) -> None:
        """Let another run, in this file, come in the place of this one: asked where something would be lost."""
        if self.is_modified:
            self._ask(then)
        elif self.path is None and self._recorded:
            self._notices.ask("unsaved", lambda: filled(self.tr(
                "Opening {name} discards this run, {count:,} {count:iteration|iterations} so far."),
                name=printable(path.name), count=self._recorded), [  # it may go on while it is asked
                (lambda: self.tr("Open"), then), (lambda: self.tr("Save first"), partial(self._save_and, then)),
                (lambda: self.tr("Cancel"), None)])
        else:
            then()

    # --- what is said of it ----------------------------------------------------------------------------------------

    @Slot()
    def edit_note(self) -> None:
        """Show the note and the teacher's comment, to be written in."""
        from gui.window.dialogs.note import NoteDialog  # dialogs are loaded when they are opened

        dialog = NoteDialog(self.words["note"], self.words["comment"], self._window)
        dialog.written.connect(self.write)
        dialog.open()

    @Slot(object, object)
    def write(self, note: str, comment: str) -> None:
        """Have this beside the run from now on."""
        self.words |= {"note": note, "comment": comment}
        self.note_change()

    def close(self) -> None:
        """Break off whatever is under way."""
        self.errands.close()


def _read(saved: "SavedRun", dataset: Dataset) -> tuple[Run, Problem | None]:
    """The run in a file, and what there is to be told of it."""
    from gui.window.picture_desk import as_trained_on

    dataset = as_trained_on(saved.said["dataset"]["sha256"], dataset)
    trainer, told = saved.trainer(dataset)
    return run_of(trainer, **saved.words), told
