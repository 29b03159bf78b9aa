"""SGD: the step, in the parameter's own type."""

import numpy as np
import pytest

from engine.nn.optimizers import SGD


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rate", [0.25, np.float64(0.25), np.float32(0.25)])
def test_a_step_against_the_gradient(dtype, rate):
    param, grad = np.array([[1, -2], [0, 4]], dtype), np.array([[4, 4], [-2, 0]], dtype)
    param.setflags(write=False)
    grad.setflags(write=False)
    stepped = SGD({"W1": param}, rate).update(param, grad)
    assert stepped.tolist() == [[0, -3], [0.5, 4]]
    assert stepped.dtype == dtype


def test_a_float32_step_is_computed_in_float32(rng):
    param, grad = rng.standard_normal((2, 1000)).astype(np.float32)
    expected = param - np.float32(0.1) * grad
    for rate in (0.1, np.float64(0.1)):
        assert SGD({"W1": param}, rate).update(param, grad).tobytes() == expected.tobytes()


def test_the_learning_rate_may_change_at_any_time():
    param = np.zeros(1)
    sgd = SGD({"W1": param})
    param = sgd.update(param, np.ones(1))
    sgd.learning_rate = 0.5
    param = sgd.update(param, np.ones(1))
    assert param.tolist() == [-0.1 - 0.5]
