"""Something that is said beside what is asked: to an answer, as a hint, or what was predicted before."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.lessons.written import Pictures, Written
from gui.widgets.labels import DimLabel


class Aside(QFrame):
    """A quiet box with a caption, and one text or two. Hidden while there is nothing in it.

    Parameters
    ----------
    kind
        Which edge it has: ``"said"`` for what is said to an answer, else nothing.
    """

    def __init__(self, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aside")
        self.setProperty("kind", kind)
        self._caption = DimLabel(small=True)
        self._caption.setWordWrap(True)
        self._texts = Written(), Written()
        self._column = QVBoxLayout(self)
        for part in (self._caption, *self._texts):
            self._column.addWidget(part)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self.hide()

    @property
    def said(self) -> tuple[str, str, str]:
        """The caption, and both texts."""
        return self._caption.text(), self._texts[0].markdown, self._texts[1].markdown

    def say(self, caption: str = "", text: str = "", second: str = "", pictures: Pictures | None = None) -> None:
        """Say this, or nothing."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        for part, words in zip(self._texts, (text, second), strict=True):
            part.say(words, pictures)
        self.setAccessibleName("\n".join(filter(None, (caption, *(part.text() for part in self._texts)))))
        self.setVisible(any((caption, text, second)))

    @Slot()
    def _update_sizes(self) -> None:
        scaled = theme().scaled
        self._column.setContentsMargins(scaled(10), scaled(7), scaled(8), scaled(7))
        self._column.setSpacing(scaled(4))
