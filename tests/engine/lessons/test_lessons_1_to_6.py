"""What lessons 1 to 6 ask for and say, beside a computation of its own: the network of the book, trained once more.

Only the first weights and the numbers of the images that are drawn come from the engine.
"""

import numpy as np
import pytest

import resources
from engine.data.digits import load_digits
from engine.lessons.expressions.evaluate import amount, evaluate, place_of
from engine.lessons.expressions.parse import parse
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind
from engine.lessons.player import Player
from engine.lessons.reading import read_lesson
from engine.training.minibatch import Minibatches
from engine.training.trainer import Trainer

DIGITS = load_digits()
COUNT = len(DIGITS.train)
IMAGES = DIGITS.train.x.take(np.arange(COUNT), axis=0).astype(float)
LABELS = DIGITS.train.labels


def at(name: str, number: int) -> Player:
    """The lesson of this name, at its step of this number, counted from 1; those before were done for the learner."""
    lesson, _ = read_lesson(resources.path(f"lessons/{name}.lesson.toml").read_bytes(), name)
    player = Player(lesson, HeadlessStage(lambda name: DIGITS))
    player.begin()
    while player.number < number - 1:
        if player.step.predict:
            player.answer(0)
        player.show_me()
        player.next()
    return player


def answer(player: Player):
    """The answer of the step that it is at."""
    step = player.step
    return place_of(step.answer, player.view) if step.kind is Kind.CELL else amount(step.answer, player.view)


def value(player: Player, written: str) -> float:
    return evaluate(parse(written), player.view)


class Book:
    """The book's TwoLayerNet in float64, with the first weights of a lesson, trained by SGD."""

    def __init__(self, name: str, **settings: object) -> None:
        config = at(name, 1).lesson.setup.config
        self.rate, self.size, self.seed = config.learning_rate, config.batch_size, config.seed
        self.params = {each: np.array(first, float) for each, first in Trainer(config, DIGITS).network.params.items()}
        self.iteration = 0
        self.__dict__.update(settings)

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
        return self.look(IMAGES[drawn], np.eye(10)[LABELS[drawn]])

    def look(self, x: np.ndarray, t: np.ndarray) -> "Book":
        p, self.x, self.t = self.params, x, t
        self.a1 = x @ p["W1"] + p["b1"]
        self.z1 = np.where(self.a1 > 0, self.a1, 0)
        self.a2 = self.z1 @ p["W2"] + p["b2"]
        exp = np.exp(self.a2)
        self.y = exp / exp.sum(axis=1, keepdims=True)
        self.losses = -np.log((self.y * t).sum(axis=1))
        self.L = self.losses.mean()
        self.da2 = (self.y - t) / len(x)
        self.dz1 = self.da2 @ p["W2"].T
        self.da1 = np.where(self.a1 > 0, self.dz1, 0)
        self.gradients = {"W1": x.T @ self.da1, "b1": self.da1.sum(axis=0),
                          "W2": self.z1.T @ self.da2, "b2": self.da2.sum(axis=0)}
        return self


def near(value: float):
    return pytest.approx(value, rel=1e-6, abs=1e-12)


def test_one_iteration_is_a_small_step_and_three_hundred_are_not():
    book = Book("01-first-look")
    x, t = DIGITS.test.x.take([3, 1], axis=0).astype(float), np.eye(10)[[7, 2]]
    assert list(DIGITS.test.labels[[3, 1]]) == [7, 2]
    first, after = book.look(x, t).y[0, 7], book.train(1).look(x, t).y[0, 7]
    player = at("01-first-look", 8)
    assert value(player, "seven_before") == pytest.approx(first, abs=1e-6)
    assert value(player, "sample.y[7]") == pytest.approx(after, abs=1e-6)
    assert 0 < after - first < 0.001
    y = book.train(299).look(x, t).y
    player = at("01-first-look", 10)
    assert value(player, "sample.y[7]") == pytest.approx(y[0, 7], abs=1e-3)
    assert y[0, 7] > 0.5 and y[1].argmax() == 1  # and the 2 is taken for a 1
    assert book.train(300).look(x, t).y[1].argmax() == 2


def test_a_hidden_unit_is_a_weighted_sum_and_says_it_only_above_0():
    name = "02-pixels-to-numbers"
    book = Book(name).train(1038)
    book.size = 1
    book.run()
    assert answer(at(name, 3)) == near(book.a1[0, 3] - book.x[0, 27] * book.params["W1"][27, 3])
    assert answer(at(name, 4)) == 0 and book.a1[0, 0] < -2
    assert str(answer(at(name, 5))) == f"z1[0, {book.z1[0].argmax()}]"
    assert answer(at(name, 6)) == near(book.a2[0, 5])
    assert str(answer(at(name, 7))) == f"a2[0, {book.a2[0].argmax()}]"
    assert (book.z1 > 0).sum() == 2
    terms = book.x[0] * book.params["W1"][:, 3]
    assert set(terms.argsort()[-2:]) == {27, 28}  # the two largest
    erased = book.x.copy()
    erased[0, [27, 28]] = 0
    assert book.look(erased, book.t).a1[0, 3] < 0


def test_the_loss_counts_in_factors():
    name = "03-ten-numbers-one-loss"
    book = Book(name)
    assert book.run().L == pytest.approx(np.log(10), abs=0.005)
    assert answer(at(name, 3)) == near(np.log(100))
    assert book.train(1226).run().L < 0.01
    assert book.train(1).run().y[0, 4] == pytest.approx(0.01, rel=0.01)
    assert value(at(name, 7), "L") == near(book.L)
    assert answer(at(name, 7)) == near(-np.log(0.001))
    assert answer(at(name, 8)) == near(0.09)
    book.train(1).size = 4
    assert answer(at(name, 9)) == near(book.run().L)
    assert book.losses[1] / book.losses.sum() > 0.8
    assert value(at(name, 11), "-log(y[1, 2])") == near(-np.log(book.y[1].max()))


def test_the_way_back_begins_with_y_minus_t():
    name = "04-y-minus-t"
    book = Book(name).train(411).run()
    assert answer(at(name, 3)) == near(book.da2[0, 0])
    assert np.abs(book.da2[0]).argmax() == 0 and book.y[0].argmax() == 6
    assert answer(at(name, 5)) == 0 == pytest.approx(book.da2.sum(), abs=1e-12)
    player = at(name, 6)
    book.params["b2"][6] += 0.1
    changed = book.run().L - value(player, "L")
    book.params["b2"][6] -= 0.1
    assert value(player, "loss_if(b2[6], b2[6] + 0.1) - L") == near(changed)
    assert answer(player) == pytest.approx(changed, rel=0.05)
    book.train(1).size = 4
    book.train(2).run()
    assert answer(at(name, 8)) == near(book.da2[0, 0])
    assert str(answer(at(name, 9))) == "da2[{}, {}]".format(*np.unravel_index(np.abs(book.da2).argmax(), (4, 10)))
    assert book.y[3].argmax() == 0 and book.t[3, 5] == 1
    book.t[3] = np.eye(10)[0]
    assert answer(at(name, 10)) == near(book.look(book.x, book.t).da2[3, 5])


def test_factors_multiply_along_a_path_and_paths_are_added():
    name = "05-chain-rule"
    book = Book(name).train(1003)
    book.size = 1
    book.run()
    assert answer(at(name, 1)) == near(101 * 2 * 1.1 - 100 * 2 * 1.1)
    paths = book.da2[0] * book.params["W2"][4]
    assert answer(at(name, 3)) == near(paths[5])
    assert paths.sum() == near(book.dz1[0, 4])
    assert np.abs(np.delete(paths, [3, 5])).max() < 0.1 * paths[[3, 5]].min()
    gradient, before = book.gradients["W1"][4, 4], book.params["W1"][4, 4]
    assert answer(at(name, 6)) == near(gradient)
    player, loss = at(name, 7), book.L
    assert answer(player) == near(gradient * (0.15 - before))
    book.params["W1"][4, 4] = 0.15
    assert answer(player) == pytest.approx(book.run().L - loss, rel=0.06)
    assert value(player, "loss_if(W1[4, 4], 0.15) - L") == near(book.L - loss)
    assert answer(at(name, 8)) == 0 == book.x[0, 28]


def test_a_silent_unit_passes_nothing_and_a_dead_one_never_will():
    name = "06-the-mask"
    book = Book(name).run()
    assert answer(at(name, 1)) == (book.a1 <= 0).sum() == 11
    lost = np.abs(np.where(book.a1 > 0, 0, book.dz1))
    assert str(answer(at(name, 4))) == "da1[{}, {}]".format(*np.unravel_index(lost.argmax(), lost.shape))
    assert answer(at(name, 5)) == book.gradients["b1"][2] == 0
    weights = book.train(1).params["W1"]
    assert active(book)[1] == 0
    learnt = book.train(499).params["W1"] != weights
    assert list(learnt.any(axis=0)) == [True, False, True, True, True]
    gentle = Book(name, rate=0.1).train(1)
    assert active(gentle)[1] > 400
    assert list(value(at(name, 10), "a1[:, 1]")) == near(list(gentle.run().a1[:, 1]))


def active(book: Book) -> np.ndarray:
    """For how many of the training images each hidden unit is active."""
    return (IMAGES @ book.params["W1"] + book.params["b1"] > 0).sum(axis=0)
