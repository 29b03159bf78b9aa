"""One step on the way of a picture to x: its switch, and the picture that it has led to."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.data.look import ImageLook
from engine.data.own.step import Stage, Step
from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel
from gui.widgets.tips import wrapped
from gui.words.engine_texts import phrase

SIDE, GOOD, LARGEST = 80, 100, 140  # pixels of a picture, at normal text size: the least, and from which one line does
_HEAD, _GAP, _ARROW = 22, 3, 14


class Colours(Guarded, QWidget):
    """A picture in colours or in grey, as it came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: np.ndarray | None = None
        self._image = QImage()

    def show_levels(self, levels: np.ndarray) -> None:
        """Show a picture, (h, w, 3) or (h, w) uint8."""
        form = QImage.Format.Format_RGB888 if levels.ndim == 3 else QImage.Format.Format_Grayscale8
        self._levels = np.ascontiguousarray(levels)  # the image looks into it
        self._image = QImage(self._levels.data, levels.shape[1], levels.shape[0], self._levels.strides[0], form)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        place = QRectF(0, 0, scale * self._image.width(), scale * self._image.height())
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
            painter.setPen(QPen(QColor(theme().palette.border), 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


class Column(QWidget):
    """A picture with words above and beneath, and before all an arrow from the one that it follows.

    Parameters
    ----------
    head
        What stands above.
    picture
        The picture.
    follows
        Whether another one comes before it.
    """

    def __init__(self, head: QWidget, picture: QWidget, *, follows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrow = DimLabel("→" if follows else "")
        self._arrow.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture, self._head, self._side = picture, head, 0
        self.foot = DimLabel(small=True)
        self._column = QVBoxLayout()
        for part in (head, picture, self.foot):
            self._column.addWidget(part)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._column)
        theme().changed.connect(self._fit)
        self._fit()

    def set_side(self, side: int) -> None:
        """Have the picture so large, in pixels."""
        if side != self._side:
            self._side = side
            self._fit()

    @property
    def _picture_size(self) -> QSize:
        return QSize(self._side, self._side)

    @Slot()
    def _fit(self) -> None:
        head, gap = theme().scaled(_HEAD), theme().scaled(_GAP)
        self._side = max(self._side, theme().scaled(SIDE))
        self._row.setSpacing(theme().scaled(2))
        self._column.setSpacing(gap)
        self._arrow.setFixedSize(theme().scaled(_ARROW) if self._arrow.text() else 0, 2 * (head + gap) + self._side)
        self.picture.setFixedSize(self._picture_size)
        self._head.setFixedHeight(head)


class FirstBox(Column):
    """The picture that the way begins with."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        colours = Colours()
        colours.setAccessibleName(title)
        super().__init__(QLabel(title), colours, follows=False, parent=parent)

    def show_levels(self, levels: np.ndarray, shape: tuple[int, int]) -> None:
        """Show it; in its file it has this shape."""
        self.picture.show_levels(levels)
        self.foot.setText(size_of(shape))


class StepBox(Column):
    """A step.

    Signals
    -------
    toggled(str, bool): the step of this name is to be taken, or left out
    """

    toggled = Signal(object, object)

    def __init__(self, step: Step, look: ImageLook | None, parent: QWidget | None = None) -> None:
        self._step, self._look = step, look  # the look where this is the last step, whose picture is x
        title = phrase(step.title)
        self.switch = QCheckBox(title) if step.instead is not None else QLabel(title)
        self.switch.setToolTip(wrapped(phrase(step.what)))
        picture = Colours() if step.name == "grey" else HeatMap(keep_aspect=True)
        picture.setAccessibleName(title)
        super().__init__(self.switch, picture, follows=True, parent=parent)
        if isinstance(self.switch, QCheckBox):
            self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.switch.setChecked(True)
            self.switch.clicked.connect(self._on_clicked)

    def show_stage(self, stage: Stage) -> None:
        """Show what the step has led to."""
        picture = stage.picture
        if isinstance(self.switch, QCheckBox):
            self.switch.setChecked(not stage.is_left_out)
        self.setToolTip(wrapped(phrase(stage.said)))
        self.foot.setText(size_of(picture.shape) if self._look is None else f"x: {size_of(picture.shape)}")
        if isinstance(self.picture, Colours):
            self.picture.show_levels(picture.astype(np.uint8))
        elif not picture.size:
            self.picture.show_message(self.tr("no ink"))
            self.foot.setText(" ")
        elif self._look is not None:
            self.picture.show_values(picture, limit=1.0, kind="image", name="x", index_of=self._look.index_of)
        else:
            self.picture.show_values(picture, limit=1.0, kind="image", name=phrase(self._step.title))

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:
        self.toggled.emit(self._step.name, on)


def largest_side(width: int, count: int, most: int) -> int:
    """How large the pictures of so many boxes can be in this width: in a line, or in two where that is too small."""
    one, two = (width // max(-(-count // lines), 1) - theme().scaled(_ARROW + 10) for lines in (1, 2))
    side = one if one >= theme().scaled(GOOD) else two
    return min(max(side, theme().scaled(SIDE)), theme().scaled(most))


def size_of(shape: tuple[int, ...]) -> str:
    """Height × width."""
    return "{} × {}".format(*shape)
