"""The session: what the window asks of training, and what training has to show, in the window's thread.

It owns the worker and its thread. Panels never see either: the window connects their intents to the methods here,
and the signals here to what panels show.

It looks into the worker's mailboxes at frame rate while there is something to expect from them, and not at all at rest,
where looking would cost processor time for nothing. What the worker leaves there belongs to a command, whose report
follows it; to a run, which ends with a report; or to an evaluation after a command, which does, too, and until then
shows in the standing how far it has come. So with the last report everything is shown, and nothing comes after it.
"""

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Sample
from engine.runs.run import Run
from engine.training.breakpoints.breakpoint import Breakpoint
from engine.training.config import TrainingConfig
from gui.training.commands import MOVES
from gui.training.pace import Budget, Pulse
from gui.training.reports import RunStarted, Standing, State, WholeRun
from gui.training.worker import TrainingWorker

FRAME = 33      # milliseconds between two looks into the mailboxes
SLOWEST = 200   # where showing takes so long that it would hold up training, they are further apart, up to this
SELDOM = 0.09   # seconds, while training runs, between two standings to be read, and between two traces to be seen
SELDOMEST = 0.3  # and where showing takes so long
PATIENCE = 3    # frames that a way may take before it is broken off for the place that is dragged to meanwhile
STAND_BY = 20    # milliseconds; they begin with what is to be done, and end once all events that it caused are through


class TrainingSession(QObject):
    """One network in training at a time.

    Signals
    -------
    state_changed(State), standing_changed(Standing), trace_changed(Trace), run_started(RunStarted),
    snapshot_changed(Snapshot or None): an iteration taken apart; None: nothing has been computed
    learned_changed(Learned): the network itself, while `watch_learned` says that somebody wants to ask it
    failed(Failure), diverged(Divergence), classified(Classified), traced(Trace)
    stopped(Stop): training has come to breakpoints
    branched(WholeRun): the run as it was, which has just been left for another way
    frame(): the time to repaint curves has come; about 30 times a second while something happens
    settled(): all that was asked is done and shown, and nothing goes on by itself

    While training runs, what is written and the traces change three to ten times a second: faster nobody reads. What a
    person asks for is shown at once.
    """

    state_changed = Signal(object)
    standing_changed = Signal(object)
    trace_changed = Signal(object)
    snapshot_changed = Signal(object)
    learned_changed = Signal(object)
    run_started = Signal(object)
    failed = Signal(object)
    diverged = Signal(object)
    classified = Signal(object)
    traced = Signal(object)
    stopped = Signal(object)
    branched = Signal(object)
    frame = Signal()
    settled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = State.IDLE
        self.run: RunStarted | None = None
        self.standing: Standing | None = None
        self._commanded = 0     # number of the last command that decides the state
        self._built_by = 0      # number of the last command to build a network, 0 before the first
        self._set_by = 0        # number of the last command that set a hyperparameter
        self._reported = 0      # number of the command that the worker reported about last
        self._dragged_to: int | None = None     # where to go next, if anywhere
        self._waited = 0        # frames that it has had to wait for the way before
        self._untold = self._undrawn = False    # whether the standing is newer than what was told of it, and drawn
        self._awaited: Sample | None = None     # the sample that a person has chosen and not seen yet
        self._was_read = False  # whether the last frame told the standing
        self._standings, self._traces = Pulse(SELDOM), Pulse(SELDOM)
        self._budget = Budget()
        self._awaiting: dict[int, Callable[[WholeRun], None]] = {}  # who asked for the run, by number of the command
        self._closed = False
        self._worker = TrainingWorker()
        self._thread = QThread()
        self._thread.setObjectName("training")
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._worker.finished.connect(self._thread.quit)
        self._worker.run_started.connect(self._on_run_started)
        self._worker.state_reported.connect(self._on_state_reported)
        self._worker.failed.connect(self.failed)
        self._worker.diverged.connect(self.diverged)
        self._worker.classified.connect(self.classified)
        self._worker.traced.connect(self.traced)
        self._worker.stopped.connect(self.stopped)
        self._worker.branched.connect(self.branched)
        self._worker.handed_out.connect(self._on_handed_out)
        self._go_on = Event()   # what training waits for while it stands by
        self._standing_by = QTimer(self, singleShot=True, interval=STAND_BY)
        self._standing_by.timeout.connect(self._on_stood_by)
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._on_frame)
        self._thread.start()

    # --- intents ---------------------------------------------------------------------------------------------------

    def reset(self, config: TrainingConfig, dataset: Dataset) -> None:
        """Give up the run, and start with a new network."""
        self._forget_standing()
        self._built_by = self._command(State.IDLE, "build", config, dataset, urgent=True)

    def resume(self, run: Run) -> None:
        """Give up the run for one that was kept, which stands where it was left."""
        self._forget_standing()
        self._built_by = self._command(State.PAUSED, "resume", run.config, run.dataset, run.course, urgent=True)

    def start(self) -> None:
        """Train on."""
        if self.can_go_on:
            self._command(State.RUNNING, "start")

    def pause(self) -> None:
        """Stop after the iteration that is under way; a long way back is broken off."""
        self._command(State.PAUSED, "pause", urgent=True)

    def step(self, name: str) -> None:
        """Go a step, by its name in `STEPS` or `MOVES`.

        Finish the iteration in progress or run a whole one, run the next operation, take the last one back, go one
        iteration back, or many forward or back.
        """
        if self.can_go_on if name.startswith(("step", "forward")) else self.can_go_back:
            self._command(State.STEPPING, *(("move", *MOVES[name]) if name in MOVES else (name,)))

    def train_to(self, iteration: int) -> None:
        """Train until so many iterations are done, as fast as it goes; a person may pause it on the way."""
        if self.can_go_on and self.standing is not None and iteration > self.standing.iteration:
            self._command(State.STEPPING, "move", "iterations", iteration - self.standing.iteration)

    def go_to(self, iteration: int) -> None:
        """Go to an iteration that has been run. Steps asked for before, and not begun yet, are left out."""
        if self._built_by:
            self._command(State.STEPPING, "go to", iteration, urgent=True)

    def drag_to(self, iteration: int) -> None:
        """Go there at the next frame, if no other place is asked for until then.

        So each place that was gone to is seen; a way that takes long makes way for the newest place all the same.
        """
        self._dragged_to = iteration
        if not self._timer.isActive():
            self._follow_drag()

    def set_speed(self, speed: float | None) -> None:
        """At most so many iterations a second; None for as fast as it goes."""
        self._send("set speed", speed)

    def set_live(self, name: str, value: Any) -> None:
        """Another value of a hyperparameter that needs no new network, from the next update on.

        Where that makes another run of what has been recorded of later iterations, `branched` tells what that was.
        """
        if name == "iterations" and self.standing is not None:  # so that training can go on with the next command
            self.standing = replace(self.standing, iterations=value)
        if self._built_by:
            self._set_by = self._send("set live", name, value)

    def watch_for(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Stop at these from now on, in this run and in those that follow it."""
        self._send("watch for", breakpoints)

    def look_at(self, sample: Sample | None) -> None:
        """Show the values of this sample from now on."""
        self._awaited = sample
        self._send("look at", sample)

    def trace_once(self, sample: Sample) -> None:
        """Ask for the values of this sample as they are now, whichever is looked at: `traced` tells them."""
        if self._built_by:
            self._send("trace once", sample)

    def look_into(self, on: bool) -> None:
        """Show iterations taken apart from now on, where training stands or goes slowly; or no longer."""
        self._send("look into", on)

    def watch_learned(self, on: bool) -> None:
        """Tell the network itself from now on, wherever training rests and at the end of epochs; or no longer."""
        self._send("watch learned", on)

    def take_apart(self) -> None:
        """Show the last iteration taken apart, also while training runs at full speed."""
        self._send("take apart")

    def classify(self, split: str, indices: np.ndarray | None = None) -> None:
        """Ask what the network makes of these samples of a split, or of every one."""
        if self._built_by:
            self._send("classify", split, indices)

    def hand_out(self, to: Callable[[WholeRun], None]) -> None:
        """Have this called with all that there is to the run, as it stands after what was asked before."""
        if self._built_by:
            self._awaiting[self._send("hand out")] = to

    def stand_by(self) -> None:
        """Have training wait while the window does much at once, such as to write everything in another size.

        Two threads of Python hold each other up: each call to Qt gives the lock away, and gets it back milliseconds
        later. What takes half a second alone would take two beside training.
        """
        if self.state is State.RUNNING and not self._standing_by.isActive():
            self._go_on = Event()
            self._send("stand by", self._go_on)
        self._standing_by.start()

    @property
    def knows_settings(self) -> bool:
        """Whether the standing has the hyperparameters that were set last."""
        return self.standing is not None and self.standing.commands >= self._set_by

    @property
    def is_trained(self) -> bool:
        """Whether the network has learnt something, or is about to: there is a run that could be lost."""
        return self.state is not State.IDLE

    @property
    def can_go_on(self) -> bool:
        """Whether there is an iteration left to run."""
        return self._built_by > 0 and (self.standing is None or self.standing.iteration < self.standing.iterations)

    @property
    def has_ended(self) -> bool:
        """Whether all iterations that were planned are done, and nothing is under way."""
        busy = self.state in (State.RUNNING, State.STEPPING)
        return self._built_by > 0 and not busy and not self.can_go_on

    @property
    def can_go_back(self) -> bool:
        """Whether something has been run that can be taken back."""
        return self.standing is not None and self.standing.iteration + self.standing.position > 0

    @property
    def is_done(self) -> bool:
        """Whether all that was asked is done and shown; training may go on."""
        return self._reported >= self._worker.commands.sent and self._dragged_to is None

    @property
    def can_pause(self) -> bool:
        """Whether something goes on that can be broken off: training, or a long way to somewhere."""
        on_the_way = self.standing is not None and self.standing.replaying is not None
        return self.state is State.RUNNING or (self.state is State.STEPPING and on_the_way)

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked is done and shown, and nothing goes on by itself."""
        evaluating = self.standing is not None and self.standing.evaluating is not None
        goes_on = self.state is State.RUNNING or (evaluating and self.state is not State.ERROR)
        return self.is_done and not goes_on

    def close(self) -> None:
        """Stop training and end the thread. To be called before the application ends; more than once is fine."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        self._on_stood_by()
        self._worker.stop()
        self._thread.quit()
        self._thread.wait()

    def _command(self, expected: State, name: str, *arguments: object, urgent: bool = False) -> int:
        """Send a command that decides the state, and show the state that it will lead to at once."""
        self._dragged_to, self._waited = None, 0
        number = self._commanded = self._send(name, *arguments, urgent=urgent)
        self._set_state(expected)
        return number

    def _send(self, name: str, *arguments: object, urgent: bool = False) -> int:
        """Send a command, and look from now on for what comes of it."""
        number = self._worker.commands.send(name, *arguments, urgent=urgent)
        if not self._timer.isActive() and not self._closed:
            self._budget.begin()
            self._timer.start(FRAME)
        return number

    def _set_state(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)

    # --- from the worker -------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_run_started(self, started: RunStarted) -> None:
        self.run = started
        self._forget_standing()
        self.run_started.emit(started)

    @Slot(object)
    def _on_handed_out(self, answer: tuple[int, WholeRun]) -> None:
        number, run = answer
        self._awaiting.pop(number)(run)

    @Slot(object)
    def _on_state_reported(self, report: tuple[int, State]) -> None:
        number, state = report
        self._reported = number
        if number >= self._commanded:  # else it is about a command that has been overtaken by another
            self._take_standing()
            self._set_state(state)
            self._show(is_frame=state is not State.RUNNING)
            self._follow_drag()  # on the way to the next place while this one is painted
            self._rest_if_settled()

    def _rest_if_settled(self) -> None:
        if self.is_settled:
            self._timer.stop()
            self.settled.emit()

    @Slot()
    def _on_stood_by(self) -> None:
        self._standing_by.stop()
        self._go_on.set()

    @Slot()
    def _on_frame(self) -> None:
        """Take what the worker left in its mailboxes."""
        if self._reported >= self._built_by:  # else it may be of the old network, or of a new one not yet told of
            self._take_standing()
            self._show(is_frame=True)
        self._waited += 1
        self._follow_drag()
        self._keep_budget()

    def _follow_drag(self) -> None:
        there = self._reported >= self._worker.commands.sent
        if self._dragged_to is not None and (there or self._waited > PATIENCE):
            target, self._dragged_to = self._dragged_to, None
            self.go_to(target)

    def _keep_budget(self) -> None:
        """Hold frames as far apart as their cost demands. It is asked for at every frame, so that none is left out."""
        self._budget.count_frame()
        running = self.state is State.RUNNING
        wanted = self._budget.between_frames(FRAME, SLOWEST) if running else FRAME
        if running:
            self._traces.seconds = self._standings.seconds = self._budget.between_traces(
                self._traces.seconds, self._timer.interval(), SELDOM, SELDOMEST)
        if wanted != self._timer.interval():
            self._timer.setInterval(wanted)

    def _forget_standing(self) -> None:
        self.standing = None
        self._untold = self._undrawn = False

    def _take_standing(self) -> None:
        standing = self._worker.standings.take()
        if standing is not None:
            self.standing = standing
            self._untold = self._undrawn = True

    def _show(self, is_frame: bool) -> None:
        """Tell what is new; while training runs, one thing or the other, so that no frame is a long one."""
        running = self.state is State.RUNNING
        # Where frames are far apart both are due each time: never a standing twice, so that traces have their turn.
        reads = self._untold and (not running or (is_frame and not self._was_read and self._standings.is_due()))
        if is_frame:
            self._was_read = reads
        if reads:
            self._untold = False
            self.standing_changed.emit(self.standing)
        if not running or self._awaited is not None or (is_frame and not reads and self._traces.is_due()):
            self._show_trace()
        looked_into = self._worker.snapshots.take()
        if looked_into is not None:
            self.snapshot_changed.emit(looked_into[0])
        learned = self._worker.learned.take()
        if learned is not None:
            self.learned_changed.emit(learned)
        if is_frame and self._undrawn:
            self._undrawn = False
            self.frame.emit()

    def _show_trace(self) -> None:
        found = self._worker.traces.take()
        if found is not None:
            if found.sample is self._awaited:
                self._awaited = None
            self.trace_changed.emit(found)
