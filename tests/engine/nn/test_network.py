"""The network: what it computes, what it accepts, what it starts from, and that it owns its types."""

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.nn.book import TwoLayerNet
from engine.nn.gradient_check import check_gradients
from engine.nn.layers import ACTIVATIONS as ACTIVATIONS_BY_NAME
from engine.nn.layers import Activation
from engine.nn.network import CHUNK, Network, parameter_count
from engine.nn.optimizers import SGD

ACTIVATIONS = ("relu", "sigmoid", "tanh")
DTYPES = pytest.mark.parametrize("dtype", [np.float32, np.float64])


@pytest.fixture
def worked():
    """The network of the hand-worked example."""
    network = TwoLayerNet(2, 2, 2, dtype=np.float64)
    network.params["W1"][...] = [[1, -1], [0.5, 0.25]]
    network.params["b1"][...] = [-1, 0.25]
    network.params["W2"][...] = [[1, 0], [5, 7]]
    network.params["b2"][...] = [math.log(3) - 1, 0]
    return network


# Worked by hand, for x = [1, 2] and the second class:
#   a1  = [1·1 + 2·0.5 − 1,  1·(−1) + 2·0.25 + 0.25]      = [1, −0.25]
#   z1  = max(0, a1)                                      = [1, 0]
#   a2  = [1·1 + 0·5 + ln 3 − 1,  1·0 + 0·7 + 0]          = [ln 3, 0]
#   y   = [3, 1] / (3 + 1)                                = [0.75, 0.25]
#   L   = −ln 0.25                                        = 2·ln 2
#   da2 = y − t = [0.75 − 0, 0.25 − 1]                    = [0.75, −0.75]
#   dz1 = [0.75·1 − 0.75·0,  0.75·5 − 0.75·7]             = [0.75, −1.5]
#   dW2 = z1ᵀ·da2 = [[1·0.75, 1·(−0.75)], [0, 0]],  db2 = da2
#   da1 = dz1 where a1 > 0                                = [0.75, 0]
#   dW1 = xᵀ·da1 = [[1·0.75, 0], [2·0.75, 0]],      db1 = da1
#   dx  = [0.75·1 + 0·(−1),  0.75·0.5 + 0·0.25]           = [0.75, 0.375]
WORKED = {
    "x": [[1, 2]], "t": [[0, 1]], "a1": [[1, -0.25]], "z1": [[1, 0]], "a2": [[math.log(3), 0]], "y": [[0.75, 0.25]],
    "log y": [[math.log(0.75), math.log(0.25)]],
    "L": 2 * math.log(2), "da2": [[0.75, -0.75]], "dz1": [[0.75, -1.5]], "dW2": [[0.75, -0.75], [0, 0]],
    "db2": [0.75, -0.75], "da1": [[0.75, 0]], "dW1": [[0.75, 0], [1.5, 0]], "db1": [0.75, 0], "dx": [[0.75, 0.375]],
}


def test_hand_worked_example(worked):
    values = worked.values([[1, 2]], [1], with_dx=True)
    assert values.keys() == WORKED.keys()
    for name, expected in WORKED.items():
        assert np.shape(values[name]) == np.shape(expected), name
        assert values[name] == pytest.approx(np.array(expected), rel=1e-15, abs=1e-15), name


def test_hand_worked_update(worked):
    grad = worked.gradient([[1, 2]], [1])
    sgd = SGD(worked.params, 0.5)
    for name, param in worked.params.items():
        worked.params[name] = sgd.update(param, grad[name])
    assert worked.params["W1"] == pytest.approx(np.array([[0.625, -1], [-0.25, 0.25]]), rel=1e-15)
    assert worked.params["b1"] == pytest.approx(np.array([-1.375, 0.25]), rel=1e-15)
    assert worked.params["W2"] == pytest.approx(np.array([[0.625, 0.375], [5, 7]]), rel=1e-15)
    assert worked.params["b2"] == pytest.approx(np.array([math.log(3) - 1.375, 0.375]), rel=1e-15)


def test_predict_loss_and_accuracy_of_the_worked_example(worked):
    x = [[1, 2], [0, 0], [0, 4]]  # the second: a1 = [−1, 0.25], a2 = [1.25 + ln 3 − 1, 1.75]; the third: a1 = [1, 1.25]
    assert worked.predict(x) == pytest.approx(
        np.array([[math.log(3), 0], [0.25 + math.log(3), 1.75], [6.25 + math.log(3), 8.75]]), rel=1e-15)
    assert worked.classify(x).tolist() == [0, 1, 1]
    assert worked.accuracy(x, [0, 0, 1]) == pytest.approx(2 / 3)
    assert worked.accuracy(x, [[1, 0], [1, 0], [0, 1]]) == pytest.approx(2 / 3)
    assert worked.loss(x[:1], [0]) == pytest.approx(math.log(4 / 3), rel=1e-15)


def test_what_the_first_layer_would_pass_on_is_not_computed_unless_asked(worked):
    assert "dx" not in worked.values([[1, 2]], [1])
    assert worked.gradient([[1, 2]], [1]).keys() == {"W1", "b1", "W2", "b2"}


# --- the minibatch ----------------------------------------------------------------------------------------------------


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 12), hidden=st.lists(st.integers(1, 5), max_size=3),
       activation=st.sampled_from(ACTIVATIONS))
def test_gradient_of_a_minibatch_is_the_mean_over_its_samples(seed, count, hidden, activation):
    rng = np.random.default_rng(seed)
    network = Network((4, *hidden, 3), activation=activation, weight_init="he", rng=rng, dtype=np.float64)
    x, t = rng.standard_normal((count, 4)), rng.integers(0, 3, count)
    whole = network.gradient(x, t)
    single = [network.gradient(x[i], t[i]) for i in range(count)]
    for name, grad in whole.items():
        assert grad == pytest.approx(np.mean([one[name] for one in single], axis=0), rel=1e-12, abs=1e-14)
    assert network.loss(x, t) == pytest.approx(np.mean([network.loss(x[i], t[i]) for i in range(count)]), rel=1e-13)


@pytest.mark.parametrize("count", [1, 7, 10])
def test_labels_one_hot_and_as_class_numbers_are_the_same(count, rng, same_bits):
    """10 class numbers for 10 samples of 10 classes are 10 labels, not one one-hot row."""
    network = TwoLayerNet(6, 5, 10, rng=rng)
    x, labels = rng.random((count, 6), np.float32), rng.integers(0, 10, count)
    one_hot = np.eye(10)[labels]
    expected = network.values(x, one_hot, with_dx=True)
    assert expected["t"].tolist() == one_hot.tolist()
    for t in (labels, labels.astype(np.uint8), labels[:, np.newaxis], labels.tolist(), one_hot.astype(bool)):
        assert same_bits(network.values(x, t, with_dx=True), expected)
        assert network.loss(x, t) == expected["L"]
        assert network.accuracy(x, t) == (expected["y"].argmax(axis=1) == labels).mean()


def test_one_sample_alone_is_a_minibatch_of_one(rng, same_bits):
    network = TwoLayerNet(6, 5, 10, rng=rng)
    x = rng.random(6, np.float32)
    expected = network.values(x[np.newaxis], [3])
    assert network.predict(x).shape == (1, 10)
    assert network.predict(x).tolist() == expected["a2"].tolist()
    for t in ([3], 3, np.eye(10)[3], np.eye(10)[[3]]):
        assert same_bits(network.values(x, t), expected)
        assert network.loss(x, t) == expected["L"]
    (digit,) = network.classify(x)
    for t, accuracy in ((digit, 1), (np.eye(10)[digit], 1), ((digit + 1) % 10, 0), (np.eye(10)[digit - 1], 0)):
        assert network.accuracy(x, t) == accuracy


def test_one_sample_of_more_numbers_than_are_classified_at_a_time(rng):
    network = TwoLayerNet(CHUNK + 5, 3, 4, rng=rng)
    x = rng.random(CHUNK + 5, np.float32)
    assert network.classify(x).tolist() == [network.predict(x)[0].argmax()]


def test_images_are_flattened(rng, same_bits):
    network = TwoLayerNet(64, 5, 10, rng=rng)
    images, labels = rng.random((3, 1, 8, 8), np.float32), np.array([1, 2, 3])
    rows = images.reshape(3, 64)
    assert same_bits(network.values(images, labels), network.values(rows, labels))
    assert same_bits(network.values(images[:, 0], labels), network.values(rows, labels))
    assert network.predict(images).tolist() == network.predict(rows).tolist()
    assert network.accuracy(images, labels) == network.accuracy(rows, labels)
    assert network.numerical_gradient(images, labels)["b2"] == pytest.approx(network.gradient(rows, labels)["b2"],
                                                                            rel=1e-4, abs=1e-6)


def test_many_samples_are_classified_as_one_at_a_time_would_be(rng):
    network = TwoLayerNet(4, 5, 3, weight_init_std=1, rng=rng, dtype=np.float64)
    x = rng.standard_normal((2 * CHUNK + 1, 4))
    expected = network.predict(x).argmax(axis=1)
    assert set(expected) == {0, 1, 2}
    assert network.classify(x).tolist() == expected.tolist()
    assert network.accuracy(x, expected) == 1


def test_a_network_that_has_diverged_is_classified_without_a_warning():
    network = TwoLayerNet(4, 5, 3)
    network.params["W1"][...], network.params["W2"][...] = 1e38, np.inf
    assert network.classify(np.ones((2, 4))).shape == (2,)


# --- types and ownership ----------------------------------------------------------------------------------------------


@DTYPES
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (5,), (5, 4, 3)])
def test_every_value_is_of_the_network_s_type(dtype, activation, hidden, rng):
    network = Network((6, *hidden, 4), activation=activation, rng=rng, dtype=dtype)
    for x in (rng.random((3, 6)), rng.random((3, 6), np.float32), rng.integers(0, 255, (3, 6), np.uint8)):
        for t in ([0, 1, 3], np.eye(4)[[0, 1, 3]], np.eye(4, dtype=np.float32)[[0, 1, 3]]):
            values = network.values(x, t, with_dx=True)
            assert {name: value.dtype for name, value in values.items()} == dict.fromkeys(values, np.dtype(dtype))
            assert network.loss(x, t).dtype == network.predict(x).dtype == dtype
    assert SGD(network.params, np.float64(0.1)).update(network.params["W1"], values["dW1"]).dtype == dtype
    assert {param.dtype for param in network.params.values()} == {np.dtype(dtype)}


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_nothing_that_is_handed_in_is_written_to(activation, rng):
    """Not the caller's arrays, and no value by an operation that comes later: every array is read-only at once."""
    network = Network((6, 5, 4, 3), activation=activation, rng=rng, dtype=np.float64)
    x, t = rng.random((4, 6)), np.eye(3)[[0, 1, 2, 0]]
    for array in (x, t, *network.params.values()):
        array.setflags(write=False)
    values = {"x": x, "t": t}
    for operation in (*network.forward_operations, *network.backward_operations):
        operation.run(values)
        for name in operation.writes:
            if isinstance(values[name], np.ndarray):
                values[name].setflags(write=False)
    assert network.loss(x, t) == values["L"]
    assert network.accuracy(x, t) in (0, 0.25, 0.5, 0.75, 1)
    network.values(x, t, with_dx=True)


def test_parameters_changed_in_place_and_replaced_ones_are_seen(worked):
    x = [[1, 2]]
    worked.params["b2"] -= [math.log(3) - 1, 0]
    assert worked.predict(x) == pytest.approx(np.array([[1, 0]]), abs=1e-15)
    worked.params["W2"] = worked.params["W2"] * 2
    assert worked.predict(x) == pytest.approx(np.array([[2, 0]]), abs=1e-15)
    worked.params["b1"] = np.array([0.0, 10.0])
    assert worked.predict(x) == pytest.approx(np.array([[2 * 2 + 10 * 9.5, 14 * 9.5]]), rel=1e-15)
    assert worked.values(x, [0])["z1"].tolist() == [[2, 9.5]]
    assert worked.gradient(x, [0])["W2"][1, 1] == pytest.approx(9.5, rel=1e-15)


def test_copy_is_exact_and_independent(rng, same_bits):
    network = Network((6, 5, 4), activation="tanh", rng=rng)
    twin = network.copy(np.float64)
    assert twin.dtype == np.float64
    assert twin.sizes == (6, 5, 4)
    assert twin.activation_name == "tanh"
    for name, param in network.params.items():
        assert twin.params[name].dtype == np.float64
        assert twin.params[name].tolist() == param.tolist()
    assert same_bits(twin.copy(np.float32).params, network.params)
    assert network.copy().dtype == np.float32
    before = {name: param.copy() for name, param in network.params.items()}
    x = rng.random((2, 6))
    expected = twin.predict(x)
    for param in network.copy().params.values():
        param += 1
    assert same_bits(network.params, before)
    for param in network.params.values():
        param += 1
    assert twin.predict(x).tolist() == expected.tolist()


def test_shapes_of_every_value(rng):
    network = Network((6, 5, 4, 3), rng=rng)
    values = network.values(rng.random((2, 6)), [0, 1], with_dx=True)
    assert values.pop("log y").shape == values["y"].shape
    for name, value in {**values, **network.params}.items():
        assert network.shape(name, 2) == value.shape, name
    assert network.shape("W2", 1) == (5, 4)
    assert network.shape("da3", 7) == (7, 3)
    assert network.shape("L", 7) == ()
    assert network.depth == 3


# --- the start --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("weight_init", "stds"), [
    ("std 0.01", (0.01, 0.01, 0.01)),
    ("std 1", (1, 1, 1)),
    ("xavier", (1 / math.sqrt(400), 1 / math.sqrt(300), 1 / math.sqrt(200))),
    ("he", (math.sqrt(2 / 400), math.sqrt(2 / 300), math.sqrt(2 / 200))),
    (0.5, (0.5, 0.5, 0.5)),
])
@DTYPES
def test_first_weights(weight_init, stds, dtype, rng):
    network = Network((400, 300, 200, 500), weight_init=weight_init, rng=rng, dtype=dtype)
    for number, std in enumerate(stds, start=1):
        W, b = network.params[f"W{number}"].astype(np.float64), network.params[f"b{number}"]
        assert W.std() == pytest.approx(std, rel=0.01)  # of 60,000 weights or more: three times what chance allows
        assert abs(W.mean()) < 5 * std / math.sqrt(W.size)
        assert (np.abs(W) < std).mean() == pytest.approx(0.6827, abs=0.01)
        assert not b.any()
        assert b.dtype == network.params[f"W{number}"].dtype == dtype


def test_first_weights_of_zero_are_no_negative_zeros(rng):
    network = Network((6, 5, 4), weight_init="zero", rng=rng)
    assert not any(param.any() or np.signbit(param).any() for param in network.params.values())


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_units_that_begin_alike_stay_alike(tiny_trainer, activation):
    trainer = tiny_trainer(weight_init="zero", activation=activation)
    while trainer.iteration < 20:
        trainer.run_iteration()
    W1, W2 = trainer.network.params["W1"], trainer.network.params["W2"]
    # to what rounding allows: a BLAS kernel may add up the last columns of a matrix in another order than the first
    np.testing.assert_allclose(W1, np.repeat(W1[:, :1], W1.shape[1], axis=1), rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(W2, np.repeat(W2[:1], W2.shape[0], axis=0), rtol=1e-4, atol=1e-7)
    assert W1.any() == W2.any() == (activation == "sigmoid"), "of 0, only sigmoid makes something else than 0"


def test_first_weights_of_float32_are_those_of_float64_rounded(same_bits):
    single = Network((6, 5, 4), rng=np.random.default_rng(1))
    double = Network((6, 5, 4), rng=np.random.default_rng(1), dtype="float64")
    assert same_bits(single.params, {name: param.astype(np.float32) for name, param in double.params.items()})


def test_first_weights_come_from_the_generator_that_is_handed_in(same_bits):
    first, again, other = (Network((6, 5, 4), rng=np.random.default_rng(seed)).params for seed in (1, 1, 2))
    assert same_bits(first, again)
    assert not same_bits(first, other)
    assert not same_bits(Network((6, 5, 4)).params, Network((6, 5, 4)).params)


@pytest.fixture
def global_generator():
    """numpy's global generator, which is put back afterwards as it was."""
    state = np.random.get_state()
    yield np.random
    np.random.set_state(state)


@pytest.mark.parametrize("seed", [0, 1, 1234])
@pytest.mark.parametrize("sizes", [(784, 50, 10), (64, 7, 3)])
def test_two_layer_net_begins_with_the_weights_of_the_book(same_bits, global_generator, seed, sizes):
    """After the same `np.random.seed`, and it leaves the generator where the book's does: what is drawn next is too."""
    def of_the_book(input_size, hidden_size, output_size, weight_init_std=0.01):  # section 5.7.2, line by line
        params = {}
        params["W1"] = weight_init_std * np.random.randn(input_size, hidden_size)
        params["b1"] = np.zeros(hidden_size)
        params["W2"] = weight_init_std * np.random.randn(hidden_size, output_size)
        params["b2"] = np.zeros(output_size)
        return params

    for options in ({}, {"weight_init_std": 0.3}):
        np.random.seed(seed)
        expected, then = of_the_book(*sizes, **options), np.random.choice(60000, 100)
        for _ in range(2):
            np.random.seed(seed)
            assert same_bits(TwoLayerNet(*sizes, **options).params, expected)
            assert np.random.choice(60000, 100).tolist() == then.tolist()
        np.random.seed(seed)
        rounded = {name: value.astype(np.float32) for name, value in expected.items()}
        assert same_bits(TwoLayerNet(*sizes, **options, dtype=np.float32).params, rounded)


def test_two_layer_net_is_the_case_of_one_hidden_layer(same_bits):
    network = TwoLayerNet(input_size=784, hidden_size=50, output_size=10, weight_init_std=0.01,
                          rng=np.random.default_rng(5), dtype=np.float32)
    assert [(name, param.shape) for name, param in network.params.items()] == [
        ("W1", (784, 50)), ("b1", (50,)), ("W2", (50, 10)), ("b2", (10,))]
    assert same_bits(network.params, Network((784, 50, 10), rng=np.random.default_rng(5)).params)


def test_no_other_network_draws_from_the_global_generator(global_generator):
    global_generator.seed(7)
    expected = global_generator.random_sample()
    global_generator.seed(7)
    Network((6, 5, 4))
    TwoLayerNet(6, 5, 4, rng=np.random.default_rng(1))
    assert global_generator.random_sample() == expected


# --- what cannot be used ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sizes", "options", "message"), [
    ((5,), {}, r"sizes must be two or more numbers of 1 or more.*\(5,\)"),
    ((5, 0, 3), {}, r"sizes.*\(5, 0, 3\)"),
    ((5, 3), {"activation": "softplus"}, "activation must be one of relu, sigmoid, tanh; got 'softplus'"),
    ((5, 3), {"weight_init": "hee"}, "weight_init must be a number of 0 or more, or one of zero, std 0.01, std 1, "
                                     "xavier, he; got 'hee'"),
    ((5, 3), {"dtype": np.int64}, "dtype must be float32 or float64; got int64"),
    ((5, 3), {"dtype": "float16"}, "dtype must be float32 or float64; got float16"),
])
def test_bad_arguments_are_named(sizes, options, message):
    with pytest.raises(ValueError, match=message):
        Network(sizes, **options)


@pytest.mark.parametrize(("x", "message"), [
    (np.ones((2, 5)), "x has 5 numbers a sample; this network takes 4"),
    (np.ones(5), "x has 5 numbers a sample; this network takes 4"),
    (np.ones((2, 1, 2, 3)), "x has 6 numbers a sample; this network takes 4"),
    (np.ones((0, 4)), r"x has shape \(0, 4\); one sample or more are needed, of 4 numbers each"),
    (1.0, r"x has shape \(\)"),
])
def test_input_that_does_not_fit_is_named(x, message):
    network = TwoLayerNet(4, 5, 3)
    for ask in (network.predict, network.classify, lambda x: network.loss(x, [0, 1]),
                lambda x: network.gradient(x, [0, 1]), lambda x: network.accuracy(x, [0, 1])):
        with pytest.raises(ValueError, match=message):
            ask(x)


@pytest.mark.parametrize(("t", "message"), [
    ([0, 1, 2], r"t has shape \(3,\); 2 samples need \(2, 3\) or \(2,\)"),
    (np.eye(4)[:2], r"t has shape \(2, 4\); 2 samples need \(2, 3\) or \(2,\)"),
    ([0, 3], "t holds class numbers from 0 to 3; they go from 0 to 2"),
    ([-1, 0], "t holds class numbers from -1 to 0; they go from 0 to 2"),
    ([0.0, 1.0], "t holds class numbers of type float64; they must be whole numbers"),
])
def test_labels_that_do_not_fit_are_named(t, message):
    network, x = TwoLayerNet(4, 5, 3), np.ones((2, 4))
    for ask in (network.loss, network.gradient, network.values, network.accuracy, network.numerical_gradient):
        with pytest.raises(ValueError, match=message):
            ask(x, t)


@pytest.mark.parametrize("hidden", [(), (50,), (30, 20, 7)])
def test_the_parameters_are_counted_as_the_network_has_them(hidden):
    network = Network((64, *hidden, 10))
    assert parameter_count(network.sizes) == sum(value.size for value in network.params.values())


@pytest.mark.parametrize("again", [copy.deepcopy, lambda network: pickle.loads(pickle.dumps(network)), Network.copy])
def test_a_copy_computes_with_its_own_parameters(rng, same_bits, again):
    network = Network((6, 5, 4), activation="tanh", rng=rng)
    x, t = rng.random((7, 6), np.float32), rng.integers(0, 4, 7)
    twin, before = again(network), network.gradient(x, t)
    twin.params["W1"] += 1
    assert same_bits(network.gradient(x, t), before)
    assert not same_bits(twin.gradient(x, t), before)
    assert twin.loss(x, t) == twin.values(x, t)["L"] != network.loss(x, t)


def test_setting_params_reaches_the_layers(rng):
    network, other = Network((6, 5, 4), rng=rng), Network((6, 5, 4), rng=rng)
    x, t = rng.random((7, 6), np.float32), rng.integers(0, 4, 7)
    arrays = dict(network.params)
    network.params = {name: value.astype(np.float64) for name, value in other.params.items()}
    assert network.loss(x, t) == other.loss(x, t)
    assert all(network.params[name] is array for name, array in arrays.items())
    assert network.loss(x, t).dtype == np.float32


@pytest.mark.parametrize(("values", "message"), [
    ({"W1": np.zeros((2, 3))}, "params has W1; this network has W1, b1"),
    ({"W1": np.zeros((3, 2)), "b1": np.zeros(3)}, r"W1 has shape \(3, 2\); it must be \(2, 3\)"),
])
def test_params_of_another_network_are_refused(values, message):
    with pytest.raises(ValueError, match=message):
        Network((2, 3)).params = values


@pytest.mark.parametrize("scale", [math.nan, -1.0, math.inf])
def test_a_scale_of_the_first_weights_that_is_no_scale_is_refused(scale):
    with pytest.raises(ValueError, match="weight_init must be a number of 0 or more"):
        Network((2, 3), weight_init=scale)


def test_a_further_activation_is_one_class(rng, monkeypatch):
    class Leaky(Activation):
        title, formula, slope, slope_needs = "Leaky ReLU", "max({x}/10, {x})", "[{x} > 0] or 1/10", "x"

        def forward(self, x):
            return np.maximum(x / 10, x)

        def backward(self, dout, x, out):
            return dout * np.where(x > 0, x.dtype.type(1), x.dtype.type(0.1))

    monkeypatch.setitem(ACTIVATIONS_BY_NAME, "leaky", Leaky)
    network = Network((6, 5, 4), activation="leaky", weight_init="he", rng=rng)
    x, t = rng.random((7, 6)), rng.integers(0, 4, 7)
    assert all(check.relative_error < 1e-7 for check in check_gradients(network, x, t).values())
    assert network.forward_operations[1].formula == "z1 = max(a1/10, a1)"
    assert network.backward_operations[2].formula == "da1 = dz1 ⊙ [a1 > 0] or 1/10"


def test_a_network_around_parameters_uses_these_very_arrays(rng, same_bits):
    network = Network((4, 3, 5, 2), activation="tanh", rng=rng)
    params = {name: value.copy() for name, value in network.params.items()}
    around = network.with_params(params)
    assert (around.sizes, around.activation_name, around.dtype) == ((4, 3, 5, 2), "tanh", np.float32)
    x = rng.random((6, 4))
    assert same_bits({"a": around.predict(x)}, {"a": network.predict(x)})
    assert around.affines[1].W is params["W2"]
