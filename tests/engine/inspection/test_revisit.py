"""What is found by going through a run again is what a straight run has, number for number."""

import math
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from engine.inspection.measures.activations import BINS, Activations
from engine.inspection.measures.gradient_norm import GradientNorm
from engine.inspection.measures.life import Life, ParametersAlone
from engine.inspection.measures.prediction import NO_ANSWER, Mind, Prediction, mind
from engine.inspection.measures.silent_units import SilentUnits
from engine.inspection.measures.table import MEASURES
from engine.inspection.measures.update_size import UpdateSize
from engine.inspection.place import Place
from engine.inspection.revisit import Record, revisit
from engine.inspection.typed_place import names_from, place_from
from engine.problem import EngineError
from engine.training.trainer import Trainer

CELL = Place("W1", (4, 2))
MAKERS = {
    "gradient norm": GradientNorm, "update size": UpdateSize, "silent units": SilentUnits, "activations": Activations,
    "life": partial(Life, place=CELL)}
RUNS = ({}, {"activation": "sigmoid", "hidden_sizes": (6, 5, 4)}, {"activation": "tanh", "hidden_sizes": (6, 5)},
        {"optimizer": "adam", "learning_rate": 0.05}, {"dtype": "float64"}, {"learning_rate": 1e4})


def run(trainer: Trainer, count: int) -> Trainer:
    for _ in range(count):
        trainer.run_iteration()
    return trainer


def again(trainer: Trainer, make, record: Record | None = None, **how) -> Record:
    return revisit(trainer.config, trainer.dataset, trainer.course(), make, record or Record(), **how)


def straight(make_trainer, make, count: int, of: Trainer) -> np.ndarray:
    """The same measure, asked on the way of one run; its bins are those of the whole."""
    trainer = make_trainer()
    measure = make(trainer)
    if isinstance(measure, Activations):
        measure.ends = make(of).ends
    found = [measure.numbers()]
    for _ in range(count):
        trainer.run_iteration()
        found.append(measure.numbers())
    return np.array(found)


@pytest.mark.parametrize("changes", RUNS, ids=str)
@pytest.mark.parametrize("name", MAKERS)
def test_the_numbers_are_those_of_a_straight_run(tiny_trainer, name, changes):
    count, make = 300, MAKERS[name]
    with np.errstate(all="ignore"):
        trainer = run(tiny_trainer(**changes), count)
        iterations, values = again(trainer, make).found()
        wanted = straight(partial(tiny_trainer, **changes), make, count, trainer)
    if name == "activations":
        assert len(iterations) <= Activations.most
    else:
        assert iterations.tolist() == list(range(count + 1))
    assert np.array_equal(values, wanted[iterations], equal_nan=True)


def test_all_measures_that_are_offered_are_tested():
    assert MAKERS.keys() == MEASURES.keys()


def test_gradient_norm_and_update_are_what_their_formulas_say(tiny_trainer):
    trainer = run(tiny_trainer(dtype="float64"), 7)
    before = dict(trainer.network.params)
    trainer.run_iteration()
    gradient = trainer.network.with_params(before).gradient(trainer.values["x"], trainer.values["t"])
    norms = [math.hypot(*gradient[f"W{i}"].ravel(), *gradient[f"b{i}"]) for i in (1, 2)]
    assert GradientNorm(trainer).numbers() == pytest.approx(norms, rel=1e-12)
    assert GradientNorm(trainer).rows == ("dW1, db1", "dW2, db2")
    sizes = [0.5 * math.hypot(*gradient[f"W{i}"].ravel()) / math.hypot(*before[f"W{i}"].ravel()) for i in (1, 2)]
    assert UpdateSize(trainer).numbers() == pytest.approx(sizes, rel=1e-10)


@pytest.mark.parametrize(("activation", "low", "high"), [("relu", -9, 0), ("sigmoid", -9, 9), ("tanh", -9, 9)])
def test_a_unit_is_silent_where_no_sample_wakes_it(tiny_trainer, activation, low, high):
    trainer = tiny_trainer(activation=activation)
    trainer.network.params["W1"] = trainer.network.params["W1"] * np.float32(0.1)
    trainer.network.params["b1"] = np.array([low, high or low, 0.5, 0.5, low], np.float32)
    trainer.run_iteration()
    assert SilentUnits(trainer).numbers() == [0.6]


def test_histograms_count_every_activation_once(tiny_trainer):
    trainer = run(tiny_trainer(), 20)
    measure = Activations(trainer)
    zeros, *bins = measure.numbers()
    z = trainer.network.layers[1].forward(trainer.network.layers[0].forward(trainer.dataset.train.x))
    assert zeros == np.count_nonzero(z == 0)
    assert sum(bins) == np.count_nonzero(z)
    (low, high), = measure.ends
    assert low == 0
    edges = np.linspace(0, high, BINS + 1)
    assert bins[:-1] == [np.count_nonzero((z > a) & (z < b)) for a, b in pairwise(edges[:-1])]
    assert bins[-1] == np.count_nonzero(z >= edges[-2])  # all that is beyond, too


def test_bounded_activations_have_their_own_ends(tiny_trainer):
    assert Activations(tiny_trainer(activation="sigmoid")).ends == ((0, 1),)
    measure = Activations(run(tiny_trainer(activation="tanh", learning_rate=5.0), 200))
    assert (measure.ends, measure.is_bounded) == (((-1, 1),), True)
    assert sum(measure.numbers()) == 60 * 5


def test_without_hidden_layers_there_is_nothing_to_count(tiny_trainer):
    trainer = run(tiny_trainer(hidden_sizes=()), 5)
    for make in (SilentUnits, Activations):
        iterations, values = again(trainer, make).found()
        assert values.shape == (len(iterations), 0)


def test_the_life_of_a_cell_has_what_the_optimizer_remembers(tiny_trainer):
    trainer = run(tiny_trainer(optimizer="adam"), 3)
    life = Life(trainer, CELL)
    assert life.rows == ("W1[4, 2]", "dW1[4, 2]", "mW1[4, 2]", "vW1[4, 2]")
    arrays = {**trainer.arrays(), **trainer.values}
    assert life.numbers() == [arrays[name][4, 2] for name in ("W1", "dW1", "mW1", "vW1")]


def test_a_parameter_is_typed_and_nothing_else(tiny_trainer):
    trainer = tiny_trainer()
    known = [one for operation in trainer.operations for one in (*operation.uses, *operation.makes)]
    parameters = ParametersAlone(known, lambda name: trainer.network.shape(name, 10))
    assert set(names_from("", parameters)) == {"W1[0…8, 0…4]", "b1[0…4]", "W2[0…4, 0…3]", "b2[0…3]"}
    assert place_from("w1 4 2", parameters) == CELL
    for wrong in ("dW1[4, 2]", "W1[9, 0]", "", "W1", "x[0, 0]"):
        with pytest.raises(EngineError):
            place_from(wrong, parameters)


def test_what_a_sample_is_taken_for(tiny_trainer):
    trainer, x = tiny_trainer(), tiny_trainer().dataset.test.x[3]
    wanted = [int(trainer.network.classify(x[None])[0])]
    for _ in range(200):
        trainer.run_iteration()
        wanted.append(int(trainer.network.classify(x[None])[0]))
    assert len(set(wanted)) > 1
    assert again(trainer, partial(Prediction, x=x)).found()[1][:, 0].tolist() == wanted


def test_a_network_that_has_diverged_takes_it_for_nothing(tiny_trainer):
    trainer = tiny_trainer()
    trainer.network.params["b2"] = np.full(4, np.nan, np.float32)
    assert Prediction(trainer, trainer.dataset.test.x[0]).numbers() == [NO_ANSWER]


# --- what is asked for, and what is kept ------------------------------------------------------------------------------


def counted(make, asked: list[int]):
    """A maker of the measure that notes at which iterations it is asked."""
    class Counted(make):
        def numbers(self):
            asked.append(self.trainer.iteration)
            return super().numbers()

    return Counted


def test_a_few_come_first_then_all_and_none_twice(tiny_trainer):
    trainer, asked = run(tiny_trainer(), 1000), []
    make, record = counted(GradientNorm, asked), Record()
    again(trainer, make, record, few=64)
    few = len(asked)
    assert {0, 1} <= set(asked)
    assert 32 <= few <= 66
    assert max(np.diff([*sorted(asked), 1001])) <= 48
    again(trainer, make, record)
    assert sorted(asked) == list(range(1001))
    again(trainer, make, record)
    assert len(asked) == 1001
    assert len(record.missing()) == 0


def test_when_the_run_goes_on_only_what_is_new_is_asked(tiny_trainer):
    trainer, asked = run(tiny_trainer(), 100), []
    make, record = counted(GradientNorm, asked), Record()
    again(trainer, make, record)
    asked.clear()
    again(run(trainer, 50), make, record)
    assert sorted(asked) == list(range(101, 151))


def test_what_another_future_drops_is_dropped(tiny_trainer):
    trainer, asked = run(tiny_trainer(), 100), []
    make, record = counted(GradientNorm, asked), Record()
    again(trainer, make, record)
    trainer.go_to(60)
    again(trainer, make, record)
    assert len(asked) == 101  # going back drops nothing
    trainer.set_learning_rate(0.05)
    run(trainer, 20)
    asked.clear()
    again(trainer, make, record)
    assert sorted(asked) == list(range(61, 81))
    iterations, values = record.found()
    assert iterations.tolist() == list(range(81))
    fresh = again(trainer, GradientNorm).found()[1]
    assert np.array_equal(values, fresh, equal_nan=True)


def test_broken_off_it_keeps_what_it_has(tiny_trainer):
    trainer, told = run(tiny_trainer(), 500), []
    record = again(trainer, GradientNorm, cancelled=lambda: len(told) >= 200, progress=lambda *how: told.append(how))
    assert told == [(i, 501) for i in range(1, 201)]
    assert len(record.found()[0]) == 200
    assert len(again(trainer, GradientNorm, record).missing()) == 0


def test_a_long_run_is_asked_at_every_second_iteration_or_fewer(tiny_trainer):
    class Few(GradientNorm):
        most = 100

    trainer = run(tiny_trainer(), 90)
    record = again(trainer, Few)
    assert record.step == 1
    again(run(trainer, 240), Few, record)
    assert record.step == 4
    iterations, values = record.found()
    assert iterations.tolist() == [0, *range(1, 331, 4)]
    whole = again(trainer, GradientNorm).found()[1]
    assert np.array_equal(values, whole[iterations], equal_nan=True)


def test_a_run_that_stands_in_mid_iteration_or_has_not_begun(tiny_trainer):
    trainer = tiny_trainer()
    assert again(trainer, GradientNorm).found()[0].tolist() == [0]
    run(trainer, 5)
    for _ in range(4):
        trainer.run_operation()
    assert again(trainer, GradientNorm).found()[0].tolist() == list(range(6))


def test_of_a_run_with_few_checkpoints_every_iteration_is_found(tiny_trainer):
    trainer = run(tiny_trainer(), 300)
    course = trainer.course()
    course = course.thinned(5 * sum(array.nbytes for array in course.standing.arrays.values()))
    record = revisit(trainer.config, trainer.dataset, course, GradientNorm, Record())
    assert np.array_equal(record.found()[1], again(trainer, GradientNorm).found()[1], equal_nan=True)


@pytest.mark.parametrize(("answers", "label", "wanted"), [
    ([3, 3, 7, 3, 7, 7], 7, Mind(7, 4, 2, 3)), ([7, 7], 7, Mind(7, 0, 0, 0)), ([3, 2], 7, Mind(2, 1, None, 1)),
    ([7, 7, 1, 2], 7, Mind(2, 3, 0, 2)), ([NO_ANSWER], 0, Mind(NO_ANSWER, 0, None, 0))])
def test_since_when_the_network_has_made_up_its_mind(answers, label, wanted):
    assert mind(np.arange(len(answers)), np.array(answers), label) == wanted


def test_a_run_whose_optimizer_was_changed_on_the_way(tiny_trainer):
    trainer = run(tiny_trainer(), 50)
    trainer.change("optimizer", "momentum")
    trainer.change("learning_rate", 0.01)
    wanted = [trainer.values["dW1"][CELL.index]]
    for _ in range(50):
        trainer.run_iteration()
        wanted.append(trainer.values["dW1"][CELL.index])
    record = again(trainer, MAKERS["life"])
    iterations, values = record.found()
    assert record.measure.rows == ("W1[4, 2]", "dW1[4, 2]", "vW1[4, 2]")
    assert iterations.tolist() == list(range(101))
    assert values[50:, 1].tolist() == wanted
    assert np.isnan(values[:51, 2]).all()
    assert np.isfinite(values[51:, 2]).all()
