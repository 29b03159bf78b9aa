"""Where training stops by itself: the breakpoints of the window, and what is said when one is hit."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.problem import filled
from engine.training.breakpoints.breakpoint import MOST, Breakpoint, from_plain
from engine.training.breakpoints.watch import Hit, Stop
from gui.training.reports import State
from gui.training.session import TrainingSession
from gui.window.notices import Notices
from gui.words import formatting
from gui.words.engine_texts import operation_name, phrase
from gui.words.sentences import joined

translate = QCoreApplication.translate


class StopDesk(QObject):
    """Holds the breakpoints, which stay from one run to the next, and speaks in the notice line.

    Parameters
    ----------
    session
        Which stops at them.
    notices
        Where to speak.

    Attributes
    ----------
    breakpoints : tuple of Breakpoint
        All there are, switched on or off.

    Signals
    -------
    changed(): the list is another one
    go_on_wanted(): training is to go on
    look_wanted(): the iteration is to be seen taken apart
    """

    changed = Signal()
    go_on_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, session: TrainingSession, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self.breakpoints: tuple[Breakpoint, ...] = ()
        self._session, self._notices = session, notices
        session.stopped.connect(self._on_stopped)
        session.state_changed.connect(self._on_state_changed)
        session.run_started.connect(self._clear)

    @property
    def marked(self) -> tuple[int, ...]:
        """The iterations that training is to stop at, as far as they are known."""
        return tuple(each.value for each in self.breakpoints if each.on and each.condition == "iteration")

    @Slot(object)
    def set(self, breakpoints: Iterable[Breakpoint]) -> None:
        """Stop at these from now on."""
        self.breakpoints = tuple(breakpoints)
        self._session.watch_for(self.breakpoints)
        self.changed.emit()

    @Slot(object)
    def set_plain(self, plain: Iterable[object]) -> None:
        """Stop at those that were kept with a run; what cannot be used of them is told."""
        found, problem = from_plain(plain)
        self.set(found)
        if problem is not None:
            self._notices.say(lambda: phrase(problem), kind="warning")

    def open(self, window: QWidget) -> None:
        """Show the list."""
        from gui.window.dialogs.breakpoints import BreakpointsDialog  # dialogs are loaded when they are opened

        standing = self._session.standing
        dialog = BreakpointsDialog(self.breakpoints, standing.iteration if standing else 0, window)
        dialog.changed.connect(self.set)
        dialog.open()

    @Slot()
    def toggle_here(self) -> None:
        """Stop at the iteration that the run stands after, whenever it comes by; or no longer."""
        standing = self._session.standing
        if standing is None or standing.iteration == 0:
            return
        here = [each for each in self.breakpoints if (each.condition, each.value) == ("iteration", standing.iteration)]
        others = tuple(each for each in self.breakpoints if each not in here)
        if here:
            self.set(others)
        elif len(others) < MOST:
            self.set((*others, Breakpoint("iteration", standing.iteration)))

    # --- one is hit ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_stopped(self, stop: Stop) -> None:
        self._notices.ask("stopped", lambda: joined(map(_said, stop.hits)), [
            (lambda: translate("StopDesk", "Go on"), self.go_on_wanted.emit),
            (lambda: translate("StopDesk", "Look"), self.look_wanted.emit),
            (lambda: translate("StopDesk", "Switch off"), partial(self._switch_off, stop.hits))])

    def _switch_off(self, hits: Iterable[Hit]) -> None:
        hit = [each.breakpoint for each in hits]
        self.set(replace(each, on=False) if each in hit else each for each in self.breakpoints)

    @Slot(object)
    def _on_state_changed(self, state: State) -> None:
        if state in (State.RUNNING, State.STEPPING):
            self._clear()

    @Slot()
    def _clear(self) -> None:
        self._notices.clear("stopped")


def _said(hit: Hit) -> str:
    name, values = phrase(hit.breakpoint.name), hit.why.values
    made = {"operation": operation_name(str(values["operation"]))} if "operation" in values else {}
    why = phrase(hit.why.given(**made))
    if hit.time == 1:
        return translate("StopDesk", "Breakpoint “{name}”: {why}").format(name=name, why=why)
    return filled(translate("StopDesk", "Breakpoint “{name}”, met {time} times: {why}"),
                  name=name, why=why, time=formatting.integer(hit.time))
