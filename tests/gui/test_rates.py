"""The form shows what the next update uses, wherever training has been taken, and what is entered there is used."""

import random

import numpy as np
import pytest
from lab import CTRL, Key, Lab

from engine.data.digits import load_digits
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.trainer import Trainer
from engine.typed_numbers import real_number, whole_number
from gui.look.theme import theme
from gui.training.reports import State

DIGITS = load_digits()
RATES = (0.01, 0.05, 0.1, 0.2)
written = HYPERPARAMETERS["learning_rate"].kind.write


@pytest.fixture(autouse=True)
def normal_text(qapp):
    theme().apply(qapp)


class Walk:
    """A person who runs, steps, goes back and changes the learning rate, and a list of what should be used when."""

    def __init__(self, lab: Lab, seed: int) -> None:
        self.lab, self.dice = lab, random.Random(seed)
        self.changes = [(1, 0.1)]  # from which iteration on, which learning rate
        self.iterations = 10_000
        self.trainer = lab.session._worker._trainer  # looked at only while the worker is at rest
        self.deeds = (self.run, self.step, self.step, self.operations, self.back, self.back, self.back_operations,
                      self.go_to, self.rate, self.rate, self.rate, self.rate_while_running, self.typed_and_taken_back,
                      self.plan)

    def used(self, iteration: int) -> float:
        return next(rate for first, rate in reversed(self.changes) if first <= iteration)

    @property
    def next_update(self) -> int:
        """The iteration whose update comes next; one that has begun goes on as it is."""
        first_update = next(i for i, each in enumerate(self.trainer.operations) if each.name.startswith("update"))
        return self.trainer.iteration + (1 if self.trainer.position <= first_update else 2)

    def is_used_from(self, first: int, rate: float) -> None:
        self.changes = [(start, kept) for start, kept in self.changes if start < first] + [(first, rate)]

    def go(self, deeds: int) -> None:
        for deed in self.dice.choices(self.deeds, k=deeds):
            deed()
            self.look(deed.__name__)
        self.finish_iteration()
        self.look("finish")
        self.take_one_step()
        self.compare()

    # --- what is done ----------------------------------------------------------------------------------------------

    def press(self, key: Key, times: int = 1) -> None:
        for _ in range(times):
            self.lab.press(key)
        self.lab.settle()

    def run(self) -> None:
        lab, before = self.lab, self.trainer.iteration
        lab.press(Key.Key_Space)
        lab.until(lambda: lab.session.standing.iteration > before or lab.session.state is State.PAUSED)
        if lab.session.state is State.RUNNING:
            lab.press(Key.Key_Space)
        lab.until(lambda: lab.session.state is State.PAUSED)
        lab.settle()

    def step(self) -> None:
        self.press(Key.Key_Right, self.dice.randint(1, 4))

    def operations(self) -> None:
        self.press(Key.Key_Down, self.dice.randint(1, 16))

    def back(self) -> None:
        self.press(Key.Key_Left, self.dice.randint(1, 9))

    def back_operations(self) -> None:
        self.press(Key.Key_Up, self.dice.randint(1, 16))

    def go_to(self) -> None:
        self.lab.session.go_to(self.dice.randint(0, self.trainer.history.count - 1))
        self.lab.settle()

    def rate(self) -> None:
        rate, first = self.dice.choice(RATES), self.next_update
        self.lab.enter("Learning rate", written(rate))
        self.lab.settle()
        self.is_used_from(first, rate)

    def rate_while_running(self) -> None:
        lab, rate, before = self.lab, self.dice.choice(RATES), self.next_update
        lab.press(Key.Key_Space)
        lab.enter("Learning rate", written(rate))
        lab.until(lambda: lab.session.standing.learning_rate == rate)
        if lab.session.state is State.RUNNING:
            lab.press(Key.Key_Space)
        lab.until(lambda: lab.session.state is not State.RUNNING)
        lab.settle()
        old, last = self.changes, self.next_update
        for first in range(before, last + 1):  # the worker was anywhere between
            self.changes = old
            self.is_used_from(first, rate)
            if all(self.trainer.learning_rate_of(i) == self.used(i) for i in range(1, last + 50)):
                return
        raise AssertionError(f"{rate} entered while it ran is not used from any iteration on")

    def typed_and_taken_back(self) -> None:
        field = self.lab.type_into("Learning rate", "5")
        self.lab.qtbot.keyClick(field, Key.Key_Escape)
        self.lab.leave()
        self.lab.settle()

    def plan(self) -> None:
        self.iterations = self.dice.randint(9_000, 11_000)
        self.lab.enter("Iterations", str(self.iterations))
        self.lab.settle()

    def finish_iteration(self) -> None:
        if self.trainer.position:
            self.press(Key.Key_Right)

    # --- what is seen ----------------------------------------------------------------------------------------------

    def look(self, deed: str) -> None:
        rate, planned = (self.lab.field(name) for name in ("Learning rate", "Iterations"))
        wanted = self.used(self.next_update)
        assert real_number(rate.text()) == self.trainer.learning_rate == wanted, deed
        assert whole_number(planned.text()) == self.lab.session.standing.iterations == self.iterations, deed
        later = next((each for each in self.changes if each[0] > self.next_update and each[1] != wanted), None)
        note = "" if later is None else f"From iteration {later[0]:,} on: {written(later[1])}, as before."
        words = self.lab.words(self.lab.window.experiment)
        half_done = self.trainer.learning_rate_under_way not in (None, wanted)
        assert half_done or note == "" or any(each.startswith(note) for each in words), (deed, note, words)

    def take_one_step(self) -> None:
        """The update takes the step that the form says."""
        said = np.float32(real_number(self.lab.field("Learning rate").text()))
        before = {name: param.copy() for name, param in self.trainer.network.params.items()}
        self.press(Key.Key_Right)
        for name, param in before.items():
            assert np.array_equal(self.trainer.network.params[name], param - said * self.trainer.values[f"d{name}"])

    def compare(self) -> None:
        """A straight run with the same rates has the same bits."""
        straight = Trainer(TrainingConfig(), DIGITS)
        for iteration in range(1, self.trainer.iteration + 1):
            straight.set_learning_rate(self.used(iteration))
            straight.run_iteration()
        shown = self.lab.params()
        assert all(param.tobytes() == shown[name].tobytes() for name, param in straight.network.params.items())
        count = straight.history.count
        assert self.trainer.history.losses().tolist()[:count] == straight.history.losses().tolist()


def start_anew(lab: Lab) -> None:
    before = lab.session.run
    lab.enter("Learning rate", "0.1")
    lab.enter("Iterations", "10000")
    lab.press(Key.Key_R, CTRL)
    if lab.session.run is before and lab.notice.startswith("Reset discards"):
        lab.window.notices.answer_default()
    lab.until(lambda: lab.session.run is not before)
    lab.ready()


def test_any_walk_shows_what_the_next_update_uses(lab):
    for seed in range(6):
        Walk(lab, seed).go(10)
        start_anew(lab)


def test_the_form_follows_back_and_what_is_entered_there_holds(lab):
    """Ten at 0.1, ten at 0.01, fifteen back: 0.1 is used there, is shown, and can be entered for good."""
    for _ in range(10):
        lab.press(Key.Key_Right)
    lab.settle()
    lab.enter("Learning rate", "0.01")
    for _ in range(10):
        lab.press(Key.Key_Right)
    for _ in range(15):
        lab.press(Key.Key_Left)
    lab.settle()
    field = lab.field("Learning rate")
    note = "From iteration 11 on: 0.01, as before. What is entered here replaces that."
    assert (lab.where, field.text()) == ((5, 0), "0.1")
    assert note in lab.words(lab.window.experiment)
    lab.enter("Learning rate", "0.1")
    lab.settle()
    assert note not in lab.words(lab.window.experiment)
    for _ in range(15):
        lab.press(Key.Key_Right)
        lab.settle()
        assert field.text() == "0.1"
    straight = Trainer(TrainingConfig(), DIGITS)
    for _ in range(20):
        straight.run_iteration()
    assert lab.losses == straight.history.losses().tolist()


def test_reset_takes_what_is_still_being_typed(lab):
    lab.type_into("Hidden units", "20")
    lab.press(Key.Key_R, CTRL)
    lab.until(lambda: lab.session.run.sizes == (64, 20, 10))


def test_what_is_typed_while_it_runs_is_not_used(lab):
    lab.press(Key.Key_Space)
    lab.type_into("Learning rate", "5")
    lab.until(lambda: lab.session.standing.iteration > 300)
    assert lab.session.standing.learning_rate == 0.1
    lab.qtbot.keyClicks(lab.field("Learning rate"), "e-3")
    lab.qtbot.keyClick(lab.field("Learning rate"), Key.Key_Return)
    lab.until(lambda: lab.session.standing.learning_rate == 0.005)
    lab.leave()
    lab.press(Key.Key_Space)
    lab.settle()
    assert {lab.session._worker._trainer.learning_rate_of(i) for i in range(1, lab.where[0] + 2)} == {0.1, 0.005}
