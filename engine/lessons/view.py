"""What a lesson can look up: the run as it stands, the iteration that is shown, the sample, and what is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.frozen.trace import Trace
from engine.inspection.place import Place
from engine.inspection.proof.breakage import BREAKAGES, broken
from engine.inspection.proof.check import Checker
from engine.inspection.proof.exact_copy import Exact
from engine.lessons.acts import FARTHEST
from engine.lessons.expressions.values import NotUsableError, NotYetError, Value, bare, not_yet, number
from engine.problem import EngineError
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.minibatch import Minibatches
from engine.training.record.history import SMOOTHED, History

SAMPLE = "sample."  # what stands before a variable of the sample that is looked at
NEW = "_new"        # what stands behind a variable once the parameters have been updated

# Names that are neither variables nor settings: what each of them is.
COUNTERS: Mapping[str, str] = MappingProxyType({
    "iteration": "how many whole iterations are done",
    "iterations": "how many are planned",
    "position": "how many operations of the next iteration are done",
    "operation": "the name of the operation that was done last, '' before the first",
    "epoch": "how many whole epochs are done",
    "recorded": "the last iteration whose loss is known, also after going back",
    "running": "whether training runs",
    "diverged": "whether training was stopped because the loss went out of bounds",
    "kept_runs": "how many runs of the lesson were kept with their curves",
})
CURVES: Mapping[str, str] = MappingProxyType({
    "loss": "the loss after the last iteration; loss[30] that after iteration 30, loss[0] before training",
    "smooth_loss": "the mean of the last 60 losses",
    "train_acc": ("the accuracy on the training images at the end of the last epoch; train_acc[0] before "
                         "training"),
    "test_acc": "the same on the test images",
})
LOOKED_AT: Mapping[str, str] = MappingProxyType({
    "page": ("the page of the Iteration panel that was opened last: 'operation', 'where from', 'check', "
                    "'what if' or 'break it'"),
    "place": "the cell that was clicked last, as 'da2[0, 3]'; '' if none was",
    "checked": ("the cell whose gradient was checked last, as 'W1[3, 2]'; 'all' after a check of all "
                       "parameters; '' if there was none"),
    "tried": "the cell that was changed last in What if, as 'W1[3, 2]'; '' if none was",
    "right_loss": "the last loss of the short run in Break it, without the mistake",
    "broken_loss": "the last loss of the short run in Break it, with the mistake",
    "mistake": "the mistake that is made in Break it, by its name; '' if there is none",
    "label": "the class number of the sample that is looked at; -1 where it has none",
    "prediction": "the class number that the network predicts for it",
    "sample_number": "its number in its split",
    "sample_split": "where it is from: 'train', 'test' or 'drawn'",
})
OF_SETTINGS: Mapping[str, str] = MappingProxyType({
    "lr": "the learning rate",
    "N": "how many samples the minibatch that is shown has",
})


@dataclass(frozen=True, slots=True)
class Looking:
    """What the learner looks at in the window, by the names of `LOOKED_AT`; and how many cells were clicked so far."""

    page: str = ""
    place: str = ""
    checked: str = ""
    tried: str = ""
    mistake: str = ""
    right_loss: float | None = None
    broken_loss: float | None = None
    panels: frozenset[str] = frozenset()
    clicks: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Everything that an expression can look up, as it was at one moment.

    Parameters
    ----------
    config
        The hyperparameters in use; None where there is no network yet.
    history
        The curves of the run.
    iteration, iterations, position, epoch, operation, running, diverged, kept_runs
        As in `COUNTERS`.
    snapshot
        The iteration that is shown; None before the first operation.
    trace
        The sample that is looked at; None where there is none.
    looking
        What is looked at.
    extra
        Further names: numbers that were noted, and what was answered.
    kept_by
        The names of all numbers that the lesson notes at all, each with its step, from 1 on, and the line of that.
    """

    config: TrainingConfig | None = None
    history: History | None = None
    iteration: int = 0
    iterations: int = 0
    position: int = 0
    epoch: int = 0
    operation: str = ""
    running: bool = False
    diverged: bool = False
    kept_runs: int = 0
    snapshot: Snapshot | None = None
    trace: Trace | None = None
    looking: Looking = field(default_factory=Looking)
    extra: Mapping[str, Value] = field(default_factory=dict)
    kept_by: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def knowing(self, **extra: Value) -> "View":
        """The same with further names."""
        return replace(self, extra={**self.extra, **extra})

    # --- names -----------------------------------------------------------------------------------------------------

    def now(self, name: str) -> Value:
        """What a name stands for where it stands alone: of a curve its last point."""
        if name not in CURVES:
            return self.value(name)
        found = self._curve(name)
        if not len(found):
            raise not_yet(name)
        return float(found[-1])

    def value(self, name: str) -> Value:
        """What a name stands for; of a curve and of a variable all of it."""
        if name in self.extra:
            return self.extra[name]
        for known, find in (
            (COUNTERS, self._counter), (CURVES, self._curve), (LOOKED_AT, self._looked_at),
            (OF_SETTINGS, self._of_settings), (HYPERPARAMETERS, self._setting),
        ):
            if name in known:
                return find(name)
        if name in self.kept_by:
            step, line = self.kept_by[name]
            raise NotYetError("{name} is known only once step {step} (line {line}) has kept it.", name=name,
                              step=step, line=line)
        return self._of_sample(name) if name.startswith(SAMPLE) else self._variable(name)

    def _counter(self, name: str) -> Value:
        if name == "recorded":
            return float(max(self._there(self.history, name).count - 1, 0))
        found = getattr(self, name)
        return found if isinstance(found, (str, bool)) else float(found)

    def _curve(self, name: str) -> np.ndarray:
        history = self._there(self.history, name)
        if name == "smooth_loss":
            return np.array([self._there(history.mean_loss(SMOOTHED, self.iteration), name)])
        if name == "loss":
            return history.losses()[:self.iteration + 1].astype(np.float64)
        points = [point for point in history.accuracies() if point.iteration <= self.iteration]
        return np.array([point.train if name == "train_acc" else point.test for point in points])

    def _looked_at(self, name: str) -> Value:
        if hasattr(self.looking, name):
            return self._there(getattr(self.looking, name), name)
        trace = self._there(self.trace, name)
        if name == "prediction":
            return float(self._there(trace.prediction, name))
        sample = trace.sample
        if name == "label":
            return float(-1 if sample.label is None else sample.label)
        return float(sample.index) if name == "sample_number" else sample.split

    def _of_settings(self, name: str) -> Value:
        return self._setting("learning_rate") if name == "lr" else float(self._there(self.snapshot, name).batch_size)

    def _setting(self, name: str) -> Value:
        found = getattr(self._there(self.config, name), name)
        if isinstance(found, tuple):
            return np.array(found, np.float64)
        return found if isinstance(found, str) else float(found)

    def _of_sample(self, name: str) -> Value:
        trace = self._there(self.trace, name)
        plain = name.removeprefix(SAMPLE)
        if plain not in trace.variables:
            raise _no_variable(name, [f"{SAMPLE}{each}" for each in trace.values])
        for known in (trace.values, trace.params):
            if plain in known:  # the sample is the only row
                return _whole(known[plain][0] if trace.variables[plain].of_samples else known[plain])
        raise not_yet(name)

    def _variable(self, name: str) -> Value:
        snapshot = self._there(self.snapshot, name)
        plain = f"{name.removesuffix(NEW)} new" if name.endswith(NEW) else name
        if plain not in snapshot.variables:
            raise _no_variable(name, snapshot.names())
        found = snapshot.value(plain)
        if found is None:
            raise not_yet(name)
        return _whole(found)

    def _there(self, found: Any, name: str) -> Any:
        if found is None:
            raise not_yet(name)
        return found

    # --- what only a computation of its own can answer --------------------------------------------------------------

    def seen(self, panel: Value) -> bool:
        """Whether a panel, or a page of one, is seen."""
        return str(panel) in self.looking.panels

    def new(self, place: Place) -> Value:
        """A variable, or a cell of it, once the parameters have been updated."""
        found = np.asarray(self.value(f"{place.name}{NEW}"))
        return bare(found[place.numbers])

    def analytic(self, place: Place) -> float:
        """The gradient of a cell of a parameter by backpropagation, in float64."""
        return self._exactly(lambda snapshot: Checker(snapshot).cell(place).analytic, place)

    def numeric(self, place: Place, h: Value = 1e-4) -> float:
        """The same by central difference with the step h, in float64."""
        return self._exactly(lambda snapshot: Checker(snapshot).cell(place, float(number(h))).numeric, place)

    def loss_if(self, place: Place, value: Value) -> float:
        """The loss of the minibatch, were this number of a parameter another one."""

        def loss(snapshot: Snapshot) -> float:
            exact = Exact.of(snapshot)
            name = exact.parameter(place)
            exact.network.params[name][place.numbers] = number(value)
            return float(exact.values_with(name)["L"])

        return self._exactly(loss, place)

    def mistaken(self, name: Value, place: Place) -> Value:
        """What a gradient would be with a mistake in the backward pass."""
        if name not in BREAKAGES:
            raise NotUsableError("There is no mistake {name}. There are {names}.", name=name,
                                 names=", ".join(BREAKAGES))
        if BREAKAGES[str(name)].stops:
            raise NotUsableError("Python stops at the mistake {name}, so there is no gradient with it.", name=name)

        def gradient(snapshot: Snapshot) -> Value:
            values = Exact.of(snapshot, broken(snapshot.network, str(name))).values
            found = values.get(place.name)
            if found is None:
                raise not_yet(str(place))
            return bare(np.asarray(found)[place.numbers] if place.index else found)

        return self._exactly(gradient, place)

    def drawn(self, iterations: Value) -> float:
        """How many different training images there were in the minibatches of the first so many iterations."""
        images = self._there(self._there(self.snapshot, "drawn").training_images, "drawn")
        config = self._there(self.config, "drawn")
        draws = Minibatches(config.seed, len(images), config.batch_size)
        count = int(min(float(number(iterations)), FARTHEST))
        return float(len({index for each in range(1, count + 1) for index in draws.indices(each).tolist()}))

    def _exactly(self, what: Callable[[Snapshot], Any], place: Place) -> Any:
        snapshot = self._there(self.snapshot, str(place))
        try:
            return what(snapshot)
        except NotYetError:
            raise
        except EngineError as error:
            problem = error.problem
            raise NotUsableError(problem.text, **problem.values) from error


def _whole(found: np.ndarray) -> Value:
    return bare(np.asarray(found, np.float64))


def _no_variable(name: str, names: Any) -> NotUsableError:
    known = ", ".join(str(each).replace(" new", NEW) for each in names if " after " not in each)
    return NotUsableError("There is no {name}. There are the variables {names}.", name=name, names=known)
