"""The computational graph of one iteration: what has been computed, what is computed now, and from what."""

import math
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from engine.data.look import Look
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.unit import Unit, cells_of, corners_of
from engine.nn.operations import Kind, Operation
from engine.nn.terms import term_of
from engine.training.iteration import LOSS_AFTER
from gui.look.theme import theme
from gui.panels.iteration.graph.items import Backdrop, EdgeItem, NodeItem, Part, State
from gui.panels.iteration.graph.layout import EDGE, Graph, Row, layout, least_width
from gui.panels.iteration.graph.view import LARGEST_FIT, SMALLEST_FIT, SQUEEZED, GraphView
from gui.widgets.glyph_button import GlyphButton
from gui.words import formatting
from gui.words.engine_texts import operation_name, phrase, translated
from gui.words.terms import Wording, wording

_LONGEST_EDGE = 130
_ZOOM_STEP = 1.25
_LOSSES = {"L": "l", LOSS_AFTER: "l new"}  # a mean of many numbers: the picture is of those


class IterationGraph(QWidget):
    """Draws the operations of an iteration as a graph, and the values between them.

    Attributes
    ----------
    buttons : QWidget
        Zoom in, zoom out, fit in; whoever shows the graph puts them where they cover nothing of it.

    Signals
    -------
    operation_selected(str): name of the operation whose box was clicked
    variable_selected(str): name of the variable whose arrow was clicked
    """

    operation_selected = Signal(str)
    variable_selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations: tuple[Operation, ...] = ()
        self._shape: Callable[[str], tuple[int, ...]] | None = None
        self._look: Look | None = None
        self._graph: Graph | None = None
        self._snapshot: Snapshot | None = None
        self._selection: tuple[str | None, str | None] = (None, None)
        self._nodes: dict[str, NodeItem] = {}
        self._edges: dict[str, EdgeItem] = {}
        self._edge_length = float(EDGE)
        self._least: tuple[float, int] = (1.0, 1)
        self._all = False  # whether all of it is to be seen, however small
        self._large = False  # whether it is read from afar
        self._in_words = False  # whether names are
        self._unit: Unit | None = None  # that is lit
        self.view = GraphView()
        self.view.setAccessibleName(self.tr("Computational graph of the iteration"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._build_buttons()
        self.view.chosen.connect(self._on_chosen)
        self.view.reached.connect(self._on_reached)
        self.view.resized.connect(self._on_resized)
        self.view.all_wanted.connect(self.fit)
        theme().changed.connect(self._on_theme_changed)

    def _build_buttons(self) -> None:
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._out = GlyphButton("minus", self.tr("Smaller (Ctrl and wheel)"))
        self._in = GlyphButton("plus", self.tr("Larger (Ctrl and wheel)"))
        self._fit = QToolButton()
        self._fit.setText(self.tr("Fit"))
        self._fit.setProperty("role", "flat")
        self._fit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fit.setToolTip(self.tr("Show all of the graph (Home)"))
        self._fit.setAccessibleName(self.tr("Show all of the graph"))
        for button in (self._out, self._in, self._fit):
            row.addWidget(button)
        self._out.clicked.connect(self._on_smaller)
        self._in.clicked.connect(self._on_larger)
        self._fit.clicked.connect(self.fit)

    # What is shown --------------------------------------------------------------------------------------------------

    @property
    def nodes(self) -> dict[str, NodeItem]:
        """The boxes, by operation."""
        return self._nodes

    @property
    def edges(self) -> dict[str, EdgeItem]:
        """The arrows, by variable."""
        return self._edges

    def area_of(self, name: str) -> QRect | None:
        """Where the box of an operation, or the arrow of a variable, is in the view; None if there is none."""
        part = self._nodes.get(name) or self._edges.get(name)
        return None if part is None else self.view.mapFromScene(part.box).boundingRect()

    def bring_in(self, name: str) -> None:
        """Have it in sight."""
        part = self._nodes.get(name) or self._edges.get(name)
        if part is not None:
            self.view.keep_in_view(part)

    def show_network(
        self, operations: Sequence[Operation], shape: Callable[[str], tuple[int, ...]], look: Look,
    ) -> None:
        """Draw the graph of another network, of which nothing has been computed yet.

        Parameters
        ----------
        operations
            Of an iteration of it.
        shape
            From the name of a variable to its shape.
        look
            Of its samples.
        """
        self._operations, self._shape, self._look, self._snapshot = tuple(operations), shape, look, None
        self._selection = (None, None)
        self._least, self._all = least_width(self._operations), False
        self._rebuild()
        self._take_room()

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Show how far the iteration has come and what it has computed; None: nothing yet."""
        if snapshot is not None and _shown(snapshot.operations) != _shown(self._operations):
            self.show_network(snapshot.operations, snapshot.shape, snapshot.look)
        elif snapshot is not None and self._shapes(snapshot.shape) != self._shapes(self._shape):
            self._shape = snapshot.shape
            self._snapshot = snapshot
            self._rebuild()
        before = self.current
        self._snapshot = snapshot
        self._fill()
        if self.current is not None and self.current != before:
            self.view.keep_in_view(self._nodes[self.current])

    def take_over(self, other: "IterationGraph") -> None:
        """Show what another graph shows, and the same part of it. Emits nothing."""
        if other._graph is None:
            return
        self.show_network(other._operations, other._shape, other._look)
        self.show_snapshot(other._snapshot)
        self._all, self._large = other._all, other._large
        if other.view.is_zoomed and other._edge_length != self._edge_length:
            self._edge_length = other._edge_length
            self._rebuild()
        self.select(*other._selection)
        self.view.take_over(other.view)

    def select(self, operation: str | None = None, variable: str | None = None) -> None:
        """Draw the ring around an operation, around a variable, around both or around none. Emits nothing."""
        self._selection = (operation, variable)
        for name, node in self._nodes.items():
            node.set_marks(selected=name == operation or (variable is not None and name == self._updates(variable)))
        for name, edge in self._edges.items():
            edge.set_marks(selected=name == variable)
        for part in self.view.parts:
            if part.selected:
                self.view.keep_in_view(part)
                break

    def light_unit(self, unit: Unit | None) -> None:
        """Light a hidden unit in all pictures that have something of it, and no other."""
        self._unit = unit
        for name, edge in self._edges.items():
            edge.light(None if unit is None or self._snapshot is None else self._part_of(unit, name, self._snapshot))

    @staticmethod
    def _part_of(unit: Unit, name: str, snapshot: Snapshot) -> QRectF | None:
        """Where a unit is in the picture of a variable, which is 1 wide and 1 high."""
        cells = cells_of(unit, name, snapshot.variables)
        if cells is None:
            return None
        shape = snapshot.shape(name)
        (*above, left), (*below, right) = corners_of(cells, shape)
        rows, columns = math.prod(shape[:-1]), shape[-1]
        top, bottom = (int(np.ravel_multi_index(each, shape[:-1])) if each else 0 for each in (above, below))
        return QRectF(left / columns, top / rows, (right - left + 1) / columns, (bottom - top + 1) / rows)

    @property
    def current(self) -> str | None:
        """The operation that has run last."""
        snapshot = self._snapshot
        return snapshot.operations[snapshot.position - 1].name if snapshot is not None and snapshot.position else None

    def _updates(self, variable: str) -> str:
        """An updated parameter has no arrow of its own: it is in the box of its update."""
        return next((one.name for one in self._operations
                     if one.kind is Kind.UPDATE and variable in (each.name for each in one.makes)), "")

    def _shapes(self, shape: Callable[[str], tuple[int, ...]]) -> list[tuple[int, ...]]:
        return [shape(name) for name, item in self._edges.items() if name != "1" and item.edge.computed]

    # Drawing --------------------------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        """All parts anew, for another network or another length of the edges."""
        graph = layout(self._operations, self._shape, self._edge_length)
        nodes = {node.operation: NodeItem(node, self._title(node)) for node in graph.nodes}
        wordings = self._wordings()
        edges = {edge.name: EdgeItem(edge, wordings.get(edge.name)) for edge in graph.edges}
        # All at once: nobody is to meet a part that the scene has taken down.
        self._graph, self._nodes, self._edges = graph, nodes, edges
        self.view.forget_parts()
        parts: list[Part] = [*edges.values(), *nodes.values()]
        self.view.scene().addItem(Backdrop(graph))
        for part in parts:
            self.view.scene().addItem(part)
        self.view.show_parts(parts, QRectF(0, 0, graph.width, graph.height))
        self._fill()
        self.select(*self._selection)
        self.light_unit(self._unit)

    def _title(self, node) -> str:
        if node.row is Row.FORWARD and not node.title:
            return self.tr("draw")  # a short word for a narrow box
        return node.title or operation_name(node.operation)

    def _fill(self) -> None:
        snapshot, current = self._snapshot, self.current
        position = 0 if snapshot is None else snapshot.position
        for i, operation in enumerate(self._operations):
            node = self._nodes[operation.name]
            waiting = State.DONE if i < position else State.WAITING
            node.set_state(State.CURRENT if operation.name == current else waiting)
            node.explain(node.state, partial(self._words_of_node, node))
        for name, edge in self._edges.items():
            # The loss changes with itself one to one: that is known as soon as there is a loss.
            value = None if snapshot is None else snapshot.value("L" if name == "1" else name)
            if name in _LOSSES:
                edge.show_number("" if value is None else formatting.number(float(value)))
                value = None if value is None else snapshot.value(_LOSSES[name])
            edge.show_value(value, self._look.colours)
            edge.explain(edge.is_known, partial(self._words_of_edge, edge))

    def _words_of_node(self, node: NodeItem) -> str:
        states = {
            State.WAITING: self.tr("not run yet"), State.DONE: self.tr("done"),
            State.CURRENT: self.tr("has just run"),
        }
        formula = next(one.formula for one in self._operations if one.name == node.node.operation)
        return f"{operation_name(node.node.operation)}: {states[node.state]}\n{translated(formula)}"

    def _words_of_edge(self, item: EdgeItem) -> str:
        edge = item.edge
        if edge.name == "1":
            return self.tr("The gradient of the loss with respect to itself is 1: backpropagation begins here")
        shape = formatting.shape(edge.shape) if edge.shape else ""
        name = f"{operation_name(edge.name)} {shape}".strip()
        if not item.is_known:
            reason = self.tr("not computed yet") if edge.computed else phrase(self._look.words.dx_not_computed)
            name = f"{name}: {reason}"
        return name if item.wording is None else f"{name}\n{item.wording.tip}"

    # What a person does ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_chosen(self, part: Part) -> None:
        if isinstance(part, NodeItem):
            self.operation_selected.emit(part.node.operation)
        elif part.edge.computed and part.edge.name != "1":
            self.variable_selected.emit(part.edge.name)

    @Slot(object)
    def _on_reached(self, part: Part | None) -> None:
        words = "" if part is None else part.toolTip()
        if isinstance(part, NodeItem):
            words = self._words_of_node(part)
        elif isinstance(part, EdgeItem):
            words = self._words_of_edge(part)
        self.view.setAccessibleDescription(words)  # read out by a screen reader

    @Slot()
    def _on_larger(self) -> None:
        self.view.zoom_by(_ZOOM_STEP)

    @Slot()
    def _on_smaller(self) -> None:
        self.view.zoom_by(1 / _ZOOM_STEP)

    # Fitting --------------------------------------------------------------------------------------------------------

    @Slot()
    def fit(self) -> None:
        """Show all of the graph from now on, however small it becomes; after that, a person may zoom in again."""
        self._all = True
        self._take_room()

    def name_in_words(self, on: bool) -> None:
        """Write what variables are called in words beneath their names, or not."""
        if on != self._in_words:
            self._in_words = on
            if self._graph is not None:
                self._rebuild()

    def _wordings(self) -> dict[str, Wording | None]:
        """What the variables are called in words."""
        shown = self._operations if self._in_words else ()
        known = {each.name: each for one in shown for each in (*one.uses, *one.makes)}
        return {name: wording(name, term_of(each, known)) for name, each in known.items()}

    def show_large(self, on: bool) -> None:
        """Let nothing in it be smaller than at the text size, though less of it is seen at a time; or no longer."""
        self._large = on
        if not self.view.is_zoomed:
            self._take_room()

    def _take_room(self) -> None:
        """Show the graph with longer edges where there is room; no smaller than can be read, unless all is wanted."""
        room = QSizeF(self.view.viewport().size())
        if self._graph is None or room.isEmpty():  # a view without height is none that could be too small
            return
        zoom = self._whole(room / theme().text_scale) if self._all else self._readable(room)
        room, margin, (least, count) = room / theme().text_scale, self._margin, self._least
        spare = room.width() / zoom - margin - least
        length = float(min(max(EDGE + spare / max(count, 1), EDGE), _LONGEST_EDGE))
        if abs(length - self._edge_length) > 0.5:
            self._edge_length = length
            self._rebuild()
        self.view.fit(zoom)
        if self.current is not None:
            self.view.keep_in_view(self._nodes[self.current])

    @property
    def _margin(self) -> float:
        return self.view.sceneRect().width() - self._graph.width

    def _whole(self, room: QSizeF) -> float:
        """The zoom with which all of the graph has room; of a small one no larger than needed."""
        by_height = room.height() / (self._graph.height + self._margin)
        return min(room.width() / (self._least[0] + self._margin), by_height, LARGEST_FIT)

    def _readable(self, room: QSizeF) -> float:
        """The same, but no less than can be read; nor less than at normal text size, so that letters grow with it."""
        by_width = room.width() / (self._least[0] + self._margin)
        fitting = self._whole(room if by_width >= SQUEEZED else QSizeF(math.inf, room.height()))
        at_normal = max(min(fitting, 1.0 if by_width >= SQUEEZED else SMALLEST_FIT), SQUEEZED)
        now = self._whole(room / theme().text_scale)
        return max(min(now, fitting), at_normal, 1.0 if self._large else 0.0)

    @Slot()
    def _on_resized(self) -> None:
        if not self.view.is_zoomed:
            self._take_room()

    @Slot()
    def _on_theme_changed(self) -> None:
        for edge in self._edges.values():
            edge.forget_picture()
        for node in self._nodes.values():
            node.update()  # they are kept as they were painted
        self.view.viewport().update()
        self.updateGeometry()
        if not self.view.is_zoomed:
            self._take_room()


def _shown(operations: Sequence[Operation]) -> tuple[tuple, ...]:
    """What is drawn of operations: another optimizer has the same names, and another formula."""
    return tuple((one.name, one.formula, one.writes) for one in operations)
