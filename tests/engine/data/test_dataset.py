import numpy as np
import pytest

from engine.data.dataset import Dataset, DatasetError, Split, one_hot
from engine.data.look import ImageLook

X = np.zeros((3, 4), np.float32)
LABELS = np.array([0, 1, 2])


def dataset(train: Split, test: Split) -> Dataset:
    return Dataset(name="small", title="Small", train=train, test=test, look=ImageLook((2, 2)),
                   class_names=("a", "b", "c"), attribution="")


def test_sizes_and_splits():
    train, test = Split(X.copy(), LABELS.copy()), Split(X[:1].copy(), LABELS[:1].copy())
    data = dataset(train, test)
    assert (data.input_size, data.class_count) == (4, 3)
    assert data.split("train") is train
    assert data.split("test") is test
    assert (len(train), len(test)) == (3, 1)


def test_a_split_cannot_be_written_to():
    split = Split(X.copy(), LABELS.copy())
    with pytest.raises(ValueError, match="read-only"):
        split.x[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        split.labels[0] = 1


def test_numbers_that_differ_and_nothing_at_all():
    with pytest.raises(DatasetError, match="3 samples but 2 labels"):
        Split(X.copy(), LABELS[:2].copy())
    with pytest.raises(DatasetError, match="no sample"):
        Split(X[:0].copy(), LABELS[:0].copy())


@pytest.mark.parametrize(("labels", "found"), [([0, 1, 3], "3"), ([0, -1, 2], "-1")])
def test_a_label_that_is_no_class(labels, found):
    with pytest.raises(DatasetError, match=f"a label {found}; labels go from 0 to 2"):
        dataset(Split(X.copy(), np.array(labels)), Split(X.copy(), LABELS.copy()))


def test_images_of_another_size():
    with pytest.raises(DatasetError, match=r"5 pixels, where 2 × 2 = 4"):
        dataset(Split(np.zeros((3, 5), np.float32), LABELS.copy()), Split(X.copy(), LABELS.copy()))


def test_one_hot():
    t = one_hot(np.array([2, 0]), 3)
    assert t.dtype == np.float32
    np.testing.assert_array_equal(t, [[0, 0, 1], [1, 0, 0]])
    assert one_hot(np.array([1]), 2, np.float64).dtype == np.float64
