"""A name that explains itself: what it is called in words beside it, and at a click what that means."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.tips import wrapped
from gui.words.terms import Wording

WIDTH = 320  # of an explanation, in pixels at normal text


class NameLabel(Guarded, QLabel):
    """A short text that is explained by its tip, and by more at a click.

    Signals
    -------
    lesson_wanted(str): the lesson of this id is to be opened
    """

    lesson_wanted = Signal(object)

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._wording: Wording | None = None

    def explain(self, wording: Wording | None) -> None:
        """Say what it means; None: nothing."""
        self._wording = wording
        self.setToolTip("" if wording is None else wrapped(wording.tip))
        self.setAccessibleDescription("" if wording is None else wording.tip)
        self.setCursor(Qt.CursorShape.ArrowCursor if wording is None else Qt.CursorShape.WhatsThisCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._wording is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        explanation = Explanation(self._wording.rich, self)
        explanation.lesson_wanted.connect(self.lesson_wanted)
        explanation.open_below(self)


class Explanation(Guarded, QFrame):
    """Some sentences over the window, until a click beside them or Esc.

    Signals
    -------
    lesson_wanted(str): the link to a lesson was clicked
    """

    lesson_wanted = Signal(object)

    def __init__(self, rich: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("explanation")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.label = QLabel(rich)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse
                                           | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.label.setWordWrap(True)
        self.label.setFixedWidth(theme().scaled(WIDTH))
        self.label.linkActivated.connect(self._on_link)
        edge = theme().scaled(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(self.label)

    def open_below(self, label: QWidget) -> None:
        """Show it, within the screen."""
        self.adjustSize()
        place, screen = label.mapToGlobal(QPoint(0, label.height())), label.screen().availableGeometry()
        self.move(min(place.x(), screen.right() - self.width()), min(place.y(), screen.bottom() - self.height()))
        self.show()
        self.label.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_link(self, lesson: str) -> None:
        self.close()
        self.lesson_wanted.emit(lesson)
