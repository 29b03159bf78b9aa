"""Which samples to look at."""

import numpy as np
import pytest

from engine.data.dataset import Split
from engine.inspection.selection import matching


@pytest.fixture
def split():
    return Split(np.zeros((6, 4), np.float32), np.array([3, 1, 3, 0, 1, 3]))


PREDICTIONS = np.array([3, 1, 1, 0, 3, 0])  # wrong: 2, 4 and 5


@pytest.mark.parametrize(("label", "predictions", "expected"), [
    (None, None, [0, 1, 2, 3, 4, 5]),
    (3, None, [0, 2, 5]),
    (0, None, [3]),
    (2, None, []),
    (None, PREDICTIONS, [2, 4, 5]),
    (3, PREDICTIONS, [2, 5]),
    (0, PREDICTIONS, []),
])
def test_matching(split, label, predictions, expected):
    found = matching(split, label=label, predictions=predictions)
    assert found.tolist() == expected
    assert found.dtype == np.int64


def test_wrong_ones_of_a_real_network(tiny_trainer, tiny):
    trainer = tiny_trainer()
    for _ in range(20):
        trainer.run_iteration()
    predictions = trainer.network.classify(tiny.train.x)
    wrong = matching(tiny.train, predictions=predictions)
    assert 0 < len(wrong) < len(tiny.train)
    assert len(wrong) / len(tiny.train) == pytest.approx(1 - trainer.network.accuracy(tiny.train.x, tiny.train.labels))
    by_label = [matching(tiny.train, label=label, predictions=predictions) for label in range(4)]
    assert sorted(np.concatenate(by_label)) == wrong.tolist()
