"""What panels ask for when something is looked at in them: another sample, a unit, the network itself, another run."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.place import Place
from engine.inspection.unit import Unit
from gui.training.reports import WholeRun

if TYPE_CHECKING:
    from gui.panels.panel import Panel
    from gui.window.workbench import Workbench


class Looking(QObject):
    """Lets the panels of a workbench be about the same sample and the same unit.

    Parameters
    ----------
    bench
        The workbench.

    Attributes
    ----------
    unit : Unit or None
        The hidden unit under the pointer, or that one has walked to.
    """

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._watching: set[Panel] = set()
        self.unit: Unit | None = None
        self._operations: Sample | None = None  # whose operations are to be shown once it has been traced
        bench.session.traced.connect(self._on_traced)

    def connect_panels(self) -> None:
        """Listen to the panels that there are now."""
        self._watching = set()
        for panel in self._bench.panels:
            panel.learned_wanted.connect(self._on_learned_wanted)
            panel.sample_wanted.connect(self._on_sample_wanted)
            panel.operations_wanted.connect(self._on_operations_wanted)
            panel.unit_hovered.connect(self._on_unit_hovered)
            panel.unit_wanted.connect(self.look_at_unit)
            panel.present_run_wanted.connect(self._bench.session.hand_out)
            panel.kept_run_wanted.connect(self._on_kept_run_wanted)

    @Slot(object)
    def _on_learned_wanted(self, on: bool) -> None:
        before = bool(self._watching)
        (self._watching.add if on else self._watching.discard)(self.sender())
        if bool(self._watching) != before:
            self._bench.session.watch_learned(on)

    @Slot(object)
    def _on_sample_wanted(self, sample: Sample) -> None:
        self._bench.sample.look_at(sample)

    @Slot(object)
    def _on_operations_wanted(self, sample: Sample) -> None:
        self._operations = sample
        self._bench.sample.look_at(sample)
        self._bench.session.trace_once(sample)

    @Slot(object)
    def _on_traced(self, trace: Trace) -> None:
        """Show where the logit of the class comes from that the sample is read as: that is what decided it."""
        if trace.sample is self._operations:
            self._operations = None
            bench = self._bench
            bench.workspace.bring_forward(bench.iteration)
            bench.iteration.open_place(Place(trace.network.logits, (0, trace.prediction or 0)), trace)

    @Slot(object)
    def _on_unit_hovered(self, unit: Unit | None) -> None:
        if unit != self.unit:
            self.unit = unit
            for panel in self._bench.panels:
                panel.mark_unit(unit)

    @Slot(object)
    def look_at_unit(self, unit: Unit) -> None:
        """Show all there is to know of a hidden unit."""
        bench = self._bench
        bench.workspace.bring_forward(bench.units)
        bench.units.filled().show_unit(unit)

    @Slot(object, object)
    def _on_kept_run_wanted(self, key: int, to: Callable[[WholeRun | None], None]) -> None:
        runs = self._bench.run_desk.kept_runs
        to(runs.whole(key) if key in runs else None)
