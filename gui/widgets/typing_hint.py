"""A few words under a field while something is typed into it. They lie over what is below, so that nothing moves."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

from gui.look.theme import theme

_GAP = 2  # pixels between the field and the words


class TypingHint(QLabel):
    """Words under a field, or above it where there is no room; a click goes through them.

    Parameters
    ----------
    field
        What they are about.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setProperty("role", "bubble")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show these words, or none."""
        kind = "warning" if warning else ""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
        self.setText(text)
        if text and self._field.isVisible():
            self._place()
            self.show()
            self.raise_()
        else:
            self.hide()

    def _place(self) -> None:
        """Lie in the nearest of what the field lies in that has room below the field, and scroll along with it."""
        host = self._field.parentWidget()
        self._lie_in(host)
        while not self._has_room(host) and not host.isWindow() and not _scrolls(host):
            host = host.parentWidget()
            self._lie_in(host)
        corner = self._field.mapTo(host, QPoint(0, self._field.height() + _GAP))
        if not self._has_room(host):
            corner.setY(self._field.mapTo(host, QPoint(0, 0)).y() - _GAP - self.height())
        self.move(max(min(corner.x(), host.width() - self.width()), 0), corner.y())

    def _lie_in(self, host: QWidget) -> None:
        if self.parentWidget() is not host:
            self.setParent(host)
        self.ensurePolished()
        self.setWordWrap(False)
        if self.sizeHint().width() > host.width():
            self.setWordWrap(True)
            width = min(host.width(), theme().scaled(400))
            self.resize(width, self.heightForWidth(width))
        else:
            self.resize(self.sizeHint())

    def _has_room(self, host: QWidget) -> bool:
        return self._field.mapTo(host, QPoint(0, self._field.height() + _GAP)).y() + self.height() <= host.height()


def _scrolls(host: QWidget) -> bool:
    """Whether this is what scrolls in an area."""
    viewport = host.parentWidget()
    return viewport is not None and isinstance(viewport.parentWidget(), QAbstractScrollArea)
