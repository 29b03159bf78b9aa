"""The run handed on as files that need no window: its curves, its parameters, and itself as a program."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtWidgets import QWidget

from engine.files import write_file
from engine.problem import printable
from engine.runs.run import Run
from engine.training.trainer import Trainer
from gui.training.reports import WholeRun
from gui.training.session import TrainingSession
from gui.window import paths
from gui.window.file_desk import FileDesk
from gui.window.notices import Notices

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to hand on a run: what such files are called, what is added to a name, and what writes one."""

    files: Callable[[], str]
    end: str
    write: Callable[[Trainer, Path], object]


def _file(write: Callable[[Trainer, BinaryIO], object]) -> Callable[[Trainer, Path], object]:
    return lambda trainer, path: write_file(path, partial(write, trainer), through_links=True)


@cache
def forms() -> dict[str, _Form]:
    """Each by the name of its action. What writes them is loaded when one is asked for."""
    from engine.runs.program.hand_on import write_program
    from engine.runs.results import write_accuracies, write_losses, write_parameters

    return {
        "export losses": _Form(lambda: translate("HandingOn", "Tables"), "-loss.csv", _file(write_losses)),
        "export accuracies": _Form(lambda: translate("HandingOn", "Tables"), "-accuracy.csv", _file(write_accuracies)),
        "export parameters": _Form(
            lambda: translate("HandingOn", "Arrays of numpy"), "-params.npz", _file(write_parameters)),
        "export script": _Form(
            lambda: translate("HandingOn", "Python programs"), ".py", partial(write_program, form="script")),
        "export notebook": _Form(
            lambda: translate("HandingOn", "Notebooks"), ".ipynb", partial(write_program, form="notebook")),
    }


class HandingOn(QObject):
    """Asks where to, and has the file written. Its own trainer goes where the run stands: training goes on meanwhile.

    Parameters
    ----------
    session
        Where the run is.
    files
        Whose folder, and whose names, are used.
    notices
        Where to speak.
    window
        Parent of the dialog.
    """

    def __init__(self, session: TrainingSession, files: FileDesk, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._files, self._notices = session, files, notices

    @Slot()
    def export(self) -> None:
        """In the form that the action is named by."""
        form = forms()[self.sender().objectName()]
        paths.ask_where_to_save(
            self._window, self.tr("Export the run"), self._files.folder / (self._files.stem + form.end),
            [(form.files(), form.end.rpartition(".")[2])], partial(self._export, form))

    def _export(self, form: _Form, path: Path) -> None:
        self._files.remember_folder(path)
        self._session.hand_out(lambda whole: self._write(form, path, whole))

    def _write(self, form: _Form, path: Path, whole: WholeRun) -> None:
        self._files.errands.run(
            lambda: self.tr("Writing {name}").format(name=printable(path.name)), _written, form, path, whole.run,
            then=lambda _: self._notices.say(lambda: self.tr("Written: {file}").format(file=printable(path))))


def _written(form: _Form, path: Path, run: Run) -> None:
    from engine.runs.run_file import told_in_words

    trainer = run.trainer()
    with told_in_words(path):
        form.write(trainer, path)
