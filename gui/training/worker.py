"""The worker: drives the trainer in a thread of its own, so that the window never waits for it.

What the window wants comes as commands in a queue; the worker looks there before every iteration. What it has to show
it leaves in mailboxes. Only this thread ever touches the trainer and its network.
"""

import logging
import time
import traceback
from dataclasses import replace
from functools import partial
from threading import Event
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from engine.data.dataset import Dataset
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of
from engine.inspection.frozen.trace import Sample, Trace, trace
from engine.training.breakpoints.breakpoint import Breakpoint, to_plain
from engine.training.breakpoints.watch import BreakpointWatch
from engine.training.config import TrainingConfig
from engine.training.course import Course
from engine.training.evaluation import Evaluation
from engine.training.observations.observation import Observation
from engine.training.observations.observer import Observer
from engine.training.record.history import AccuracyPoint
from engine.training.silence import Survey
from engine.training.trainer import Trainer
from gui.training.branching import Branching, whole_run
from gui.training.commands import Command, Commands
from gui.training.mailbox import Mailbox
from gui.training.pace import Pace, Pulse
from gui.training.reports import Classified, Divergence, Failure, Learned, RunStarted, Standing, State

logger = logging.getLogger(__name__)

BUNDLE = 0.003      # seconds that iterations may go on at full speed before the worker looks what is wanted
MOST_BUNDLED = 32
BETWEEN_OBSERVATIONS = 1.0  # seconds, while something goes on
BETWEEN_LEARNED = 1.0   # seconds, at least, while epochs go by
LONGEST_STAND_BY = 3.0  # seconds
AT_ONCE = 0.1           # seconds: a way that takes no longer shows nothing before its end


class TrainingWorker(QObject):
    """Trains in its own QThread until `stop`.

    `stop` is called by one other thread, which also sends the commands and reads the mailboxes. All other methods run
    in the worker's thread. A command is carried out by the method of its name: "go to" by `go_to`.

    Signals
    -------
    run_started(RunStarted), failed(Failure), diverged(Divergence), classified(Classified)
    traced(Trace): the answer to `trace_once`
    stopped(Stop): training has come to breakpoints
    handed_out(tuple of int and WholeRun): the answer to `hand_out`, with the number of the command
    branched(WholeRun): the run as it was, which has just been left for another way
    state_reported(tuple of int and State): the state after the command with that number was carried out, and once more
    whenever the worker comes to rest by itself, at the end of a run or of an evaluation; all of it is in the mailboxes
    finished(): the loop has ended
    """

    run_started = Signal(object)
    state_reported = Signal(object)
    failed = Signal(object)
    diverged = Signal(object)
    classified = Signal(object)
    traced = Signal(object)
    stopped = Signal(object)
    handed_out = Signal(object)
    branched = Signal(object)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.standings = Mailbox[Standing]()
        self.traces = Mailbox[Trace]()
        self.snapshots = Mailbox[tuple[Snapshot | None]]()  # None where there is nothing to look at
        self.learned = Mailbox[Learned]()
        self.commands = Commands()
        self._stopping = Event()
        self._trainer: Trainer | None = None
        self._breakpoints = BreakpointWatch()
        self._observer, self._observing = Observer(), Pulse(BETWEEN_OBSERVATIONS)
        self._state = State.IDLE
        self._branching = Branching()
        self._iterations = 0
        self._sample: Sample | None = None
        self._looks_into = False        # whether somebody wants to see the iterations taken apart
        self._watched = False           # whether somebody wants to ask the network itself
        self._between_learned = Pulse(BETWEEN_LEARNED)
        self._pace = Pace()
        self._bundle = 1                # iterations run between two looks for commands, at full speed
        self._replaying: float | None = None
        self._set_out = 0.0             # when the way began that is under way
        self._measuring: Evaluation | None = None       # of the network where it has come to rest within an epoch
        self._measured: AccuracyPoint | None = None     # and what it came to
        self._told_at: int | None = None        # the iteration at which the run was found to have gone wrong
        self._unanswered: tuple | None = None   # the arguments of a classification that made way for something else

    # --- from the window's thread ----------------------------------------------------------------------------------

    def stop(self) -> None:
        """End the loop as soon as possible."""
        self._stopping.set()
        self.commands.send("pause", urgent=True)

    # --- the loop --------------------------------------------------------------------------------------------------

    @Slot()
    def run(self) -> None:
        """Carry out commands, and train while running, until stopped."""
        while not self._stopping.is_set():
            try:
                command = self._next_command()
                if command is None:
                    self._advance()
                else:
                    self._carry_out(command)
            except Exception as error:
                self._fail(error)
        self.finished.emit()

    def _next_command(self) -> Command | None:
        """The next command, waiting for it if there is nothing else to do; None if there is."""
        if self.commands.has_more():
            return self.commands.take()
        if self._unanswered is not None:
            again, self._unanswered = self._unanswered, None
            return Command(self.commands.begun, "classify", again)
        if self._state is not State.RUNNING:
            evaluates = self._evaluation is not None and self._state is not State.ERROR
            return None if evaluates else self.commands.take()
        delay = self._pace.delay()
        if delay <= 0:
            return None
        self._show_if_wanted()
        return self.commands.take(timeout=min(delay, 0.1))

    @property
    def _evaluation(self) -> Evaluation | Survey | None:
        """What is being measured: what is due in training, or where it has come to rest."""
        return None if self._trainer is None else self._trainer.evaluation or self._measuring

    def _carry_out(self, command: Command) -> None:
        getattr(self, command.name.replace(" ", "_"))(*command.arguments)
        if self._breakpoints and self._trainer is not None:
            self._breakpoints.arrive(self._trainer)
        if command.name != "classify":  # which changes nothing that is shown
            self._show()
        self.state_reported.emit((command.number, self._state))

    def _advance(self) -> None:
        """The next iteration if one is due, or a part of an evaluation."""
        trainer = self._trainer
        if trainer.evaluation is not None:
            trainer.evaluate_chunk()
            if not self._look_for_divergence() and trainer.evaluation is None:
                self._post_learned_at_epoch()
                if self._state is not State.RUNNING:
                    self._change_state(self._state)  # nobody has asked for what there is to see now
        elif self._measuring is not None:
            self._measure_chunk()
        elif trainer.iteration >= self._iterations:
            self._measure()
            self._change_state(State.PAUSED)
        elif self._pace.delay() <= 0:
            self._run_iterations()
            self._look_for_trouble()
        if self._state is State.RUNNING or self._evaluation is not None:  # else all was shown, and nobody looks again
            self._show_if_wanted()

    def _run_iterations(self) -> None:
        """One iteration, or at full speed as many as may go by before something is shown; none once a command came."""
        trainer = self._trainer
        if self._pace.is_bounded:
            trainer.advance()
            self._pace.count()
            return
        before, start = trainer.iteration, time.perf_counter()
        asked = self._must_stop if self._breakpoints else self.commands.has_more
        trainer.advance(min(self._bundle, self._iterations - before), interrupted=asked)
        each = (time.perf_counter() - start) / (trainer.iteration - before)
        self._bundle = max(1, min(int(BUNDLE / each), MOST_BUNDLED))

    def _must_stop(self) -> bool:
        trainer = self._trainer
        return (trainer is not None and self._breakpoints.look(trainer)) or self.commands.has_more()

    def _must_break_off(self) -> bool:
        return self.commands.break_off or self._stopping.is_set()

    def _change_state(self, state: State) -> None:
        """Come to rest by itself. What it stands at is shown first: a state is reported when all else is true."""
        self._state = state
        self._show()
        self.state_reported.emit((self.commands.begun, state))

    def _fail(self, error: Exception) -> None:
        """Something went wrong: stand where all was well, and say so."""
        details = "".join(traceback.format_exception(error))
        logger.error("Training failed.\n%s", details)
        self._state = State.ERROR
        self._recover()
        self.failed.emit(Failure(f"{type(error).__name__}: {error}", details))
        self.state_reported.emit((self.commands.begun, State.ERROR))

    def _recover(self) -> None:
        """Stand at the last whole iteration, and show it. The loop goes on, whatever else goes wrong here."""
        self._forget_measured()
        try:
            if self._trainer is not None:
                self._trainer.go_to(min(self._trainer.iteration, self._trainer.history.count - 1),
                                    cancelled=self._must_break_off, progress=self._show_replay)
        except Exception:
            logger.exception("The last good state could not be reached again.")
        self._replaying = None
        try:
            self._show()
        except Exception:
            logger.exception("The network cannot be shown with this sample.")
            self._sample = None

    def _look_for_trouble(self) -> bool:
        """Stop at a breakpoint, or where a run has gone wrong. Returns whether it did."""
        trainer = self._trainer
        stop = None if trainer is None else self._breakpoints.take(trainer)
        if stop is None:
            return self._look_for_divergence()
        if trainer.evaluation is None:
            self.pause()
        self._rest()
        self.stopped.emit(stop)
        self._change_state(self._state)
        return True

    def _look_for_divergence(self) -> bool:
        """Go back where a run has gone wrong, and tell so. Returns whether it did.

        Who steps to where it has been told before wants to see it, and stays there.
        """
        trainer, found = self._trainer, self._trainer.divergence
        iteration = trainer.iteration
        trainer.divergence = None  # it is told once, even if the way back is broken off
        if found is None or (iteration == self._told_at and self._state is not State.RUNNING):
            return False
        self._told_at = iteration
        self._go_to(found.last_good)
        self.diverged.emit(Divergence(iteration, found.last_good, found.broke, found.problem, found.can_go_on))
        self._change_state(State.PAUSED)
        return True

    # --- what is shown ---------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Leave everything in the mailboxes, whether or not the last was taken."""
        if self._trainer is not None:
            self.standings.post(self._standing())
            self._post_trace()
            if self._is_followed():
                self._post_snapshot()
            if self._watched:
                self._post_learned()

    def _show_if_wanted(self) -> None:
        if self.standings.wanted:
            self.standings.post(self._standing())
        if self.traces.wanted:
            self._post_trace()
        if self.snapshots.wanted and self._is_followed():
            self._post_snapshot()

    def _is_followed(self) -> bool:
        """Whether iterations are to be seen taken apart, and come slowly enough for it."""
        return self._looks_into and (self._state is not State.RUNNING or self._pace.is_slow)

    def _post_snapshot(self) -> None:
        if self._trainer is not None:
            self.snapshots.post((snapshot_of(self._trainer),))

    def _post_learned_at_epoch(self) -> None:
        if self._watched and self._between_learned.is_due():
            self._post_learned()

    def _post_learned(self) -> None:
        trainer = self._trainer
        network = trainer.network.with_params(dict(trainer.network.params), dict(trainer.network.kept))
        self.learned.post(Learned(trainer.iteration, trainer.position, network.in_evaluation, trainer.dataset))

    def _post_trace(self) -> None:
        sample = self._sample
        if sample is not None and self._can_be_traced(sample):
            self.traces.post(self._trace(sample))

    def _can_be_traced(self, sample: Sample | None) -> bool:
        """Whether there is a sample, and a network that it fits."""
        trainer = self._trainer
        return sample is not None and trainer is not None and len(sample.x) == trainer.dataset.input_size

    def _trace(self, sample: Sample) -> Trace:
        trainer = self._trainer
        return trace(trainer.network, sample, iteration=trainer.iteration, position=trainer.position,
                     minibatch=trainer.values)

    def _standing(self) -> Standing:
        trainer = self._trainer
        last = trainer.operations[trainer.position - 1] if trainer.position else None
        return Standing(
            iteration=trainer.iteration, iterations=self._iterations,
            position=trainer.position, operations=len(trainer.operations),
            operation=None if last is None else (last.name, last.formula),
            epoch=trainer.epoch, recorded=trainer.history.count - 1, learning_rate=trainer.learning_rate,
            evaluating=None if self._evaluation is None else self._evaluation.fraction,
            replaying=self._replaying,
            rate=self._pace.rate(trainer.iteration) if self._state is State.RUNNING else None,
            measured=self._measured,
            in_use=trainer.in_use, later=trainer.later, rate_under_way=trainer.learning_rate_under_way,
            epochs=trainer.epochs, commands=self.commands.begun, observations=self._observations())

    def _observations(self) -> tuple[Observation, ...]:
        """What is going on: found out once a second, and where the run comes to rest."""
        is_busy = self._state is State.RUNNING or self._replaying is not None or self.commands.has_more()
        trainer = self._trainer
        if trainer is not None and (not is_busy or self._observing.is_due()):
            self._observer.look(trainer, self._iterations)
        return self._observer.said

    # --- commands: sent, never called from another thread ----------------------------------------------------------

    def build(self, config: TrainingConfig, dataset: Dataset) -> None:
        """A new network; the old one and its run are given up."""
        self._train_with(Trainer(config, dataset))

    def resume(self, config: TrainingConfig, dataset: Dataset, course: Course) -> None:
        """A run that was kept, where it was left; the present one is given up."""
        trainer = Trainer(config, dataset)
        trainer.resume(course)
        self._train_with(trainer)
        self._measure()

    def hand_out(self) -> None:
        """Tell all that there is to the run as it is now, for whoever saves it, keeps it or visits it again."""
        trainer = self._trainer
        if trainer is not None:
            stops = to_plain(self._breakpoints.breakpoints)
            self.handed_out.emit((self.commands.begun, whole_run(trainer, breakpoints=stops)))

    def start(self) -> None:
        """Train until paused, or to the end."""
        if self._trainer is not None and self._trainer.iteration < self._iterations:
            self._forget_measured()
            self._state = State.RUNNING
            self._pace.start()

    def pause(self) -> None:
        """Stop training after the iteration that is under way."""
        was_running = self._state is State.RUNNING
        self._rest()
        if was_running:
            self._measure()

    def step_iteration(self) -> None:
        """Finish the iteration in progress, or run a whole one."""
        self._rest()
        if self._may_go_on():
            self._trainer.advance()
            self._rest()
            self._look_for_trouble()

    def step_operation(self) -> None:
        """Run the next operation."""
        self._rest()
        if self._may_go_on():
            self._trainer.run_operation()
            self._rest()
            self._look_for_trouble()

    def back_iteration(self) -> None:
        """To the beginning of the iteration in progress, or of the one before."""
        trainer = self._trainer
        self._rest()
        if self._may_go_back():
            self._go_to(trainer.iteration if trainer.position else max(trainer.iteration - 1, 0))

    def back_operation(self) -> None:
        """Take the last operation back."""
        self._rest()
        if not self._may_go_back():
            return
        try:
            self._trainer.undo_operation(cancelled=self._must_break_off, progress=self._show_replay)
        finally:
            self._replaying = None
        self._rest()

    def go_to(self, iteration: int) -> None:
        """To where the run stood after `iteration`."""
        self._rest()
        if self._may_go_back():
            self._go_to(min(iteration, self._trainer.history.count - 1))

    def move(self, unit: str, count: int) -> None:
        """So many iterations forward or back, or to the end of the next epoch (1) or of the one before (-1).

        What has been run before is run again; beyond that it is trained.
        """
        self._rest()
        if not (self._may_go_back() if count < 0 else self._may_go_on()):
            return
        trainer, target = self._trainer, self._place_of(unit, count)
        known = min(target, trainer.history.count - 1)
        if count < 0 or known > trainer.iteration:
            self._go_to(known)
        try:
            self._train_to(target)
        finally:
            self._replaying = None

    def set_speed(self, speed: float | None) -> None:
        """At most so many iterations a second; None for as fast as it goes."""
        self._pace.set_speed(speed)

    def set_live(self, name: str, value: Any) -> None:
        """For all updates to come. Those that were made before with another value, and taken back, are handed over."""
        if name == "iterations":
            self._iterations = value
        if self._trainer is not None:
            left = None if name == "iterations" else self._branching.left_by(self._trainer, name, value)
            self._trainer.set_live(name, value)
            if name != "iterations":
                self._told_at = None
            if left is not None:
                self.branched.emit(left)

    def watch_for(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Where training is to stop by itself."""
        self._breakpoints.set(breakpoints)

    def look_at(self, sample: Sample | None) -> None:
        """Which sample is to be traced."""
        self._sample = sample
        self._breakpoints.choose(sample.x if self._can_be_traced(sample) else None)

    def trace_once(self, sample: Sample) -> None:
        """Tell the values of this sample as they are now, whichever is looked at."""
        if self._can_be_traced(sample):
            self.traced.emit(self._trace(sample))

    def look_into(self, on: bool) -> None:
        """Whether iterations are to be seen taken apart from now on, wherever training stands or goes slowly."""
        self._looks_into = on

    def watch_learned(self, on: bool) -> None:
        """Whether the network itself is to be told wherever training rests, and at the end of epochs."""
        self._watched = on

    def take_apart(self) -> None:
        """Show the last iteration taken apart, once, whatever the speed."""
        if self._trainer is not None:
            self._post_snapshot()

    def stand_by(self, go_on: Event) -> None:
        """Do nothing until told to go on; never for so long that it would look like a hang."""
        go_on.wait(LONGEST_STAND_BY)

    def classify(self, split: str, indices: np.ndarray | None = None) -> None:
        """Predict the samples of a split that have these indices, or every one, with the network as it stands."""
        trainer, found = self._trainer, []
        if trainer is None:
            return
        x = trainer.dataset.split(split).x
        if indices is not None:
            x = x[indices]
        for first in range(0, len(x), trainer.network.chunk):
            if self._must_break_off() or self.commands.step_waits:  # a step does not wait for it
                self._unanswered = split, indices
                return
            found.append(trainer.network.classify(x[first:first + trainer.network.chunk]))
        self.classified.emit(Classified(split, trainer.iteration, np.concatenate(found), indices))

    # --- parts of commands -----------------------------------------------------------------------------------------

    def _train_with(self, trainer: Trainer) -> None:
        """Another trainer from now on; what is of the one before is not to be met after this."""
        self._trainer, self._branching = trainer, Branching()
        self._forget_measured()
        self._iterations = trainer.planned
        self._sample = None
        self._breakpoints, self._observer = BreakpointWatch(self._breakpoints.breakpoints), Observer()
        self._told_at = None
        self._unanswered = None
        for mailbox in (self.traces, self.snapshots, self.learned):
            mailbox.take()
        self._rest()
        self.run_started.emit(told_of(trainer))

    def _rest(self) -> None:
        trained = self._trainer is not None and (
            self._trainer.iteration or self._trainer.position or self._trainer.history.count > 1)
        self._state = State.PAUSED if trained else State.IDLE

    def _may_go_on(self) -> bool:
        """Do what is left of an evaluation before the network changes. Returns whether it may change."""
        if self._trainer is None or self._must_break_off() or self._trainer.iteration >= self._iterations:
            return False
        while self._trainer.evaluation is not None:
            if self._must_break_off():
                return False
            self._trainer.evaluate_chunk()
            if self._look_for_divergence():
                return False
            self._show_if_wanted()
        self._forget_measured()
        return True

    def _may_go_back(self) -> bool:
        may = self._trainer is not None and not self._must_break_off()
        if may:
            self._forget_measured()
        return may

    def _measure(self) -> None:
        """Find out the accuracies of the network as it stands, unless an epoch has just ended and they are known."""
        trainer = self._trainer
        known = None if trainer is None else trainer.history.accuracy_at(trainer.iteration)
        if known is not None and known.iteration < trainer.iteration and not trainer.position:
            self._measuring = Evaluation(trainer.network, trainer.dataset)

    def _measure_chunk(self) -> None:
        self._measuring.run_chunk()
        if self._measuring.done:
            trainer = self._trainer
            self._measured = AccuracyPoint(trainer.epoch, trainer.iteration, *self._measuring.accuracies)
            self._measuring = None
            self._change_state(self._state)

    def _forget_measured(self) -> None:
        """The network is about to change."""
        self._measuring = self._measured = None

    def _place_of(self, unit: str, count: int) -> int:
        """Where a `move` leads. On the way back an iteration in progress counts as one."""
        trainer, back = self._trainer, count < 0
        begun = trainer.iteration + (back and trainer.position > 0)
        if unit == "epochs":
            epochs = trainer.epochs
            return epochs.iteration(max(epochs.after(begun - 1), 0)) if back else min(
                epochs.iteration(trainer.epoch + 1), self._iterations)
        return max(begun + count, 0) if back else min(begun + count, self._iterations)

    def _go_to(self, iteration: int) -> None:
        self._set_out = time.perf_counter()
        try:
            self._trainer.go_to(iteration, cancelled=self._must_break_off, progress=self._show_way)
        finally:
            self._replaying = None
        self._rest()

    def _train_to(self, iteration: int) -> None:
        """What has not been run before of the way there; a run that goes wrong meanwhile is taken back as always."""
        trainer, start, self._set_out = self._trainer, self._trainer.iteration, time.perf_counter()
        while trainer.iteration < iteration and not self._must_break_off():
            trainer.advance()
            self._rest()
            if self._look_for_trouble():
                return
            self._show_way(trainer.iteration - start, iteration - start)

    def _show_way(self, done: int, total: int) -> None:
        """Of a long way it is shown how far it is done, and what things look like there."""
        if time.perf_counter() - self._set_out > AT_ONCE:
            self._replaying = done / total
            self._show_if_wanted()

    def _show_replay(self, done: int, total: int) -> None:
        self._replaying = done / total
        if self.standings.wanted:
            self.standings.post(self._standing())


def told_of(trainer: Trainer) -> RunStarted:
    """What there is to be told of the run of a trainer, with the settings that are in use where it stands."""
    network = trainer.network
    config = replace(trainer.config, learning_rate=trainer.learning_rate, iterations=trainer.planned)
    table = network.variables_of(trainer.operations)
    return RunStarted(
        config, trainer.dataset, trainer.history, network.sizes, sum(value.size for value in network.params.values()),
        trainer.operations, partial(table.shape, batch_size=trainer.in_use.batch_size), trainer.epochs)
