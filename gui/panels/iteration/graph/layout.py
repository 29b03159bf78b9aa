"""Where the parts of the computational graph are. Knows nothing of Qt.

From the list of operations to boxes and arrows, in the book's manner: forward in the upper row, backward beneath it
from right to left, what is learnt above each Affine, its gradients below, and the updates in a last, quiet row.

    W1 b1              W2 b2    y  t
    draw → Affine1 → ReLU1 → Affine2 → Softmax│Loss → L
         ← Affine1′ ← ReLU1′ ← Affine2′ ←  Softmax+Loss′ ← 1
           dW1 db1             dW2 db2
           upd. upd.           upd. upd.    loss after update

What an optimizer remembers of a parameter stands beneath its update.

Lengths are in pixels at normal text size and no zoom.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from engine.nn.operations import Kind, Operation
from engine.nn.variables import Role, Variable

EDGE = 66  # the least length of an edge: a shape such as (100, 784) is written along it
_NODE, _SMALL_NODE = 34, 21  # heights
_WIDE, _NARROW, _HALF, _UPDATE = 80, 58, 62, 58  # widths of a layer, the draw, half of the last layer, an update
_PICTURE = (40, 26)  # the most that the picture of a value takes
_NAME, _SHAPE = 14, 14  # heights of what is written
_OFF_CENTRE = 31  # of W to the left, of b to the right
_OF_INPUT = "dx"  # drawn though learning does not compute it
_PARAMETERS = 0  # where each row begins
_FORWARD = _PARAMETERS + _PICTURE[1] + _NAME + 12
_BACKWARD = _FORWARD + _NODE + 38
_GRADIENTS = _BACKWARD + _NODE + 12
_UPDATES = _GRADIENTS + _PICTURE[1] + _NAME + 9
_HEIGHT = _UPDATES + _SMALL_NODE + 4
_SLOTS = _UPDATES + _SMALL_NODE + 12
_SLOT = (27, 20)  # the most that the picture of one takes: two of them are as wide as the update


class Row(IntEnum):
    """The rows of the graph, from above."""

    PARAMETERS = 0
    FORWARD = 1
    BACKWARD = 2
    GRADIENTS = 3
    UPDATES = 4
    SLOTS = 5


@dataclass(frozen=True, slots=True)
class Rect:
    """A place in the graph."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """An operation's box.

    Parameters
    ----------
    operation
        Its name.
    title
        What is written in it; empty for what is called as the operation is.
    row, rect
        Where it is.
    joined
        ``"left"`` or ``"right"`` where it is half of a box: softmax and loss are one layer in two operations.
    """

    operation: str
    title: str
    row: Row
    rect: Rect
    joined: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A variable: an arrow, its picture and its name above it, and its shape below.

    Parameters
    ----------
    name, role
        The variable; ``"1"`` for the gradient of the loss with respect to itself.
    row
        Where it belongs for who walks with the arrow keys.
    start, end
        Of the arrow.
    picture, label, note
        Where the picture, the name and the shape have room; no note where there is none.
    shape
        As numpy has it.
    backward
        Whether it is a gradient.
    computed
        Whether any operation computes it, or it is there from the beginning.
    """

    name: str
    role: Role
    row: Row
    start: Point
    end: Point
    picture: Rect
    label: Rect
    note: Rect | None
    shape: tuple[int, ...]
    backward: bool = False
    computed: bool = True

    @property
    def rect(self) -> Rect:
        """All of it."""
        boxes = [self.picture, self.label, *([self.note] if self.note else [])]
        points = [(box.x, box.y) for box in boxes] + [(box.right, box.bottom) for box in boxes] + [self.start, self.end]
        xs, ys = zip(*points, strict=True)
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole graph.

    Parameters
    ----------
    nodes, edges
        In the order in which they are computed.
    lines
        Quiet arrows without a variable: from the updates to the loss after them.
    width, height
        Of all of it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lines: tuple[tuple[Point, Point], ...]
    width: float
    height: float

    def node(self, operation: str) -> Node | None:
        """The box of an operation."""
        return next((node for node in self.nodes if node.operation == operation), None)

    def edge(self, name: str) -> Edge | None:
        """The arrow of a variable."""
        return next((edge for edge in self.edges if edge.name == name), None)


def least_width(operations: Sequence[Operation]) -> tuple[float, int]:
    """Width of a graph whose edges are as short as can be, and how many edges are in a row of it."""
    graph = layout(operations, lambda name: ())
    return graph.width, sum(edge.row is Row.FORWARD for edge in graph.edges)


def layout(
    operations: Sequence[Operation], shape: Callable[[str], tuple[int, ...]], edge_length: float = EDGE
) -> Graph:
    """Lay the graph out.

    Parameters
    ----------
    operations
        Of one iteration, or of one sample looked at alone.
    shape
        From the name of a variable to its shape.
    edge_length
        How long an edge between two boxes is.
    """
    return _Layout(operations, shape, edge_length).graph()


class _Layout:
    """Places one box after the other, from left to right."""

    def __init__(
        self, operations: Sequence[Operation], shape: Callable[[str], tuple[int, ...]], edge_length: float
    ) -> None:
        self._operations = operations
        self._known = {each.name: each for one in operations for each in (*one.uses, *one.makes)}
        self._shape = shape
        self._length = max(edge_length, EDGE)
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []
        self._lines: list[tuple[Point, Point]] = []
        self._at: dict[str, Rect] = {}  # of the forward boxes by the node's name, as "Affine1"
        self._x = 0.0

    def graph(self) -> Graph:
        self._place_forward()
        self._width = self._x
        self._place_backward()
        self._place_updates()
        order = {one.name: i for i, one in enumerate(self._operations)}
        nodes = sorted(self._nodes, key=lambda node: order[node.operation])
        return Graph(tuple(nodes), tuple(self._edges), tuple(self._lines), self._width, self._height())

    def _of(self, *kinds: Kind) -> list[Operation]:
        return [one for one in self._operations if one.kind in kinds]

    def _height(self) -> float:
        last = max(part.row for part in (*self._nodes, *self._edges)) if self._nodes else Row.FORWARD
        return {Row.UPDATES: _HEIGHT, Row.SLOTS: _SLOTS + _SLOT[1] + _NAME}.get(
            last, _UPDATES if last >= Row.BACKWARD else _FORWARD + _NODE + _SHAPE)

    # The upper row --------------------------------------------------------------------------------------------------

    def _place_forward(self) -> None:
        drawn = next(iter(self._of(Kind.DRAW)), None)
        if drawn is not None:
            self._box(drawn, "", Row.FORWARD, Rect(self._x, _FORWARD, _NARROW, _NODE))
            self._x += _NARROW
        self._forward_edge("x")
        for one in self._of(Kind.FORWARD):
            if one.node in ("Softmax", "Loss"):
                self._place_half(one)
                continue
            rect = Rect(self._x, _FORWARD, _WIDE, _NODE)
            self._box(one, one.node, Row.FORWARD, rect)
            self._at[one.node] = rect
            beside = [each for each in one.uses if each.role in (Role.PARAMETER, Role.STATISTIC)]
            self._chips([*beside, *(each for each in one.makes[1:] if not each.new)], rect, Row.PARAMETERS)
            self._x = rect.right
            self._forward_edge(one.makes[0].name)
        if "Loss" in self._at:
            self._forward_edge("L")

    def _place_half(self, one: Operation) -> None:
        left = one.node == "Softmax"
        alone = left and not any(other.node == "Loss" for other in self._of(Kind.FORWARD))
        rect = Rect(self._x, _FORWARD, _HALF, _NODE)
        self._box(one, one.node, Row.FORWARD, rect, "" if alone else "left" if left else "right")
        self._at[one.node] = rect
        self._x = rect.right
        self._chip("y" if left else "t", rect.middle[0], Row.PARAMETERS, outward=left)

    def _box(self, one: Operation, title: str, row: Row, rect: Rect, joined: str = "") -> None:
        self._nodes.append(Node(one.name, title, row, rect, joined))

    def _forward_edge(self, name: str) -> None:
        y = _FORWARD + _NODE / 2
        start = (self._x, y)
        self._x += self._length
        self._edges.append(self._along(name, Row.FORWARD, start, (self._x, y)))

    def _along(
        self, name: str, row: Row, start: Point, end: Point, shape: tuple[int, ...] | None = None, **more: bool
    ) -> Edge:
        left, length, y = min(start[0], end[0]), abs(end[0] - start[0]), start[1]
        label = Rect(left + (length - _PICTURE[0]) / 2, y - 3 - _NAME, _PICTURE[0], _NAME)
        picture = Rect(label.x, label.y - _PICTURE[1], *_PICTURE)
        shape = self._shape(name) if shape is None else shape
        role = self._known[name].role if name in self._known else Role.GRADIENT
        return Edge(name, role, row, start, end, picture, label, Rect(left, y + 3, length, _SHAPE), shape, **more)

    # The row beneath ------------------------------------------------------------------------------------------------

    def _place_backward(self) -> None:
        backward, y = self._of(Kind.BACKWARD), _BACKWARD + _NODE / 2
        if not backward:
            return
        right = self._width
        came = "1"
        for one in backward:
            rect = self._beneath(one)
            self._edges.append(self._along(came, Row.BACKWARD, (right, y), (rect.right, y), () if came == "1" else None,
                                           backward=True))
            self._box(one, f"{one.node} ′".replace("+", " + "), Row.BACKWARD, rect)
            came, *beside = [each.name for each in one.makes if not each.learnt] or [""]
            self._chips([each for each in one.makes if each.learnt or each.name in beside], rect, Row.GRADIENTS,
                        outward=True)
            right = rect.x
        self._edges.append(self._along(came or _OF_INPUT, Row.BACKWARD, (right, y), (self._forward_start(), y),
                                       self._edges[0].shape, backward=True, computed=bool(came)))

    def _forward_start(self) -> float:
        return self._edges[0].start[0]

    def _beneath(self, one: Operation) -> Rect:
        if one.node in self._at:
            above = self._at[one.node]
            return Rect(above.x, _BACKWARD, above.width, _NODE)
        left, right = self._at["Softmax"], self._at["Loss"]
        return Rect(left.x, _BACKWARD, right.right - left.x, _NODE)

    # What is learnt -------------------------------------------------------------------------------------------------

    def _chips(self, variables: Sequence[Variable], box: Rect, row: Row, outward: bool = False) -> None:
        """What is learnt, side by side: W and b."""
        for position, each in enumerate(variables):
            x = box.middle[0] + (2 * position - (len(variables) - 1)) * _OFF_CENTRE
            self._chip(each.name, x, row, outward)

    def _chip(self, name: str, x: float, row: Row, outward: bool = False) -> None:
        """A variable that enters or leaves a box from above or below."""
        top = _PARAMETERS if row is Row.PARAMETERS else _GRADIENTS
        picture = Rect(x - _PICTURE[0] / 2, top, *_PICTURE)
        label = Rect(picture.x, picture.bottom, _PICTURE[0], _NAME)
        below = row is Row.GRADIENTS
        near, far = (_BACKWARD + _NODE, picture.y) if below else (_FORWARD, label.bottom)
        start, end = ((x, near), (x, far)) if outward else ((x, far), (x, near))
        self._edges.append(Edge(name, self._known[name].role, row, start, end, picture, label, None, self._shape(name),
                                backward=below))

    def _place_updates(self) -> None:
        right = None
        for one in self._of(Kind.UPDATE):
            used = {each.name for each in one.uses if each.learnt}
            gradient = next(edge for edge in self._edges if edge.name in used)
            x = gradient.label.middle[0]
            rect = Rect(x - _UPDATE / 2, _UPDATES, _UPDATE, _SMALL_NODE)
            self._box(one, "", Row.UPDATES, rect)
            self._place_slots([each for each in one.uses if each.role is Role.SLOT and each.axes], rect)
            if right is not None and rect.x - right > 8:
                self._lines.append(((right, rect.middle[1]), (rect.x, rect.middle[1])))
            right = rect.right
        for one in self._of(Kind.EVALUATE):
            self._place_evaluation(one, right)

    def _place_slots(self, slots: Sequence[Variable], update: Rect) -> None:
        """What the update goes on from, side by side beneath it."""
        for position, each in enumerate(slots):
            x = update.middle[0] + (2 * position - (len(slots) - 1)) * _UPDATE / 4
            picture = Rect(x - _SLOT[0] / 2, _SLOTS, *_SLOT)
            label = Rect(picture.x, picture.bottom, _SLOT[0], _NAME)
            self._edges.append(Edge(each.name, each.role, Row.SLOTS, (x, picture.y), (x, update.bottom), picture, label,
                                    None, self._shape(each.name)))

    def _place_evaluation(self, one: Operation, updates_end: float | None) -> None:
        above = self._beneath_last()
        y = _UPDATES + _SMALL_NODE / 2
        rect = Rect(above.x, _UPDATES, above.width, _SMALL_NODE)
        self._box(one, "", Row.UPDATES, rect)
        if updates_end is not None:
            self._lines.append(((updates_end, y), (rect.x, y)))
        edge = self._along(one.writes[0], Row.UPDATES, (rect.right, y), (self._width, y))
        self._edges.append(edge)

    def _beneath_last(self) -> Rect:
        left, right = self._at["Softmax"], self._at["Loss"]
        return Rect(left.x, 0, right.right - left.x, 0)
