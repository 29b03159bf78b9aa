"""The confusion matrix and what it opens, against loops over single samples."""

import numpy as np
import pytest

from engine.data.dataset import Split
from engine.inspection.learned.answers import NO_ANSWER, Answers, answers_of
from engine.inspection.learned.confusion import confusion_of, read_as, surest_first, worst_errors
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer


@pytest.fixture(scope="module")
def trained(digits):
    trainer = Trainer(TrainingConfig(dtype="float64", hidden_sizes=(20,), iterations=60), digits)
    while trainer.iteration < 60:
        trainer.run_iteration()
    return trainer.network


def by_hand(network, split):
    """Each sample by itself, in float64: the row of probabilities."""
    rows = []
    for x in split.x[:].astype(np.float64):
        z = np.maximum(network.params["W1"].T @ x + network.params["b1"], 0)
        scores = network.params["W2"].T @ z + network.params["b2"]
        exp = np.exp(scores - scores.max())
        rows.append(exp / exp.sum())
    return np.array(rows)


def made_up(labels, predicted, sureness=None, classes=3) -> Answers:
    """Answers of no network: each is given to this class with this probability, the others share the rest."""
    sureness = np.full(len(labels), 0.8) if sureness is None else np.asarray(sureness)
    y = np.repeat(((1 - sureness) / (classes - 1))[:, None], classes, axis=1)
    y[np.arange(len(labels)), predicted] = sureness
    y[np.asarray(predicted) == NO_ANSWER] = np.nan
    return Answers(np.asarray(labels), np.log(y), np.asarray(predicted))


@pytest.mark.parametrize("name", ["train", "test"])
def test_counts_shares_and_sums_are_those_of_a_loop(trained, digits, name):
    split = digits.split(name)
    y = by_hand(trained, split)
    counts = np.zeros((10, 10), int)
    for label, row in zip(split.labels, y, strict=True):
        counts[label, row.argmax()] += 1
    found = confusion_of(answers_of(trained, split), 10)
    assert (found.counts == counts).all() and not found.unanswered.any()
    assert counts.trace() < counts.sum()  # there are errors to be seen
    assert (found.of_label == [(split.labels == k).sum() for k in range(10)]).all()
    assert (found.of_predicted == [(y.argmax(axis=1) == k).sum() for k in range(10)]).all()
    for k in range(10):
        np.testing.assert_allclose(found.shares[k], counts[k] / (split.labels == k).sum(), rtol=1e-15)
    assert found.accuracy == (y.argmax(axis=1) == split.labels).mean()
    np.testing.assert_allclose(found.accuracies, [counts[k, k] / counts[k].sum() for k in range(10)], rtol=1e-15)
    errors = counts - np.diag(np.diag(counts))
    assert (found.errors == errors).all()
    assert errors[found.most_confused] == errors.max()


def test_a_cell_opens_its_samples_the_surest_first(trained, digits):
    split = digits.test
    answers, y = answers_of(trained, split), by_hand(trained, split)
    label, predicted = confusion_of(answers, 10).most_confused
    for pair in ((label, predicted), (None, predicted), (label, None), (None, None)):
        expected = [i for i, row in enumerate(y)
                    if pair[0] in (None, split.labels[i]) and pair[1] in (None, row.argmax())]
        expected.sort(key=lambda i: -y[i].max())
        assert surest_first(answers, read_as(answers, *pair)).tolist() == expected


def test_the_worst_errors_have_the_largest_losses(trained, digits):
    split = digits.test
    y = by_hand(trained, split)
    wrong = [i for i, row in enumerate(y) if row.argmax() != split.labels[i]]
    wrong.sort(key=lambda i: y[i, split.labels[i]])  # the least probability of what it is
    assert worst_errors(answers_of(trained, split), 7).tolist() == wrong[:7]
    assert worst_errors(answers_of(trained, split), 10**6).tolist() == wrong


@pytest.mark.parametrize("classes", [2, 10, 47])
def test_any_number_of_classes(classes):
    rng = np.random.default_rng(classes)
    labels, predicted = rng.integers(classes, size=(2, 500))
    counts = np.zeros((classes, classes), int)
    for pair in zip(labels, predicted, strict=True):
        counts[pair] += 1
    assert (confusion_of(made_up(labels, predicted, classes=classes), classes).counts == counts).all()


def test_a_class_without_samples_has_no_share(recwarn):
    found = confusion_of(made_up([0, 0, 2], [0, 1, 2]), 3)
    assert found.counts.tolist() == [[1, 1, 0], [0, 0, 0], [0, 0, 1]]
    assert np.isnan(found.shares[1]).all() and np.isnan(found.accuracies[1])
    assert found.accuracies[[0, 2]].tolist() == [0.5, 1.0]
    assert found.accuracy == 2 / 3
    assert not recwarn.list


def test_all_right_and_nothing_answered():
    right = made_up([0, 1, 2], [0, 1, 2])
    assert confusion_of(right, 3).most_confused is None
    assert worst_errors(right, 5).tolist() == []
    none = confusion_of(made_up([0, 1, 1], [NO_ANSWER] * 3), 3)
    assert (none.counts == 0).all() and none.unanswered.tolist() == [1, 2, 0]
    assert none.of_label.tolist() == [1, 2, 0] and none.accuracy == 0 and none.most_confused is None
    some = made_up([0, 1, 1, 2], [1, NO_ANSWER, 0, 2], [0.6, 0, 0.9, 0.7])
    assert worst_errors(some, 5).tolist() == [2, 0]
    assert surest_first(some, ~some.right).tolist() == [2, 0, 1]


def test_equally_sure_ones_stay_in_order():
    answers = made_up([0] * 6, [1] * 6, [0.5, 0.9, 0.5, 0.9, 0.5, 0.7])
    assert surest_first(answers, read_as(answers, 0, 1)).tolist() == [1, 3, 5, 0, 2, 4]


def test_a_split_of_one_sample(trained, digits):
    one = Split(digits.test.x[3:4], digits.test.labels[3:4].copy())
    assert confusion_of(answers_of(trained, one), 10).counts.sum() == 1
