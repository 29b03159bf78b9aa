"""The optimizers that remember something: their formulas, and that their slots are treated like parameters.

One of them is of the tests' own: a class and a row in `OPTIMIZERS` is what a further one costs.
"""

import math
import re

import numpy as np
import pytest

from engine.figures import number
from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.place import Place
from engine.inspection.proof.cell_update import update_of_cell
from engine.inspection.proof.effect import effect_of_update
from engine.inspection.proof.short_run import short_run
from engine.inspection.provenance.provenance import Way, provenance
from engine.inspection.written import read
from engine.nn.operations import Kind
from engine.nn.optimizers import OPTIMIZERS
from engine.nn.variables import Role
from engine.training.trainer import Trainer
from tests.engine.toy_optimizer import Rolling

ITERATIONS = 300  # more than there are checkpoints
SLOTS = {"rolling": "v", "momentum": "v", "nesterov": "v", "adagrad": "h", "rmsprop": "h", "adam": "mvk"}
PARAMETERS = ("W1", "b1", "W2", "b2")


def by_hand(name: str, step: int, W: float, g: float, memory: dict, lr: float) -> float:
    """The next W of one number, as the book's program has it; changes what is remembered."""
    if name in ("rolling", "momentum", "nesterov"):
        old = memory.get("v", 0.0)
        memory["v"] = (0.8 if name == "rolling" else 0.9) * old - lr * g
        return W + memory["v"] if name != "nesterov" else W + 0.9 * 0.9 * old - (1 + 0.9) * lr * g
    if name == "adam":
        memory["m"] = memory.get("m", 0.0) + (1 - 0.9) * (g - memory.get("m", 0.0))
        memory["v"] = memory.get("v", 0.0) + (1 - 0.999) * (g**2 - memory.get("v", 0.0))
        memory["k"] = step
        lr_t = lr * math.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        return W - lr_t * memory["m"] / (math.sqrt(memory["v"]) + 1e-7)
    decay = {"adagrad": (1, 1), "rmsprop": (0.99, 1 - 0.99)}[name]
    memory["h"] = decay[0] * memory.get("h", 0.0) + decay[1] * g * g
    return W - lr * g / (math.sqrt(memory["h"]) + 1e-7)


@pytest.fixture(params=SLOTS)
def name(request, monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "rolling", Rolling)
    return request.param


@pytest.fixture(params=["float32", "float64"])
def make(request, name, tiny_trainer):
    """Makes a trainer that uses one of them."""
    return lambda **changes: tiny_trainer(
        **{"optimizer": name, "dtype": request.param, "learning_rate": 0.01, **changes})


def slots_of(name: str) -> set[str]:
    return {f"{slot}{W}" for slot in SLOTS[name] for W in PARAMETERS}


def bits(trainer: Trainer) -> dict[str, bytes]:
    return {name: np.asarray(value).tobytes() for name, value in {**trainer.arrays(), **trainer.values}.items()}


@pytest.fixture
def straight(make):
    """The arrays and values after each iteration of a run that only goes forward, and its losses."""
    trainer, found = make(), []
    for _ in range(ITERATIONS):
        found.append(bits(trainer))
        trainer.run_iteration()
    return [*found, bits(trainer)], trainer.history.losses().tolist()


def test_it_is_what_the_book_s_program_does(make, name):
    """Over 100 steps with the gradients that training found, number by number."""
    trainer = make()
    rate, wide = 0.01, trainer.network.dtype == np.float64
    near = {"rel": 1e-12, "abs": 1e-14} if wide else {"rel": 1e-3, "abs": 1e-4}
    places = [(W, index) for W in PARAMETERS for index in list(np.ndindex(trainer.network.params[W].shape))[:7]]
    known = {place: float(trainer.network.params[place[0]][place[1]]) for place in places}
    memories: dict = {place: {} for place in places}
    for step in range(1, 101):
        trainer.run_iteration()
        for W, index in places:
            memory = memories[W, index]
            known[W, index] = by_hand(name, step, known[W, index], float(trainer.values[f"d{W}"][index]), memory, rate)
            assert float(trainer.network.params[W][index]) == pytest.approx(known[W, index], **near)
            for slot in SLOTS[name]:
                found = trainer.optimizer.slots[f"{slot}{W}"]
                assert float(found[index[:found.ndim]]) == pytest.approx(memory[slot], **near)
    arrays = trainer.arrays()
    assert all(np.isfinite(each).all() and each.dtype == trainer.network.dtype for each in arrays.values())
    assert trainer.history.losses()[-1] < trainer.history.losses()[0]


def of_pytorch(torch, name: str, param, lr: float):
    """The optimizer of PyTorch that does the same."""
    optim, more = torch.optim, {"lr": lr, "eps": 1e-7}
    return {
        "rolling": lambda: optim.SGD([param], lr=lr, momentum=0.8),
        "momentum": lambda: optim.SGD([param], lr=lr, momentum=0.9),
        "nesterov": lambda: optim.SGD([param], lr=lr, momentum=0.9, nesterov=True),
        "adagrad": lambda: optim.Adagrad([param], **more), "rmsprop": lambda: optim.RMSprop([param], **more),
        "adam": lambda: optim.Adam([param], **more),
    }[name]()


def test_it_is_what_pytorch_does(name):
    """Over 100 steps, with gradients drawn at random.

    PyTorch adds 1e-7 to the root of Adam after correcting it, the book before: it is told one that makes up for that.
    """
    torch = pytest.importorskip("torch", reason="PyTorch is not installed here")
    rng = np.random.default_rng(0)
    ours = OPTIMIZERS[name]({"W1": rng.standard_normal((4, 3))}, 0.01)
    param = torch.nn.Parameter(torch.tensor(ours.params["W1"]))
    theirs = of_pytorch(torch, name, param, 0.01)
    for step in range(1, 101):
        grad = rng.standard_normal((4, 3)) * 10.0 ** rng.integers(-6, 2, (4, 3))
        own = ours.slots_of["W1"]
        ours.params["W1"], *after = ours.update(ours.params["W1"], grad, *(ours.slots[each] for each in own))
        ours.slots.update(zip(own, after, strict=True))
        param.grad = torch.tensor(grad)
        if name == "adam":
            theirs.param_groups[0]["eps"] = 1e-7 / math.sqrt(1 - 0.999**step)
        theirs.step()
        assert ours.params["W1"] == pytest.approx(param.detach().numpy(), rel=1e-12, abs=1e-14)


def test_its_updates_say_what_they_do(make, name):
    trainer = make()
    updates = [one for one in trainer.operations if one.kind is Kind.UPDATE]
    own = {W: tuple(f"{slot}{W}" for slot in SLOTS[name]) for W in PARAMETERS}
    assert [(one.name, one.reads, one.writes) for one in updates] == [
        (f"update {W}", (W, f"d{W}", *own[W]), (W, *own[W])) for W in PARAMETERS]
    optimizer = OPTIMIZERS[name]
    for one in updates:
        parts = re.split(" {2,}", one.formula)
        assert len(parts) == len(one.equations)  # each formula has its matrices
        for part, equation in zip(parts, one.equations, strict=True):
            assert part.split()[0] == equation.operands[-1].name.removesuffix(" new")
        assert (one.what, one.why) == (optimizer.what, optimizer.why)
        assert "np" in one.source()[0][2] and "grad" in one.source()[0][2]


def test_stepped_forward_and_back_it_is_the_straight_run(make, straight):
    known, losses = straight
    trainer = make()
    steps = [bits(trainer)]
    for _ in range(4 * len(trainer.operations)):
        trainer.run_operation()
        steps.append(bits(trainer))
    assert steps[::len(trainer.operations)] == known[:5]
    for before in steps[-2::-1]:
        trainer.undo_operation()
        assert bits(trainer) == before
    while trainer.iteration < ITERATIONS:
        trainer.advance(50)
    assert trainer.history.losses().tolist() == losses


def test_back_and_forth_across_checkpoints_it_is_the_straight_run(make, straight, name):
    known, losses = straight
    trainer = make()
    for _ in range(ITERATIONS):
        trainer.run_iteration()
    for target in (299, 17, 18, 255, 0, 1, 129, 128, 300):
        assert trainer.go_to(target)
        assert bits(trainer) == known[target]
    trainer.go_to(200)
    for _ in range(13):
        trainer.run_operation()
    state, half = trainer.state(), bits(trainer)
    assert slots_of(name) < state.arrays.keys()
    trainer.go_to(3)
    trainer.restore(state)
    assert (trainer.iteration, trainer.position, bits(trainer)) == (200, 13, half)
    trainer.run_iteration()
    assert bits(trainer) == known[201]
    assert trainer.history.losses().tolist() == losses


def test_a_snapshot_has_its_slots_before_and_after(make, name, same_bits):
    trainer = make()
    for _ in range(3):
        trainer.run_iteration()
    before = {each: value.copy() for each, value in trainer.arrays().items()}
    for _ in range(12):  # W1 and b1 have been updated
        trainer.run_operation()
    snapshot = snapshot_of(trainer)
    assert slots_of(name) | {f"{each} new" for each in slots_of(name)} < {*snapshot.names()}
    assert same_bits({each: snapshot.value(each) for each in before}, before)
    done = {each: trainer.arrays()[each] for W in ("W1", "b1") for each in (W, *(f"{s}{W}" for s in SLOTS[name]))}
    assert same_bits(snapshot.updated, done)
    assert same_bits({each: snapshot.value(f"{each} new") for each in done}, done)
    assert snapshot.value(f"{SLOTS[name][0]}W2 new") is None
    for each in snapshot.names():
        if (value := snapshot.value(each)) is not None:
            assert value.shape == snapshot.shape(each)
            assert value.dtype == trainer.network.dtype
            with pytest.raises(ValueError, match="read-only"):
                value[...] = 0
    trainer.run_iteration()
    assert same_bits({each: snapshot.value(each) for each in before}, before)
    assert snapshot_of(trainer).value("y new").shape == (10, 4)


def test_the_effect_of_its_update_is_that_of_its_own_step(make):
    trainer = make()
    for _ in range(4):
        trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    effect = effect_of_update(snapshot)
    params = trainer.network.params
    promised = sum(float((snapshot.value(f"d{W}").astype(float) * (params[W].astype(float) - snapshot.value(W))).sum())
                   for W in PARAMETERS)
    assert effect.predicted == pytest.approx(promised, rel=1e-3)
    assert effect.measured == pytest.approx(effect.recorded, abs=1e-5)
    assert effect.promised == "Σ g·ΔW"


def test_a_short_step_keeps_its_promise(make):
    """To first order: what is left over is a quarter when the step is half as long, as far as it follows lr."""
    trainer = make(dtype="float64")
    trainer.run_iteration()
    effect = effect_of_update(snapshot_of(trainer), 2.0 ** np.arange(-12, -9))
    assert effect.at_zero[0] == pytest.approx(effect.at_zero[1], rel=0.2, abs=1e-12)
    rest = (effect.measured_at - effect.at_zero[1]) - (effect.predicted_at - effect.at_zero[0])
    assert np.abs(rest).max() < 0.3 * np.abs(effect.predicted_at - effect.at_zero[0]).max()


def test_a_step_uphill_is_not_put_down_to_its_length(tiny_trainer):
    trainer = tiny_trainer(optimizer="momentum", learning_rate=0.01, dtype="float64")
    for _ in range(3):
        trainer.run_iteration()
    for W in PARAMETERS:  # a velocity uphill, which the gradient does little against
        trainer.optimizer.slots[f"v{W}"] = 0.05 * trainer.values[f"d{W}"]
    trainer.run_operation()
    effect = effect_of_update(snapshot_of(trainer))
    assert effect.predicted > 0 < effect.measured
    assert effect.angle == pytest.approx(
        math.degrees(math.atan(effect.measured / effect.predicted)) - 45)
    assert "outweighs it. The loss rose by" in str(effect.verdict)


def test_without_a_gradient_what_is_remembered_moves_on(tiny_trainer):
    trainer = tiny_trainer(optimizer="momentum", dtype="float64", learning_rate=0.01)
    trainer.run_iteration()
    effect = effect_of_update(snapshot_of(trainer))
    assert effect.remembers
    assert effect.at_zero == (0, 0)  # in the first step there is no velocity yet
    assert not effect.still


def test_a_short_run_goes_on_from_its_slots(make, tiny):
    trainer = make()
    for _ in range(4):
        trainer.run_iteration()
    run = short_run(trainer.network, trainer.network.copy(), trainer.config, tiny.train, first=5, iterations=20,
                    optimizer=trainer.optimizer)
    for _ in range(20):
        trainer.run_iteration()
    assert run.right.tolist() == run.wrong.tolist() == [trainer.history.loss(i) for i in range(5, 25)]


def test_each_number_of_its_updates_is_explained(make, name):
    """Every cell of all that the updates make is the sum of what it is said to come from."""
    trainer = make()
    trainer.run_iteration()
    slot = SLOTS[name][0]
    asked = Place(f"{slot}W1", (4, 2))
    assert str(provenance(snapshot_of(trainer), asked).why) == (
        str(OPTIMIZERS[name].start))
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    assert str(provenance(snapshot, asked).why) == "As the update of iteration 1 left it."
    wide = trainer.network.dtype == np.float64
    for operation in (one for one in trainer.operations if one.kind is Kind.UPDATE):
        for made in operation.makes:
            for index in np.ndindex(snapshot.shape(made.name)):
                found = provenance(snapshot, Place(made.name, index))
                assert abs(found.difference) <= (1e-12 if wide else 1e-5) * max(1, abs(found.value)), (made, index)
                if made.role is Role.PARAMETER:
                    assert found.total == pytest.approx(float(found.terms.values.sum()), abs=1e-15)
                    assert (found.way, found.made_by) == (Way.UPDATE, operation.name)
    assert snapshot.axes(f"{slot}W1 new") == snapshot.axes(f"{slot}W1") == snapshot.axes("W1")


@pytest.mark.parametrize(("optimizer", "formulas"), [
    ("momentum", ("b2 new[3] = b2[3] + 0.9·vb2[3] − lr·db2[3]", "vb2 new[3] = 0.9·vb2[3] − lr·db2[3]")),
    ("nesterov", ("b2 new[3] = b2[3] + 0.81·vb2[3] − 1.9·lr·db2[3]", "vb2 new[3] = 0.9·vb2[3] − lr·db2[3]")),
    ("adagrad", ("b2 new[3] = b2[3] − lrb2[3]·db2[3]", "hb2 new[3] = hb2[3] + db2[3]·db2[3]",
                 "lrb2[3] = 0.01/(√(hb2 new[3]) + 1e-7)")),
    ("rmsprop", ("b2 new[3] = b2[3] − lrb2[3]·db2[3]", "hb2 new[3] = 0.99·hb2[3] + 0.01·db2[3]·db2[3]",
                 "lrb2[3] = 0.01/(√(hb2 new[3]) + 1e-7)")),
    ("adam", ("b2 new[3] = b2[3] − 0.9·lrb2[3]·mb2[3] − 0.1·lrb2[3]·db2[3]",
              "mb2 new[3] = 0.9·mb2[3] + 0.1·db2[3]", "vb2 new[3] = 0.999·vb2[3] + 0.001·db2[3]·db2[3]",
              "lrb2[3] = 0.01·√(1 − 0.999^kb2 new)/(1 − 0.9^kb2 new)/(√(vb2 new[3]) + 1e-7)")),
])
def test_where_a_step_comes_from(tiny_trainer, optimizer, formulas):
    """How much of it is memory, and how much this gradient, as terms and in words."""
    trainer = tiny_trainer(optimizer=optimizer, learning_rate=0.01, dtype="float64")
    for _ in range(3):
        trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    for formula in formulas:
        name = formula.partition("[")[0]
        assert provenance(snapshot, Place(name, (3,))).formula == formula
    step = provenance(snapshot, Place("b2 new", (3,)))
    _, *remembered, fresh = step.terms.values
    gradient, lr = snapshot.value("db2")[3], 0.01
    if optimizer in ("momentum", "nesterov"):
        share = {"momentum": (0.9, 1), "nesterov": (0.81, 1.9)}[optimizer]
        assert remembered == pytest.approx([share[0] * snapshot.value("vb2")[3]], rel=1e-14)
        assert fresh == pytest.approx(-share[1] * lr * gradient, rel=1e-14)
    else:
        rate = snapshot.value("lrb2")[3]
        assert fresh == pytest.approx(-rate * gradient * (0.1 if optimizer == "adam" else 1), rel=1e-14)
        assert f"lrb2[3] = {number(rate)}, {number(rate / lr)} times lr." in str(step.why)
    if remembered:
        assert f"Of the step of {number(fresh + remembered[0])}, {number(remembered[0])} comes from memory and " \
               f"{number(fresh)} from this gradient." in str(step.why)
    parts, new, right = update_of_cell(snapshot, Place("b2", (3,)), 7)
    assert right
    assert parts[0].factor == 1
    by_parts = sum(part.factor * math.prod(map(read, part.numbers)) for part in parts)
    assert by_parts == pytest.approx(read(new), rel=1e-6)


def test_before_the_update_its_rates_are_not_there(tiny_trainer):
    trainer = tiny_trainer(optimizer="adam", learning_rate=0.01)
    trainer.run_operation()
    snapshot = snapshot_of(trainer)
    assert snapshot.value("lrW1") is None
    parts, new, right = update_of_cell(snapshot, Place("W1", (0, 0)), 7)
    assert (parts[1].numbers[0], new, right) == (None, None, True)
    assert parts[0].numbers[0] is not None


def test_one_of_ones_own_is_written_as_it_says(tiny_trainer, monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "rolling", Rolling)
    trainer = tiny_trainer(optimizer="rolling")
    update = next(one for one in trainer.operations if one.kind is Kind.UPDATE)
    assert update.formula == "vW1 ← 0.8·vW1 − lr·dW1   W1 ← W1 + vW1"
    assert "v = 0.8 * v - self.rate * grad" in update.source()[0][2]
    for _ in range(2):
        trainer.run_iteration()
    step, moved = (provenance(snapshot_of(trainer), Place(f"{each} new", (3,))) for each in ("vb2", "b2"))
    assert step.formula == "vb2 new[3] = 0.8·vb2[3] − lr·db2[3]"
    assert moved.formula == "b2 new[3] = b2[3] + 0.8·vb2[3] − lr·db2[3]"
    assert {term.factors[-1].place.name for term in step.terms} == {"vb2", "db2"}
    assert step.made_by == moved.made_by == "update b2"
