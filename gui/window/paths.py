"""Which file is meant: asked of a person in the dialog of the platform, in this one place."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate

Form = tuple[str, str]  # what files of a kind are called, and how their names end: ("Pictures", "png jpg")
Take = Callable[[Path], object]


def ask_where_to_save(window: QWidget, caption: str, place: Path, forms: Sequence[Form], take: Take) -> None:
    """Ask for a file to write; it may be there already, if the person agrees to replace it.

    Parameters
    ----------
    place
        Folder and name that are offered.
    forms
        What it can be, with one end each; the first is offered. A name without an end gets that of the chosen form.
    take
        Called with the file, unless the person thinks better of it.
    """
    dialog = _dialog(window, caption, place.parent, list(map(_filter, forms)), take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    ends = [end for _, end in forms]

    def end_as_chosen(filter_: str) -> None:
        end = ends[dialog.nameFilters().index(filter_)]
        dialog.setDefaultSuffix(end)
        named = next(iter(dialog.selectedFiles()), "")
        if Path(named).suffix[1:] in ends:
            dialog.selectFile(Path(named).stem + f".{end}")

    dialog.setDefaultSuffix(ends[0])
    dialog.selectFile(place.name)
    dialog.filterSelected.connect(end_as_chosen)
    dialog.open()


def ask_what_to_open(window: QWidget, caption: str, folder: Path, forms: Sequence[Form], take: Take) -> None:
    """Ask for a file that is there, of one of these forms; the first is offered."""
    everything = translate("Paths", "All files (*)")
    dialog = _dialog(window, caption, folder, [*map(_filter, forms), everything], take)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()


def _filter(form: Form) -> str:
    """As Qt has it."""
    name, ends = form
    return f"{name} ({' '.join(f'*.{end}' for end in ends.split())})"


def _dialog(window: QWidget, caption: str, folder: Path, filters: list[str], take: Take) -> QFileDialog:
    dialog = QFileDialog(window, caption, str(folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters(filters)
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    return dialog
