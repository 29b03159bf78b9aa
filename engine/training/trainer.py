"""The trainer: runs the operations of the iterations, all at once or one at a time, forward and back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from engine.data.dataset import Dataset
from engine.nn.layers import Activation
from engine.nn.network import Network
from engine.nn.operations import Kind, Operation, Values
from engine.nn.optimizers import OPTIMIZERS
from engine.nn.streams import WEIGHTS, stream
from engine.training.config import ConfigError, TrainingConfig, problem_of
from engine.training.course import Course
from engine.training.divergence import Breakdown, DivergenceWatch
from engine.training.evaluation import Evaluation, epochs_between
from engine.training.fewer_images import dataset_of
from engine.training.iteration import LOSS_AFTER, iteration_operations
from engine.training.minibatch import Minibatches
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
        The hyperparameters.
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
        Its slots are read-only likewise.
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
        self.optimizer = OPTIMIZERS[config.optimizer](self.network.params, config.learning_rate)
        minibatches = Minibatches(config.seed, len(dataset.train), config.batch_size)
        self.operations = iteration_operations(
            self.network, self.optimizer, dataset.train, minibatches, dataset.look.words)
        self._batch_size = config.batch_size
        self._train_size = len(dataset.train)
        self.epochs_between = epochs_between(dataset, config.batch_size)
        self._runs = tuple(operation.run for operation in self.operations)
        updates = [i for i, operation in enumerate(self.operations) if operation.kind is Kind.UPDATE]
        self._first_update, self._last_update = updates[0], updates[-1]
        self._timeline = Timeline(self.arrays(), config.learning_rate)
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
        return self._timeline.learning_rate(self._next_rate_change())

    @property
    def later_learning_rate(self) -> tuple[int, float] | None:
        """The next change of the learning rate that was recorded before going back: from which iteration on, to what.

        It will be made again, unless a learning rate is set before.
        """
        return self._timeline.next_change(self._next_rate_change())

    @property
    def learning_rate_under_way(self) -> float | None:
        """The learning rate of an update under way, some parameters done and some not; None between updates."""
        return self.optimizer.learning_rate if self._first_update < self.position <= self._last_update else None

    def learning_rate_of(self, iteration: int) -> float:
        """The learning rate that the update of `iteration` used, or will use as things stand."""
        return self._timeline.learning_rate(iteration)

    def settings(self) -> RunSettings:
        """The settings that the recorded updates were made with: a change that no update has met is not among them."""
        updates = self.history.count - 1
        return RunSettings(self.config, used(self._timeline.rates, updates), used(self._plans, updates)[-1][1])

    def arrays(self) -> dict[str, np.ndarray]:
        """All that a run goes on from, by name: the parameters, what layers keep, and the slots of the optimizer."""
        return {**self.network.params, **self.network.kept, **self.optimizer.slots}

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
            self._timeline.rates, tuple(self._plans), (None, None) if self._silence is None else self._silence.known)

    @property
    def planned(self) -> int:
        """How many updates are planned, as things stand."""
        return self._plans[-1][1]

    @property
    def epoch(self) -> int:
        """Whole epochs done."""
        return self.epochs_after(self.iteration)

    def epochs_after(self, iteration: int) -> int:
        """Epochs done after `iteration`: an epoch is over once as many images as the training set has were drawn."""
        return iteration * self._batch_size // self._train_size

    def end_of_epoch(self, epoch: int) -> int:
        """The first iteration after which so many epochs are done."""
        return -(-epoch * self._train_size // self._batch_size)

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
        rate = self._timeline.learning_rate(self.iteration + 1)
        if rate != self.optimizer.learning_rate:
            self.optimizer.learning_rate = rate

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
        """Use another value of a hyperparameter that is declared as live, from the next update on."""
        {"learning_rate": self.set_learning_rate, "iterations": self.plan}[name](value)

    def set_learning_rate(self, rate: float) -> None:
        """Use `rate` from the next update on, for good: changes recorded for later iterations are dropped.

        Records of iterations that had another rate are forgotten: they would not recur.

        Raises
        ------
        ConfigError
            If `rate` cannot be used.
        """
        problem = problem_of("learning_rate", rate)
        if problem is not None:
            raise ConfigError({"learning_rate": problem})
        differs = self._timeline.set_learning_rate(self._next_rate_change(), rate)
        if differs is None:
            return
        self.history.truncate(differs - 1)
        self._plans = [(min(since, self.history.count), planned) for since, planned in self._plans]
        if self._silence is not None:
            self._silence.forget(differs - 1)
        self.optimizer.learning_rate = self._timeline.learning_rate(self.iteration + 1)

    def plan(self, iterations: int) -> None:
        """Plan so many updates. Nothing here depends on it; it belongs to the `settings` of the run."""
        first, *later = self._plans
        following = self.history.count
        self._plans = [first, *(plan for plan in later if plan[0] < following), (following, iterations)]

    def _next_rate_change(self) -> int:
        """The iteration that a change of the learning rate can still reach: one with updates done keeps its rate."""
        return self.iteration + (1 if self.position <= self._first_update else 2)

    # --- the accuracies --------------------------------------------------------------------------------------------

    def _evaluate_if_due(self) -> None:
        """Accuracies are due before training and at the end of such an epoch, unless they are known from before."""
        if self.iteration * self._batch_size % self._train_size >= self._batch_size or self.epoch % self.epochs_between:
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
            for _ in self.operations[:-1]:
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
        (_, rate), *changes = course.rates
        self._timeline = Timeline(dict(course.checkpoints[0].arrays), rate)
        for change in changes:
            self._timeline.set_learning_rate(*change)
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
