"""Two networks asked about the same samples: which are right or wrong anew, and what another iteration made of them."""

from dataclasses import replace

import numpy as np
import pytest

from engine.data.dataset import Split
from engine.inspection.learned.answers import NotRecordedError, answers_of
from engine.inspection.learned.comparison import Comparison, OtherDataError, answers_at
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

CONFIG = TrainingConfig(hidden_sizes=(15,), iterations=80)


def trained(config, dataset, iterations):
    trainer = Trainer(config, dataset)
    while trainer.iteration < iterations:
        trainer.run_iteration()
    return trainer


@pytest.fixture(scope="module")
def trainer(digits):
    return trained(CONFIG, digits, 80)


def test_the_table_and_what_it_opens_are_those_of_a_loop(trainer, digits):
    split, early = digits.test, trained(CONFIG, digits, 15)
    found = Comparison(answers_of(early.network, split), answers_of(trainer.network, split))
    rights = [[network.predict(x[None]).argmax() == label for x, label in zip(split.x[:], split.labels, strict=True)]
              for network in (early.network, trainer.network)]
    for was in (True, False):
        for now in (True, False):
            expected = [i for i in range(len(split)) if (rights[0][i], rights[1][i]) == (was, now)]
            assert np.flatnonzero(found.which(was, now)).tolist() == expected
            assert found.table[int(not was), int(not now)] == len(expected)
    assert found.table.sum() == len(split)
    assert found.table[1, 0] > 0  # it has learnt something


def test_another_iteration_answers_as_it_did_then(trainer, digits):
    course = trainer.course()
    for iteration, split in ((0, digits.test), (33, digits.test), (80, digits.train), (None, digits.test)):
        then = trained(CONFIG, digits, 80 if iteration is None else iteration)
        found = answers_at(CONFIG, digits, course, iteration, digits, split)
        expected = answers_of(then.network, split)
        assert found.log_y.tobytes() == expected.log_y.tobytes()
        assert (found.predicted == expected.predicted).all()


def test_it_can_be_broken_off(trainer, digits):
    course, told = trainer.course(), []
    split = Split(np.repeat(digits.test.x[:], 40, axis=0), np.repeat(digits.test.labels, 40))
    assert answers_at(CONFIG, digits, course, 70, digits, split, cancelled=lambda: True) is None
    arrived = answers_at(CONFIG, digits, course, 70, digits, split, progress=lambda *done: told.append(done))
    assert len(arrived) == len(split) and told[-1][0] == told[-1][1]
    asked = iter([False] * 3)  # it arrives, and asks some samples
    assert answers_at(CONFIG, digits, course, 80, digits, split, cancelled=lambda: next(asked, True)) is None


def test_what_cannot_be_asked_is_said(trainer, digits):
    course = trainer.course()
    with pytest.raises(NotRecordedError, match="Iteration 81 has not been run"):
        answers_at(CONFIG, digits, course, 81, digits, digits.test)
    other = replace(digits, title="Letters", class_names=tuple("abcdefghij"))
    with pytest.raises(OtherDataError, match="has learnt Built-in digits, and cannot be asked about Letters"):
        answers_at(CONFIG, digits, course, None, other, other.test)
