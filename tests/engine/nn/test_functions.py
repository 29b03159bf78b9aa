"""The functions, against exact arithmetic."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.nn.functions import cross_entropy, log_softmax, losses, relu, sigmoid, softmax, sum_of_rows, tanh

DTYPES = pytest.mark.parametrize("dtype", [np.float32, np.float64])

# Eighths up to 1000 either way: sums and differences of them are exact in float32 too.
eighths = st.integers(-8000, 8000).map(lambda n: n / 8)
rows_of_eighths = hnp.array_shapes(min_dims=2, max_dims=2, max_side=6).flatmap(
    lambda shape: hnp.arrays(np.float64, shape, elements=eighths))


def exact_cross_entropy(a: np.ndarray, labels: list[int]) -> float:
    """The mean of −log softmax(a), in 50 digits."""
    with localcontext() as context:
        context.prec = 50
        losses = []
        for row, label in zip(a.tolist(), labels, strict=True):
            logits = [Decimal(value) for value in row]
            largest = max(logits)
            losses.append(sum((v - largest).exp() for v in logits).ln() + largest - logits[label])
        return float(sum(losses) / len(losses))


def eps(dtype) -> float:
    return float(np.finfo(dtype).eps)


def one_hot(labels, class_count, dtype=np.float64):
    return np.eye(class_count, dtype=dtype)[labels]


@DTYPES
def test_relu_lets_through_what_is_positive(dtype):
    a = np.array([-3.5, -0.0, 0.0, 2.25], dtype)
    assert relu(a).tolist() == [0, 0, 0, 2.25]
    assert relu(a).dtype == dtype


@DTYPES
def test_sigmoid_has_its_known_values_and_reaches_its_ends_quietly(dtype):
    a = np.array([-1e4, -math.log(3), 0, math.log(3), 1e4], dtype)
    assert sigmoid(a) == pytest.approx([0, 0.25, 0.5, 0.75, 1], rel=4 * eps(dtype))
    assert sigmoid(a).dtype == dtype


@DTYPES
def test_tanh_has_its_known_values(dtype):
    a = np.array([-1e4, -math.log(2), 0, math.log(2), 1e4], dtype)
    assert tanh(a) == pytest.approx([-1, -0.6, 0, 0.6, 1], rel=4 * eps(dtype))
    assert tanh(a).dtype == dtype


def test_softmax_of_known_logits():
    assert softmax(np.log([1.0, 2.0, 5.0])) == pytest.approx([0.125, 0.25, 0.625], rel=1e-15)


@DTYPES
@given(a=rows_of_eighths)
def test_softmax_rows_are_probabilities(dtype, a):
    y = softmax(a.astype(dtype))
    assert y.dtype == dtype
    assert (y >= 0).all()
    assert [math.fsum(row) for row in y.tolist()] == pytest.approx([1] * len(a), rel=8 * eps(dtype))


@given(a=rows_of_eighths, shift=eighths)
def test_softmax_does_not_see_a_shift(a, shift):
    assert softmax(a + shift).tolist() == softmax(a).tolist()
    assert softmax(a[0]).tolist() == softmax(a)[0].tolist()


@DTYPES
@given(a=rows_of_eighths, data=st.data())
def test_cross_entropy_is_exact_for_every_prediction_however_wrong(dtype, a, data):
    labels = data.draw(st.lists(st.integers(0, a.shape[1] - 1), min_size=len(a), max_size=len(a)))
    loss = cross_entropy(log_softmax(a.astype(dtype)), one_hot(labels, a.shape[1], dtype))
    exact = exact_cross_entropy(a, labels)
    assert loss.dtype == dtype
    assert abs(float(loss) - exact) <= 8 * eps(dtype) * max(1, exact)


@DTYPES
def test_cross_entropy_of_a_hopeless_prediction_is_not_capped(dtype):
    a = np.array([[1000, -1000, 0]], dtype)
    assert cross_entropy(log_softmax(a), one_hot([1], 3, dtype)) == 2000
    assert cross_entropy(log_softmax(a), one_hot([2], 3, dtype)) == 1000
    assert cross_entropy(log_softmax(a), one_hot([0], 3, dtype)) == 0


@DTYPES
@pytest.mark.parametrize("count", [1, 2, 100])
def test_where_nothing_is_lost_the_loss_is_0_and_has_no_sign(dtype, count):
    """−0.0 would be printed as such."""
    a = np.tile(np.array([-1000, 1000, 0], dtype), (count, 1))
    loss = cross_entropy(log_softmax(a), one_hot([1] * count, 3, dtype))
    assert (loss.dtype, str(loss)) == (dtype, "0.0")


def test_cross_entropy_keeps_its_digits_where_all_logits_are_large():
    a = np.array([[1000, 998]], np.float32)  # log(1 + e⁻²), of which 1000.1269 − 1000 keeps three digits
    assert cross_entropy(log_softmax(a), one_hot([0], 2, np.float32)) == pytest.approx(
        math.log1p(math.exp(-2)), rel=1e-6)


@DTYPES
@pytest.mark.parametrize("gap", [3.0, 9.0, 15.5, 16.5, 40.0, 80.0])
def test_a_loss_keeps_its_digits_where_the_right_class_is_nearly_certain(dtype, gap):
    """Of log y float32 has lost digits near 0: at a gap of 15.5 it gave 3.576e-07 in place of 2.538e-07."""
    a = np.array([[0, gap, -1], [gap, 0, 0]], dtype)
    exact = [math.log1p(math.exp(-gap) + math.exp(-1 - gap)), math.log1p(2 * math.exp(-gap))]
    t = one_hot([1, 0], 3, dtype)
    assert losses(log_softmax(a), t) == pytest.approx(exact, rel=80 * eps(dtype))
    mean = cross_entropy(log_softmax(a), t)
    assert mean.dtype == dtype
    assert mean == pytest.approx(sum(exact) / 2, rel=80 * eps(dtype) if mean < 1e-3 else 1e-4)


@DTYPES
@given(a=rows_of_eighths, data=st.data())
def test_the_loss_of_the_minibatch_is_the_mean_of_the_losses_of_its_samples(dtype, a, data):
    labels = data.draw(st.lists(st.integers(0, a.shape[1] - 1), min_size=len(a), max_size=len(a)))
    log_y, t = log_softmax(a.astype(dtype)), one_hot(labels, a.shape[1], dtype)
    found = losses(log_y, t)
    assert found.shape == (len(a),)
    assert (found >= 0).all()
    assert float(cross_entropy(log_y, t)) == pytest.approx(float(found.mean()), rel=4 * eps(dtype), abs=4 * eps(dtype))


def test_a_small_loss_of_one_sample_alone():
    a, t = np.array([18, 0, 0], np.float32), one_hot([0], 3, np.float32)[0]
    assert cross_entropy(log_softmax(a), t) == pytest.approx(math.log1p(2 * math.exp(-18)), rel=1e-5)


def test_the_exact_loss_takes_complex_numbers_too():
    a, h = np.array([[9.0, 0, -1]]), 1e-30
    slope = cross_entropy(log_softmax(a + np.array([[0, 1j * h, 0]])), one_hot([0], 3)).imag / h
    assert slope == pytest.approx(softmax(a)[0, 1], rel=1e-14)


def test_cross_entropy_of_a_guess_is_log_of_the_number_of_classes():
    assert cross_entropy(log_softmax(np.zeros((7, 10))), one_hot([3] * 7, 10)) == pytest.approx(math.log(10), rel=1e-15)


@DTYPES
def test_the_sum_of_rows_is_the_sum_over_the_first_axis(dtype):
    a = np.arange(-7, 8, dtype=dtype).reshape(5, 3)
    assert sum_of_rows(a).tolist() == a.sum(axis=0).tolist() == [-5, 0, 5]
    assert sum_of_rows(a).dtype == dtype
    assert sum_of_rows(a.T).tolist() == a.T.sum(axis=0).tolist()
    assert sum_of_rows(a * 1j).tolist() == (a * 1j).sum(axis=0).tolist()


@DTYPES
@given(a=rows_of_eighths)
def test_the_log_softmax_is_the_logarithm_of_the_softmax(dtype, a):
    log_y = log_softmax(a.astype(dtype))
    exact = a - a.max(axis=1, keepdims=True)
    exact -= np.log(np.exp(exact).sum(axis=1, keepdims=True))
    assert log_y == pytest.approx(exact, rel=8 * eps(dtype), abs=8 * eps(dtype))
