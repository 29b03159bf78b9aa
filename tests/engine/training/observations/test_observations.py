"""What is said to be going on is going on: real runs, and each figure against what the run holds."""

from dataclasses import replace

import numpy as np
import pytest

from engine.training.config import TrainingConfig
from engine.training.observations.observation import Moment, Step
from engine.training.observations.observer import Observer, moment_of
from engine.training.observations.what import (
    BACK_AGAIN,
    FITTING_AGAIN,
    OBSERVATIONS,
    OFF_THE_SCALE,
    OVERFITTED,
    STRETCH,
    VANISHED,
)
from engine.training.record.history import History
from engine.training.trainer import Trainer

HEALTHY = TrainingConfig(weight_init="he", iterations=10_000)
DEEP = TrainingConfig(hidden_sizes=(100,) * 5, iterations=10_000)
PLANNED = 10_000


def trained(config: TrainingConfig, dataset, iterations: int) -> Trainer:
    trainer = Trainer(config, dataset)
    while trainer.iteration < iterations:
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def observed(trainer: Trainer, planned: int = PLANNED) -> dict:
    return {each.name: each for each in Observer().look(trainer, planned)}


def norm(trainer: Trainer, name: str) -> str:
    return f"{np.linalg.norm(trainer.values[name].astype(float)):.1e}"


def read(text: str) -> float:
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    mantissa, _, power = text.replace("−", "-").partition("×10")
    return float(mantissa) * 10.0 ** int(power.translate(raised) or 0)


def test_nothing_is_said_of_a_network_that_learns(digits):
    trainer, observer = Trainer(HEALTHY, digits), Observer()
    for _ in range(300):
        assert observer.look(trainer, PLANNED) == ()
        trainer.run_iteration()


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_gradients_that_vanish_towards_the_first_layer(digits, activation):
    trainer = trained(replace(DEEP, activation=activation), digits, 30)
    found = observed(trainer)["vanishing"]
    said = found.said.values
    assert (said["first"], said["last"]) == ("dW1", "dW6")
    assert read(said["small"]) == pytest.approx(np.linalg.norm(trainer.values["dW1"]), rel=0.06)
    assert read(said["large"]) == pytest.approx(np.linalg.norm(trainer.values["dW6"]), rel=0.06)
    look, use = found.steps
    cell = np.unravel_index(np.abs(trainer.values["dW1"]).argmax(), trainer.values["dW1"].shape)
    assert (look.what, look.name, look.at) == ("look", "dW1", cell)
    better = trained(replace(DEEP, **{"activation": activation, **use.settings}), digits, 30)
    assert "vanishing" not in observed(better)


def test_sigmoids_in_a_row_let_it_vanish_whatever_the_first_weights(digits):
    trainer = trained(replace(DEEP, activation="sigmoid", weight_init="he"), digits, 30)
    found = observed(trainer)["vanishing"]
    assert found.steps[1] == Step("use", settings={"activation": "relu"})


def test_units_that_are_all_silent(digits):
    trainer = Trainer(TrainingConfig(learning_rate=20.0, hidden_sizes=(30, 20)), digits)
    while trainer.divergence is None:
        trainer.run_iteration()
    found = observed(trainer)["silent"]
    layer = found.said.values["layer"]
    assert not (trainer.values[f"a{layer}"] > 0).any()
    assert all((trainer.values[f"a{k}"] > 0).any() for k in range(1, layer))
    assert str(found.said) == f"All units of hidden layer {layer} silent in this minibatch: ‖dW1‖ = 0."
    assert found.steps[0] == Step("look", f"z{layer}", (0, 0))
    assert next(iter(observed(trainer))) == "silent"


def test_sigmoids_that_are_all_saturated(digits):
    trainer = Trainer(TrainingConfig(learning_rate=100.0, hidden_sizes=(20, 15, 10), activation="sigmoid"), digits)
    while trainer.divergence is None:
        trainer.run_iteration()
    assert "saturated" in str(observed(trainer)["silent"].said)


def test_overfitting_and_where_test_accuracy_was_best(digits):
    few = replace(digits, train=type(digits.train)(digits.train.x[:100], digits.train.labels[:100]))
    trainer = trained(replace(HEALTHY, batch_size=50, learning_rate=0.5), few, 400)
    found = observed(trainer)["overfitting"]
    points = trainer.history.accuracies()
    now, best = points[-1], max(points, key=lambda point: (point.test, -point.epoch))
    assert now.train - now.test > OVERFITTED
    said = found.said.values
    assert (said["train"], said["test"]) == (f"{now.train:.4f}", f"{now.test:.4f}")
    if best.iteration < now.iteration:
        assert (said["best"], said["then"]) == (f"{best.test:.4f}", best.epoch)
        assert found.steps == (Step("go to", iteration=best.iteration),)
    trainer.go_to(best.iteration)
    trainer.finish_evaluation()
    assert observed(trainer)["overfitting"].steps == (Step("set", "hidden_sizes"),)


def test_a_plateau(digits):
    trainer = trained(replace(DEEP, activation="sigmoid", hidden_sizes=(20, 20, 20)), digits, 2 * STRETCH)
    found, losses = observed(trainer), trainer.history.losses()
    said = found["plateau"].said.values
    assert said["now"] == f"{losses[-STRETCH:].mean():.3f}"
    assert said["before"] == f"{losses[-2 * STRETCH:-STRETCH].mean():.3f}"
    assert list(found) == ["vanishing", "plateau"]  # the reason comes before what comes of it
    assert "plateau" not in observed(trained(HEALTHY, digits, 2 * STRETCH))


def test_a_loss_that_is_off_the_scale(digits):
    trainer = trained(replace(HEALTHY, learning_rate=0.5, hidden_sizes=(100, 100)), digits, 1200)
    losses = trainer.history.losses()
    found = observed(trainer)["off the scale"]
    assert losses[-60:].mean() < OFF_THE_SCALE * losses.max()
    assert read(found.said.values["loss"]) == pytest.approx(losses[-60:].mean(), rel=0.06)
    assert found.said.values["highest"] == f"{losses.max():.1f}"
    trainer.go_to(100)  # what comes after does not count
    assert "off the scale" not in observed(trainer)


def test_what_is_done_is_said_to_be_finished(digits):
    trainer = trained(HEALTHY, digits, 50)
    found, losses, point = observed(trainer, 50)["finished"], trainer.history.losses(), trainer.history.accuracies()[-1]
    assert str(found.said) == (
        f"Finished: loss {losses.mean():.3f} (mean of 60), test acc {point.test:.4f} after epoch {point.epoch}.")
    assert "finished" not in observed(trainer, 51)


# --- it does not flicker ----------------------------------------------------------------------------------------------


def moment(**known) -> Moment:
    history = History()
    history.record_loss(0, 2.3)
    return Moment(**{"iteration": 0, "planned": 100, "config": HEALTHY, "history": history, **known})


def test_what_has_been_said_stays_until_it_clearly_holds_no_longer():
    def said_at(ratio: float, said: bool) -> bool:
        return OBSERVATIONS["vanishing"](
            moment(gradients=(("dW1", ratio), ("dW2", 1.0)), steepest=(0, 0)), said) is not None

    between = (VANISHED + BACK_AGAIN) / 2
    assert [said_at(ratio, False) for ratio in (VANISHED / 2, between, BACK_AGAIN * 1.1)] == [True, False, False]
    assert [said_at(ratio, True) for ratio in (VANISHED / 2, between, BACK_AGAIN * 1.1)] == [True, True, False]


def test_so_does_overfitting():
    def said_at(gap: float, said: bool) -> bool:
        at = moment()
        at.history.record_accuracy(0, 0, 0.1, 0.1)
        at.history.record_accuracy(1, 0, 0.9 + gap, 0.9)
        return OBSERVATIONS["overfitting"](at, said) is not None

    between = (OVERFITTED + FITTING_AGAIN) / 2
    assert [said_at(between, said) for said in (False, True)] == [False, True]
    assert [said_at(FITTING_AGAIN / 2, said) for said in (False, True)] == [False, False]


def test_a_network_that_has_forgotten_its_training_images_too_has_not_overfitted():
    def said_at(train: float, test: float) -> bool:
        at = moment()
        at.history.record_accuracy(0, 0, 0.95, 0.90)
        at.history.record_accuracy(1, 0, train, test)
        return OBSERVATIONS["overfitting"](at, False) is not None

    assert [said_at(0.94, 0.88), said_at(0.22, 0.18)] == [True, False]


def test_in_the_middle_of_an_iteration_it_is_what_was_so_before(digits):
    trainer, observer = trained(DEEP, digits, 30), Observer()
    before = observer.look(trainer, PLANNED)
    trainer.run_operation()
    assert observer.look(trainer, PLANNED) is before


def test_before_training_nothing_is_said(digits):
    assert observed(Trainer(DEEP, digits)) == {}
    assert moment_of(Trainer(DEEP, digits), PLANNED).gradients == ()
