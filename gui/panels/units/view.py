"""What is in the panel: the units, and what becomes of the network without some of them, in turns."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Trace
from engine.inspection.unit import Unit
from gui.panels.late import PASSED_ON, LatePanel
from gui.panels.panel import Panel
from gui.panels.units.units_page import UnitsPage
from gui.training.reports import KeptRun, Learned, RunStarted, Standing, State
from gui.widgets.card import Card
from gui.widgets.pill import PillGroup
from gui.widgets.tips import wrapped

UNITS, WITHOUT = range(2)


class _Page(LatePanel):
    """A page that is told only what it is about while it is seen."""

    watches = False
    title = tip = ""  # the pills say it


class _Units(_Page):
    def make(self) -> QWidget:
        return UnitsPage()


class _Without(_Page):
    def make(self) -> QWidget:
        from gui.panels.units.without_page import WithoutPage  # loaded when it is seen

        return WithoutPage()


class UnitsView(Panel):
    """The hidden units, one by one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card(self.tr("Units"))
        self.pills = PillGroup([self.tr("Units"), self.tr("Without it")])
        self.pills.set_tool_tips([
            wrapped(self.tr("What each hidden unit looks for")),
            wrapped(self.tr("Switch units off in a copy of the network, and see what becomes of it"))])
        self.pages = (_Units(), _Without())
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
            for name in PASSED_ON:
                getattr(page, name).connect(getattr(self, name))
        self.card.header_layout.addWidget(self.pills)
        self.card.body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.pills.chosen.connect(self._on_page)
        page = self.units
        page.said.connect(self.card.set_subtitle)
        page.off_wanted.connect(self.switch_off)

    @property
    def units(self) -> UnitsPage:
        """The first page."""
        return self.pages[UNITS].filled()

    def show_page(self, index: int) -> None:
        """Bring a page forward."""
        self.pills.choose(index)
        self._stack.setCurrentIndex(index)
        self.card.set_subtitle(self.units.subtitle if index == UNITS else "")

    def show_unit(self, unit: Unit) -> None:
        """Show all there is to know of a unit."""
        self.show_page(UNITS)
        self.units.show_unit(unit)

    @Slot(object)
    def switch_off(self, unit: Unit) -> None:
        """Show what becomes of the network without a unit."""
        self.show_page(WITHOUT)
        self.pages[WITHOUT].filled().select_units(unit.layer, {unit.index})

    @Slot(object)
    def _on_page(self, index: int) -> None:
        self.show_page(index)

    def take_over(self, other: "UnitsView") -> None:
        for page, before in zip(self.pages, other.pages, strict=True):
            page.take_over(before)
        self.show_page(other.pills.current)

    def stop(self) -> None:
        for page in self.pages:
            page.stop()

    # --- what the pages are told ------------------------------------------------------------------------------------

    def show_run(self, run: RunStarted) -> None:
        for page in self.pages:
            page.show_run(run)

    def show_state(self, state: State) -> None:
        for page in self.pages:
            page.show_state(state)

    def show_standing(self, standing: Standing) -> None:
        for page in self.pages:
            page.show_standing(standing)

    def show_trace(self, trace: Trace) -> None:
        for page in self.pages:
            page.show_trace(trace)

    def show_learned(self, learned: Learned) -> None:
        for page in self.pages:
            page.show_learned(learned)

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        for page in self.pages:
            page.show_kept_runs(runs)

    def mark_unit(self, unit: Unit | None) -> None:
        for page in self.pages:
            page.mark_unit(unit)
