"""A number that nothing was computed for: a pixel, a label, a parameter. Shown where it stands among its own."""

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.provenance.provenance import Provenance
from engine.nn.variables import INPUTS, Role, Variable
from gui.look.theme import theme
from gui.panels.iteration.parts.thumbnail import as_matrix
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.bars import Bars
from gui.widgets.cell import Cell
from gui.widgets.cell_view import Position
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel
from gui.words.engine_texts import phrase

_SIDE, _LARGEST = 128, 270  # pixels of the picture at normal text size
_NARROW = 220  # with less width the words stand beneath the picture


class RingedMap(HeatMap):
    """A map whose marked cell has a ring around it, so that a small one is found at once."""

    def _paint_outline(self, painter: QPainter, position: Position | None, colour: str) -> None:
        super()._paint_outline(painter, position, colour)
        if position is None or colour != theme().palette.accent:
            return
        cell = self._rect_of(position)
        radius = max(0.9 * max(cell.width(), cell.height()), theme().scaled(6))
        if radius > self.width() / 3:
            return  # a cell that fills half of the map is found without
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme().palette.card), 4))
        painter.drawEllipse(cell.center(), radius, radius)
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawEllipse(cell.center(), radius, radius)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(_SIDE), theme().scaled(_SIDE))


class GivenView(Guarded, QWidget):
    """The picture, and in words where the number is from.

    Signals
    -------
    place_chosen(Place): another cell of the same picture was clicked
    places_hovered(tuple of Place): the cell under the pointer; () when there is none
    """

    place_chosen = Signal(object)
    places_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: int | None = None  # of the minibatch, where it is about an image
        self._turning = Later(self, self._turn)
        self.map = RingedMap(keep_aspect=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.bars = Bars()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.label = DimLabel(small=True)
        self.label.setWordWrap(True)
        self._texts = QVBoxLayout()
        self._texts.addWidget(self.words)
        self._texts.addWidget(self.label)
        self._texts.addWidget(self.bars)
        self._texts.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        picture = QVBoxLayout()
        picture.addWidget(self.map, 1000)
        picture.addStretch(1)
        self._columns.addLayout(picture, 2)
        self._columns.addLayout(self._texts, 3)
        for view in (self.map, self.bars):
            view.clicked.connect(self._on_clicked)
            view.hovered.connect(self._on_hovered)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_provenance(self, snapshot: Snapshot, provenance: Provenance) -> None:
        """Show what a number is that is given."""
        place, variable = provenance.place, snapshot.variables[provenance.place.name]
        self.words.setText(phrase(provenance.why))
        self._row = place.index[0] if variable.of_samples else None
        self.bars.setVisible(variable.role is Role.TARGET)
        self.map.keep_aspect = True
        self.map.setToolTip("")
        if variable.of_samples:
            self._show_sample(snapshot, place, variable)
        else:
            self._show_parameter(snapshot, place, variable)

    def show_nothing(self) -> None:
        """Keep nothing of what was shown."""
        self.map.show_message("")

    def _show_sample(self, snapshot: Snapshot, place: Place, variable: Variable) -> None:
        row, look = place.index[0], snapshot.look
        self.map.show_values(look.picture(snapshot.values["x"][row]), limit=look.high, kind=look.colours, name="x",
                             index_of=lambda r, c: (row, *look.index_of(r, c)))
        self.map.mark(place.index if variable.role is Role.INPUT else None)
        text = self.tr("row {row} of the minibatch") if snapshot.batch_size > 1 else ""
        text = text.format(row=row)
        if snapshot.labels is not None:
            label = int(snapshot.labels[row])
            text = " · ".join(filter(None, (
                text, self.tr("label {name}").format(name=snapshot.class_names[label]))))
            if variable.role is Role.TARGET:
                self.bars.show_values(snapshot.values["t"][row], labels=snapshot.class_names, kind="probability",
                                      marked=place.index[1], name="t")
        self.label.setText(text)

    def _show_parameter(self, snapshot: Snapshot, place: Place, variable: Variable) -> None:
        values = snapshot.value(place.name)
        if len(variable.axes) == 1:
            self.map.show_vector(values, columns=_square(len(values)), name=place.name)
            text = self.tr("all biases of the layer")
        elif variable.axes[0] == INPUTS:
            unit, look = place.index[1], snapshot.look
            self.map.show_values(look.picture(values[:, unit]), name=place.name,
                                 index_of=lambda r, c: (*look.index_of(r, c), unit))
            text = phrase(look.words.weights_from_all.given(unit=unit))
        elif len(variable.axes) > 2:
            shape = values.shape
            self.map.show_values(
                as_matrix(values), name=place.name,
                index_of=lambda r, c: tuple(int(i) for i in np.unravel_index(r * shape[-1] + c, shape)))
            text = self.tr("all weights of the layer")
        else:
            self.map.show_values(values, name=place.name)
            self.map.keep_aspect = max(values.shape) <= 2 * min(values.shape)  # a long one would be a mere line
            text = self.tr("all weights of the layer, one row for each input")
        self.map.mark(place.index)
        self.label.setText(text)

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        self.place_chosen.emit(self._place(cell))

    @Slot(object)
    def _on_hovered(self, cell: Cell | None) -> None:
        self.places_hovered.emit(() if cell is None else (self._place(cell),))

    def _place(self, cell: Cell) -> Place:
        """The bars know their class only, not the row of the minibatch."""
        whole = self._row is None or len(cell.index) == 2
        return cell.place if whole else Place(cell.name, (self._row, *cell.index))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turning.ask()

    def _turn(self) -> None:
        narrow = self.width() < theme().scaled(_NARROW)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    @Slot()
    def _update_sizes(self) -> None:
        self._columns.setSpacing(theme().scaled(14))
        self._texts.setSpacing(theme().scaled(6))
        self.map.setMinimumSize(theme().scaled(_SIDE), theme().scaled(_SIDE))
        self.map.setMaximumSize(theme().scaled(_LARGEST), theme().scaled(_LARGEST))
        self.updateGeometry()


def _square(count: int) -> int:
    """Columns of a grid that is about as high as wide."""
    return max(1, int(np.ceil(np.sqrt(count))))
