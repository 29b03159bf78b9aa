"""Labels in the few manners of writing that the window has."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later

PART = " · "


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


class ElidedLabel(Guarded, QLabel):
    """One line that is cut off with "…" where there is no room for it.

    Parameters
    ----------
    where
        At which place it is cut.
    """

    def __init__(self, where: Qt.TextElideMode, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._where = where
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), self._where, room.width())
        with painting(self) as painter:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


class StillLabel(Guarded, QWidget):
    """Holds a label whose text changes all the time, so that another text moves nothing and lays nothing out anew.

    A label that lies in a layout asks for a new one with every text, and all that it lies in with it. This one has
    the room that its longest text has needed so far. One whose policy is to take what there is says as much as fits
    there, see `fitting`, and the rest in its tooltip.

    Parameters
    ----------
    label
        What is written in; its policy of size counts.
    fit
        As much of a text as has room: from the text, the metrics of the label and a width.
    """

    def __init__(
        self, label: QLabel, parent: QWidget | None = None, fit: Callable[[str, QFontMetrics, int], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.label = label
        self._fit = fit or fitting
        self.text = label.text()
        self._needed = QSize()
        self._writing = Later(self, self._write)
        label.setParent(self)
        self.setSizePolicy(label.sizePolicy())
        theme().changed.connect(self._on_theme_changed)

    def set_text(self, text: str) -> None:
        """Write another text."""
        if text != self.text:
            self.text = text
            self._write()
            self._make_room()

    def sizeHint(self) -> QSize:
        """What the longest text has needed, and a line in any case."""
        self.label.ensurePolished()
        return self._needed.expandedTo(self.label.sizeHint()).expandedTo(QSize(0, self.label.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.label.resize(event.size())
        self._writing.ask()

    @property
    def _is_cut(self) -> bool:
        """Whether it takes what room there is, and says no more than fits there."""
        return self.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored

    def _write(self) -> None:
        shown = self.text
        if self._is_cut:
            self.label.ensurePolished()
            shown = self._fit(self.text, self.label.fontMetrics(), self.width())
            self.label.setToolTip("" if shown == self.text else self.text)
        if shown != self.label.text():  # in no layout, so that nothing but this label is drawn anew
            self.label.setText(shown)

    def _make_room(self) -> None:
        if self._is_cut:
            return
        needed = self.sizeHint()
        if needed != self._needed:
            self._needed = needed
            self.updateGeometry()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._needed = QSize()
        self._write()
        self.updateGeometry()


def fitting(text: str, metrics: QFontMetrics, width: int) -> str:
    """As much of a plain text as has room, parted by "·": what comes first is left out first.

    The last part, which is the number in most, ends in "…" where it does not fit by itself.
    """
    shown = text
    while metrics.horizontalAdvance(shown) > width and PART in shown:
        shown = shown.partition(PART)[2]
    return metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)
