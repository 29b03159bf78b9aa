"""Labels in the few manners of writing that the window has."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import theme


class SectionLabel(QLabel):
    """A small caption over a group, in spaced capitals: FORWARD."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "section")
        theme().changed.connect(self._update_font)
        self._update_font()

    @Slot()
    def _update_font(self) -> None:
        font = theme().caption_font()
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self.setFont(font)


class DimLabel(QLabel):
    """Writing that explains, in the quiet colour."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "note" if small else "dim")
