"""What a lesson points at, found in the window: brought into sight, with a ring around it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from engine.inspection.place import Place
from engine.lessons.acts import PAGES
from engine.lessons.expressions.evaluate import place_of
from engine.lessons.expressions.parse import parse
from engine.lessons.expressions.tree import Index, Name
from engine.lessons.expressions.values import NotUsableError, NotYetError
from engine.lessons.marks import taken_apart
from engine.lessons.view import NEW, SAMPLE, View
from gui.panels.panel import Panel
from gui.widgets.ring import Ring

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

Area = Callable[[], QRect | None]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be pointed at.

    Parameters
    ----------
    widget
        Where it is.
    panel
        The panel that it lies in; None: it lies in none, and is always seen.
    area
        Which part of the widget it is; None: all of it.
    what
        By which two are told apart that lie in one widget.
    bring_in
        Has it in sight within the widget.
    """

    widget: QWidget
    panel: Panel | None = None
    area: Area | None = None
    what: object = None
    bring_in: Callable[[], object] = lambda: None


class LessonMarks(QObject):
    """Points at what has a name in `engine.lessons.marks`, at one thing at a time.

    Parameters
    ----------
    window
        Whose parts are pointed at.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._ring: Ring | None = None
        self._at: tuple[QWidget, object] | None = None  # what the ring is around
        self._find: dict[str, Callable[[str, View], Target | None]] = {
            "": self._part, "field": self._field, "panel": self._panel, "page": self._page,
            "operation": self._operation, "variable": self._variable, "cell": self._cell}

    @property
    def ring(self) -> Ring | None:
        """The ring, if something is pointed at."""
        return self._ring

    def point_at(self, mark: str, view: View) -> None:
        """Point at this, or at nothing if it is empty. Asked again, it follows where the thing has gone.

        Parameters
        ----------
        mark
            As in `engine.lessons.marks`.
        view
            What there is to look up: which cell is meant may depend on the numbers.
        """
        target = self.target(mark, view) if mark else None
        at = None if target is None else (target.widget, target.what)
        if at == self._at:
            return
        if self._ring is not None:
            self._ring.ended.disconnect(self._on_ended)
            self._ring.end()
            self._ring = None
        self._at = at
        if target is not None:
            self._bring_in(target)
            self._ring = Ring(target.widget, target.area)
            self._ring.ended.connect(self._on_ended)

    def target(self, mark: str, view: View) -> Target | None:
        """What a mark means as things stand; None where there is no such thing in this network."""
        kind, name = taken_apart(mark)
        return self._find[kind](name, view)

    def _on_ended(self) -> None:
        self._ring = self._at = None

    def _bring_in(self, target: Target) -> None:
        """Have it seen: its panel brought forward, and scrolled to."""
        window, panel = self._window, target.panel
        if panel is window.experiment:
            window.actions_["experiment"].setChecked(True)
        elif panel is not None and not panel.isVisible():
            window.workspace.bring_forward(panel)
        if panel is window.iteration and not target.widget.isVisible():
            panel.show_page(PAGES.index("operation"))
        target.bring_in()
        part = target.widget
        while not part.isWindow():
            part = part.parentWidget()
            if isinstance(part, QScrollArea) and part.isAncestorOf(target.widget):
                part.ensureWidgetVisible(target.widget)

    # --- by kind ---------------------------------------------------------------------------------------------------

    def _part(self, name: str, view: View) -> Target | None:
        window = self._window
        sample, curves = window.sample, window.curves
        if name == "speed":
            return Target(window.controls.slider)
        if name == "thumbnails":
            return Target(sample.chooser.strip, sample)
        if name == "drawing pad":
            draw = sample.chooser.places.pill(2)
            return Target(draw if sample.forward.pad.isHidden() else sample.forward.pad, sample)
        if name in ("loss curve", "accuracy curve"):
            return Target(curves.loss_plot if name == "loss curve" else curves.accuracy_plot, curves)
        return self._button("run" if name == "pause" else name)

    def _button(self, command: str) -> Target | None:
        """The button of a command in the bar above."""
        button = self._window.controls.button_of(self._window.actions_[command])
        return None if button is None else Target(button)

    def _field(self, name: str, view: View) -> Target:
        return Target(self._window.experiment.row_of(name), self._window.experiment)

    def _panel(self, name: str, view: View) -> Target:
        panel = getattr(self._window, name)
        return Target(panel, panel)

    def _page(self, name: str, view: View) -> Target:
        iteration = self._window.iteration
        return Target(iteration.tab_of(PAGES.index(name)), iteration)

    def _operation(self, name: str, view: View) -> Target | None:
        return self._in_graph(name)

    def _variable(self, name: str, view: View) -> Target | None:
        """In the graph, or in the sample panel where that alone is seen."""
        shown = self._of_sample(name.removeprefix(SAMPLE))
        graph = None if name.startswith(SAMPLE) else self._in_graph(name)
        alone = shown is not None and self._window.sample.isVisible() and not self._window.iteration.isVisible()
        return shown if graph is None or alone else graph

    def _in_graph(self, name: str) -> Target | None:
        iteration = self._window.iteration
        iteration.fill()
        graph = iteration.graph
        if graph.area_of(name) is None:
            return None
        return Target(graph.view.viewport(), iteration, partial(graph.area_of, name), name,
                      partial(graph.bring_in, name))

    def _of_sample(self, name: str) -> Target | None:
        shown = self._window.sample.view_of(name)
        return None if shown is None else Target(shown, self._window.sample)

    def _cell(self, written: str, view: View) -> Target | None:
        """In the operation that is shown, or the sample: where it is seen; else the variable that it is a cell of."""
        expression = parse(written)
        try:
            place = place_of(expression, view)
        except (NotYetError, NotUsableError):
            node = expression.node
            return self._variable(node.name, view) if isinstance(node, (Index, Name)) else None
        found = [each for each in (self._in_operation(place), self._in_sample(place, view)) if each is not None]
        seen = [each for each in found if each.widget.isVisible()]
        return (seen or found or [self._variable(place.name, view)])[0]

    def _in_operation(self, place: Place) -> Target | None:
        iteration = self._window.iteration
        iteration.fill()
        name = f"{place.name.removesuffix(NEW)} new" if place.name.endswith(NEW) else place.name
        here = Place(name, place.index)
        found = iteration.operation.map_of(here)
        return None if found is None else Target(
            found, iteration, partial(found.rect_of, place.index), here, partial(iteration.operation.bring_in, here))

    def _in_sample(self, place: Place, view: View) -> Target | None:
        sample, name = self._window.sample, place.name.removeprefix(SAMPLE)
        alone = name != place.name
        index = place.index if alone else (
            None if view.snapshot is None else sample.index_of(place, view.snapshot))
        shown = sample.view_of(name)
        if index is None or shown is None or shown.widget.rect_of(index) is None:
            return None
        return Target(shown.widget, sample, partial(shown.widget.rect_of, index), index)
