"""Who pulled a weight: against training written anew in plain numpy, in which every sample is followed by itself."""

import numpy as np
import pytest

from engine.inspection.learned.answers import NotRecordedError
from engine.inspection.learned.motion import Motion
from engine.inspection.learned.pulls import Stretch, who_pulled
from engine.inspection.place import Place
from engine.nn.network import Network
from engine.nn.optimizers import OPTIMIZERS
from engine.training.config import TrainingConfig
from engine.training.minibatch import Minibatches
from engine.training.trainer import Trainer
from tests.engine import toy_convolution, toy_modes
from tests.engine.toy_optimizer import Rolling

RATES = {"sgd": 0.1, "momentum": 0.01, "nesterov": 0.01, "adagrad": 0.02, "rmsprop": 0.002, "adam": 0.002}
ITERATIONS = 60
CELLS = {"W1": (36, 5), "b1": (3,), "W2": (4, 2), "b2": (6,), "W3": (5, 7), "b3": (1,)}


def trained(digits, optimizer, iterations=ITERATIONS, **settings):
    settings = {"hidden_sizes": (12, 9), "weight_init": "he", "batch_size": 20, **settings}
    config = TrainingConfig(optimizer=optimizer, learning_rate=RATES[optimizer], iterations=iterations, **settings)
    trainer = Trainer(config, digits)
    while trainer.iteration < iterations:
        trainer.run_iteration()
    return trainer


def whole(trainer):
    """All that there is to its run."""
    return trainer.config, trainer.dataset, trainer.course()


class Plain:
    """The same training, in float64, by the book's formulas alone. It follows one cell, sample by sample.

    `moved` is how far each sample has moved the cell, `kept` the velocity or mean that is there because of it; the last
    of each is what was there before. Every optimizer here is as the formulas in its chapter of the book say.
    """

    def __init__(self, params, train, name, index):
        self.params = {key: value.astype(np.float64) for key, value in params.items()}
        self.train, self.name, self.index = train, name, index
        self.moved = np.zeros(len(train) + 1)
        self.begin_anew()

    def begin_anew(self):
        """Another optimizer begins."""
        self.slots = {key: [np.zeros_like(value), np.zeros_like(value)] for key, value in self.params.items()}
        self.kept, self.k = np.zeros(len(self.train) + 1), 0

    def watch(self):
        """From here on; what was moved so far does not count."""
        self.start, self.moved, self.kept = self.value, np.zeros_like(self.moved), np.zeros_like(self.kept)
        self.kept[-1] = self.slots[self.name][0][self.index]

    @property
    def value(self):
        return self.params[self.name][self.index]

    def iteration(self, optimizer, lr, rows):
        params, count = self.params, len(rows)
        zs, depth = [self.train.x[rows].astype(np.float64)], len(params) // 2
        for layer in range(1, depth + 1):
            a = zs[-1] @ params[f"W{layer}"] + params[f"b{layer}"]
            zs.append(np.maximum(a, 0) if layer < depth else np.exp(a) / np.exp(a).sum(axis=1, keepdims=True))
        da = zs[-1].copy()
        da[np.arange(count), self.train.labels[rows]] -= 1
        da /= count
        each, grads = {}, {}
        for layer in range(depth, 0, -1):
            each[f"W{layer}"], each[f"b{layer}"] = zs[layer - 1][:, :, None] * da[:, None, :], da
            grads |= {key: each[key].sum(axis=0) for key in (f"W{layer}", f"b{layer}")}
            da = da @ params[f"W{layer}"].T * (zs[layer - 1] > 0)
        part = np.zeros_like(self.moved)  # of each sample in the gradient of the cell
        part[rows] = each[self.name][(slice(None), *self.index)]
        self.k += 1
        for key, grad in grads.items():
            followed = (part, self.index) if key == self.name else None
            self.update(optimizer, lr, key, grad, followed)

    def update(self, optimizer, lr, key, grad, followed):
        v, h = self.slots[key]
        if optimizer == "sgd":
            self.step(key, -lr * grad, followed, lambda part: -lr * part)
        elif optimizer == "momentum":
            v = 0.9 * v - lr * grad
            if followed:
                self.kept = 0.9 * self.kept - lr * followed[0]
            self.step(key, v, followed, lambda part: self.kept)
        elif optimizer == "nesterov":
            self.step(key, 0.9 * 0.9 * v - 1.9 * lr * grad, followed,
                      lambda part: 0.9 * 0.9 * self.kept - 1.9 * lr * part)
            v = 0.9 * v - lr * grad
            if followed:
                self.kept = 0.9 * self.kept - lr * followed[0]
        elif optimizer in ("adagrad", "rmsprop"):
            h = h + grad ** 2 if optimizer == "adagrad" else 0.99 * h + 0.01 * grad ** 2
            rate = lr / (np.sqrt(h) + 1e-7)
            self.step(key, -rate * grad, followed, lambda part: -rate[self.index] * part)
        else:
            v, h = 0.9 * v + 0.1 * grad, 0.999 * h + 0.001 * grad ** 2
            rate = lr * np.sqrt(1 - 0.999 ** self.k) / (1 - 0.9 ** self.k) / (np.sqrt(h) + 1e-7)
            if followed:
                self.kept = 0.9 * self.kept + 0.1 * followed[0]
            self.step(key, -rate * v, followed, lambda part: -rate[self.index] * self.kept)
        self.slots[key] = [v, h]

    def step(self, key, step, followed, of_each):
        self.params[key] = self.params[key] + step
        if followed:
            self.moved = self.moved + of_each(followed[0])


def plain_of(trainer, digits, name, first, last=ITERATIONS):
    """Plain training of the same run, which follows one of its cells from an iteration on."""
    config = trainer.config
    begin = trainer.course().checkpoints[0].arrays
    plain = Plain({key: begin[key] for key in trainer.network.params}, digits.train, name, CELLS[name])
    draws = Minibatches(config.seed, len(digits.train), config.batch_size)
    for iteration in range(1, last + 1):
        if iteration == first:
            plain.watch()
        plain.iteration(config.optimizer, config.learning_rate, draws.indices(iteration))
    return plain


@pytest.mark.parametrize("first", [1, 41])
@pytest.mark.parametrize("optimizer", RATES)
def test_every_sample_by_itself(digits, optimizer, first):
    trainer = trained(digits, optimizer, dtype="float64")
    run = whole(trainer)
    for name, index in CELLS.items():
        found, plain = who_pulled(*run, Place(name, index), first, ITERATIONS), plain_of(trainer, digits, name, first)
        largest = np.abs(plain.moved).max()
        np.testing.assert_allclose(found.pulls, plain.moved[:-1], rtol=1e-8, atol=1e-10 * largest, err_msg=name)
        np.testing.assert_allclose(found.remembered, plain.moved[-1], rtol=1e-8, atol=1e-10 * largest)
        np.testing.assert_allclose(found.path[[0, -1]], [plain.start, plain.value], rtol=1e-10)
        assert abs(found.rounding) <= 1e-12 * abs(found.way), name
        assert found.way == found.path[-1] - found.path[0] != 0
        if first == 1 or optimizer in ("sgd", "adagrad", "rmsprop"):
            assert found.remembered == 0
        else:
            assert found.remembered != 0


@pytest.mark.parametrize("optimizer", RATES)
def test_parts_in_float32_add_up_to_the_way(digits, optimizer):
    trainer = trained(digits, optimizer, 200, hidden_sizes=(50,), weight_init="std 0.01", batch_size=100)
    run, begin = whole(trainer), trainer.course().checkpoints[0].arrays
    for name, param in trainer.network.params.items():
        ways = np.abs(param - begin[name])
        for way in np.quantile(ways, [1, 0.9, 0.75], method="nearest"):
            index = tuple(int(each[0]) for each in np.where(ways == way))
            found = who_pulled(*run, Place(name, index), 1, 200)
            assert abs(found.way) == pytest.approx(way, rel=1e-5)
            assert abs(found.rounding) <= 1e-5 * abs(found.way), (name, index)
            assert found.up + found.down + found.remembered + found.rounding == pytest.approx(found.way, rel=1e-12)


@pytest.mark.parametrize("optimizer", RATES)
def test_what_rounding_leaves_is_no_more_than_float32_cannot_hold(digits, optimizer):
    """A weight near 1 is stored in steps of 1e-7: of a short way that is more than 1e-5."""
    run = whole(trained(digits, optimizer))
    for name, index in CELLS.items():
        for first in (1, ITERATIONS):
            found = who_pulled(*run, Place(name, index), first, ITERATIONS)
            step = np.spacing(np.float32(np.abs(found.path).max()))
            assert abs(found.rounding) <= 1e-5 * found.length + (ITERATIONS + 1 - first) * step, name


def test_what_was_changed_on_the_way(digits):
    """Another rate, another minibatch size, another optimizer and back: one that begins remembers nothing."""
    changes = {11: ("learning_rate", 0.05), 21: ("batch_size", 35), 31: ("optimizer", "adam"),
               36: ("learning_rate", 0.002), 41: ("optimizer", "momentum"), 51: ("learning_rate", 0.03)}
    trainer = trained(digits, "momentum", 10, dtype="float64")
    for iteration in range(11, ITERATIONS + 1):
        if iteration in changes:
            trainer.change(*changes[iteration])
        trainer.run_iteration()
    run, config = whole(trainer), trained(digits, "momentum", 1).config
    for first in (1, 25, 31, 33, 60):
        begin = trainer.course().checkpoints[0].arrays
        plain = Plain({key: begin[key] for key in trainer.network.params}, digits.train, "W1", CELLS["W1"])
        now = {name: getattr(config, name) for name in ("learning_rate", "batch_size", "optimizer")}
        for iteration in range(1, ITERATIONS + 1):
            name, value = changes.get(iteration, ("optimizer", now["optimizer"]))
            if name == "optimizer" and value != now["optimizer"]:
                plain.begin_anew()
            now[name] = value
            if iteration == first:
                plain.watch()
            draws = Minibatches(config.seed, len(digits.train), now["batch_size"])
            plain.iteration(now["optimizer"], now["learning_rate"], draws.indices(iteration))
        found = who_pulled(*run, Place("W1", CELLS["W1"]), first, ITERATIONS)
        np.testing.assert_allclose(found.pulls, plain.moved[:-1], rtol=1e-8, atol=1e-10 * np.abs(plain.moved).max())
        np.testing.assert_allclose(found.remembered, plain.moved[-1], rtol=1e-8)
        assert (found.remembered == 0) == (first in (1, 31))
        assert abs(found.rounding) <= 1e-12 * abs(found.way)


def test_the_last_iteration_of_sgd_is_the_gradient_sample_by_sample(digits):
    trainer = trained(digits, "sgd", 7, dtype="float64")
    found = who_pulled(*whole(trainer), Place("W3", (5, 7)), 7, 7)
    values = trainer.values
    wanted = np.zeros(len(digits.train))
    wanted[values["indices"]] = -0.1 * values["z2"][:, 5] * values["da3"][:, 7]
    np.testing.assert_allclose(found.pulls, wanted, rtol=1e-14, atol=0)
    assert np.flatnonzero(found.draws).tolist() == values["indices"].tolist()
    assert found.draws.max() == 1
    assert found.up == pytest.approx(wanted[wanted > 0].sum(), rel=1e-12)
    assert found.down == pytest.approx(wanted[wanted < 0].sum(), rel=1e-12)
    for up, sign in ((True, 1), (False, -1)):
        strongest = sign * wanted[found.strongest(up=up)]
        assert len(strongest) == (sign * wanted > 0).sum() > 0
        assert (strongest > 0).all()
        assert (np.diff(strongest) <= 0).all()
    of_classes = found.of_classes(digits.train.labels, 10)
    for label in range(10):
        assert of_classes[label] == pytest.approx(wanted[digits.train.labels == label].sum(), rel=1e-12)


def test_where_a_run_stands(digits):
    """Within an iteration, and after going back: what has been recorded can be asked about, and no more."""
    trainer = trained(digits, "momentum", 30)
    all_of_it = who_pulled(*whole(trainer), Place("b2", (6,)), 11, 20)
    trainer.go_to(12)
    for _ in range(5):
        trainer.run_operation()
    for first in (11, 12, 13):
        again = who_pulled(*whole(trainer), Place("b2", (6,)), first, 20)
        assert again.path.tolist() == all_of_it.path[first - 11:].tolist()
        if first == 11:
            assert again.pulls.tolist() == all_of_it.pulls.tolist()
    told = []
    who_pulled(*whole(trainer), Place("b2", (6,)), 5, 30, progress=lambda *done: told.append(done))
    assert told == [(done, 26) for done in range(1, 27)]
    with pytest.raises(NotRecordedError, match="Iteration 31 has not been run: this run has come to 30"):
        who_pulled(*whole(trainer), Place("b2", (6,)), 11, 31)


def test_broken_off(digits):
    run, asked = whole(trained(digits, "adam", 30)), []

    def cancelled():
        asked.append(None)
        return len(asked) > 10

    assert who_pulled(*run, Place("W1", (36, 5)), 1, 30, cancelled=lambda: True) is None
    assert who_pulled(*run, Place("W1", (36, 5)), 25, 30, cancelled=lambda: True) is None
    assert who_pulled(*run, Place("W1", (36, 5)), 1, 30, cancelled=cancelled) is None
    assert len(asked) == 11


def test_stretches(digits):
    trainer = trained(digits, "sgd", 1, batch_size=400)
    size = len(digits.train)
    epochs = trainer.epochs
    ends = [-(-size * epoch // 400) for epoch in (1, 2)]  # the iterations that end an epoch
    assert Stretch.ITERATION.iterations(7, epochs) == (7, 7)
    assert Stretch.RUN.iterations(7, epochs) == (1, 7)
    assert Stretch.EPOCH.iterations(1, epochs) == (1, 1)
    assert Stretch.EPOCH.iterations(ends[0], epochs) == (1, ends[0])
    assert Stretch.EPOCH.iterations(ends[0] + 1, epochs) == (ends[0] + 1, ends[0] + 1)
    assert Stretch.EPOCH.iterations(ends[1], epochs) == (ends[0] + 1, ends[1])


def test_a_run_out_of_bounds(digits):
    trainer = Trainer(TrainingConfig(learning_rate=1e20, weight_init="he"), digits)
    for _ in range(6):
        trainer.run_iteration()
    assert not who_pulled(*whole(trainer), Place("b2", (1,)), 1, 6).are_numbers
    assert who_pulled(*whole(trained(digits, "sgd", 6)), Place("b2", (1,)), 1, 6).are_numbers


def test_an_optimizer_that_the_program_does_not_have(digits, monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "momentum", Rolling)
    trainer = trained(digits, "momentum", 30, dtype="float64")
    found = who_pulled(*whole(trainer), Place("W2", (4, 2)), 11, 30)
    assert found.remembered != 0
    assert abs(found.rounding) <= 1e-12 * abs(found.way)


@pytest.mark.parametrize("toy", [toy_convolution, toy_modes], ids=["convolution", "modes"])
def test_layers_that_the_program_does_not_have(digits, toy):
    network = Network(toy.SIZES, weight_init="he", rng=np.random.default_rng(1), dtype="float64", kinds=toy.KINDS)
    trainer = Trainer(TrainingConfig(batch_size=6, hidden_sizes=(), dtype="float64"), digits, network)
    for _ in range(3):
        trainer.run_iteration()
    for name, param in network.params.items():
        index = tuple(size // 2 for size in param.shape)
        terms = Motion(trainer, Place(name, index)).terms(trainer.values)
        gradient = trainer.values[network.variables.gradient(name).name]
        assert terms.shape == (6,)
        assert terms.sum() == pytest.approx(gradient[index], rel=1e-12, abs=1e-15)
