"""One lesson in the list: its title, how long it takes, what it is about, and where it was left."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from engine.lessons.lesson import Lesson
from engine.lessons.progress import Standing
from gui.look.theme import theme
from gui.panels.lessons.texts import plain
from gui.panels.lessons.written import words_of
from gui.qt.guarded import Guarded, painting
from gui.widgets.focus_ring import paint_focus_ring
from gui.widgets.labels import PART

_EDGE, _NUMBER, _MARK = 8, 24, 16  # pixels at normal text: around it, for its number, for its tick
_TICK = ((0.0, 0.55), (0.36, 0.9), (1.0, 0.1))
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class LessonRow(Guarded, QAbstractButton):
    """A lesson to be opened."""

    def __init__(
        self, lesson: Lesson, language: str, standing: Standing | None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self._title, self._about = (words_of(plain(text, language)) for text in (lesson.title, lesson.about))
        self._done = standing is not None and standing.done is not None
        self._left = self._where_it_was_left(standing)
        self.setAccessibleName(PART.join(filter(None, (
            f"{lesson.number or ''} {self._title}".strip(), self._minutes(), self._left,
            self.tr("done") if self._done else ""))))
        self.setAccessibleDescription(self._about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_theme_changed)

    def _minutes(self) -> str:
        return self.tr("{minutes} min").format(minutes=self.lesson.minutes) if self.lesson.minutes else ""

    def _where_it_was_left(self, standing: Standing | None) -> str:
        steps = len(self.lesson.steps)
        if standing is None or not 0 < standing.step < steps or (self._done and standing.step == steps - 1):
            return ""
        return self.tr("step {step} of {steps}").format(step=standing.step + 1, steps=steps)

    # --- where everything is ---------------------------------------------------------------------------------------

    def _lines(self) -> list[tuple[str, QFont, str]]:
        """What is written one below the other: text, font, colour."""
        colours = theme().palette
        quiet = PART.join(filter(None, (self.lesson.book, self._minutes())))
        return [each for each in (
            (self._title, theme().font(bold=True), colours.text), (self._about, theme().caption_font(), colours.dim),
            (quiet, theme().caption_font(), colours.dim), (self._left, theme().caption_font(bold=True), colours.accent),
        ) if each[0]]

    def _places(self, width: int) -> Iterator[tuple[QRect, str, QFont, str]]:
        """With the last two beside each other, where there is room for that."""
        edge, left = theme().scaled(_EDGE), theme().scaled(_EDGE + _NUMBER)
        room, y, before = max(width - left - edge - theme().scaled(_MARK), 1), edge, 0
        for text, font, colour in self._lines():
            metrics = QFontMetrics(font)
            if text == self._left and before + metrics.horizontalAdvance(text) <= room:
                y -= metrics.height() + theme().scaled(2)
                yield QRect(left + before, y, room - before, metrics.height()), text, font, colour
                y += metrics.height() + theme().scaled(2)
                continue
            height = metrics.boundingRect(QRect(0, 0, room, 100_000), _WRAPPED, text).height()
            yield QRect(left, y, room, height), text, font, colour
            before = metrics.horizontalAdvance(text + PART)
            y += height + theme().scaled(2)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(place.bottom() for place, *_ in self._places(width)) + theme().scaled(_EDGE)

    def sizeHint(self) -> QSize:
        width = theme().scaled(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(120), theme().scaled(30))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    # --- keys and look ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS and not event.modifiers():
            event.accept()
            return True
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, edge = theme().palette, theme().scaled(_EDGE)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.hover))
                painter.drawRoundedRect(QRectF(self.rect()), theme().scaled(6), theme().scaled(6))
            painter.setPen(QColor(colours.dim))
            painter.setFont(theme().font())
            if self.lesson.number:
                painter.drawText(QRect(0, edge, theme().scaled(_NUMBER), self.height()),
                                 int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), str(self.lesson.number))
            for place, text, font, colour in self._places(self.width()):
                painter.setFont(font)
                painter.setPen(QColor(colour))
                painter.drawText(place, _WRAPPED, text)
            if self._done:
                self._paint_tick(painter)
            if self.hasFocus():
                paint_focus_ring(painter, QRectF(self.rect()))

    def _paint_tick(self, painter: QPainter) -> None:
        side, edge = theme().scaled(10), theme().scaled(_EDGE)
        corner = QPointF(self.width() - edge - side, edge + theme().scaled(3))
        painter.setPen(QPen(QColor(theme().palette.accent), theme().scaled(2), Qt.PenStyle.SolidLine,
                            Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF([corner + QPointF(*point) * side for point in _TICK]))
