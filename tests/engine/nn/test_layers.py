"""Every backward against its forward, by two methods that know nothing of backpropagation."""

import numpy as np
import pytest

from engine.nn.functions import only_where
from engine.nn.layers import ACTIVATIONS, Affine, Relu, Sigmoid, SoftmaxWithLoss, Tanh
from engine.nn.numerical import complex_step_gradient, numerical_gradient, relative_error

CENTRAL, COMPLEX = 1e-7, 1e-13
EACH_ACTIVATION = pytest.mark.parametrize("layer", [Relu(), Sigmoid(), Tanh()], ids=lambda layer: layer.title)


def away_from_zero(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers from 0.1 to 2 with any sign: no step of a check gets one of them across the kink of ReLU."""
    return rng.uniform(0.1, 2, shape) * rng.choice([-1, 1], shape)


def read_only(*arrays: np.ndarray) -> tuple[np.ndarray, ...]:
    for array in arrays:
        array.setflags(write=False)
    return arrays


def assert_gradient(f, x: np.ndarray, analytic: np.ndarray) -> None:
    """`analytic` is ∂f/∂x, says the central difference, and says the complex step."""
    moved = x.copy()
    assert relative_error(numerical_gradient(lambda: f(moved), moved), analytic) <= CENTRAL
    assert relative_error(complex_step_gradient(f, x), analytic) <= COMPLEX


@pytest.fixture
def affine(rng):
    params = {"W1": rng.standard_normal((4, 3)), "b1": rng.standard_normal(3)}
    return Affine(params, 1)


@pytest.fixture
def x(rng):
    return rng.standard_normal((5, 4))


@pytest.fixture
def dout(rng):
    return rng.standard_normal((5, 3))


def as_parameter(affine: Affine, name: str, value: np.ndarray) -> Affine:
    params = {key: kept.astype(value.dtype) for key, kept in affine.params.items()}
    return Affine({**params, name: value}, 1)


def test_affine_forward_is_a_weighted_sum_plus_a_bias():
    affine = Affine({"W2": np.array([[1.0, 2, 3], [4, 5, 6]]), "b2": np.array([0.5, 0, -0.5])}, 2)
    assert affine.forward(np.array([[1.0, 0], [2, -1]])).tolist() == [[1.5, 2, 2.5], [-1.5, -1, -0.5]]


def test_affine_gradient_of_the_input(affine, x, dout):
    assert_gradient(lambda x: (affine_of(affine, x) * dout).sum(), x, affine.backward(dout))


def affine_of(affine: Affine, x: np.ndarray) -> np.ndarray:
    return as_parameter(affine, "W1", affine.W.astype(x.dtype)).forward(x)


@pytest.mark.parametrize(("name", "place"), [("W1", 0), ("b1", 1)])
def test_affine_gradient_of_its_parameters(affine, x, dout, name, place):
    def f(value: np.ndarray):
        return (as_parameter(affine, name, value).forward(x.astype(value.dtype)) * dout).sum()

    assert_gradient(f, affine.params[name], affine.backward_params(dout, x)[place])


@EACH_ACTIVATION
def test_activation_gradient(layer, rng):
    x, dout = away_from_zero(rng, (6, 5)), rng.standard_normal((6, 5))
    assert_gradient(lambda x: (layer.forward(x) * dout).sum(), x, layer.backward(dout, x, layer.forward(x)))


def test_relu_slope_at_zero_is_zero():
    x = np.array([[-1.0, -0.0, 0.0, 1.0]])
    assert Relu().backward(np.full((1, 4), 3.0), x, Relu().forward(x)).tolist() == [[0, 0, 0, 3]]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_silent_relu_lets_nothing_through_however_large_the_gradient_behind_it_is(dtype):
    """As in the book: ``dout[mask] = 0``. Infinity times 0 would be NaN."""
    x = np.array([[-1.0, 0.0, 2.0, -3.0, -4.0, np.nan]], dtype)
    dout = np.array([[np.inf, -np.inf, np.inf, np.nan, -5.0, np.nan]], dtype)
    found = Relu().backward(dout, x, Relu().forward(x))
    assert found[0, :5].tolist() == [0, 0, np.inf, 0, 0]
    assert np.isnan(found[0, 5]), "what is no number is not hidden"


def test_only_where_is_the_where_of_numpy(rng):
    a = rng.standard_normal((3, 4, 5)).astype(np.float32)
    for each in (a, a.astype(np.float64), a.T, a[:, ::2], a[:0]):
        mask = each > 0.3
        assert only_where(mask, each).tolist() == np.where(mask, each, 0).tolist()


def test_softmax_with_loss_gradient(rng):
    layer, x, t = SoftmaxWithLoss(), 3 * rng.standard_normal((6, 4)), np.eye(4)[[0, 3, 1, 1, 2, 0]]
    assert_gradient(lambda x: layer.loss(layer.softmax(x)[1], t), x, layer.backward(layer.softmax(x)[0], t))


def test_softmax_with_loss_gradient_of_a_hopeless_prediction():
    """Where the book's log(y + 1e-7) is flat, so that its right gradient fails the check."""
    layer, x, t = SoftmaxWithLoss(), np.array([[30.0, 0.0, -30.0]]), np.array([[0.0, 0, 1]])
    assert_gradient(lambda x: layer.loss(layer.softmax(x)[1], t), x, layer.backward(layer.softmax(x)[0], t))


def test_no_layer_writes_into_what_it_is_handed(affine, x, dout):
    read_only(x, dout, *affine.params.values())
    affine.forward(x)
    affine.backward(dout)
    affine.backward_params(dout, x)
    (a,) = read_only(x - 0.5)
    for layer in (kind() for kind in ACTIVATIONS.values()):
        (z,) = read_only(layer.forward(a))
        layer.backward(a, a, z)
    last = SoftmaxWithLoss()
    y, log_y, t = read_only(*last.softmax(a), np.eye(4)[[0, 1, 2, 3, 0]])
    last.loss(log_y, t)
    last.backward(y, t)


def test_affine_output_is_not_its_input(affine):
    x = np.zeros((1, 4))
    assert not np.shares_memory(affine.forward(x), x)
    assert not np.shares_memory(Relu().forward(x), x)


def test_affine_sees_parameters_changed_in_place_and_replaced_ones(affine):
    x = np.ones((1, 4))
    affine.params["b1"] -= affine.forward(x)[0]
    assert affine.forward(x) == pytest.approx(np.zeros((1, 3)), abs=1e-15)
    affine.params["W1"] = np.zeros((4, 3))
    affine.params["b1"] = np.array([1.0, 2, 3])
    assert affine.forward(x).tolist() == [[1, 2, 3]]
    assert affine.backward(np.ones((1, 3))).tolist() == [[0, 0, 0, 0]]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_layers_keep_the_dtype(dtype, rng):
    x, t = rng.standard_normal((5, 4)).astype(dtype), np.eye(4, dtype=dtype)[[0, 1, 2, 3, 0]]
    affine, last = Affine({"W1": x[:4], "b1": x[0]}, 1), SoftmaxWithLoss()
    found = [affine.forward(x), affine.backward(x), *affine.backward_params(x, x), *last.softmax(x), last.loss(x, t),
             last.backward(x, t)]
    for layer in (kind() for kind in ACTIVATIONS.values()):
        found += [layer.forward(x), layer.backward(x, x, layer.forward(x))]
    assert {value.dtype for value in found} == {np.dtype(dtype)}
