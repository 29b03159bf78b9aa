"""A thin band beneath a plot: at which iterations a sample was got right, and at which not."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.look.palette import packed, rgb
from gui.look.theme import theme
from gui.panels.curves.plot import CurvePlot
from gui.qt.guarded import Guarded, painting

HEIGHT = 12     # pixels at normal text
STRIPE = 6      # and from one stripe of the hatching to the next
NEAR = 4        # and how far a click may be from a change that is meant


class AnswerBand(Guarded, QWidget):
    """Full where the answer was right, hatched where it was wrong, empty where it is not known.

    Where a pixel stands for many iterations it is as high as the share of right ones. It has the x axis of a plot.

    Signals
    -------
    chosen(int): an iteration was clicked
    """

    chosen = Signal(object)

    def __init__(self, plot: CurvePlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = plot
        self._iterations = self._changes = np.empty(0, int)
        self._answers, self._label, self._names = np.empty(0, int), 0, ()
        self._right = np.zeros(1, int)   # how many answers were right, before each
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Where the chosen sample was right"))
        plot.view.sigRangeChanged.connect(self.update)
        plot.view.sigResized.connect(self.update)
        theme().changed.connect(self._on_theme_changed)

    def show_answers(
        self, iterations: np.ndarray, answers: np.ndarray, label: int, names: tuple[str, ...],
    ) -> None:
        """Show these.

        Parameters
        ----------
        iterations, answers : (k,)
            In order, and the class number given at each; negative for none.
        label
            The right one.
        names
            Of the classes.
        """
        self._iterations, self._answers, self._label, self._names = iterations, answers, label, names
        self._right = np.concatenate([[0], np.cumsum(answers == label)])
        self._changes = iterations[1:][np.diff(answers) != 0]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(60), theme().scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # -- where what is

    def area(self) -> QRect:
        """The part that lies beneath the curves."""
        area = self._plot.area()
        left = self.mapFromGlobal(self._plot.mapToGlobal(area.topLeft())).x()
        return QRect(left, 0, area.width(), self.height())

    def iteration_at(self, x: float) -> float:
        """What the x axis of the plot has there."""
        area, (first, last) = self.area(), self._plot.visible_range()
        return first + (x - area.left()) / max(area.width(), 1) * (last - first)

    def place_of(self, iteration: float) -> float:
        """Where an iteration is."""
        area, (first, last) = self.area(), self._plot.visible_range()
        return area.left() + (iteration - first) / (last - first) * area.width()

    def meant_at(self, x: float) -> int | None:
        """The iteration that is meant by a click there: a change of mind that is near, else what is there."""
        if not len(self._iterations) or not self.area().left() <= x <= self.area().right():
            return None
        wanted = self.iteration_at(x)
        for known, near in ((self._changes, theme().scaled(NEAR)), (self._iterations, np.inf)):
            if len(known):
                nearest = int(known[np.abs(known - wanted).argmin()])
                if abs(self.place_of(nearest) - x) <= near:
                    return nearest
        return None

    def words_at(self, x: float) -> str:
        """What to say of the iteration that is meant there."""
        iteration = self.meant_at(x)
        if iteration is None:
            return ""
        answer = int(self._answers[np.searchsorted(self._iterations, iteration)])
        if answer < 0:
            return self.tr("iteration {iteration:,}: no answer").format(iteration=iteration)
        text = (self.tr("iteration {iteration:,}: read as {answer}, right") if answer == self._label
                else self.tr("iteration {iteration:,}: {label}, read as {answer}"))
        return text.format(iteration=iteration, label=self._names[self._label], answer=self._names[answer])

    # -- what it looks like

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio, area, palette = self.devicePixelRatioF(), self.area(), theme().palette
        width, height = round(area.width() * ratio), round(area.height() * ratio)
        with painting(self) as painter:
            if width > 0 and height > 0:
                image = self._image(width, height, round(theme().scaled(STRIPE) * ratio))
                painter.drawImage(area, image)
            painter.setPen(QColor(palette.axis))
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _image(self, width: int, height: int, stripe: int) -> QImage:
        palette = theme().palette
        edges = np.rint(self.iteration_at(self.area().left() + np.arange(width + 1) * self.area().width() / width))
        first = np.searchsorted(self._iterations, edges[:-1])
        stop = np.searchsorted(self._iterations, np.maximum(edges[1:], edges[:-1] + 1))
        known = stop - first
        share = (self._right[stop] - self._right[first]) / np.maximum(known, 1)
        y, x = np.mgrid[height - 1:-1:-1, 0:width]
        paper, ink, accent = (packed(rgb(each)) for each in (palette.card, palette.axis, palette.accent))
        hatched = np.where((x + y) % stripe < max(stripe // 3, 1), ink, paper)
        pixels = np.where(known > 0, np.where(y < np.rint(share * height), accent, hatched), paper)
        pixels = np.ascontiguousarray(pixels, np.uint32)
        return QImage(pixels.data, width, height, QImage.Format.Format_ARGB32).copy()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    # -- the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        iteration = self.meant_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and iteration is not None:
            self.chosen.emit(iteration)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._say(event.globalPosition().toPoint(), event.position().x())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._say(event.globalPos(), event.pos().x())
            return True
        return super().event(event)

    def _say(self, at: QPoint, x: float) -> None:
        QToolTip.showText(at, self.words_at(x), self)
