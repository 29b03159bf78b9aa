"""A push button that takes little room beside what it is about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


class SmallButton(QPushButton):
    """Reached by Tab; a click leaves the keys to training."""

    def __init__(self, text: str = "", tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "small")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tip)
