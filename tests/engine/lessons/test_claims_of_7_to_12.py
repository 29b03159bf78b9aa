"""What lessons 7 to 12 say without a number, and what their cases were chosen for, is so."""

from dataclasses import replace

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.inspection.proof.breakage import broken
from engine.inspection.proof.check import Checker
from engine.inspection.proof.short_run import short_run
from engine.lessons.acts import parse_act
from engine.lessons.expressions.evaluate import place_of
from engine.lessons.expressions.parse import parse
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind
from engine.lessons.package import SUFFIX, open_lesson
from engine.lessons.player import Phase, Player
from engine.lessons.shelf import shipped_folder
from engine.training.trainer import Trainer

DIGITS = load_digits()


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


def found_wrong(player: Player, mistake: str) -> set[str]:
    """The parameters that the check finds wrong with this mistake; of the others it finds that they are right."""
    snapshot = player.view.snapshot
    checks = Checker(snapshot, broken(snapshot.network, mistake)).parameters()
    assert None not in [each.agrees for each in checks]
    return {each.name for each in checks if not each.agrees}


def losses_of_short_run(player: Player, mistake: str) -> tuple[float, float]:
    """The mean of the last 60 losses of a short run, right and with the mistake."""
    snapshot = player.view.snapshot
    run = short_run(snapshot.network, broken(snapshot.network, mistake), player.stage.trainer.in_use, DIGITS.train,
                    first=snapshot.iteration, optimizer=snapshot.optimizer)
    return float(run.right[-60:].mean()), float(run.wrong[-60:].mean())


@pytest.mark.parametrize(("lesson", "step", "mistake", "wrong"), (
    ("07-why-transpose", 11, "transpose", {"W1", "b1"}),
    ("08-why-db-is-a-sum", 9, "sum in db", {"b1", "b2"}),
    ("10-is-it-right", 9, "relu mask", {"W1", "b1"})))
def test_the_check_finds_wrong_what_the_lesson_says(lesson, step, mistake, wrong):
    assert found_wrong(at(lesson, step), mistake) == wrong


def test_the_one_image_at_the_end_of_lesson_8_is_none_of_the_four():
    four, = (4 * at("08-why-db-is-a-sum", 3).view.value("da2")[:, [1]].T)
    player = at("08-why-db-is-a-sum", 10)
    player.show_me()
    assert np.abs(four - player.view.value("da2")[0, 1]).min() > 0.05


def test_the_same_images_twice_give_the_same_gradient():
    view = at("09-why-divide-by-n", 4).view
    y, t = np.tile(view.value("y"), (2, 1)), np.tile(view.value("t"), (2, 1))
    assert ((y - t) / len(y))[:, 1].sum() == pytest.approx(view.value("da2")[:, 1].sum(), rel=1e-6)


@pytest.mark.parametrize(("step", "learns"), ((7, True), (9, False)))
def test_without_the_division_by_N_four_images_learn_faster_and_a_hundred_do_not(step, learns):
    right, wrong = losses_of_short_run(at("09-why-divide-by-n", step), "division by N")
    assert wrong < right / 4 if learns else wrong > 2.2 > 2 > right


def test_without_the_sum_in_db_the_loss_falls_as_it_should():
    right, wrong = losses_of_short_run(at("10-is-it-right", 2), "sum in db")
    assert right < 1 and wrong == pytest.approx(right, abs=0.1)


def test_with_1e_12_the_check_is_worse_than_with_a_tenth_and_best_with_the_step_of_the_book():
    player = at("10-is-it-right", 4)
    curve = Checker(player.view.snapshot).curve(place_of(parse("W2[3, 6]"), player.view))
    assert curve.h[curve.error.argmin()] == pytest.approx(1e-4)
    assert curve.error[-1] > 10 * curve.error[0] > 1e4 * curve.error.min()


def test_one_unit_alone_switches_within_the_step_of_the_check():
    player = at("10-is-it-right", 6)
    check = Checker(player.view.snapshot).cell
    place = place_of(parse("b1[2]"), player.view)
    assert (check(place, 1e-4).crossed_units, check(place, 1e-4).crossed_samples) == (1, 1)
    assert check(place, 1e-5).agrees and not check(place, 1e-5).at_kink


def test_the_curve_rises_although_the_step_goes_down():
    player = at("11-reading-the-curves", 5)
    before = float(player.view.value("L"))
    player.do_it()
    history = player.stage.trainer.history
    assert history.loss(310) < history.loss(311) < before


def test_with_a_hundred_images_the_curve_comes_about_as_low_as_with_four():
    four = at("11-reading-the-curves", 7).stage.trainer.history.mean_loss(60)
    player = at("11-reading-the-curves", 9)
    player.do_it()
    hundred = player.stage.trainer.history.mean_loss(60)
    assert four < hundred < four + 0.15


def test_300_steps_of_a_thousandth_go_about_as_far_as_three_of_a_tenth():
    config = at("12-too-far-too-short", 1).stage.trainer.config
    ways = []
    for rate, steps in ((0.1, 3), (0.001, 300)):
        trainer = Trainer(replace(config, learning_rate=rate), DIGITS)
        start = {name: param.copy() for name, param in trainer.network.params.items()}
        for _ in range(steps):
            trainer.run_iteration()
        ways.append(sum(float(((param - start[name]) ** 2).sum()) for name, param in trainer.network.params.items()))
    assert np.sqrt(ways[1] / ways[0]) == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize(("rate", "learns"), ((0.2, True), (1, True), (1.5, True), (2, False), (4.9, False)))
def test_what_is_told_to_who_dares_too_much(rate, learns):
    player = at("12-too-far-too-short", 11)
    player.stage.carry_out([parse_act(f"set learning_rate = {rate}"), parse_act("run to iteration 300")])
    player.look()
    assert (player.phase is Phase.DONE) is learns
    assert learns or "too far" in player.text(player.feedback.said)


def test_of_the_two_flat_curves_only_the_one_that_went_too_short_is_saved():
    player = at("12-too-far-too-short", 8)
    assert player.view.value("a1").max() < 0 == abs(player.view.value("dW1")).max()
    player.do_it()
    dead = player.stage.trainer
    assert (dead.iteration, dead.config.learning_rate, dead.in_use.learning_rate) == (300, 5, 0.1)
    assert dead.history.mean_loss(60) > 2.29
    player = at("12-too-far-too-short", 10)
    slow = player.stage.trainer
    assert slow.history.loss(300) > 2.3
    player.do_it()
    assert slow.history.mean_loss(60) < 1
