"""What lessons 13 to 17 say without a number, and what their cases were chosen for, is so."""

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.inspection.proof.breakage import broken
from engine.inspection.proof.check import Checker
from engine.inspection.proof.complaint import what_python_says
from engine.inspection.proof.short_run import short_run
from engine.lessons.acts import parse_act
from engine.lessons.attempt import Outcome
from engine.lessons.drawing import drawing_of
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind
from engine.lessons.package import SUFFIX, open_lesson
from engine.lessons.player import Player
from engine.lessons.shelf import shipped_folder
from engine.nn.optimizers import OPTIMIZERS
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

DIGITS = load_digits()
LAYERS = (50,) * 5


def at(name: str, number: int) -> Player:
    """The lesson of this name, at its step of this number, counted from 1."""
    player = Player(open_lesson(shipped_folder() / f"{name}{SUFFIX}").lesson, HeadlessStage(lambda name: DIGITS))
    player.begin()
    while player.number < number - 1:
        if player.step.kind in (Kind.CHOICE, Kind.NUMBER, Kind.OBSERVE):
            player.answer("0")
        player.show_me()
        player.next()
    return player


def after(iterations: int, **config) -> Trainer:
    """A run on the digits, so far or until it is stopped."""
    trainer = Trainer(TrainingConfig(**config), DIGITS)
    while trainer.iteration < iterations and trainer.divergence is None:
        trainer.run_iteration()
    return trainer


def end(trainer: Trainer) -> float:
    return float(trainer.history.mean_loss(60))


# --- 13: where to start ---------------------------------------------------------------------------------------------


def test_units_that_begin_alike_stay_alike_and_of_1_as_well_as_of_0():
    network = at("13-where-to-start", 3).stage.trainer.network
    assert np.ptp(network.params["W1"], axis=1).max() < 1e-6 < np.abs(network.params["W1"]).max()
    for name, value in network.params.items():
        network.params[name] = np.ones_like(value) if name[0] == "W" else np.zeros_like(value)
    x = DIGITS.train.x[np.arange(20)]
    gradient = network.gradient(x, DIGITS.train.labels[:20])["W1"]
    assert np.ptp(gradient, axis=1).max() < 1e-6


def test_from_0_w1_stands_still_in_the_first_iteration_alone():
    zero = {"activation": "sigmoid", "weight_init": "zero"}
    assert [bool(after(number, **zero).values["dW1"].any()) for number in (1, 2)] == [False, True]


def test_from_0_relu_learns_the_last_biases_alone():
    values = at("13-where-to-start", 6).stage
    values.carry_out([parse_act("step iteration")])
    moved = {name for name in ("dW1", "db1", "dW2", "db2") if values.view.value(name).any()}
    assert moved == {"db2"}


@pytest.mark.parametrize("seed", range(2))
def test_from_0_01_five_layers_do_not_begin_and_from_xaviers_weights_they_do(seed):
    small, one, xavier = (
        end(after(300, seed=seed, activation="tanh", hidden_sizes=LAYERS, weight_init=name))
        for name in ("std 0.01", "std 1", "xavier"))
    assert small > 2.25 > 1.5 > one > xavier


@pytest.mark.parametrize("seed", range(2))
def test_with_relu_hes_weights_get_further_than_xaviers(seed):
    xavier, he = (end(after(300, seed=seed, hidden_sizes=LAYERS, weight_init=name)) for name in ("xavier", "he"))
    assert he < xavier / 2


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_with_relu_0_01_does_not_begin_and_from_1_the_loss_is_soon_no_number():
    assert end(after(300, hidden_sizes=LAYERS, weight_init="std 0.01")) > 2.25
    found = after(300, hidden_sizes=LAYERS, weight_init="std 1")
    assert found.iteration < 10
    assert not np.isfinite(found.history.loss(found.iteration))


# --- 14: by heart ---------------------------------------------------------------------------------------------------


USUAL = {"seed": 2, "batch_size": 20, "weight_init": "he"}


def test_the_fewer_images_the_wider_the_gap():
    found = [after(300, **USUAL, images=number).history.accuracies()[-1] for number in (20, 100, 400)]
    gaps = [each.train - each.test for each in found]
    assert gaps[0] > gaps[1] > gaps[2]


def test_in_its_second_half_the_loss_falls_to_a_third():
    assert end(after(300, **USUAL, images=100)) == pytest.approx(end(after(150, **USUAL, images=100)) / 3, rel=0.15)


def test_seen_60_times_each_all_images_come_to_a_lower_loss_than_100():
    assert end(after(300 * 1437 // 100, **USUAL)) < end(after(300, **USUAL, images=100)) < end(after(300, **USUAL))


def test_more_units_learn_sooner_by_heart_and_leave_the_gap():
    few, many = (after(300, **USUAL, images=100, hidden_sizes=(units,)) for units in (50, 500))
    assert end(many) < end(few) / 2
    assert many.history.accuracies()[-1].train == 1
    assert many.history.accuracies()[-1].test < 0.87


def test_the_image_that_was_wrong_is_right_with_all_training_images():
    longer = at("14-by-heart", 6)
    longer.show_me()
    assert [each.view.value("prediction") for each in (at("14-by-heart", 5), longer, at("14-by-heart", 9))] == [3, 3, 1]


# --- 15: five ways downhill -----------------------------------------------------------------------------------------


def test_in_what_order_the_five_arrive_and_that_a_longer_step_catches_up():
    losses = {name: end(after(300, optimizer=name, learning_rate=each.usual_rate)) for name, each in OPTIMIZERS.items()}
    del losses["nesterov"]
    assert sorted(losses, key=losses.get) == ["rmsprop", "adam", "adagrad", "sgd", "momentum"]
    assert end(after(300, learning_rate=1.0)) < 1.1 * losses["rmsprop"]


def test_adam_with_rmsprops_rate_comes_nearly_as_far():
    adam, rmsprop = (end(after(300, optimizer=name, learning_rate=0.01)) for name in ("adam", "rmsprop"))
    assert adam < 1.3 * rmsprop


@pytest.mark.parametrize(
    ("rate", "said"), [(0.05, "Not there"), (0.3, "Not there"), (0.5, ""), (1, ""), (2, "Too long")])
def test_what_is_said_to_a_rate_of_ones_own(rate, said):
    player = at("15-five-ways-downhill", 11)
    player.stage.carry_out([parse_act(f"start again with learning_rate = {rate}"), parse_act("run to iteration 300")])
    player.look()
    assert player.text(player.feedback.said).startswith(said)
    assert bool(said) == (player.feedback.outcome is Outcome.NOT_YET)


def test_no_step_of_adam_is_twice_as_long_as_lr():
    trainer, longest = Trainer(TrainingConfig(optimizer="adam", learning_rate=0.001), DIGITS), 0.0
    while trainer.iteration < 300:
        before = {name: value.copy() for name, value in trainer.network.params.items()}
        trainer.run_iteration()
        longest = max(longest, *(np.abs(trainer.network.params[name] - before[name]).max() for name in before))
    assert longest < 0.002


def test_gradients_that_agree_give_momentum_ten_times_a_single_step():
    v = 0.0
    for _ in range(200):
        v = 0.9 * v - 0.01 * 1
    assert v == pytest.approx(-10 * 0.01)


@pytest.mark.parametrize(("name", "times"), [("adagrad", 1), ("rmsprop", 10), ("adam", 1)])
def test_how_long_the_first_step_is(name, times):
    trainer = Trainer(TrainingConfig(optimizer=name, learning_rate=0.001, dtype="float64"), DIGITS)
    before = trainer.network.params["b2"].copy()
    trainer.run_iteration()
    gradient = np.abs(trainer.values["db2"])
    steps = np.abs(trainer.network.params["b2"] - before)[gradient > 1e-3]
    assert steps == pytest.approx(times * 0.001, rel=1e-2)


# --- 16: my own handwriting -----------------------------------------------------------------------------------------


def share_read_right(network, **moved) -> float:
    found = [drawing_of(DIGITS, "test", number, **moved).x for number in range(len(DIGITS.test))]
    return network.accuracy(np.array(found), DIGITS.test.labels)


def test_moved_by_a_pixel_most_are_misread_and_thin_ones_are_not():
    network = after(1000, weight_init="he").network
    assert share_read_right(network) > 0.95
    assert share_read_right(network, right=1) < 0.45
    assert share_read_right(network, thinned=True) > 0.9


def test_the_ink_of_most_that_are_misread_lies_where_training_images_of_the_digit_that_is_read_have_it():
    images, labels = DIGITS.train.x, DIGITS.train.labels
    usual = np.array([images[labels == digit].mean(axis=0) for digit in range(10)])
    moved = np.array([drawing_of(DIGITS, "test", number, right=1).x for number in range(len(DIGITS.test))])
    said, number = after(1000, weight_init="he").network.predict(moved).argmax(axis=1), np.arange(len(moved))
    shared = moved @ usual.T
    nearer = shared[number, said] > shared[number, DIGITS.test.labels]
    assert nearer[said != DIGITS.test.labels].mean() > 0.75


def test_it_learns_as_well_with_the_pixels_of_all_images_shuffled():
    """With the rows of W1 shuffled likewise, every a1 is the same sum."""
    network, order = after(100, weight_init="he").network, np.random.default_rng(0).permutation(64)
    x, t = DIGITS.train.x[np.arange(50)], DIGITS.train.labels[:50]
    right = network.gradient(x, t)
    network.params["W1"] = network.params["W1"][order]
    shuffled = network.gradient(x[:, order], t)
    assert shuffled["W1"] == pytest.approx(right["W1"][order], abs=1e-6)
    assert shuffled["W2"] == pytest.approx(right["W2"], abs=1e-6)


# --- 17: find the mistake -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mistake", "wrong"), [
    ("relu mask", {"W1", "b1"}), ("axis in db", {"b1", "b2"}), ("mask in forward", {"W1", "b1"}),
    ("labels of other rows", set()), ("division by N", {"W1", "b1", "W2", "b2"})])
def test_what_the_check_finds(mistake, wrong):
    snapshot = at("17-find-the-mistake", 3).view.snapshot
    checks = Checker(snapshot, broken(snapshot.network, mistake)).parameters()
    assert {each.name for each in checks if not each.agrees} == wrong


@pytest.mark.parametrize(("mistake", "learns"), [
    ("division by N", False), ("labels of other rows", False), ("axis in db", True), ("mask in forward", True)])
def test_what_the_loss_tells(mistake, learns):
    player = at("17-find-the-mistake", 3)
    snapshot = player.view.snapshot
    run = short_run(snapshot.network, broken(snapshot.network, mistake), player.stage.trainer.in_use, DIGITS.train,
                    first=snapshot.iteration, optimizer=snapshot.optimizer)
    assert len(run.right) == 200
    right, wrong = run.right[-60:].mean(), run.wrong[-60:].mean()
    assert wrong == pytest.approx(right, abs=0.05) if learns else wrong > 2.2 > 1 > right


@pytest.mark.parametrize(("mistake", "said"), [
    ("return dx", "TypeError: 'NoneType' object does not support item assignment"),
    ("labels from x", "IndexError: arrays used as indices must be of integer (or boolean) type")])
def test_what_the_lesson_has_python_say_is_what_it_says(mistake, said):
    player = at("17-find-the-mistake", {"return dx": 1, "labels from x": 2}[mistake])
    assert said in player.text(player.step.text)
    complaint = what_python_says(player.view.snapshot, mistake).complaint
    assert f"{complaint.kind}: {complaint.text}" == said


def test_without_its_maximum_softmax_gives_nan_and_after_an_update_all_is_nan():
    snapshot = at("17-find-the-mistake", 10).view.snapshot
    assert what_python_says(snapshot, "softmax maximum").complaint.text == "overflow encountered in exp"
    network = broken(snapshot.network, "softmax maximum")
    with np.errstate(all="ignore"):
        values = network.values(snapshot.values["x"], snapshot.values["t"])
    row, column = np.unravel_index(values["a2"].argmax(), values["a2"].shape)
    assert np.isnan(values["y"][row, column])
    assert np.isnan(values["dW1"]).mean() > 0.5
