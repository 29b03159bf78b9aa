"""The gradient check: cells whose answer is known, what makes it meaningless, and every parameter of many networks."""

import dataclasses

import numpy as np
import pytest

from engine.data.look import ImageLook
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of
from engine.inspection.place import Place
from engine.inspection.proof.check import Checker, check_cell, check_parameters, cost_of_gradient, error_curve
from engine.inspection.proof.whereabouts import judge_all
from engine.nn.network import Network
from engine.nn.optimizers import SGD
from engine.problem import EngineError

HIDDEN = ((), (6,), (6, 6), (6, 5, 5), (6, 5, 5, 6), (6, 5, 5, 6, 6))


def snapshot_with(network: Network, x: np.ndarray, labels: np.ndarray) -> Snapshot:
    """An iteration of which only the draw has been done."""
    values = {"x": x, "t": np.eye(network.sizes[-1], dtype=network.dtype)[labels]}
    return Snapshot(1, 1, (), SGD(network.params), network, values, {}, None, labels, ImageLook((1, x.shape[1])),
                    ("0", "1"), "train")


@pytest.fixture
def at_a_kink() -> Snapshot:
    """2-2-2 with a1 = [0, 1] exactly, for the one sample x = [1, 0]."""
    network = Network((2, 2, 2), dtype=np.float64)
    network.params["W1"][...] = [[0.5, 0.75], [0.125, -0.25]]
    network.params["b1"][...] = [-0.5, 0.25]
    network.params["W2"][...] = [[1, -1], [0.5, 2]]
    return snapshot_with(network, np.array([[1.0, 0.0]]), np.array([1]))


@pytest.fixture
def snapshot(tiny_trainer) -> Snapshot:
    trainer = tiny_trainer()
    for _ in range(3):
        trainer.run_iteration()
    return snapshot_of(trainer)


# --- one cell -----------------------------------------------------------------------------------------------------


def test_a_cell_of_a_network_without_hidden_layer_by_hand():
    """db of softmax(b) for a blank image is y − t: with two classes and b = 0, ∓1/2."""
    network = Network((1, 2), dtype=np.float64)
    check = check_cell(snapshot_with(network, np.zeros((1, 1)), np.array([1])), Place("b1", (1,)), h=1e-3)
    assert check.analytic == -0.5
    assert check.above == pytest.approx(np.log1p(np.exp(-1e-3)), rel=1e-14)
    assert check.below == pytest.approx(np.log1p(np.exp(1e-3)), rel=1e-14)
    assert check.numeric == (check.above - check.below) / 2e-3
    assert check.relative_error == abs(check.numeric + 0.5) / (abs(check.numeric) + 0.5)
    assert check.relative_error < 1e-10
    assert check.agrees is True
    assert (check.h, check.place, check.zero) == (1e-3, Place("b1", (1,)), False)


def test_analytic_is_that_of_float64_and_stored_that_of_training(snapshot):
    check = check_cell(snapshot, Place("dW2", (0, 2)))
    assert check.place == Place("W2", (0, 2))
    x, t = snapshot.values["x"].astype(float), snapshot.values["t"].astype(float)
    assert check.analytic == snapshot.network.copy(np.float64).gradient(x, t)["W2"][0, 2]
    assert check.stored == float(snapshot.values["dW2"][0, 2])
    assert check.stored != check.analytic
    assert check.stored == pytest.approx(check.analytic, rel=1e-4)


def test_nothing_is_stored_before_the_way_back(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_operation()
    check = check_cell(snapshot_of(trainer), Place("W2", (1, 2)))
    assert check.stored is None
    assert check.agrees is True


def test_the_snapshot_is_not_touched(snapshot, same_bits):
    before = {name: value.copy() for name, value in {**snapshot.values, **snapshot.network.params}.items()}
    check_parameters(snapshot)
    error_curve(snapshot, Place("W1", (4, 2)))
    assert same_bits({**snapshot.values, **snapshot.network.params}, before)


@pytest.mark.parametrize("place", [
    Place("W1", (9, 0)), Place("W1", (-1, 0)), Place("W1", (0,)), Place("b2", ()), Place("W3", (0, 0)),
    Place("a1", (0, 0)), Place("dW1", (None, 0)), Place("W1 new", (0, 0)),
])
def test_what_is_no_cell_of_a_parameter_is_refused(snapshot, place):
    with pytest.raises(EngineError, match=r"[Cc]hoose a cell"):
        check_cell(snapshot, place)


@pytest.mark.parametrize("h", [0, -1e-4, np.nan, np.inf, 1e3])
def test_what_is_no_step_is_refused(snapshot, h):
    with pytest.raises(EngineError, match="The step h is"):
        check_cell(snapshot, Place("b2", (0,)), h=h)


def test_a_kink_is_recognised_and_a_step_that_stays_on_one_side_is_not(at_a_kink):
    check = check_cell(at_a_kink, Place("b1", (0,)))
    assert (check.at_kink, check.crossed_units, check.crossed_samples) == (True, 1, 1)
    assert check.agrees is None
    assert str(check.verdict).startswith("On a kink: ")
    assert str(check.verdict).endswith("whatever h is.")
    assert "(units that switch: 1, samples: 1)" in str(check.verdict)
    at_a_kink.network.params["b1"][0] += 2e-4
    assert check_cell(at_a_kink, Place("b1", (0,)), h=1e-4).agrees is True
    check = check_cell(at_a_kink, Place("b1", (0,)), h=4e-4)
    assert check.at_kink
    assert str(check.verdict).startswith("At a kink: ")
    assert str(check.verdict).endswith("Try a smaller h.")


def test_units_and_samples_that_cross_are_counted(rng):
    network = Network((2, 3, 2), dtype=np.float64, rng=rng)
    network.params["W1"][...] = 0
    check = check_cell(snapshot_with(network, np.array([[1.0, 0], [1, 0], [0, 1]]), np.array([0, 1, 1])),
                       Place("W1", (0, 1)))
    assert (check.crossed_units, check.crossed_samples) == (1, 2)  # unit 1, in the samples whose pixel 0 is lit


def test_both_zero_says_why(at_a_kink):
    at_a_kink.network.params["b1"][0] = -0.75  # unit 0 silent by a margin
    blank = check_cell(at_a_kink, Place("W1", (1, 1)))
    silent = check_cell(at_a_kink, Place("W2", (0, 1)))
    behind = check_cell(at_a_kink, Place("W1", (0, 0)))
    for check, words in ((blank, "the pixel x[:, 1] is blank"), (silent, "the unit z1[:, 0] is silent"),
                         (behind, "the unit z1[:, 0] behind it is silent in every sample in which")):
        assert check.agrees is True
        assert check.zero
        assert (check.numeric, check.analytic, check.relative_error) == (0, 0, 0)
        assert words in str(check.verdict)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_a_saturated_unit_is_not_called_silent(rng, activation):
    network = Network((2, 2, 2), activation=activation, dtype=np.float64, rng=rng)
    network.params["W1"][...] = 900
    snapshot = snapshot_with(network, np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([1, 0]))
    for place in (Place("W1", (0, 0)), Place("b1", (1,))):
        check = check_cell(snapshot, place)
        assert check.zero
        assert f"z1[:, {place.index[-1]}] behind it is so far out on the flat part of " in str(check.verdict)
        assert "silent" not in str(check.verdict)


def test_where_y_is_t_there_is_nothing_left_to_learn(rng):
    network = Network((2, 2), dtype=np.float64, rng=rng)
    network.params["W1"][...] = [[900, -900], [900, -900]]
    check = check_cell(snapshot_with(network, np.ones((2, 2)), np.array([0, 0])), Place("b1", (0,)))
    assert check.zero
    assert "y is equal to t here, to the last digit of float64" in str(check.verdict)


def test_two_zeros_that_nothing_explains_are_no_finding(rng):
    """What the two samples add to b1 cancels, so that the derivative is 0; but so would be one too small to be seen."""
    network = Network((1, 2), dtype=np.float64)
    network.params["W1"][...] = 0
    check = check_cell(snapshot_with(network, np.zeros((2, 1)), np.array([0, 1])), Place("b1", (0,)))
    assert check.zero
    assert check.agrees is None
    assert str(check.verdict).startswith("Too small to tell")


def test_below_rounding_it_says_nothing(rng):
    """Six layers of std 0.001 leave W1 a gradient of 1e-15, far less than the last digits of two losses show.

    What these digits are, and so how near the two numbers come, is chance: all cells say nothing, whatever it gives.
    """
    network = Network((7, 6, 5, 6, 5, 6, 4), activation="tanh", rng=rng, dtype=np.float64)
    for number in range(1, 7):
        network.params[f"W{number}"] /= 10
    checker = Checker(snapshot_with(network, rng.random((8, 7)), rng.integers(0, 4, 8)))
    for index in np.ndindex(7, 6):
        check = checker.cell(Place("W1", index))
        assert 0 < abs(check.analytic) < 1e-13
        assert check.agrees is None
        assert str(check.verdict).startswith("Too small to tell")


def test_a_step_too_long_or_too_short_to_tell_is_not_called_a_mistake(snapshot):
    for h in 10.0 ** np.arange(1, -15, -0.5):
        for place in (Place("W2", (1, 2)), Place("b2", (0,)), Place("b1", (3,))):
            assert check_cell(snapshot, place, h=float(h)).agrees is not False
    assert str(check_cell(snapshot, Place("b2", (0,)), h=10.0).verdict).startswith(
        "Too coarse to tell: with h = 10 the curvature")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_network_that_has_diverged(rng, value):
    network = Network((3, 4, 2), rng=rng, dtype=np.float64)
    network.params["W2"][1, 1] = value
    snapshot = snapshot_with(network, rng.random((5, 3)), np.array([0, 1, 1, 0, 1]))
    check = check_cell(snapshot, Place("b2", (1,)))
    assert check.agrees is None
    assert str(check.verdict).startswith("The loss or its gradient is no finite number")
    assert {each.agrees for each in check_parameters(snapshot)} == {None}


def test_a_drawing_without_a_label_is_refused(snapshot):
    unlabelled = dataclasses.replace(snapshot, values={"x": snapshot.values["x"]})
    with pytest.raises(EngineError, match="Say which digit"):
        check_cell(unlabelled, Place("b2", (1,)))


# --- the curve over h ---------------------------------------------------------------------------------------------


def test_truncation_falls_with_h_squared_and_rounding_rises_with_1_over_h(rng):
    """Where rounding counts, how far a numeric value is off is chance: only how far it may be off is known."""
    network = Network((7, 6, 4), activation="tanh", weight_init="he", rng=rng, dtype=np.float64)
    checker = Checker(snapshot_with(network, rng.random((8, 7)), rng.integers(0, 4, 8)))
    curve = checker.curve(Place("b1", (2,)))
    assert curve.h.tolist() == pytest.approx([10.0**-k for k in range(1, 13)])
    assert not curve.at_kink.any()
    off = np.abs(curve.numeric - curve.analytic)
    assert curve.error.tolist() == pytest.approx((off / (np.abs(curve.numeric) + abs(curve.analytic))).tolist())
    assert curve.error[0] / curve.error[1] == pytest.approx(100, rel=0.05)
    assert curve.error[1] / curve.error[2] == pytest.approx(100, rel=0.05)
    truncation, rounding = off[1] * (curve.h / curve.h[1]) ** 2, checker.exact.rounding / curve.h
    assert (off <= 1.1 * truncation + rounding).all()
    assert 1e-6 <= curve.h[(truncation + rounding).argmin()] <= 1e-4
    # The losses differ by a whole number of last places: with h = 1e-12 there is nothing between 0 and five in 100,000.
    finest = np.spacing(checker.exact.loss) / (2 * curve.h[-1])
    assert curve.numeric[-1] / finest == pytest.approx(round(curve.numeric[-1] / finest), abs=1e-6)
    assert finest > 1000 * (truncation + rounding).min()


def test_the_curve_tells_where_a_kink_is_crossed(at_a_kink):
    at_a_kink.network.params["b1"][0] += 2e-4
    curve = error_curve(at_a_kink, Place("b1", (0,)), np.array([1e-2, 1e-3, 1e-4, 1e-5]))
    assert curve.at_kink.tolist() == [True, True, False, False]
    assert curve.crossed.tolist() == [1, 1, 0, 0]
    assert (curve.error[:2] > 0.1).all()
    assert (curve.error[2:] < 1e-7).all()


# --- all parameters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("hidden", HIDDEN, ids=len)
def test_right_gradients_agree(tiny_trainer, hidden, activation, dtype):
    trainer = tiny_trainer(hidden_sizes=hidden, activation=activation, dtype=dtype)
    for _ in range(5):
        trainer.run_iteration()
    checks = check_parameters(snapshot_of(trainer), cells=30)
    assert [check.name for check in checks] == list(trainer.network.params)
    for check in checks:
        assert check.agrees is True, check.name
        assert check.relative_error <= 1e-7, check.name
        assert check.size == trainer.network.params[check.name].size
        assert len(check.cells) == min(30, check.size)
        assert check.compared + check.at_kink == len(check.cells)
        assert check.zero == sum(cell.zero for cell in check.cells)
        assert check.worst_error == max(cell.relative_error for cell in check.cells if cell.agrees)
    agrees, said = judge_all(checks, trainer.network)
    assert agrees is True
    assert str(said) == (f"All {sum(check.telling for check in checks)} cells that were compared and are not 0 are "
                         "right, in every parameter.")


def test_the_first_weights_of_the_book_never_disagree_however_deep(tiny_trainer):
    """With std 0.01 the gradients of a deep network are too small to compare, which is not a mistake."""
    for hidden in HIDDEN:
        checks = check_parameters(_after_one(tiny_trainer(hidden_sizes=hidden, weight_init="std 0.01")), cells=100)
        assert False not in {check.agrees for check in checks}
        assert checks[-1].agrees is True


def _after_one(trainer) -> Snapshot:
    trainer.run_iteration()
    return snapshot_of(trainer)


def test_cells_are_chosen_by_the_seed_and_mostly_where_there_is_a_gradient(snapshot):
    def places(seed: int) -> list[list[Place]]:
        return [[cell.place for cell in check.cells] for check in check_parameters(snapshot, 8, seed=seed)]

    assert places(0) == places(0)
    assert places(0) != places(1)
    w1 = check_parameters(snapshot, 8)[0]
    assert len({cell.place for cell in w1.cells}) == 8
    assert sum(not cell.zero for cell in w1.cells) >= 6


def test_progress_and_cancel(snapshot):
    told = []
    checks = check_parameters(snapshot, 4, progress=lambda *now: told.append(now))
    assert told == [(i, 16) for i in range(1, 17)]
    assert len(checks) == 4
    told.clear()
    checks = check_parameters(snapshot, 4, progress=lambda *now: told.append(now), cancelled=lambda: len(told) == 6)
    assert told[-1] == (6, 16)
    assert [check.name for check in checks] == ["W1"]


def test_two_zeros_do_not_make_a_parameter_right(at_a_kink):
    """All of W2 gets nothing from units that are silent: whatever a backward does, both are 0."""
    at_a_kink.network.params["b1"][...] = -5
    found = {check.name: check for check in check_parameters(at_a_kink)}
    assert found["W2"].compared == found["W2"].zero == 4
    assert {name: check.agrees for name, check in found.items()} == {"W1": None, "b1": None, "W2": None, "b2": True}
    agrees, said = judge_all(found.values(), at_a_kink.network)
    assert agrees is None
    assert str(said) == ("No mistake shows in the 2 cells that could be compared and are not 0, but of W1, b1, W2 too "
                         "little can be told: of 10 cells 10 are 0 both ways.")


def test_why_there_is_no_curve(at_a_kink):
    assert error_curve(at_a_kink, Place("b2", (0,))).why_empty is None
    at_a_kink.network.params["b1"][...] = -5
    assert str(error_curve(at_a_kink, Place("W2", (0, 0))).why_empty) == "No error with any h: both are exactly 0."
    at_a_kink.network.params["W2"][0, 0] = np.nan
    assert str(error_curve(at_a_kink, Place("b2", (0,))).why_empty) == (
        "The loss or its gradient is no finite number with any h.")


# --- what it costs ------------------------------------------------------------------------------------------------


def test_cost_of_a_full_numerical_gradient(snapshot):
    cost = cost_of_gradient(snapshot)
    assert cost.parameters == 9 * 5 + 5 + 5 * 4 + 4
    assert cost.numerical_seconds == 2 * cost.parameters * cost.loss_seconds
    assert 0 < cost.loss_seconds
    assert 0 < cost.backprop_seconds


def test_a_kept_checker_gives_the_same_as_one_call(snapshot):
    checker, place = Checker(snapshot), Place("W1", (4, 2))
    for _ in range(2):
        one, other = checker.cell(place), check_cell(snapshot, place)
        assert (one.above, one.below, one.analytic) == (other.above, other.below, other.analytic)
