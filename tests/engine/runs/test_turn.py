"""A run of a queue is the run that the window would have made."""

from dataclasses import replace

import numpy as np

from engine.data.digits import load_digits
from engine.runs.turn import train_in_turn
from engine.training.config import TrainingConfig
from engine.training.evaluation import Evaluation
from engine.training.trainer import Trainer

DIGITS = load_digits()
CONFIG = TrainingConfig(iterations=40)


def train(config, *, cancelled=lambda: False):
    begun, told = [], []
    turn = train_in_turn(config, DIGITS, begun=begun.append, cancelled=cancelled,
                         progress=lambda done, total: told.append((done, total)))
    assert begun == [turn.history]
    return turn, told


def straight(config, iterations) -> Trainer:
    trainer = Trainer(config, DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


def test_it_has_the_losses_of_a_straight_run_and_its_accuracies_at_the_end():
    turn, told = train(CONFIG)
    trainer = straight(CONFIG, 40)
    trainer.finish_evaluation()
    assert turn.history.losses().tolist() == trainer.history.losses().tolist()
    assert turn.history.accuracies() == trainer.history.accuracies()
    assert (turn.measured.iteration, turn.measured.train, turn.measured.test) == (
        40, *Evaluation(trainer.network, DIGITS).run())
    assert (told[-1], turn.problem, turn.settings.start) == ((40, 40), None, CONFIG)
    assert turn.seconds > 0


def test_it_can_be_gone_on_with():
    turn, _ = train(CONFIG)
    again = turn.run.trainer()
    for _ in range(10):
        again.run_iteration()
    trainer = straight(CONFIG, 50)
    assert all(np.array_equal(value, trainer.arrays()[name]) for name, value in again.arrays().items())


def test_what_is_broken_off_is_told_as_far_as_it_came():
    asked = []
    turn, _ = train(CONFIG, cancelled=lambda: asked.append(0) or len(asked) > 12)
    done = turn.history.count - 1
    assert 0 < done < 40 and turn.problem is None
    assert turn.history.losses().tolist() == straight(CONFIG, done).history.losses().tolist()
    assert turn.measured == turn.history.accuracy_at(done)


def test_what_goes_wrong_stands_where_all_was_well_and_is_said():
    turn, _ = train(replace(CONFIG, learning_rate=1e9, iterations=1000))
    assert "steps are too long" in str(turn.problem)
    standing = turn.run.trainer().iteration
    assert turn.measured.iteration == standing < turn.history.count - 1 < 1000
