"""A panel whose contents are made when they are first seen, so that they cost the start of the window nothing.

It is told everything that panels are told. What its contents are about is passed on while they are seen; meanwhile the
last of each is remembered, and passed on when they are seen again. So what nobody sees computes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.frozen.trace import Trace
from engine.inspection.unit import Unit
from gui.panels.panel import Panel
from gui.qt.guarded import Guarded
from gui.training.reports import Classified, KeptRun, Learned, RunStarted, Standing, State

PASSED_ON = tuple(name for name, value in vars(Panel).items() if isinstance(value, Signal) and name != "learned_wanted")


class LatePanel(Guarded, Panel):
    """Base of such panels. Its contents have methods of the same names as a panel, those that concern them.

    They have signals of the same names, too, which are passed on. What is told in order, as `show_run` before all that
    is of the run, is passed on in that order.

    Attributes
    ----------
    contents : QWidget or None
        None until it is first seen.
    watches : bool
        Whether it is to be told the network itself while it is seen.
    """

    watches = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contents: Any = None
        self._told: dict[str, tuple] = {}  # by method, in order of the last time: what the contents have not been told
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def make(self) -> QWidget:
        """The contents."""
        raise NotImplementedError

    def filled(self) -> Any:
        """The contents, which are made if they have not been."""
        if self.contents is None:
            self.contents = self.make()
            self._layout.addWidget(self.contents)
            for name in PASSED_ON:
                signal = getattr(self.contents, name, None)
                if signal is not None:
                    signal.connect(getattr(self, name))
        return self.contents

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.filled()
        told, self._told = self._told, {}
        for name, arguments in told.items():
            self._pass_on(name, arguments)
        if self.watches:
            self.learned_wanted.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.watches:
            self.learned_wanted.emit(False)

    def _tell(self, name: str, *arguments: object) -> None:
        if self.contents is not None and self.isVisible():
            self._pass_on(name, arguments)
        else:
            self._told.pop(name, None)
            self._told[name] = arguments

    def _pass_on(self, name: str, arguments: tuple) -> None:
        method: Callable | None = getattr(self.contents, name, None)
        if method is not None:
            method(*arguments)

    def show_run(self, run: RunStarted) -> None:
        kept = {name: told for name, told in self._told.items() if name == "show_kept_runs"}
        self._told = kept  # the rest was of the run before
        self._tell("show_run", run)

    def show_state(self, state: State) -> None:
        self._tell("show_state", state)

    def show_standing(self, standing: Standing) -> None:
        self._tell("show_standing", standing)

    def show_trace(self, trace: Trace) -> None:
        self._tell("show_trace", trace)

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        self._tell("show_snapshot", snapshot)

    def show_predictions(self, found: Classified) -> None:
        self._tell("show_predictions", found)

    def show_learned(self, learned: Learned) -> None:
        self._tell("show_learned", learned)

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        self._tell("show_kept_runs", runs)

    def mark_unit(self, unit: Unit | None) -> None:
        self._tell("mark_unit", unit)

    def name_in_words(self, on: bool) -> None:
        self._tell("name_in_words", on)

    def choices(self) -> dict[str, object]:
        chosen: Callable | None = getattr(self.contents, "choices", None)
        return {} if chosen is None else chosen()

    def show_choices(self, choices: Mapping[str, object]) -> None:
        self._tell("show_choices", choices)

    def take_over(self, other: Panel) -> None:
        assert isinstance(other, LatePanel)
        self._told = dict(other._told)
        if other.contents is not None and hasattr(other.contents, "take_over"):
            self.filled().take_over(other.contents)

    def stop(self) -> None:
        if self.contents is not None and hasattr(self.contents, "stop"):
            self.contents.stop()
