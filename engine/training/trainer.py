"""The trainer: runs the operations of the iterations, all at once or one at a time, forward and back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from engine.data.dataset import Dataset
from engine.nn.layers import Activation
from engine.nn.network import Network
from engine.nn.operations import Kind, Operation, Values
from engine.nn.streams import WEIGHTS, stream
from engine.training.changes import Changes
from engine.training.config import ON_THE_WAY, ConfigError, TrainingConfig, problem_of
from engine.training.course import Course
from engine.training.divergence import Breakdown, DivergenceWatch
from engine.training.epochs import Epochs
from engine.training.equipment import Equipment
from engine.training.evaluation import Evaluation, epochs_between
from engine.training.fewer_images import dataset_of
from engine.training.iteration import LOSS_AFTER
from engine.training.record.history import History
from engine.training.run_settings import RunSettings, used
from engine.training.silence import SilenceWatch, Survey
from engine.training.state import State
from engine.training.timeline import Timeline

# A run that diverges overflows. `DivergenceWatch` says so in words, once, which a warning an operation would not.
_may_overflow = np.errstate(over="ignore", invalid="ignore", divide="ignore")


class Trainer:
    """A network in training: where it stands, what it does next, and what it recorded.

    It stands after `iteration` whole iterations and `position` operations of the next one. The accuracies are due
    before training, and whenever an epoch ends, or so many; they are work of their own, done in chunks, because on a
    large data set they take as long as many iterations. Before the next operation runs, a due evaluation is finished.

    Parameters
    ----------
    config
        The hyperparameters that it starts with.
    dataset
        What to learn from: all of it or any part, of which the run takes as many images as its config says.
    network
        Another network than that of the hyperparameters.

    Attributes
    ----------
    dataset : Dataset
        The images that it learns from, and those that its accuracies are measured on.
    epochs_between : int
        At the end of every how many epochs accuracies are due.
    network : Network
        Its parameters are read-only, since checkpoints hold the very arrays: put others in their place to change them.
    optimizer : Optimizer
        Its slots are read-only likewise. As `operations`, that of the iteration in progress or, between two, of the
        last one: one that begins with the next update is not there before.
    operations : tuple of Operation
        One iteration, in order.
    iteration : int
        Whole iterations done.
    position : int
        Operations done of the iteration in progress; 0 between two iterations.
    values : dict of str to ndarray
        What the iteration in progress has computed so far; between two iterations, what the last one computed.
    history : History
        Losses and accuracies. Going back does not shorten it; running on then records the same again.
    evaluation : Evaluation, Survey or None
        The evaluation that is due or under way, or the survey for units that still learn.
    divergence : Breakdown or None
        Set when the loss went out of bounds, or a layer was found dead.

    Raises
    ------
    ConfigError
        If a minibatch would be larger than the training set.
    """

    def __init__(self, config: TrainingConfig, dataset: Dataset, network: Network | None = None) -> None:
        config.check(len(dataset.whole.train))
        self.config = config
        self.dataset = dataset = dataset_of(config, dataset)
        self.network = network or Network(
            (dataset.input_size, *config.hidden_sizes, dataset.class_count), activation=config.activation,
            weight_init=config.weight_init, rng=stream(config.seed, WEIGHTS), dtype=config.dtype, seed=config.seed)
        self._train_size = len(dataset.train)
        self.epochs_between = epochs_between(dataset, config.batch_size)
        self._changes = Changes(((1, config),), self._train_size)
        self._equipment = Equipment(self.network, dataset)
        self.optimizer = self._equipment.optimizer(config)
        self._use(config)
        self._timeline = Timeline(self.arrays())
        self._plans = [(1, config.iterations)]  # how many updates were planned, from which one on
        self._watch = DivergenceWatch()
        self._silence = SilenceWatch() if any(issubclass(kind, Activation) for kind in self.network.kinds) else None
        self._first_gradient = self.network.backward_operations[-1].writes[-1]
        self._undo: list[dict[str, np.ndarray]] = []
        self._before = self.arrays()
        self.history = History(self.epochs_between)
        self.iteration = 0
        self.position = 0
        self.values: Values = {}
        self.divergence: Breakdown | None = None
        self.history.record_loss(0, self._loss_before_training())
        self.evaluation: Evaluation | Survey | None = None
        self._evaluate_if_due()

    def _loss_before_training(self) -> float:
        """The loss that the first minibatch has with the first weights."""
        values: Values = {"iteration": 1}
        self.operations[0].run(values)
        return float(self.network.loss(values["x"], values["t"]))

    # --- where it stands -------------------------------------------------------------------------------------------

    @property
    def learning_rate(self) -> float:
        """The learning rate of the next update."""
        return self.in_use.learning_rate

    @property
    def in_use(self) -> TrainingConfig:
        """What the next update uses, as things stand, and the next draw: what a change would take the place of."""
        config, drawn = (self._changes.config(self._reached(name)) for name in ("learning_rate", "batch_size"))
        return config if drawn is config else replace(config, batch_size=drawn.batch_size)

    @property
    def later(self) -> dict[str, tuple[int, Any]]:
        """The next changes that were recorded before going back: of what, from which iteration on, and to what.

        They will be made again, unless another value is set before.
        """
        found = ((name, self._changes.next_of(name, self._reached(name))) for name in ON_THE_WAY)
        return {name: change for name, change in found if change is not None}

    @property
    def learning_rate_under_way(self) -> float | None:
        """The learning rate of an update under way, some parameters done and some not; None between updates."""
        return self.optimizer.learning_rate if self._first_update < self.position <= self._last_update else None

    def learning_rate_of(self, iteration: int) -> float:
        """The learning rate that the update of `iteration` used, or will use as things stand."""
        return self._changes.config(iteration).learning_rate

    def slots_before(self) -> Mapping[str, np.ndarray]:
        """What the optimizer remembered before the iteration that `state` is of; one that has just begun, nothing."""
        iteration = self.iteration + (self.position > 0)
        if iteration > 1 and self._changes.config(iteration - 1).optimizer != self._changes.config(iteration).optimizer:
            return self._equipment.first_slots(self._used.optimizer)
        return self._before

    def settings(self) -> RunSettings:
        """The settings that the recorded updates were made with: a change that no update has met is not among them."""
        updates = self.history.count - 1
        return RunSettings(used(self._changes.configs, updates), used(self._plans, updates)[-1][1])

    def arrays(self) -> dict[str, np.ndarray]:
        """All that a run goes on from, by name: the parameters, what layers keep, and the slots of the optimizer."""
        return {**self.network.params, **self.network.kept, **self.optimizer.slots}

    def arrays_with(self, optimizer: str) -> dict[str, np.ndarray]:
        """The same with another optimizer, which has nothing to remember yet."""
        return {**self.network.params, **self.network.kept, **self._equipment.first_slots(optimizer)}

    def state(self) -> State:
        """What `restore` needs to stand here again, `values` and all.

        It has the arrays with which the iteration in progress began or, between two, the last one. They are what
        `values` were computed with: updates have put others in their places since.
        """
        if self.position == 0 and LOSS_AFTER in self.values:
            return State(self.iteration - 1, self._before, len(self.operations))
        return State(self.iteration, self._before, self.position)

    def course(self) -> Course:
        """All that is recorded of the run, and where it stands, for the `resume` of another trainer."""
        return Course(
            self.state(), self._timeline.checkpoints, self.history.losses(), self.history.accuracies(),
            self._changes.configs, tuple(self._plans), (None, None) if self._silence is None else self._silence.known)

    @property
    def planned(self) -> int:
        """How many updates are planned, as things stand."""
        return self._plans[-1][1]

    @property
    def epochs(self) -> Epochs:
        """The epochs of the run, as things stand."""
        return self._changes.epochs

    @property
    def epoch(self) -> int:
        """Whole epochs done."""
        return self.epochs.after(self.iteration)

    # --- forward ---------------------------------------------------------------------------------------------------

    def advance(self, iterations: int = 1, *, interrupted: Callable[[], bool] = lambda: False) -> None:
        """The next piece of work: a chunk of a due evaluation, or up to so many iterations.

        Fewer are run where accuracies come due, where the loss goes out of bounds, or once `interrupted` says so, which
        is asked after each.
        """
        if self.evaluation is None:
            self._run_iterations(iterations, interrupted)
        else:
            self.evaluate_chunk()

    def run_iteration(self) -> None:
        """Run what is left of the iteration in progress, or the whole next one, and what it takes to judge it."""
        self.finish_evaluation()
        self._run_iterations(1)
        while isinstance(self.evaluation, Survey):
            self.evaluate_chunk()

    @_may_overflow
    def _run_iterations(self, most: int, interrupted: Callable[[], bool] = lambda: False) -> None:
        for _ in range(most):
            self._run_iteration()
            if self.evaluation is not None or self.divergence is not None or interrupted():
                return

    def _run_iteration(self) -> None:
        if self.position == 0:
            self._begin()
        values = self.values
        for run in self._runs[self.position:]:
            run(values)
        self._end()

    @_may_overflow
    def run_operation(self) -> Operation:
        """Run the next operation, in such a way that `undo_operation` can take it back. Returns it."""
        self.finish_evaluation()
        if self.position == 0:
            self._begin()
        operation = self.operations[self.position]
        arrays = self.arrays()
        self._undo.append({name: arrays[name] for name in operation.writes if name in arrays})
        operation.run(self.values)
        self.position += 1
        if self.position == len(self.operations):
            self._end()
        return operation

    def _begin(self) -> None:
        self.values = {"iteration": self.iteration + 1}
        self._undo = []
        self._before = self.arrays()
        config = self._changes.config(self.iteration + 1)
        if config is not self._used:
            self._use(config)

    def _use(self, config: TrainingConfig) -> None:
        """Have what iterations of this config are run with. An optimizer that was not in use remembers nothing."""
        optimizer = self._equipment.optimizer(config)
        if optimizer is not self.optimizer:
            optimizer.forget()
        optimizer.learning_rate = config.learning_rate
        self._used, self.optimizer, self.operations = config, optimizer, self._equipment.operations(config)
        self._runs = tuple(operation.run for operation in self.operations)
        updates = [i for i, operation in enumerate(self.operations) if operation.kind is Kind.UPDATE]
        self._first_update, self._last_update = updates[0], updates[-1]

    def _end(self) -> None:
        self.iteration += 1
        self.position = 0
        loss = float(self.values[LOSS_AFTER])
        self.history.record_loss(self.iteration, loss)
        self._timeline.offer(self.iteration, self.arrays)
        self.divergence = self._watch.look(self.iteration, loss)
        gradient = self.values[self._first_gradient]
        if self._silence is not None and self._silence.look(self.iteration, gradient):
            self.evaluation = self._silence.survey(self.network, self.dataset.train)
        else:
            self._evaluate_if_due()

    def set_live(self, name: str, value: Any) -> None:
        """Use another value of a hyperparameter that is declared as live or on the way, from the next update on."""
        if name == "iterations":
            self.plan(value)
        else:
            self.change(name, value)

    def set_learning_rate(self, rate: float) -> None:
        """Use `rate` from the next update on, for good."""
        self.change("learning_rate", rate)

    def change(self, name: str, value: Any) -> None:
        """Use a value from the next update on, for good: changes recorded for later iterations are dropped.

        Records of iterations that had another one are forgotten: they would not recur. Another optimizer begins with
        nothing to remember.

        Raises
        ------
        ConfigError
            If the value cannot be used.
        """
        problem = problem_of(name, value, train_size=self._train_size)
        if problem is not None:
            raise ConfigError({name: problem})
        differs = self._changes.set(self._reached(name), name, value)
        if differs is None:
            return
        self.history.truncate(differs - 1)
        self._timeline.forget(differs)
        self._plans = [(min(since, self.history.count), planned) for since, planned in self._plans]
        if self._silence is not None:
            self._silence.forget(differs - 1)
        if differs == 1:
            self._begin_anew()
        elif self.position:
            self._use(self._changes.config(self.iteration + 1))

    def changes_from(self, name: str, value: Any) -> int | None:
        """The first iteration that `change` would make another of; None if it would change nothing."""
        return self._changes.differs(self._reached(name), name, value)

    def _begin_anew(self) -> None:
        """Before the first update: what there is before training follows from the config of that."""
        size, before = self._used.batch_size, self._timeline.nearest(0).arrays
        self._use(self._changes.config(1))
        learnt = {name: before[name] for name in (*self.network.params, *self.network.kept)}
        self._before = {**learnt, **self.optimizer.slots}
        self._timeline = Timeline(self._before)
        if self._used.batch_size != size:
            self.history.begin_anew(self._loss_before_training())

    def plan(self, iterations: int) -> None:
        """Plan so many updates. Nothing here depends on it; it belongs to the `settings` of the run."""
        first, *later = self._plans
        following = self.history.count
        self._plans = [first, *(plan for plan in later if plan[0] < following), (following, iterations)]

    def _reached(self, name: str) -> int:
        """The iteration that a change can still reach: one with updates done keeps its rate, a minibatch its size."""
        used_by = 0 if name == "batch_size" else self._first_update
        return self.iteration + (1 if self.position <= used_by else 2)

    # --- the accuracies --------------------------------------------------------------------------------------------

    def _evaluate_if_due(self) -> None:
        """Accuracies are due before training and at the end of such an epoch, unless they are known from before."""
        ended = self.epochs.drawn(self.iteration) % self._train_size < self._used.batch_size
        if not ended or self.epoch % self.epochs_between:
            return
        known = self.history.accuracies()
        if not known or known[-1].iteration < self.iteration:
            self.evaluation = Evaluation(self.network, self.dataset)

    def evaluate_chunk(self) -> None:
        """Do a part of the due evaluation; with the last part, record the accuracies. Or a part of the due survey."""
        work = self.evaluation
        if work is None:
            return
        work.run_chunk()
        if not work.done:
            return
        self.evaluation = None
        if isinstance(work, Survey):
            self._conclude(work)
        else:
            self.history.record_accuracy(self.epoch, self.iteration, *work.accuracies)

    def _conclude(self, survey: Survey) -> None:
        if self._silence is not None:
            found = self._silence.conclude(survey, self.network, self._watch.last_good(self.iteration))
            self.divergence = self.divergence or found
        self._evaluate_if_due()

    def finish_evaluation(self) -> None:
        """Do all that is left of a due evaluation."""
        while self.evaluation is not None:
            self.evaluate_chunk()

    # --- back ------------------------------------------------------------------------------------------------------

    def undo_operation(self, **going: Callable) -> Operation | None:
        """Take the last operation back exactly. Returns it, or None before training, where there is none.

        Across the border of an iteration this is a `go_to` the one before, which takes `going`: cancelled, progress.
        """
        if self.position == 0:
            if self.iteration == 0 or not self.go_to(self.iteration - 1, **going):
                return None
            self.run_operation()
            while self.position < len(self.operations) - 1:
                self.run_operation()
            return self.operations[-1]
        self.position -= 1
        operation = self.operations[self.position]
        self._put(self._undo.pop())
        for name in operation.writes:
            self.values.pop(name, None)
        if self.position == 0:
            self.go_to(self.iteration, **going)  # brings back the values of the iteration before
        return operation

    def go_to(
        self, iteration: int, *, cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> bool:
        """Stand where the run stood after `iteration`, with the same bits: go to a checkpoint and run on from there.

        Parameters
        ----------
        iteration
            At most what has been recorded.
        cancelled
            Asked before each iteration; when it says so, the trainer stands where it had got to.
        progress
            Told how many iterations are done, of how many.

        Returns
        -------
        bool
            Whether it got there.
        """
        self._check_recorded(iteration)
        # From a checkpoint before it, so that the last iteration is run and its values are there to be looked at.
        self._stand_at(self._timeline.nearest(max(iteration - 1, 0)))
        return self._run_again_to(iteration, cancelled, progress)

    def restore(self, state: State) -> None:
        """Stand where this run stood when `state` was taken, with the same bits: the inverse of `state`.

        Raises
        ------
        ValueError
            If the record does not go as far.
        """
        whole = state.position == len(self.operations)
        self._check_recorded(state.iteration + whole)
        self._stand_at(state)
        if whole:
            self._run_again_to(state.iteration + 1)
        else:
            for _ in range(state.position):
                self.run_operation()

    def resume(self, course: Course) -> None:
        """Be the trainer of a run of this config, on these data, that was kept, and stand where it stood.

        Raises
        ------
        ValueError
            If its record does not go as far.
        """
        self.history = History.of(course.losses, course.accuracies, self.epochs_between)
        self._changes = Changes(course.configs, self._train_size)
        self._timeline = Timeline(dict(course.checkpoints[0].arrays))
        for state in course.checkpoints:
            self._timeline.offer(state.iteration, partial(dict, state.arrays))
        self._plans = list(course.plans)
        if self._silence is not None:
            self._silence.recall(course.silence)
        self.restore(course.standing)

    def _check_recorded(self, iteration: int) -> None:
        if not 0 <= iteration < self.history.count:
            raise ValueError(f"iteration {iteration} has not been run; the last one was {self.history.count - 1}")

    def _run_again_to(
        self, iteration: int, cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> bool:
        try:
            return self._replay(iteration, cancelled, progress)
        finally:
            self.divergence = None  # what the way back has come through is known already
            if self._silence is not None:
                self._silence.resume(self.iteration)

    def _replay(self, iteration: int, cancelled: Callable[[], bool], progress: Callable[[int, int], None]) -> bool:
        start = self.iteration
        if self._silence is not None:
            self._silence.keep_quiet()
        while self.iteration < iteration:
            if cancelled():  # whoever goes on from here need not come here again
                self._timeline.offer_on_the_way(self.iteration, self.iteration, self.arrays)
                return False
            self.run_iteration()
            self._timeline.offer_on_the_way(self.iteration, iteration, self.arrays)
            progress(self.iteration - start, iteration - start)
        return True

    def _put(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Put arrays in the place of those that have their names."""
        for mine in (self.network.params, self.network.kept, self.optimizer.slots):
            mine.update({name: array for name, array in arrays.items() if name in mine})

    def _stand_at(self, start: State) -> None:
        """Where `start` has the arrays of, before any operation since."""
        self._use(self._changes.config(max(start.iteration, 1)))
        self._put(start.arrays)
        self._before = self.arrays()
        self.iteration, self.position = start.iteration, 0
        self.values, self._undo = {}, []
        self.evaluation = None
        self.divergence = None
        self._watch.resume(self.iteration, self.history.loss)
        if self._silence is not None:
            self._silence.resume(self.iteration)
        self._evaluate_if_due()
