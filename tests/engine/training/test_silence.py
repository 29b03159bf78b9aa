"""Layers that have gone dead: found where it is so, never where it is not, and at the same iteration by every way."""

import numpy as np
import pytest

from engine.training.config import TrainingConfig
from engine.training.silence import EVERY, FEW, SMALLEST_SLOPE, SilenceWatch, Survey
from engine.training.trainer import Trainer

FALLEN_SILENT = TrainingConfig(learning_rate=10.0)  # at iteration 47


def steepest(trainer: Trainer) -> list[float]:
    """The steepest slope of each hidden layer over all training samples, by the formulas of the activations."""
    z, found = trainer.dataset.train.x[:].astype(trainer.network.dtype), []
    with np.errstate(all="ignore"):
        for number in range(1, trainer.network.depth):
            a = z @ trainer.network.params[f"W{number}"] + trainer.network.params[f"b{number}"]
            if trainer.config.activation == "relu":
                z = np.maximum(a, 0)
                slopes = a > 0
            elif trainer.config.activation == "tanh":
                z = np.tanh(a)
                slopes = 1 - z * z
            else:
                z = trainer.network.activation.forward(a)
                slopes = z * (1 - z)
            found.append(float(np.abs(slopes).max()))
    return found


def is_dead(trainer: Trainer) -> bool:
    return any(slope <= SMALLEST_SLOPE for slope in steepest(trainer))


def run_on(trainer: Trainer, last: int) -> None:
    while trainer.divergence is None and trainer.iteration < last:
        trainer.run_iteration()


@pytest.mark.parametrize(("rate", "settings"), [
    (3.0, {}), (10.0, {}), (30.0, {}), (1000.0, {}), (10.0, {"dtype": "float64"}), (10.0, {"batch_size": 10}),
    (2.0, {"hidden_sizes": (20, 15, 10)}), (10.0, {"hidden_sizes": (20, 15, 10, 10, 10, 10)}),
    (30.0, {"activation": "sigmoid"}), (100.0, {"activation": "sigmoid", "hidden_sizes": (20, 15, 10)}),
    (100.0, {"activation": "tanh", "hidden_sizes": (20, 15, 10)}),
    (0.1, {"hidden_sizes": (20, 15, 10)}),  # first weights too small, and too few units
])
def test_a_layer_that_has_gone_dead_is_found(digits, rate, settings):
    trainer = Trainer(TrainingConfig(learning_rate=rate, **settings), digits)
    run_on(trainer, 600)
    found = trainer.divergence
    assert found is not None and found.can_go_on
    assert is_dead(trainer) and trainer.iteration % EVERY == 0
    layer = found.problem.values["layer"]
    assert steepest(trainer)[layer - 1] <= SMALLEST_SLOPE
    assert all(slope > SMALLEST_SLOPE for slope in steepest(trainer)[:layer - 1])
    assert ("silent" in str(found.problem)) == (trainer.network.activation_name == "relu")
    since = found.problem.values["iteration"]
    trainer.go_to(since - 1)
    assert is_dead(trainer)
    trainer.go_to(found.last_good)
    assert not is_dead(trainer) and found.last_good < since - 1


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_found_where_a_network_learns(digits, activation, seed):
    for rate in (0.01, 0.1, 1.0):
        trainer = Trainer(TrainingConfig(learning_rate=rate, activation=activation, seed=seed), digits)
        run_on(trainer, 300)
        assert trainer.divergence is None
        assert not is_dead(trainer)


def alive(trainer: Trainer) -> int:
    """How many training samples get anything through the first hidden layer."""
    x, params = trainer.dataset.train.x[:], trainer.network.params
    return int((x @ params["W1"] + params["b1"] > 0).any(axis=1).sum())


def test_a_layer_that_more_than_a_few_samples_get_through_is_not_called_dead(digits):
    trainer = Trainer(TrainingConfig(), digits)
    trainer.run_iteration()
    x = trainer.dataset.train.x[:]
    for count in (0, 1, 2, 40):
        W = np.zeros_like(trainer.network.params["W1"])
        W[:, 0] = 1
        sums = np.sort(x.sum(axis=1))[::-1]
        b = np.full(50, -1, np.float32)
        b[0] = -(sums[count] + (sums[count - 1] - sums[count]) / 2 if count else sums[0] + 1)
        trainer.network.params.update(W1=W, b1=b)
        reached, survey = alive(trainer), Survey(trainer.network, digits.train)
        while not survey.done:
            survey.run_chunk()
        assert reached == count
        assert survey.dead == (1 if count <= len(x) // FEW else None)
        assert survey.dead is None or survey.alive == count


def test_a_layer_that_only_a_few_samples_get_through_is_told_with_their_number(digits):
    trainer = Trainer(TrainingConfig(learning_rate=2.0, seed=1), digits)
    run_on(trainer, 3000)
    told = trainer.divergence.problem
    assert trainer.divergence.can_go_on
    assert alive(trainer) == told.values.get("few", 0) <= 1
    if told.values.get("few"):
        assert "only 1 of 1,437 training samples" in str(told)


def test_it_is_found_at_the_same_iteration_however_one_comes_there(digits):
    runs = [Trainer(FALLEN_SILENT, digits) for _ in range(4)]
    run_on(runs[0], 100)
    while runs[1].divergence is None:
        runs[1].advance(7)
    while runs[2].divergence is None:
        runs[2].run_operation()
        while isinstance(runs[2].evaluation, Survey):
            runs[2].evaluate_chunk()
    for there, back in ((20, 3), (49, 47), (48, 30)):
        run_on(runs[3], there)
        runs[3].go_to(back)
    run_on(runs[3], 100)
    assert {run.iteration for run in runs} == {50}
    assert len({(run.divergence.last_good, str(run.divergence.problem)) for run in runs}) == 1
    assert runs[0].divergence.last_good == 46


def test_who_goes_on_all_the_same_is_not_told_again(digits):
    trainer = Trainer(FALLEN_SILENT, digits)
    run_on(trainer, 100)
    run_on_all_the_same = Trainer(FALLEN_SILENT, digits)
    while run_on_all_the_same.iteration < 200:
        run_on_all_the_same.run_iteration()
    for start in (trainer.iteration, 50, 47):
        trainer.go_to(start)
        run_on(trainer, 200)
        assert (trainer.iteration, trainer.divergence) == (200, None)
    assert trainer.history.losses().tolist() == run_on_all_the_same.history.losses().tolist()
    trainer.go_to(46)
    run_on(trainer, 200)  # from where units were still alive it happens anew
    assert trainer.iteration == 50 and trainer.divergence is not None


def test_another_learning_rate_is_another_run(digits):
    trainer = Trainer(FALLEN_SILENT, digits)
    run_on(trainer, 100)
    trainer.go_to(20)
    trainer.set_learning_rate(0.1)
    run_on(trainer, 100)
    assert (trainer.iteration, trainer.divergence) == (100, None)
    trainer.set_learning_rate(100.0)
    run_on(trainer, 300)
    assert trainer.divergence is not None and alive(trainer) <= 1


def test_a_network_that_is_dead_from_the_start(digits):
    trainer = Trainer(TrainingConfig(), digits)
    trainer.network.params["W1"] = -np.abs(trainer.network.params["W1"])
    trainer._timeline._checkpoints[0].arrays["W1"] = trainer.network.params["W1"]
    run_on(trainer, 100)
    assert (trainer.iteration, trainer.divergence.last_good, trainer.divergence.broke) == (EVERY, 0, 1)
    assert "Since iteration 1 " in str(trainer.divergence.problem)
    trainer.go_to(0)
    run_on(trainer, 100)
    assert trainer.divergence is None


def test_without_a_hidden_layer_there_is_none_to_die(digits):
    trainer = Trainer(TrainingConfig(hidden_sizes=(), learning_rate=30.0), digits)
    run_on(trainer, 50)
    assert trainer.divergence is None or "silent" not in str(trainer.divergence.problem)


def test_what_is_no_number_is_not_called_dead(digits):
    network = Trainer(TrainingConfig(), digits).network
    network.params["W1"] = np.full_like(network.params["W1"], np.nan)
    survey = Survey(network, digits.train)
    while not survey.done:
        survey.run_chunk()
    assert survey.dead is None


def test_a_gradient_of_0_alone_is_a_suspicion_that_one_sample_lifts(digits):
    watch, network = SilenceWatch(), Trainer(TrainingConfig(), digits).network
    assert [watch.look(i, np.zeros(50, np.float32)) for i in (9, 10, 11, 20)] == [False, True, False, True]
    assert not watch.look(30, np.full(50, np.nan, np.float32)) and not watch.look(40, np.ones(50, np.float32))
    survey = watch.survey(network, digits.train)
    survey.run_chunk()
    assert survey.done and survey.dead is None
    assert watch.conclude(survey, network, 20) is None
