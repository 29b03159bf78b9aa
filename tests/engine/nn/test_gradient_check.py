"""The check itself: derivatives that are known, kinks that are recognised, and a wrong gradient that is caught."""

import numpy as np
import pytest

from engine.nn.gradient_check import check_gradients
from engine.nn.network import Network
from engine.nn.numerical import both_sides, complex_step_gradient, numerical_gradient, relative_error

KEPT = np.array([[-1.5, 0.25], [0.0, 2.0]])


def test_numerical_gradient_of_known_functions_and_parameters_put_back():
    p = KEPT.copy()
    assert numerical_gradient(lambda: (p**2).sum(), p) == pytest.approx(2 * KEPT, rel=1e-11, abs=1e-11)
    # A central difference of x³ is 3x² + h², of which h² is what is wrong with it.
    assert numerical_gradient(lambda: (p**3).sum(), p, h=1e-2) == pytest.approx(3 * KEPT**2 + 1e-4, rel=1e-11)
    assert p.tobytes() == KEPT.tobytes()


def test_both_sides_of_one_element_which_is_put_back_whatever_happens():
    p = KEPT.copy()
    above, below = both_sides(p.tolist, p, (0, 1), 0.5)
    assert (above, below) == ([[-1.5, 0.75], [0.0, 2.0]], [[-1.5, -0.25], [0.0, 2.0]])
    with pytest.raises(ZeroDivisionError):
        both_sides(lambda: 1 // 0, p, (0, 1), 0.5)
    assert p.tobytes() == KEPT.tobytes()


def test_complex_step_gradient_of_known_functions():
    p = KEPT.copy()
    p.setflags(write=False)
    assert complex_step_gradient(lambda p: (p**3).sum(), p) == pytest.approx(3 * KEPT**2, rel=1e-15)
    assert complex_step_gradient(lambda p: np.exp(p).sum(), p) == pytest.approx(np.exp(KEPT), rel=1e-15)


def test_relative_error():
    assert relative_error(np.array([3.0, 4]), np.array([3.0, 4])) == 0
    assert relative_error(np.array([3.0, 4]), np.array([-3.0, -4])) == 1
    assert relative_error(np.array([3.0, 4]), np.array([0.0, 0])) == 1
    assert relative_error(np.array([1.0]), np.array([1.01])) == pytest.approx(0.01 / 2.01)
    assert relative_error(np.zeros(2), np.zeros(2)) == 0
    assert relative_error(np.empty(0), np.empty(0)) == 0


def network_at_a_kink() -> Network:
    """2-2-2 with a1 = [0, 1] exactly, for the one sample x = [1, 0]."""
    network = Network((2, 2, 2), dtype=np.float64)
    network.params["W1"][...] = [[0.5, 0.75], [0.125, -0.25]]
    network.params["b1"][...] = [-0.5, 0.25]
    network.params["W2"][...] = [[1, -1], [0.5, 2]]
    return network


def test_a_unit_at_its_kink_is_left_out_and_counted():
    network, x, t = network_at_a_kink(), np.array([[1.0, 0.0]]), np.array([1])
    assert network.forward_values(x, t)["a1"].tolist() == [[0, 1]]
    checks = check_gradients(network, x, t)
    # Moving W1[0, 0] or b1[0] moves a1[0] across 0. W1[1, 0] does not, because x[1] is 0.
    assert {name: check.at_kink for name, check in checks.items()} == {"W1": 1, "b1": 1, "W2": 0, "b2": 0}
    assert {name: check.compared for name, check in checks.items()} == {"W1": 3, "b1": 1, "W2": 4, "b2": 2}
    assert max(check.relative_error for check in checks.values()) <= 1e-7
    # Without leaving them out it would fail: left of the kink nothing changes, so the difference shows half the slope.
    wrong = numerical_gradient(lambda: network.loss(x, t), network.params["b1"])
    right = network.gradient(x, t)["b1"]
    assert right[0] == 0
    assert relative_error(wrong, right) > 0.1


def test_a_unit_as_far_as_the_step_from_its_kink_is_compared():
    network, x, t = network_at_a_kink(), np.array([[1.0, 0.0]]), np.array([1])
    network.params["b1"][0] += 2e-4
    assert [check.at_kink for check in check_gradients(network, x, t, h=1e-4).values()] == [0, 0, 0, 0]
    assert [check.at_kink for check in check_gradients(network, x, t, h=4e-4).values()] == [1, 1, 0, 0]


def test_smooth_activations_have_no_kinks(rng):
    network = Network((3, 4, 2), activation="tanh", rng=rng)
    network.params["W1"][...] = 0
    checks = check_gradients(network, rng.random((5, 3)), np.array([0, 1, 1, 0, 1]))
    assert [check.at_kink for check in checks.values()] == [0, 0, 0, 0]


def test_a_wrong_gradient_is_caught(rng):
    class WithoutTheBend(Network):
        """Forgets the slope of the activation on the way back."""

        def copy(self, dtype=None):
            twin = super().copy(dtype)
            twin.activation.backward = lambda dout, x, out: dout
            return twin

    checks = check_gradients(WithoutTheBend((3, 4, 2), weight_init="he", rng=rng), rng.random((5, 3)),
                             np.array([0, 1, 1, 0, 1]))
    assert checks["W1"].relative_error > 0.01
    assert checks["b1"].relative_error > 0.01
    assert max(checks["W2"].relative_error, checks["b2"].relative_error) <= 1e-7


def test_the_network_that_is_checked_is_not_touched(rng, same_bits):
    network = Network((3, 4, 2), weight_init="he", rng=rng)  # float32; the check works on a copy in float64
    before = {name: value.copy() for name, value in network.params.items()}
    x, t = rng.random((5, 3), np.float32), np.array([0, 1, 1, 0, 1])
    assert max(check.relative_error for check in check_gradients(network, x, t).values()) <= 1e-7
    numeric = network.numerical_gradient(x, t)
    assert same_bits(network.params, before)
    for name, analytic in network.copy(np.float64).gradient(x, t).items():
        assert numeric[name].dtype == np.float64
        assert relative_error(numeric[name], analytic) <= 1e-7


def test_the_relative_error_of_numbers_whose_squares_no_float_can_hold():
    for size in (1e200, 1e-200, 1e-310):
        assert relative_error(np.array([3 * size]), np.array([size])) == pytest.approx(0.5)
    assert relative_error(np.float64(1e-9), np.float64(1e200)) == 1
    assert relative_error(np.zeros(2), np.zeros(2)) == relative_error(np.zeros(0), np.zeros(0)) == 0
    assert np.isnan(relative_error(np.float64(np.nan), np.float64(1)))
