"""A right and a broken network side by side: the same minibatches, the same code as training, nothing touched."""

import numpy as np
import pytest

from engine.inspection.proof.breakage import BREAKAGES, broken
from engine.inspection.proof.short_run import short_run
from engine.nn.optimizers import SGD
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer


def test_the_right_one_learns_as_training_does_to_the_bit(tiny_trainer, tiny):
    trainer = tiny_trainer(hidden_sizes=(5, 5))
    for _ in range(4):
        trainer.run_iteration()
    network = trainer.network.copy()
    run = short_run(network, broken(network, "transpose"), trainer.config, tiny.train, first=5, iterations=20)
    for _ in range(20):
        trainer.run_iteration()
    assert run.first == 5
    assert run.right.tolist() == [trainer.history.loss(i) for i in range(5, 25)]
    assert run.wrong.shape == (20,)
    assert run.wrong[0] != run.right[0]


def test_two_right_ones_are_the_same(tiny_trainer, tiny):
    trainer = tiny_trainer()
    run = short_run(trainer.network, trainer.network.copy(), trainer.config, tiny.train, iterations=10)
    assert run.right.tolist() == run.wrong.tolist()


@pytest.mark.parametrize("name", ["relu mask", "division by N", "transpose", "sum in db"])
def test_a_broken_one_learns_otherwise_and_neither_is_touched(tiny_trainer, tiny, same_bits, name):
    trainer = tiny_trainer(hidden_sizes=(5, 5))
    wrong = broken(trainer.network, name)
    before = {key: value.copy() for key, value in trainer.network.params.items()}
    run = short_run(trainer.network, wrong, trainer.config, tiny.train, iterations=50)
    assert (run.right != run.wrong).any()
    assert same_bits(trainer.network.params, before)
    assert same_bits(wrong.params, before)


def test_without_division_by_n_it_is_a_learning_rate_n_times_as_large(tiny_trainer, tiny):
    trainer = tiny_trainer(dtype="float64", learning_rate=0.01)
    wrong = broken(trainer.network, "division by N")
    run = short_run(trainer.network, wrong, trainer.config, tiny.train, iterations=30)
    fast = short_run(trainer.network, wrong, trainer.config, tiny.train, iterations=30,
                     optimizer=SGD(trainer.network.params, 0.1))
    assert run.wrong.tolist() == pytest.approx(fast.right.tolist(), rel=1e-9)


def test_a_run_out_of_bounds_is_kept_as_it_is(tiny_trainer, tiny):
    trainer = tiny_trainer(activation="tanh")
    run = short_run(trainer.network, broken(trainer.network, "division by N"), trainer.config, tiny.train,
                    optimizer=SGD(trainer.network.params, 1e30), iterations=30)
    assert run.wrong.shape == (30,)
    assert not (run.wrong < 100).all()


def test_progress_and_cancel(tiny_trainer, tiny):
    trainer, told = tiny_trainer(), []
    wrong = broken(trainer.network, "relu mask")
    run = short_run(trainer.network, wrong, trainer.config, tiny.train, iterations=8,
                    progress=lambda *now: told.append(now), cancelled=lambda: len(told) == 3)
    assert told == [(1, 8), (2, 8), (3, 8)]
    assert (len(run.right), len(run.wrong)) == (3, 3)


def test_every_mistake_shows_in_the_loss_of_the_digits(digits):
    trainer = Trainer(TrainingConfig(hidden_sizes=(20, 20), weight_init="he"), digits)
    for name, breakage in BREAKAGES.items():
        if breakage.applies(trainer.network, 100) is None and not breakage.stops and name != "softmax maximum":
            run = short_run(trainer.network, broken(trainer.network, name), trainer.config, digits.train,
                            iterations=200)
            assert abs(np.log(run.wrong[-50:].mean() / run.right[-50:].mean())) > 0.01, name


def test_with_labels_of_other_samples_the_loss_stays_near_that_of_guessing(digits):
    trainer = Trainer(TrainingConfig(weight_init="he"), digits)
    run = short_run(trainer.network, broken(trainer.network, "labels of other rows"), trainer.config, digits.train)
    assert run.right[-1] < 0.5
    assert 2.2 < run.wrong[-20:].mean() < 2.35


def test_without_its_maximum_softmax_trains_to_the_same_until_exp_overflows(digits):
    trainer = Trainer(TrainingConfig(weight_init="std 1", hidden_sizes=(500,)), digits)
    run = short_run(trainer.network, broken(trainer.network, "softmax maximum"), trainer.config, digits.train,
                    iterations=3)
    assert np.isfinite(run.right).all()
    assert np.isnan(run.wrong).all()
    trainer = Trainer(TrainingConfig(), digits)
    run = short_run(trainer.network, broken(trainer.network, "softmax maximum"), trainer.config, digits.train)
    assert run.wrong == pytest.approx(run.right, rel=1e-3)
