"""Where a number comes from: the terms give the number, every operand exists, and all ways end at what is given."""

import dataclasses
import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.digits import load_digits
from engine.figures import number
from engine.inspection.frozen.snapshot import snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.inspection.provenance.provenance import Way, places_of, provenance
from engine.nn.network import Network
from engine.problem import EngineError
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

RELATIVE = {"float32": 1e-5, "float64": 1e-12}  # to the size of what was added


def cells_of(snapshot):
    """Every cell of every variable that has been computed."""
    for name in snapshot.names():
        if snapshot.value(name) is not None:
            for index in product(*map(range, snapshot.shape(name))):
                yield Place(name, index)


def check(snapshot, place: Place) -> None:
    """The number is what its operands give, and the operands are there, and came before it."""
    found = provenance(snapshot, place)
    value = snapshot.value(place.name)[place.index]
    assert found.value == value
    assert found.dtype == value.dtype
    tolerance = RELATIVE[str(found.dtype)] * found.scale + 1e-30
    if place.name.startswith(("L", "loss")):  # log y is near 0 where y is near 1, of which it has the digits
        tolerance += 2 * float(np.finfo(found.dtype).eps)
    assert abs(found.value - found.total) <= tolerance, place
    assert abs(found.value - again(snapshot, found)) <= tolerance, place
    assert found.difference == found.value - found.total
    order = {name: number for number, name in enumerate(snapshot.names())}
    over_samples = place.name.startswith(("dW", "db", "L", "loss"))
    for term in found.terms:
        assert (term.sample is not None) == over_samples
        if over_samples:
            assert {factor.place.index[0] for factor in term.factors if factor.place is not None} == {term.sample}
        if found.way is Way.SUM and not over_samples:
            assert (term.unit is None) == (len(term.factors) == 1)  # a bias
            assert term.unit is None or term.factors[0].place.index[1] == term.unit
        for factor in term.factors:
            if factor.place is not None:
                assert factor.value == snapshot.value(factor.place.name)[factor.place.index]
                assert min(factor.place.index, default=0) >= 0
                assert order[factor.place.name] < order[place.name]  # so that there is no going round in circles
                assert factor.symbol == str(factor.place)
    assert (found.way is Way.GIVEN) == (len(found.terms) == 0)
    assert found.way is not Way.GIVEN or place.name[0] in "xtWb"
    assert str(found.why)


def again(snapshot, found) -> float:
    """The number worked out from its operands, by what the book says of its variable."""
    if found.way is Way.GIVEN:
        return found.value
    if found.way in (Way.SUM, Way.UPDATE):
        assert found.terms.values.sum() == pytest.approx(found.total, rel=1e-14, abs=1e-14 * found.scale)
        return sum(math.prod(factor.value for factor in term.factors) for term in found.terms)
    operands = [term.factors[0].value for term in found.terms]
    name = found.place.name.removesuffix(" new")
    if name == "y":
        return math.exp(operands[found.place.index[1]] - max(operands)) / sum(
            math.exp(a - max(operands)) for a in operands)
    if name == "l":
        *logits, target = operands
        label = found.terms[-1].factors[0].place.index[1]
        assert target == 1
        return math.log(sum(math.exp(a - max(logits)) for a in logits)) - (logits[label] - max(logits))
    return by_operation(snapshot, found, *operands)


FUNCTIONS = {"relu": lambda a: max(0.0, a), "sigmoid": lambda a: 1 / (1 + math.exp(-a)), "tanh": math.tanh}
SLOPES = {"relu": lambda a: float(a > 0), "sigmoid": lambda z: z * (1 - z), "tanh": lambda z: 1 - z * z}


def by_operation(snapshot, found, first: float, second: float = 0.0) -> float:
    if found.made_by == "Softmax+Loss backward":
        return (first - second) / snapshot.batch_size
    if found.place.name.startswith("d"):
        return first * SLOPES[snapshot.network.activation_name](second)
    return FUNCTIONS[snapshot.network.activation_name](first)


def sample_snapshot(trainer: Trainer, dataset, index: int = 3, split: str = "test"):
    part = dataset.split(split)
    sample = Sample(part.x[index], int(part.labels[index]), split, index)
    looked = trace(trainer.network, sample, iteration=trainer.iteration, position=trainer.position)
    return snapshot_of_sample(looked, dataset)


# --- every cell ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("hidden", [(), (5,), (4, 3, 2)])
def test_every_cell_is_what_its_operands_give(tiny_trainer, tiny, hidden, activation, dtype):
    trainer = tiny_trainer(hidden_sizes=hidden, activation=activation, dtype=dtype)
    for _ in range(3):
        trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    places = list(cells_of(snapshot))
    assert {place.name for place in places} == set(snapshot.names())
    assert len(snapshot.names()) == 12 * len(hidden) + 17  # W b a z, their gradients, and W b a z new; and the rest
    for place in places:
        check(snapshot, place)


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_every_cell_of_a_sample_too(tiny_trainer, tiny, activation):
    trainer = tiny_trainer(hidden_sizes=(4, 3), activation=activation)
    trainer.run_iteration()
    snapshot = sample_snapshot(trainer, tiny)
    places = list(cells_of(snapshot))
    assert {place.name for place in places} == set(snapshot.names()) >= {"dx", "dW1", "L", "l"}
    for place in places:
        check(snapshot, place)


@given(st.data())
def test_random_networks_wherever_they_stand(tiny_trainer, data):
    hidden = data.draw(st.lists(st.integers(1, 4), max_size=5))
    trainer = tiny_trainer(
        hidden_sizes=tuple(hidden), activation=data.draw(st.sampled_from(["relu", "sigmoid", "tanh"])),
        dtype=data.draw(st.sampled_from(["float32", "float64"])), batch_size=data.draw(st.integers(1, 4)),
        learning_rate=data.draw(st.sampled_from([0.01, 0.5, 3.0])), seed=data.draw(st.integers(0, 1000)),
        weight_init=data.draw(st.sampled_from(["std 0.01", "xavier", "he"])))
    for _ in range(data.draw(st.integers(0, 3))):
        trainer.run_iteration()
    for _ in range(data.draw(st.integers(1, len(trainer.operations)))):
        trainer.run_operation()
    snapshot = snapshot_of(trainer)
    for name in snapshot.names():
        if snapshot.value(name) is None:
            with pytest.raises(EngineError, match=f"^{name} has not been computed yet"):
                provenance(snapshot, Place(name, (0,) * len(snapshot.shape(name))))
        else:
            index = tuple(data.draw(st.integers(0, size - 1)) for size in snapshot.shape(name))
            check(snapshot, Place(name, index))


def test_all_ways_end_at_pixels_labels_and_parameters(tiny_trainer):
    trainer = tiny_trainer(hidden_sizes=(4, 3))
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    seen, ends, to_see = set(), set(), [Place("loss after update")]
    while to_see:
        place = to_see.pop()
        found = provenance(snapshot, place)
        further = set(places_of(found)) - seen
        seen |= further
        to_see += further
        if found.way is Way.GIVEN:
            ends.add(place.name)
    assert ends == {"x", "t", "W1", "b1", "W2", "b2", "W3", "b3"}
    assert {place for place in seen if place.name == "x"} == {Place("x", index) for index in np.ndindex(10, 9)}


def test_from_a_weight_gradient_to_a_pixel_in_two_steps():
    digits = load_digits()
    trainer = Trainer(TrainingConfig(), digits)
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    first = provenance(snapshot, Place("dW1", (20, 7)))
    assert first.formula == "dW1[20, 7] = Σn x[n, 20]·da1[n, 7]"
    assert first.made_by == "Affine1 backward"
    term = first.terms[0]
    image = int(snapshot.indices[term.sample])
    assert [factor.symbol for factor in term.factors] == [f"x[{term.sample}, 20]", f"da1[{term.sample}, 7]"]
    pixel = provenance(snapshot, term.factors[0].place)
    level = round(float(digits.train.x[image, 20]) * 16)
    assert level > 0
    assert str(pixel.why) == f"Pixel (2, 4) of training image {image:,}: {level} of 16 in its file."
    assert (pixel.way, pixel.value, pixel.difference) == (Way.GIVEN, level / 16, 0)


# --- worked by hand ------------------------------------------------------------------------------------------------

@pytest.fixture
def worked(tiny):
    """x = [1, 2], the second class: see the test of the trace."""
    network = Network((2, 2, 2), dtype=np.float64)
    network.params["W1"][...] = [[1, -1], [0.5, 0.25]]
    network.params["b1"][...] = [-1, 0.25]
    network.params["W2"][...] = [[1, 0], [5, 7]]
    network.params["b2"][...] = [math.log(3) - 1, 0]
    found = trace(network, Sample(np.array([1.0, 2.0]), 1, "drawn", 0))
    return snapshot_of_sample(found, tiny)


@pytest.mark.parametrize("name, index, formula, filled, made_by", [
    ("x", (0, 1), "x[0, 1]", "2.000", ""),
    ("W1", (0, 1), "W1[0, 1]", "−1.000", ""),
    ("a1", (0, 0), "a1[0, 0] = Σi x[0, i]·W1[i, 0] + b1[0]", "1.000·1.000 + 2.000·0.5000 + (−1.000) = 1.000",
     "Affine1 forward"),
    ("z1", (0, 1), "z1[0, 1] = max(0, a1[0, 1])", "max(0, −0.2500) = 0", "ReLU1 forward"),
    ("a2", (0, 1), "a2[0, 1] = Σi z1[0, i]·W2[i, 1] + b2[1]", "1.000·0 + 0·7.000 + 0 = 0", "Affine2 forward"),
    ("y", (0, 1), "y[0, 1] = exp(a2[0, 1] − m) / Σk exp(a2[0, k] − m),  m = maxk a2[0, k]",
     "exp(−1.099) / 1.333 = 0.3333 / 1.333 = 0.2500", "Softmax forward"),
    ("l", (0,), "l[0] = log Σk exp(a2[0, k] − m) − (a2[0, 1] − m),  m = maxk a2[0, k]",
     "0.28768 − (−1.0986) = 1.386", "Loss forward"),
    ("L", (), "L = Σn l[n]·1/1", "1.386·1/1 = 1.386", "Loss forward"),
    ("da2", (0, 1), "da2[0, 1] = (y[0, 1] − t[0, 1])/1", "(0.2500 − 1.000)/1 = −0.7500", "Softmax+Loss backward"),
    ("dz1", (0, 1), "dz1[0, 1] = Σk da2[0, k]·W2[1, k]", "−0.7500·7.000 + 0.7500·5.000 = −1.500", "Affine2 backward"),
    ("dW2", (0, 1), "dW2[0, 1] = Σn z1[n, 0]·da2[n, 1]", "1.000·(−0.7500) = −0.7500", "Affine2 backward"),
    ("db2", (0,), "db2[0] = Σn da2[n, 0]", "0.7500", "Affine2 backward"),
    ("da1", (0, 1), "da1[0, 1] = dz1[0, 1] · [a1[0, 1] > 0]", "−1.500 · [−0.2500 > 0] = 0", "ReLU1 backward"),
    ("dx", (0, 1), "dx[0, 1] = Σk da1[0, k]·W1[1, k]", "0.7500·0.5000 + 0·0.2500 = 0.3750", "Affine1 backward"),
])
def test_formulas_in_symbols_and_in_numbers(worked, name, index, formula, filled, made_by):
    found = provenance(worked, Place(name, index))
    assert (found.formula, found.filled, found.made_by) == (formula, filled, made_by)


def test_the_bias_is_a_term_too_and_cancelling_is_told_from_adding(worked):
    found = provenance(worked, Place("a1", (0, 1)))  # 1·(−1) + 2·0.25 + 0.25
    assert [term.value for term in found.terms] == [-1, 0.5, 0.25]
    assert [term.unit for term in found.terms] == [0, 1, None]
    assert [len(term.factors) for term in found.terms] == [2, 2, 1]
    assert [term.share for term in found.terms] == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert (found.positive, found.negative, found.total, found.scale) == (0.75, -1, -0.25, 1.75)
    assert (found.zeros, found.cancels, found.difference) == (0, False, 0)
    assert str(found.why) == "Computed again, it is the same number to the last digit."


def test_logits_carry_their_exponentials_and_shares(worked):
    found = provenance(worked, Place("y", (0, 1)))
    assert [term.factors[0].value for term in found.terms] == [math.log(3), 0]
    assert [term.value for term in found.terms] == pytest.approx([1, 1 / 3])
    assert [term.share for term in found.terms] == pytest.approx([0.75, 0.25])
    assert [term.unit for term in found.terms] == [0, 1]
    assert "The largest logit, m = 1.099, is subtracted" in str(found.why)


@pytest.mark.parametrize("name, index, why", [
    ("z1", (0, 0), "a1[0, 0] = 1.000 is above 0: ReLU lets it through."),
    ("z1", (0, 1), "a1[0, 1] = −0.2500 is not above 0: ReLU silences the unit."),
    ("da1", (0, 0), "a1[0, 0] = 1.000 is above 0: the slope is 1.000, and the gradient gets through."),
    ("da1", (0, 1), "a1[0, 1] = −0.2500 is not above 0: the unit is silent, its slope is 0 (at 0 itself too), and no "
                    "gradient gets through."),
    ("l", (0,), "In exact arithmetic the same as −log y[0, 1]: the network gave the right class, 1, the probability "
                  "0.2500."),
    ("da2", (0, 1), "This is the right class, and y[0, 1] falls short of 1 by 0.7500: a larger logit would lower the "
                    "loss."),
    ("da2", (0, 0), "This is a wrong class, and its probability 0.7500 is too much: a smaller logit would lower the "
                    "loss."),
    ("x", (0, 1), "Pixel (0, 1) of the drawing: from 0 for paper to 1 for ink."),
    ("t", (0, 1), "The label of the drawing is 1: t is 1 in its place, and 0 in all others."),
])
def test_what_is_special_about_a_number_is_said(worked, name, index, why):
    assert str(provenance(worked, Place(name, index)).why) == why


def test_at_zero_a_unit_is_silent(worked):
    network = worked.network.copy()
    for name in ("W1", "b1"):
        network.params[name][...] = 0
    looked = trace(network, Sample(np.array([1.0, 2.0]), 1, "drawn", 0))
    found = provenance(snapshot_of_sample(looked, load_digits()), Place("da1", (0, 0)))
    assert found.total == 0
    assert str(found.why).startswith("a1[0, 0] = 0 is not above 0")


@pytest.mark.parametrize("activation, title, filled, slope, read_off", [
    ("sigmoid", "Sigmoid", "1 / (1 + exp(−(−6.000))) = 0.002473", "0.002467", "z1[0, 0] · (1 − z1[0, 0])"),
    ("tanh", "Tanh", "tanh(−6.000) = −1.000", "2.458×10⁻⁵", "(1 − z1[0, 0]²)")])
def test_a_unit_that_is_nearly_flat(tiny, activation, title, filled, slope, read_off):
    network = Network((2, 1, 2), activation=activation, dtype="float64")
    network.params["W1"][...] = -3
    looked = trace(network, Sample(np.array([1.0, 1.0]), 0, "drawn", 0))
    snapshot = snapshot_of_sample(looked, tiny)
    forward, back = (provenance(snapshot, Place(name, (0, 0))) for name in ("z1", "da1"))
    assert forward.filled == filled
    assert f"the slope of {title} is {slope}: a small change" in str(forward.why)
    assert f" is nearly flat: its slope {read_off} is {slope}, and hardly any" in str(back.why)


def alone(tiny, params: dict, x, label: int = 0, *, activation: str = "sigmoid", dtype: str = "float32"):
    """One sample in a network of these parameters."""
    sizes = (len(params["W1"]), *(params[name].shape[1] for name in params if name.startswith("W")))
    network = Network(sizes, activation=activation, dtype=dtype)
    network.params = params
    looked = trace(network, Sample(np.array(x, dtype), label, "drawn", 0))
    return snapshot_of_sample(looked, tiny)


def test_a_product_is_not_said_to_cancel(tiny):
    """da = dz·z·(1 − z) is far smaller than dz where z is near 0, and nothing is added there."""
    params = {"W1": np.full((1, 1), -6.3), "b1": np.zeros(1), "W2": np.array([[1.3, -0.7]]), "b2": np.zeros(2)}
    snapshot = alone(tiny, params, [1.0])
    assert snapshot.value("z1")[0, 0] < 0.01
    found = provenance(snapshot, Place("da1", (0, 0)))
    assert not found.cancels
    assert "cancels" not in str(found.rounding) + str(found.why)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_a_unit_so_flat_that_nothing_gets_through_is_said_to_be(tiny, activation):
    params = {"W1": np.full((1, 1), 60.0), "b1": np.zeros(1), "W2": np.array([[1.3, -0.7]]), "b2": np.zeros(2)}
    found = provenance(alone(tiny, params, [1.0], activation=activation), Place("da1", (0, 0)))
    assert found.value == 0
    assert "is 0 in float32: no gradient gets through." in str(found.why)


def test_the_slope_of_a_flat_place_keeps_its_digits(tiny):
    """σ'(30) = e⁻³⁰ to the last digit shown; read off σ(30) in float64 it would be 9.359×10⁻¹⁴."""
    params = {"W1": np.full((1, 1), 30.0), "b1": np.zeros(1), "W2": np.array([[1.3, -0.7]]), "b2": np.zeros(2)}
    found = provenance(alone(tiny, params, [1.0]), Place("z1", (0, 0)))
    assert "the slope of Sigmoid is 9.358×10⁻¹⁴: a small change" in str(found.why)


@pytest.mark.parametrize("index", [(0, 0), (0, 1)])
def test_a_probability_that_is_as_it_should_be_calls_for_no_other_logit(tiny, index):
    params = {"W1": np.array([[150.0, -150.0]]), "b1": np.zeros(2)}
    found = provenance(alone(tiny, params, [1.0]), Place("da1", index))
    assert found.value == 0
    assert str(found.why) == (f"y{list(index)} is {1 - index[1]} to the last digit that float32 keeps, as it should "
                              "be: this sample has nothing to change in this logit.")


def test_what_is_no_number_is_not_said_to_be_above_0(tiny):
    params = {"W1": np.full((1, 1), np.nan), "b1": np.zeros(1), "W2": np.array([[1.3, -0.7]]), "b2": np.zeros(2)}
    for activation in ("relu", "sigmoid", "tanh"):
        snapshot = alone(tiny, params, [1.0], activation=activation)
        for name, index in (("z1", (0, 0)), ("da1", (0, 0)), ("y", (0, 0)), ("l", (0,)), ("da2", (0, 1))):
            said = str(provenance(snapshot, Place(name, index)).why)
            assert said.startswith("This is no longer a number that float32 can hold")


def test_a_probability_near_1_and_one_near_0_keep_their_digits(tiny):
    for size, said in ((16.0, "1 − 1.125×10⁻⁷"), (-800.0, "exp(−800.0)"), (1.0, "0.7311")):
        params = {"W1": np.array([[size, 0.0]]), "b1": np.zeros(2)}
        found = provenance(alone(tiny, params, [1.0]), Place("l", (0,)))
        assert str(found.why) == ("In exact arithmetic the same as −log y[0, 0]: the network gave the right class, 0, "
                                  f"the probability {said}.")


def test_numbers_too_small_for_their_type_are_said_to_be(tiny):
    params = {"W1": np.array([[-101.0, 0.0]]), "b1": np.zeros(2)}
    found = provenance(alone(tiny, params, [1.0], label=1), Place("y", (0, 0)))
    assert 0 < found.value < np.finfo("float32").smallest_normal
    assert "float32 has fewer and fewer digits for numbers below 1.2×10⁻³⁸" in str(found.rounding)


# --- sums ----------------------------------------------------------------------------------------------------------

def test_terms_come_by_size_and_zeros_last():
    trainer = Trainer(TrainingConfig(), load_digits())
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    found = provenance(snapshot, Place("a1", (4, 7)))
    sizes = [abs(term.value) for term in found.terms]
    assert len(sizes) == 65
    assert sizes == sorted(sizes, reverse=True)
    blank = int((snapshot.value("x")[4] == 0).sum())
    assert blank > 10
    assert found.zeros == blank + 1  # and the bias, before the first update
    assert sizes[-found.zeros:] == [0] * found.zeros
    assert sum(term.share for term in found.terms) == pytest.approx(1)
    assert found.positive + found.negative == pytest.approx(found.total)


def test_terms_are_found_by_their_operands(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_iteration()
    terms = provenance(snapshot_of(trainer), Place("a1", (4, 2))).terms
    for place in (Place("x", (4, 7)), Place("W1", (0, 2)), Place("b1", (2,))):
        assert place in places_of(terms[terms.position_of(place)])
    for place in (Place("x", (3, 7)), Place("W1", (0, 1)), Place("W1", (9, 2)), Place("t", (4, 2)), Place("x", (4,)),
                  Place("x", (4, None)), Place("L")):
        assert terms.position_of(place) is None
    assert terms[-1] == terms[9] == terms[8:10][1]
    with pytest.raises(IndexError):
        terms[10]


def test_the_sum_over_the_samples_of_a_minibatch(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    found = provenance(snapshot, Place("da1", (None, 2)))
    assert found.value == snapshot.value("da1").sum(axis=0)[2]
    assert found.formula == "Σn da1[n, 2]"
    assert abs(found.difference) < 1e-6 * found.scale
    assert set(places_of(found)) == {Place("da1", (n, 2)) for n in range(10)}
    assert sorted(term.sample for term in found.terms) == list(range(10))


def test_rounding_is_explained_and_seen_where_terms_cancel(tiny):
    network = Network((3, 2), dtype="float32")
    network.params["W1"][...] = [[1 / 3, 1 / 3], [-1 / 3, 0], [1e-7, 0]]
    network.params["b1"][...] = [0, 0.1]
    looked = trace(network, Sample(np.array([0.7, 0.7 + 1e-7, 0.3], np.float32), 0, "drawn", 0))
    values = {**looked.values, "a1": np.array([[1e-9, 0.3333333]], np.float32)}  # as if so much had been lost
    snapshot = snapshot_of_sample(dataclasses.replace(looked, values=values), tiny)
    small, usual = (provenance(snapshot, Place("a1", (0, j))) for j in (0, 1))
    assert not usual.cancels and not usual.visible
    assert usual.difference == pytest.approx(0, abs=1e-7) and usual.difference != 0
    assert ("float32 keeps about 7 digits after every step, and the terms may have been added in another "
            "order.") in str(usual.why)
    assert small.cancels and small.visible
    shown = number(small.value)
    assert small.filled.endswith(f" ≈ {shown}")  # the number asked about is the number shown
    assert str(small.exactly) == (
        f"Exact arithmetic gives {number(small.total)}; float32, which rounds after every step, came to {shown}.")
    assert usual.exactly is None and usual.filled.endswith(f" = {number(usual.value)}")
    assert small.scale == pytest.approx(1.4 / 3)
    assert str(small.why).startswith(
        "What is added and taken away nearly cancels: all of it together is 0.4667, what is left is ")


def test_a_step_that_is_lost_in_rounding(tiny_trainer):
    trainer = tiny_trainer(learning_rate=1e-9)
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    found = provenance(snapshot, Place("W1 new", (0, 0)))
    assert found.value == snapshot.value("W1")[0, 0]
    assert snapshot.value("dW1")[0, 0] != 0
    assert str(found.why).endswith(": nothing changes.")


def test_the_update(tiny_trainer):
    trainer = tiny_trainer(learning_rate=0.5)
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    found = provenance(snapshot, Place("b2 new", (1,)))
    assert (found.way, found.made_by, found.formula) == (Way.UPDATE, "update b2", "b2 new[1] = b2[1] − lr·db2[1]")
    gradient = float(snapshot.value("db2")[1])
    assert [term.value for term in found.terms] == [0, -0.5 * gradient]
    assert found.terms[1].factors[0].place is None
    assert found.filled.startswith("0 − 0.5·")
    assert "another order" not in str(found.why)


# --- what is given, what is not there ------------------------------------------------------------------------------

def test_where_parameters_come_from(tiny_trainer, tiny):
    trainer = tiny_trainer()
    trainer.run_operation()
    first = snapshot_of(trainer)
    assert str(provenance(first, Place("W1", (0, 0))).why) == (
        "Drawn at random before training: normally distributed about 0, with standard deviation 0.4714.")
    assert str(provenance(first, Place("b1", (0,))).why) == "Every bias is 0 before training."
    zero = tiny_trainer(weight_init="zero")
    zero.run_operation()
    assert str(provenance(snapshot_of(zero), Place("W1", (0, 0))).why) == "Every weight is 0 before training."
    assert str(provenance(sample_snapshot(trainer, tiny), Place("W1", (0, 0))).why) == (
        "As it stood in iteration 1, after 1 of its operations.")
    trainer.run_iteration()
    trainer.run_iteration()
    second = provenance(snapshot_of(trainer), Place("W1", (0, 0)))
    assert (str(second.why), second.made_by) == ("As the update of iteration 1 left it.", "")
    alone = sample_snapshot(trainer, tiny)
    assert str(provenance(alone, Place("W1", (0, 0))).why) == "As the update of iteration 2 left it."
    assert str(provenance(alone, Place("x", (0, 5))).why) == (
        "Pixel (1, 2) of test image 3: from 0 for paper to 1 for ink.")


@pytest.mark.parametrize("name, index, said", [
    ("dx", (0, 0), "dx is not computed here."), ("q1", (0, 0), "q1 is not computed here."),
    ("a3", (0, 0), "a3 is not computed here."),
    ("a1", (0, 5), "There is no a1[0, 5]: a1 has the shape (10, 5). Choose a cell of it."),
    ("a1", (-1, 0), "There is no a1[-1, 0]: a1 has the shape (10, 5). Choose a cell of it."),
    ("a1", (0,), "There is no a1[0]: a1 has the shape (10, 5). Choose a cell of it."),
    ("dW1", (None, 0), "There is no Σn dW1[n, 0]: dW1 has the shape (9, 5). Choose a cell of it."),
    ("a1", (0, None), "There is no Σn a1[0, n]: a1 has the shape (10, 5). Choose a cell of it."),
    ("L", (0,), "There is no L[0]: L has the shape (). Choose a cell of it.")])
def test_a_place_that_is_not_there(tiny_trainer, name, index, said):
    trainer = tiny_trainer()
    trainer.run_iteration()
    with pytest.raises(EngineError) as raised:
        provenance(snapshot_of(trainer), Place(name, index))
    assert str(raised.value) == said


def test_what_has_not_been_computed_yet_says_what_to_do(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_operation()
    with pytest.raises(EngineError) as raised:
        provenance(snapshot_of(trainer), Place("dW1", (0, 0)))
    assert str(raised.value) == (
        "dW1 has not been computed yet. Go on operation by operation until it is, or finish the iteration.")


def test_a_drawing_without_a_label(tiny_trainer, tiny):
    looked = trace(tiny_trainer().network, Sample(tiny.train.x[0], None, "drawn", 0))
    snapshot = snapshot_of_sample(looked, tiny)
    for place in cells_of(snapshot):
        check(snapshot, place)
    with pytest.raises(EngineError, match="L is not computed here"):
        provenance(snapshot, Place("L"))


@pytest.mark.parametrize("spoil", [np.nan, np.inf, 1e38])
def test_a_network_that_has_diverged_can_be_asked_without_a_warning(tiny_trainer, tiny, spoil):
    trainer = tiny_trainer()
    for name, value in trainer.network.params.items():
        trainer.network.params[name] = np.full_like(value, spoil)
    trainer.run_iteration()
    for snapshot in (snapshot_of(trainer), sample_snapshot(trainer, tiny)):
        for place in cells_of(snapshot):
            found = provenance(snapshot, place)
            assert found.terms[:3] is not None
            if not math.isfinite(found.value) and found.way is Way.SUM:
                assert "no longer a number" in str(found.rounding)
