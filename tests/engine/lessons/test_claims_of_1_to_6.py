"""What lessons 1 to 6 say without a number: seen in the network of the book, trained once more without the engine.

Only the first weights and which images are drawn come from the engine.
"""

import numpy as np
import pytest

import resources
from engine.data.digits import load_digits
from engine.lessons.reading import read_lesson
from engine.training.minibatch import Minibatches
from engine.training.trainer import Trainer

DIGITS = load_digits()
COUNT = len(DIGITS.train)
IMAGES, LABELS = DIGITS.train.x.take(np.arange(COUNT), axis=0).astype(float), DIGITS.train.labels


class Book:
    """The book's TwoLayerNet in float64, with the first weights of a lesson, trained by SGD."""

    def __init__(self, name: str, rate: float = 0) -> None:
        lesson, _ = read_lesson(resources.path(f"lessons/{name}.lesson.toml").read_bytes(), name)
        config = lesson.setup.config
        self.rate, self.size, self.seed = rate or config.learning_rate, config.batch_size, config.seed
        self.params = {each: np.array(first, float) for each, first in Trainer(config, DIGITS).network.params.items()}
        self.iteration = 0

    def train(self, iterations: int) -> "Book":
        for _ in range(iterations):
            self.run()
            for name, gradient in self.gradients.items():
                self.params[name] = self.params[name] - self.rate * gradient
            self.iteration += 1
        return self

    def run(self) -> "Book":
        """Forward and back, on the minibatch of the next iteration."""
        drawn = Minibatches(self.seed, COUNT, self.size).indices(self.iteration + 1)
        return self.look(IMAGES[drawn], LABELS[drawn])

    def look(self, x: np.ndarray, labels: object) -> "Book":
        p, self.x, self.t = self.params, x, np.eye(10)[labels]
        self.a1 = x @ p["W1"] + p["b1"]
        self.z1 = np.where(self.a1 > 0, self.a1, 0)
        self.a2 = self.z1 @ p["W2"] + p["b2"]
        exp = np.exp(self.a2)
        self.y = exp / exp.sum(axis=1, keepdims=True)
        self.losses = -np.log((self.y * self.t).sum(axis=1))
        self.da2 = (self.y - self.t) / len(x)
        self.dz1 = self.da2 @ p["W2"].T
        self.da1 = np.where(self.a1 > 0, self.dz1, 0)
        self.gradients = {"W1": x.T @ self.da1, "b1": self.da1.sum(axis=0),
                          "W2": self.z1.T @ self.da2, "b2": self.da2.sum(axis=0)}
        return self

    @property
    def active(self) -> np.ndarray:
        """For how many of the training images each hidden unit is active."""
        return (IMAGES @ self.params["W1"] + self.params["b1"] > 0).sum(axis=0)


def test_one_iteration_is_a_small_step_and_some_images_are_read_late():
    book, (seven, two) = Book("01-first-look"), (3, 1)
    x, labels = DIGITS.test.x.take([seven, two], axis=0).astype(float), [7, 2]
    assert list(DIGITS.test.labels[[seven, two]]) == labels
    first = book.look(x, labels).y
    assert np.abs(first - 0.1).max() < 0.002
    assert 0 < book.train(1).look(x, labels).y[0, 7] - first[0, 7] < 0.001
    assert book.train(199).look(x, labels).y[0, 7] < 0.5
    y = book.train(100).look(x, labels).y
    assert y[0, 7] > 0.5 and y[1].argmax() == 1
    assert book.train(300).look(x, labels).y[1].argmax() == 2


def test_a_hidden_unit_looks_for_ink_in_its_places():
    book = Book("02-pixels-to-numbers").train(1038)
    book.size = 1
    terms = book.run().x[0] * book.params["W1"][:, 3]
    assert terms.argmax() == 27 and terms.argsort()[-2] == 28
    assert book.a1[0, [0, 1, 2]].max() < -1.5 and book.z1[0].argmax() == 3 and book.a2[0].argmax() == 5
    assert terms[27] > book.a1[0, 3] / 2  # one pixel takes away most of it
    erased = book.x.copy()
    erased[0, [27, 28]] = 0
    assert book.look(erased, [5]).a1[0, 3] < 0
    assert list(book.z1[0] > 0) == [False] * 4 + [True] and book.y[0, 5] == pytest.approx(0.8363, abs=0.0001)


def test_to_be_sure_and_wrong_costs_more_than_to_know_nothing():
    book = Book("03-ten-numbers-one-loss")
    assert book.run().losses[0] == pytest.approx(np.log(10), abs=0.005)
    assert book.train(1226).run().losses[0] < 0.01
    wrong = book.train(1).run()
    assert wrong.y[0, 7] > 0.9 and wrong.losses[0] == pytest.approx(2 * np.log(10), abs=0.005)
    book.train(1).size = 4
    assert book.run().losses.argmax() == 1 and book.y[1].argmax() == 2 and book.t[1, 3] == 1


def test_the_right_digit_of_the_image_that_is_read_worst_is_pushed_hardest():
    book = Book("04-y-minus-t").train(411).run()
    assert np.abs(book.da2[0]).argmax() == 0 and book.y[0].argmax() == 6
    before, after = book.y[0], book.train(1).look(book.x, [0]).y[0]
    assert after[0] > 0.8 > before[6] > after[6]
    book.size = 4
    book.train(2).run()
    assert np.abs(book.da2).argmax() == np.ravel_multi_index((3, 5), (4, 10)) and book.y[3].argmax() == 0
    assert book.losses.argmin() == 0


def test_two_of_ten_paths_are_large():
    book = Book("05-chain-rule").train(1003)
    book.size = 1
    paths = book.run().da2[0] * book.params["W2"][4]
    assert set(paths.argsort()[-2:]) == {3, 5} and np.abs(np.delete(paths, [3, 5])).max() < 0.1 * paths[3]
    assert book.a1[0, 4] > 0 and book.x[0, 28] == 0 and book.t[0, 3] == 1


def test_one_update_kills_a_unit():
    book = Book("06-the-mask").run()
    assert [list(column) for column in (book.a1 <= 0).T] == [
        [False] * 4, [False] * 4, [True] * 4, [True, False, True, True], [True] * 4]
    lost = np.where(book.a1 > 0, 0, book.dz1)
    assert np.abs(lost).argmax() == lost.argmax() == np.ravel_multi_index((1, 2), (4, 5))
    assert lost[[3, 0, 0], [2, 3, 4]].min() > 0 and book.da1[[0, 0, 3, 2], [1, 0, 0, 1]].all()
    first = dict(book.params)
    weights = book.train(1).params["W1"]
    assert book.active[1] == 0 and list((book.run().a1 <= 0).all(axis=0)) == [True, True, True, False, True]
    assert (book.x @ first["W1"] + first["b1"])[:, 1].min() > 0 and book.x.min() == 0
    learnt = book.train(499).params["W1"] != weights
    assert list(learnt.any(axis=0)) == [True, False, True, True, True]


def test_with_a_smaller_step_a_unit_comes_close_to_death_and_recovers():
    book = Book("06-the-mask", rate=0.1).train(1)
    assert book.active[1] > 400 > 10 > book.train(100).active[1] > 0
    weights = book.train(299).params["W1"]
    assert book.train(99).params["W1"][20, 1] != weights[20, 1] and book.active[1] > 200
