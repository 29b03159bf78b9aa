"""Lessons of one's own: recorded from what is done, or begun from a template; and where they lie."""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from engine.files import reason_of, write_file
from engine.lessons.faults import LessonError
from engine.lessons.package import SUFFIX
from engine.lessons.reading import read_lesson
from engine.lessons.recording import FOLDED, Recording, RecordingError, id_from
from engine.lessons.shelf import TEMPLATE, shipped_folder
from engine.problem import Problem, filled, printable
from gui.training.reports import WholeRun
from gui.window import paths
from gui.window.lesson_desk import FOLDER, data_folder, language
from gui.window.lesson_recorder import LessonRecorder, standing_of
from gui.words.engine_texts import operation_name, phrase

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

MARK = re.compile(r'^id = "[^"]*"', re.MULTILINE)  # where a template says what it is known by


class Authoring(QObject):
    """Makes lessons, with the person in front of the window.

    Parameters
    ----------
    window
        In which they are made.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._folder = data_folder() / FOLDER
        self._recorder: LessonRecorder | None = None

    def do(self, name: str) -> None:
        """Carry out a command of `gui.window.actions.AUTHORING`."""
        {"record lesson": self._record, "new lesson": self.begin_from_template,
         "lessons folder": self._open_folder}[name]()

    # --- recorded --------------------------------------------------------------------------------------------------

    def _record(self) -> None:
        """Begin to write down what is done; or end, and ask where to put the lesson."""
        if self._recorder is not None:
            self._end()
            return
        self._show_whether()  # once it has begun
        self._window.session.pause()
        self._window.session.hand_out(self._begin)

    def _begin(self, whole: WholeRun) -> None:
        window = self._window
        try:
            recording = Recording(whole.run.config, standing_of(window.session), _sample_of(window),
                                  [name for name in FOLDED if getattr(window, name).isVisible()],
                                  changed=len(whole.run.course.configs) > 1)
        except RecordingError as error:
            problem = error.problem
            window.notices.say(lambda: phrase(problem), kind="warning")
            self._show_whether()
            return
        self._recorder = recorder = LessonRecorder(window, recording)
        recorder.noted.connect(self._on_noted)
        recorder.refused.connect(self._on_refused)
        recorder.lost.connect(self._end)
        self._say_recording()
        self._show_whether()

    def speak(self) -> None:
        """The window has other views, in the language of now."""
        if self._recorder is not None:
            self._recorder.listen()
        self._show_whether()

    def close(self) -> None:
        """The window closes: what was recorded so far is kept among one's own lessons."""
        recorder = self._recorder
        self._discard()
        if recorder is not None and recorder.recording.count:
            self._write(recorder, _free(self._folder, "recorded"))

    def _show_whether(self) -> None:
        self._window.actions_["record lesson"].setChecked(self._recorder is not None)

    def _say_recording(self) -> None:
        """It stands there as long as it is recorded, but for what else is to be said meanwhile."""
        self._window.notices.clear("")  # what was only said has been read
        self._window.notices.ask("recording", self._count, [
            (lambda: self.tr("End and save…"), self._end), (lambda: self.tr("Discard"), self._discard)],
            with_default=False, kept=True)

    def _count(self) -> str:
        count = 0 if self._recorder is None else self._recorder.recording.count
        return filled(self.tr(
            "What you do is written down as a lesson: {count} {count:step|steps} so far."), count=count)

    @Slot()
    def _on_noted(self) -> None:
        if self._window.notices.topic == "recording":
            self._window.notices.say_again()

    @Slot(object)
    def _on_refused(self, problem: Problem) -> None:
        self._window.notices.say(lambda: phrase(problem), kind="warning")

    def _discard(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.close()
            self._window.own.notices.take_back("recording")
        self._show_whether()

    @Slot()
    def _end(self) -> None:
        recorder = self._recorder
        self._discard()
        if recorder is None or not recorder.recording.count:
            self._window.notices.say(lambda: self.tr("Nothing was done that could be a step of a lesson."))
            return
        self._ask_where(self.tr("Save the lesson"), "my-lesson", partial(self._write, recorder))

    def _write(self, recorder: LessonRecorder, path: Path) -> None:
        self._put(path, recorder.recording.written(id_from(_stem(path)), language(), _words),
                  lacks_own=recorder.has_own)

    # --- from a template -------------------------------------------------------------------------------------------

    @Slot()
    def begin_from_template(self) -> None:
        """Ask for a name, and put the template there."""
        self._ask_where(self.tr("New lesson"), "my-lesson", self._copy)

    def _copy(self, path: Path) -> None:
        try:
            text = Path(shipped_folder(), TEMPLATE).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            self._cannot(path, reason_of(error))
            return
        self._put(path, MARK.sub(f'id = "{id_from(_stem(path))}"', text, count=1))

    # --- its file --------------------------------------------------------------------------------------------------

    def _ask_where(self, caption: str, name: str, take: Callable[[Path], None]) -> None:
        with suppress(OSError):  # the dialog shows another folder then
            self._folder.mkdir(parents=True, exist_ok=True)
        paths.ask_where_to_save(self._window, caption, _free(self._folder, name),
                                [(self.tr("Lessons of Backprop Lab"), SUFFIX[1:])], lambda path: take(_named(path)))

    def _put(self, path: Path, text: str, *, lacks_own: bool = False) -> None:
        try:
            read_lesson(text.encode(), path.name)
            write_file(path, lambda file: file.write(text.encode()), through_links=True)
        except LessonError as error:
            self._cannot(path, phrase(error.problem))
        except (OSError, ValueError) as error:
            self._cannot(path, reason_of(error))
        else:
            self._window.lesson_written.emit()
            self._say_written(path, lacks_own=lacks_own)

    def _say_written(self, path: Path, *, lacks_own: bool) -> None:
        self._window.notices.ask("lesson written", lambda: (self.tr(
            "The lesson is in {file}. It lacks the pictures of your own that this network has learnt from, so its "
            "numbers will be others: press Reset, and record it again without them.") if lacks_own else self.tr(
            "The lesson is in {file}. It is a text: change it in any editor, and see it here each time you save "
            "it.")).format(file=printable(path)), [
            (lambda: self.tr("Open it"), partial(self._window.opening.open, path)),
            (lambda: self.tr("Edit it"), partial(self._edit, path)), (lambda: self.tr("OK"), None)])

    def _edit(self, path: Path) -> None:
        self._window.opening.open(path)
        self._show_outside(path)

    def _cannot(self, path: Path, reason: str) -> None:
        self._window.notices.say(lambda: self.tr("{file} cannot be written: {reason}. Choose another place.").format(
            file=printable(path), reason=reason), kind="warning")

    # --- where they lie --------------------------------------------------------------------------------------------

    def _open_folder(self) -> None:
        """Show the folder of one's own lessons, as the platform shows folders."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._cannot(self._folder, reason_of(error))
            return
        self._show_outside(self._folder)

    def _show_outside(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._window.notices.say(lambda: self.tr("It lies here: {file}").format(file=printable(path)))


def _words(problem: Problem) -> str:
    """A sentence in the language of now, with the operation as the window calls it."""
    named = {name: operation_name(str(value)) for name, value in problem.values.items() if name == "operation"}
    return phrase(problem.given(**named))


def _sample_of(window: "MainWindow") -> tuple[str, int] | None:
    """The image that is looked at; None for a drawing."""
    sample = window.sample.chooser.sample
    return None if sample is None or sample.split == "drawn" else (sample.split, sample.index)


def _stem(path: Path) -> str:
    return path.name.removesuffix(SUFFIX)


def _named(path: Path) -> Path:
    """The file that was asked for, with the end by which a lesson is known."""
    return path if path.name.endswith(SUFFIX) else path.with_name(path.name.removesuffix(".toml") + SUFFIX)


def _free(folder: Path, name: str) -> Path:
    """A name in the folder that nothing has."""
    number, path = 1, folder / f"{name}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{SUFFIX}"
    return path
