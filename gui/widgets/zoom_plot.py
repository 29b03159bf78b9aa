"""A plot that is zoomed into and shows the whole again. It does not know what it shows.

Axes stand still while curves grow, since an axis that moves is drawn anew by Python each time.
"""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.number_axis import NumberAxis
from gui.widgets.picture import note_click
from gui.words import formatting

MARGIN = 0.015  # of the x axis, beyond its ends, so that markers there are whole
USUAL_HEIGHT = "1×10⁻⁶"  # as wide as the numbers beside the y axis are, or wider


class ZoomPlot(Guarded, pg.PlotWidget):
    """Two axes, of which x begins at 0, and a range in view: the whole, or what the person zoomed to.

    A subclass knows how to `redraw` for the range in view.

    Signals
    -------
    following_changed
        Whether the whole is in view (True), or what the person zoomed to (False).
    """

    following_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, axisItems={side: NumberAxis(side) for side in ("bottom", "left")})
        self._x_labels, self._y_label = ("",), ""
        self._last_number = "0"
        self._fitting = Later(self, self._fit)
        self.following = True
        self._home = ((0.0, 1.0), (0.0, 1.0))
        self._homing = False
        self._pressed_at = QPoint()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # buttons beside the plot do all that the mouse does here
        self.setFrameShape(self.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hideButtons()
        for axis in self._axes():
            axis.setZValue(-1)  # grid lines lie below the curves
        self.view = self.getViewBox()
        self.view.disableAutoRange()

    def start(self, x_labels: Sequence[str], y_label: str) -> None:
        """The last step of a subclass' construction: the names of the axes, and the first drawing.

        Of `x_labels`, longest first, the first that fits is shown.
        """
        self._x_labels, self._y_label = tuple(x_labels), y_label
        self._on_theme_changed()
        theme().changed.connect(self._on_theme_changed)
        self.view.sigRangeChanged.connect(self._on_range_changed)
        self.view.sigResized.connect(self._fitting.ask)
        self.view.sigRangeChangedManually.connect(self._on_zoomed)

    def name_axes(self, x_labels: Sequence[str], y_label: str) -> None:
        """Call the axes otherwise from now on."""
        self._x_labels, self._y_label = tuple(x_labels), y_label
        self._fit_axes_to_text()

    # -- for subclasses

    @Slot()
    def redraw(self) -> None:
        """Draw all there is, for the range in view."""
        raise NotImplementedError

    def add_line(self, angle: float) -> pg.InfiniteLine:
        """A line from edge to edge, over the curves; hidden at first."""
        line = pg.InfiniteLine(angle=angle)
        line.setZValue(20)
        line.hide()
        self.addItem(line, ignoreBounds=True)
        return line

    def add_label(self) -> QLabel:
        """Plain text over the plot, that lets the mouse through."""
        label = QLabel(self.viewport())
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    # -- the range in view

    def set_home(self, last: float, y: tuple[float, float], farthest: float) -> None:
        """The range that `follow` shows: x from 0 to `last`, and y. It should change seldom, in big steps.

        Called while drawing: whoever calls it draws what is then in view.
        `farthest` is how far `last` may come to be: there is room for that number from the start.
        """
        x = (-MARGIN * last, (1 + MARGIN) * last)
        if (x, y) == self._home:
            return
        self._last_number = formatting.setting(round(max(last, farthest)))
        self._home = (x, y)
        width, height = x[1] - x[0], y[1] - y[0]
        self._homing = True
        self.view.setLimits(xMin=x[0] - width * 0.02, xMax=x[1] + width * 0.02, minXRange=min(4, width),
                            yMin=y[0] - height, yMax=y[1] + height, minYRange=height * 1e-6)
        if self.following:
            self._go_home()
        self._fit_axes_to_text()
        self._homing = False

    @Slot(bool)
    def follow(self, on: bool = True) -> None:
        """Show the whole from now on, or hold the range that is in view."""
        if on:
            self._go_home()
        if on != self.following:
            self.following = on
            self.following_changed.emit(on)

    def take_over(self, other: "ZoomPlot") -> None:
        """Have the range in view that a person zoomed to in another plot, if one did."""
        if not other.following:
            self.follow(False)
            x, y = other.view.viewRange()
            self.view.setRange(xRange=x, yRange=y, padding=0)

    def visible_range(self) -> tuple[float, float]:
        """First and last place on the x axis that are in view."""
        return tuple(self.view.viewRange()[0])

    def pixels(self) -> int:
        """The width to draw at."""
        return max(int(self.view.width()), 50)

    def area(self) -> QRect:
        """The part of the widget in which curves are."""
        return self.mapFromScene(self.view.sceneBoundingRect()).boundingRect()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        note_click(self)
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The right button zooms where it is dragged; where it is not, it asks for the menu, as anywhere."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.RightButton and event.position().toPoint() == self._pressed_at:
            wanted = QContextMenuEvent(
                QContextMenuEvent.Reason.Other, self._pressed_at, event.globalPosition().toPoint())
            QApplication.sendEvent(self.parentWidget(), wanted)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()  # it comes when the button is pressed, which is too early here

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.follow()

    def _go_home(self) -> None:
        self.view.setRange(xRange=self._home[0], yRange=self._home[1], padding=0)

    @Slot()
    def _on_range_changed(self) -> None:
        if not self._homing:
            self._fit_axes_to_text()
            self.redraw()

    @Slot()
    def _on_zoomed(self) -> None:
        self.follow(False)

    def _fit(self) -> None:
        self._fit_axes_to_text()
        self.redraw()

    # -- the look

    @Slot()
    def _on_theme_changed(self) -> None:
        self.use_theme()
        self.redraw()

    def use_theme(self) -> None:
        """Take the colours and the font of the theme. A subclass adds what it has of its own."""
        palette = theme().palette
        self.setBackground(palette.card)
        for axis in self._axes():
            axis.setTickPen(palette.grid)
            axis.setTextPen(palette.axis)
            axis.setTickFont(theme().caption_font())
        self._fit_axes_to_text()

    def _fit_axes_to_text(self) -> None:
        """Room for the axes that does not depend on the numbers there, so that the plot does not jump."""
        metrics, gap = QFontMetrics(theme().caption_font()), theme().scaled(4)
        named = self.height() >= theme().scaled(110)  # where there is little room, numbers need it more than names
        bottom, left = self._axes()
        left.setWidth(metrics.height() + self._widest_height(metrics) + 2 * gap)
        bottom.setHeight((2 if named else 1) * metrics.height() + gap)
        self.plotItem.layout.setContentsMargins(
            0, metrics.height() // 2, metrics.horizontalAdvance(self._last_number) // 2, 0)
        room = self.width() - left.width()
        fitting = [text for text in self._x_labels if metrics.horizontalAdvance(text) <= room]
        name_axis(left, self._y_label)
        name_axis(bottom, fitting[0] if named and fitting else "")
        self.setMinimumSize(theme().scaled(180), theme().scaled(self.least_height))

    @property
    def least_height(self) -> int:
        """How high it is at least, in pixels at normal text."""
        return 70

    def _widest_height(self, metrics: QFontMetrics) -> int:
        """Room for the numbers beside the y axis: the same at all heights but those that need uncommonly long ones."""
        found = self.getAxis("left").ticks(*self.view.viewRange()[1], self.view.height())
        return max(metrics.horizontalAdvance(text) for text in (USUAL_HEIGHT, *(text for _, text in found)))

    def _axes(self) -> tuple[NumberAxis, NumberAxis]:
        return self.getAxis("bottom"), self.getAxis("left")


def name_axis(axis: NumberAxis, text: str) -> None:
    """Write the name of an axis beside it; nothing happens if it stands there already."""
    wanted = {"color": theme().palette.axis, "font-size": f"{theme().caption_font().pixelSize()}px"}
    if (axis.labelText, axis.labelStyle) != (text, wanted):
        axis.setLabel(text, **wanted)
        axis.resizeEvent()  # puts the label in its place
