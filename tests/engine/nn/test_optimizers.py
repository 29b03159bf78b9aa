"""SGD: the step, in place, in the parameter's own type."""

import numpy as np
import pytest

from engine.nn.optimizers import SGD


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rate", [0.25, np.float64(0.25), np.float32(0.25)])
def test_a_step_against_the_gradient_in_place(dtype, rate):
    param, grad = np.array([[1, -2], [0, 4]], dtype), np.array([[4, 4], [-2, 0]], dtype)
    grad.setflags(write=False)
    same = param
    SGD(rate).update(param, grad)
    assert same.tolist() == [[0, -3], [0.5, 4]]
    assert same.dtype == dtype


def test_a_float32_step_is_computed_in_float32(rng):
    param, grad = rng.standard_normal((2, 1000)).astype(np.float32)
    expected = param - np.float32(0.1) * grad
    for rate in (0.1, np.float64(0.1)):
        stepped = param.copy()
        SGD(rate).update(stepped, grad)
        assert stepped.tobytes() == expected.tobytes()


def test_the_learning_rate_may_change_at_any_time():
    sgd, param = SGD(), np.zeros(1)
    sgd.update(param, np.ones(1))
    sgd.learning_rate = 0.5
    sgd.update(param, np.ones(1))
    assert param.tolist() == [-0.1 - 0.5]
