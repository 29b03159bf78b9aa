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
from gui.widgets.labels import PART
from gui.widgets.pill import PillGroup
from gui.widgets.tips import wrapped
from gui.words import formatting

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
        self._learned: Learned | None = None
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
        self.pills.chosen.connect(self.show_page)
        self.units.said.connect(self._say)
        self.units.off_wanted.connect(self.switch_off)

    @property
    def units(self) -> UnitsPage:
        """The first page."""
        return self.pages[UNITS].filled()

    @Slot(object)
    def show_page(self, index: int) -> None:
        """Bring a page forward."""
        self.pills.choose(index)
        self._stack.setCurrentIndex(index)
        self._say()

    def show_unit(self, unit: Unit) -> None:
        """Show all there is to know of a unit."""
        self.show_page(UNITS)
        self.units.show_unit(unit)

    @Slot(object)
    def switch_off(self, unit: Unit) -> None:
        """Show what becomes of the network without a unit."""
        self.show_page(WITHOUT)
        self.pages[WITHOUT].filled().select_units(unit.layer, {unit.index})

    @Slot()
    def _say(self) -> None:
        """Of which moment it is; over how many samples it was counted is said of the units only."""
        moment = "" if self._learned is None else self.tr("after iteration {iteration}").format(
            iteration=formatting.integer(self._learned.iteration))
        said = self.units.said_of_counting if self.pills.current == UNITS else ""
        self.card.set_subtitle(PART.join(filter(None, (moment, said))))

    def take_over(self, other: "UnitsView") -> None:
        self._learned = other._learned
        for page, before in zip(self.pages, other.pages, strict=True):
            page.take_over(before)
        self.show_page(other.pills.current)

    def stop(self) -> None:
        for page in self.pages:
            page.stop()

    # --- what the pages are told ------------------------------------------------------------------------------------

    def show_run(self, run: RunStarted) -> None:
        self._learned = None
        for page in self.pages:
            page.show_run(run)
        self._say()

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
        self._learned = learned
        for page in self.pages:
            page.show_learned(learned)
        self._say()

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        for page in self.pages:
            page.show_kept_runs(runs)

    def mark_unit(self, unit: Unit | None) -> None:
        for page in self.pages:
            page.mark_unit(unit)
