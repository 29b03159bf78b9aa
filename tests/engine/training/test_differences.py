"""What is other than in the book is what `engine.training` says, line by line, and nothing of it more."""

import math

import numpy as np
import pytest

import engine.training
from engine.nn.functions import cross_entropy, log_softmax
from engine.nn.streams import WEIGHTS, stream
from engine.training.config import TrainingConfig
from engine.training.minibatch import Minibatches
from engine.training.trainer import Trainer


def test_the_list_is_of_these():
    table = engine.training.__doc__.split("==\n")[2]
    assert [line.split("  ")[0] for line in table.splitlines() if line[0] not in " ="] == [
        "loss", "numbers", "first weights", "minibatch", "losses", "accuracies", "epoch", "divergence", "dead units"]


def test_the_loss_does_not_stop_at_16_1():
    a, t = np.array([[0.0, 40.0]]), np.array([[1.0, 0.0]])
    book_s = -math.log(math.exp(-40) / (1 + math.exp(-40)) + 1e-7)
    assert book_s == pytest.approx(16.118, abs=1e-3)
    assert cross_entropy(log_softmax(a), t) == pytest.approx(40, rel=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_loss_has_the_digits_of_its_number_type(dtype):
    rng = np.random.default_rng(3)
    a, labels = rng.normal(0, 3, (100, 10)).astype(dtype), rng.integers(0, 10, 100)
    exact = np.mean([np.log(np.exp(row.astype(np.longdouble) - row[label]).sum())
                     for row, label in zip(a, labels, strict=True)])
    found = cross_entropy(log_softmax(a), np.eye(10, dtype=dtype)[labels])
    assert abs(found - exact) < 4 * np.finfo(dtype).eps * exact


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_all_numbers_are_of_one_type(tiny_trainer, dtype):
    assert TrainingConfig().dtype == "float32"
    trainer = tiny_trainer(dtype=dtype)
    trainer.run_iteration()
    numbers = {name: value for name, value in trainer.values.items() if name not in ("iteration", "indices")}
    assert {np.asarray(value).dtype.name for value in (*numbers.values(), *trainer.network.params.values())} == {dtype}


def test_first_weights_are_of_the_run_s_own_generator(tiny_trainer):
    drawn = stream(3, WEIGHTS).standard_normal((9, 5))
    expected = (math.sqrt(2 / 9) * drawn).astype(np.float32)
    assert tiny_trainer(seed=3).network.params["W1"].tobytes() == expected.tobytes()


@pytest.mark.parametrize(("train_size", "batch_size"), [(60_000, 100), (1437, 100), (20, 20)])
def test_the_images_of_a_minibatch_differ_and_ascend(train_size, batch_size):
    minibatches = Minibatches(0, train_size, batch_size)
    for iteration in range(1, 50):
        indices = minibatches.indices(iteration)
        assert len(indices) == batch_size and (np.diff(indices) > 0).all()


def test_a_loss_before_training_is_recorded_too(tiny_trainer):
    """That of the first minibatch with the first weights: L of the forward pass of iteration 1."""
    trainer = tiny_trainer()
    for _ in range(7):
        trainer.run_iteration()
    assert trainer.history.count == 1 + 7
    again = tiny_trainer()
    again.run_iteration()
    assert again.history.losses().tolist() == trainer.history.losses()[:2].tolist()
    assert again.history.loss(0) == again.values["L"]


@pytest.mark.parametrize(("batch_size", "updates"), [(100, 60), (128, 60), (479, 12), (1437, 4)])
def test_accuracies_are_measured_when_as_many_images_were_drawn_as_there_are(digits, batch_size, updates):
    trainer = Trainer(TrainingConfig(hidden_sizes=(2,), batch_size=batch_size, iterations=updates), digits)
    for _ in range(updates):
        trainer.run_iteration()
    trainer.finish_evaluation()
    measured = [point.iteration for point in trainer.history.accuracies()]
    epochs = updates * batch_size // 1437
    assert measured == [math.ceil(epoch * 1437 / batch_size) for epoch in range(epochs + 1)]
    book_s = [i + 1 for i in range(updates) if i % max(1437 / batch_size, 1) == 0]
    with_whole_numbers = [i + 1 for i in range(updates) if i % max(1437 // batch_size, 1) == 0]
    if 1437 % batch_size == 0:  # then both count the same epochs, a measurement apart
        assert book_s == with_whole_numbers == [iteration + 1 for iteration in measured][:len(book_s)]
    else:
        assert book_s == [1] and len(with_whole_numbers) == len(measured)


def test_the_book_s_rule_at_128_is_each_fourth_epoch():
    assert [i for i in range(2000) if i % max(60000 / 128, 1) == 0] == [0, 1875] and 1875 * 128 == 4 * 60000


def test_a_divergence_goes_back_to_the_last_good_iteration(tiny_trainer):
    trainer = tiny_trainer(learning_rate=1e30)
    while trainer.divergence is None:
        trainer.run_iteration()
    last_good = trainer.divergence.last_good
    trainer.go_to(last_good)
    assert math.isfinite(trainer.history.loss(last_good))
    assert all(np.isfinite(value).all() for value in trainer.network.params.values())


def test_a_layer_whose_units_are_all_dead_stops_training(digits):
    trainer = Trainer(TrainingConfig(learning_rate=10.0), digits)
    while trainer.divergence is None:
        trainer.advance()
    assert trainer.divergence.can_go_on
    assert "fallen silent" in trainer.divergence.problem.text
    x = trainer.dataset.train.x
    assert not (trainer.network.forward_values(x, np.eye(10, dtype=x.dtype)[trainer.dataset.train.labels])["z1"]).any()
