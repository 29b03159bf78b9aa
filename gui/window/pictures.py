"""Pictures of maps, plots and panels: copied, or saved as a file; from the menus, and by the right button."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from engine.files import write_file
from engine.inspection.unit import Unit
from engine.problem import printable
from gui.panels.panel import Panel
from gui.qt.guarded import Guarded
from gui.widgets.card import Card
from gui.widgets.cell_view import CellView
from gui.widgets.picture import Subject, drawing_of, image_of, is_drawing, last_clicked, write_picture
from gui.widgets.tensor_view import TensorView
from gui.window import paths

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


class Pictures(Guarded, QObject):
    """Has pictures made of what is in a window.

    Parameters
    ----------
    window
        The window. Its files have the folder and the names that are used, and in its notices it is spoken.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu:
            return self._open_menu(event)
        return False

    def _open_menu(self, event: QContextMenuEvent) -> bool:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self._window.childAt(self._window.mapFromGlobal(event.globalPos()))
        subject = subject_of(QApplication.focusWidget() if by_key else at)
        if subject is None:
            return False
        menu, looking = QMenu(self._window), self._window.bench.looking
        if looking.unit is not None and isinstance(subject.widget, CellView):  # it is what the pointer is on
            words = self.tr("Look at unit {number} of hidden layer {layer}")
            menu.addAction(words.format(number=looking.unit.index, layer=looking.unit.layer)).triggered.connect(
                partial(self._look_at, looking.unit))
            menu.addSeparator()
        menu.addAction(self.tr("Copy picture")).triggered.connect(partial(self._copy, subject))
        menu.addAction(self.tr("Save picture…")).triggered.connect(partial(self._save, subject))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
        return True

    def _look_at(self, unit: Unit, *_: object) -> None:
        self._window.bench.looking.look_at_unit(unit)

    @Slot()
    def copy(self) -> None:
        """Copy what has the focus or was clicked last."""
        for each in (QApplication.focusWidget(), last_clicked()):
            subject = None if each is None or not each.isVisible() else subject_of(each)
            if subject is not None:
                self._copy(subject)
                return
        self._window.notices.say(lambda: self.tr("Click a map or a plot first: the picture will be of that."))

    def _copy(self, subject: Subject, *_: object) -> None:
        QGuiApplication.clipboard().setImage(image_of(subject))
        self._window.notices.say(lambda: self.tr("The picture is copied: {title}").format(title=subject.title))

    @Slot()
    def save_one(self) -> None:
        """Of what the action is named by, whether or not it is in front."""
        window = self._window
        self._save({
            "picture of losses": lambda: subject_of(window.curves.loss_plot),
            # In its card there may be something else now, which the card is then called by.
            "picture of accuracies": lambda: replace(subject_of(window.curves.accuracy_plot), title="Accuracy"),
            "picture of sample": lambda: subject_of(window.sample),
            "picture of graph": lambda: subject_of(window.iteration.graph.view)}[self.sender().objectName()]())

    def _save(self, subject: Subject, *_: object) -> None:
        name = f"{self._window.files.stem}-{subject.title.replace('/', ' ')}.png"
        forms = [(self.tr("Images"), "png"), (self.tr("Vector graphics"), "svg")]
        paths.ask_where_to_save(self._window, self.tr("Save picture"), self._window.files.folder / name, forms,
                                partial(self._write, subject))

    def _write(self, subject: Subject, path: Path) -> None:
        self._window.files.remember_folder(path)
        content = drawing_of(subject) if is_drawing(path) else image_of(subject)
        self._window.files.errands.run(
            lambda: self.tr("Writing {name}").format(name=printable(path.name)), _written, content, path,
            then=lambda _: self._window.notices.say(lambda: self.tr("Written: {file}").format(file=printable(path))))


def subject_of(widget: QWidget | None) -> Subject | None:
    """What a picture is of where a person points at this: the map, plot, graph or panel that it is in."""
    from gui.panels.iteration.graph.view import GraphView
    from gui.widgets.zoom_plot import ZoomPlot

    while widget is not None:
        if isinstance(widget, CellView):
            view = _around(widget, TensorView)
            return Subject(widget, view.name, view.note) if view else Subject(widget, widget.accessibleName())
        if isinstance(widget, ZoomPlot):
            card = _around(widget, Card)
            return Subject(widget, card.title if card else widget.accessibleName())
        if isinstance(widget, GraphView):
            return Subject(widget, QCoreApplication.translate("Pictures", "Computational graph"), whole=True)
        if isinstance(widget, Panel):
            return Subject(widget, widget.title, headed=False)
        widget = widget.parentWidget()
    return None


def _around(widget: QWidget, kind: type) -> QWidget | None:
    """What of this kind a widget lies in."""
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget


def _written(content: bytes | QImage, path: Path) -> None:
    from engine.runs.run_file import told_in_words  # when a file is written, and not at the start

    with told_in_words(path):
        write_file(path, partial(write_picture, content), through_links=True)
