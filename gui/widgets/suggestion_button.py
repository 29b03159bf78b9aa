"""A button beside a field that offers values for it which are often wanted. What else there is can be typed."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.widgets.glyph_button import GlyphButton


class SuggestionButton(GlyphButton):
    """An arrow down, under which a menu opens.

    Parameters
    ----------
    choices
        (value, words) of each.

    Signals
    -------
    chosen(object): the value that a person has chosen
    """

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__("down", "", parent)
        self.setAccessibleName(self.tr("Values that are often wanted"))
        self.setToolTip(self.accessibleName())
        self.menu_of_values = QMenu(self)
        for value, words in choices:
            self.menu_of_values.addAction(words).setData(value)
        self.menu_of_values.triggered.connect(self._on_triggered)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.menu_of_values.popup(self.mapToGlobal(QPoint(0, self.height())))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())
