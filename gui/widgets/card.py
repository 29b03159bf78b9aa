"""The frame of a panel: rounded, a bold title, what is in it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.widgets.labels import DimLabel, StillLabel


class Card(QFrame):
    """A rounded frame with a title row.

    Parameters
    ----------
    title
        In bold; also the accessible name.

    Attributes
    ----------
    header_layout : QHBoxLayout
        At the right of the title row, for small controls.
    body : QVBoxLayout
        Where the content goes.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = QLabel(title)
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._subtitle = DimLabel()
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._still_subtitle = StillLabel(self._subtitle)
        self.header_layout = QHBoxLayout()
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._still_subtitle, 1)
        self._head.addLayout(self.header_layout)
        self.body = QVBoxLayout()
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._head)
        self._outer.addLayout(self.body, 1)
        self.set_title(title)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    @property
    def title(self) -> str:
        """The words in bold."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Name the card anew."""
        self._title.setText(title)
        self.setAccessibleName(title)

    @property
    def subtitle(self) -> str:
        """The quiet words after the title."""
        return self._still_subtitle.text

    def set_subtitle(self, text: str, stressed: bool = False) -> None:
        """Say something after the title, quietly or not. Cut where there is no room; then the tooltip has it all."""
        role = "warning" if stressed else "dim"
        if self._subtitle.property("role") != role:
            self._subtitle.setProperty("role", role)
            self._subtitle.style().polish(self._subtitle)
        self._still_subtitle.set_text(text)

    @Slot()
    def _update_spacing(self) -> None:
        edge, between = theme().scaled(14), theme().scaled(8)
        self._outer.setContentsMargins(edge, theme().scaled(10), edge, theme().scaled(12))
        self._outer.setSpacing(between)
        self._head.setSpacing(theme().scaled(6))
        self.header_layout.setSpacing(theme().scaled(6))
        self.body.setSpacing(between)
