"""Most mistakes change the gradient and nothing else, and the check finds them where they are; some it cannot find."""

import copy
import pickle

import numpy as np
import pytest

from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.proof.breakage import BREAKAGES, broken
from engine.inspection.proof.check import check_parameters
from engine.inspection.proof.whereabouts import judge_all
from engine.nn.network import Network
from engine.problem import EngineError
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

HIDDEN = ((), (6,), (6, 6), (6, 5, 5), (6, 5, 5, 6), (6, 5, 5, 6, 6))
SMALL = Network((3, 4, 4, 2), rng=np.random.default_rng(0))
FORWARD = {"mask in forward", "labels of other rows", "softmax maximum"}  # in which the loss is another one, too
UNSEEN = {"labels of other rows", "softmax maximum"}  # by the check: the gradient is that of the loss
STOPS = {"labels from x", "return dx", "transpose side", "rows in db"}
BACKWARD = [name for name in BREAKAGES if name not in FORWARD | STOPS | {"activation slope"}]


def expected_wrong(name: str, network: Network) -> set[str]:
    """The parameters whose gradient the mistake reaches."""
    depth = network.depth
    if name in UNSEEN:
        return set()
    if name in ("sum in db", "axis in db"):
        return {f"b{number}" for number in range(1, depth + 1)}
    if name == "transpose":
        last = max(n for n in range(2, depth + 1) if network.sizes[n - 1] == network.sizes[n]) - 1
    else:
        last = depth if name == "division by N" else depth - 1
    return {f"{kind}{number}" for kind in "Wb" for number in range(1, last + 1)}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("hidden", HIDDEN, ids=len)
def test_the_check_finds_every_mistake_and_names_what_is_wrong(tiny_trainer, hidden, activation, dtype):
    trainer = tiny_trainer(hidden_sizes=hidden, activation=activation, dtype=dtype)
    trainer.run_iteration()
    snapshot, tried = snapshot_of(trainer), []
    for name, breakage in BREAKAGES.items():
        if breakage.applies(snapshot.network) is None and not breakage.stops:
            network = broken(snapshot.network, name)
            checks = check_parameters(snapshot, cells=40, network=network)
            assert {check.name for check in checks if check.agrees is False} == expected_wrong(name, network), name
            assert all(check.agrees and check.relative_error <= 1e-7 for check in checks
                       if check.name not in expected_wrong(name, network))
            assert judge_all(checks, snapshot.network)[0] is (name in UNSEEN)
            tried.append(name)
    assert ("transpose" in tried) == (len(hidden) > 1)
    assert {"relu mask", "mask sign", "mask in forward"} & set(tried) == (
        {"relu mask", "mask sign", "mask in forward"} if activation == "relu" and hidden else set())
    assert ("activation slope" in tried) == (activation != "relu" and len(hidden) > 0)
    assert {"division by N", "sum in db", "axis in db", "labels of other rows", "softmax maximum"} <= set(tried)


def test_what_is_wrong_is_so_by_the_mistake_that_is_named(rng):
    x, t = rng.random((5, 3)), np.array([0, 1, 1, 0, 1])
    right = SMALL.copy(np.float64).values(x, t)
    wrong = {name: broken(SMALL, name).copy(np.float64).values(x, t) for name in BREAKAGES
             if name not in STOPS | {"activation slope"}}
    assert wrong["relu mask"]["da2"].tolist() == right["dz2"].tolist()
    assert wrong["division by N"]["dW3"] == pytest.approx(5 * right["dW3"])
    assert wrong["transpose"]["dz1"].tolist() == (right["da2"] @ SMALL.params["W2"].astype(float)).tolist()
    assert wrong["transpose"]["dz2"].tolist() == right["dz2"].tolist()
    assert wrong["sum in db"]["db3"].tolist() == right["da3"][0].tolist()
    assert wrong["axis in db"]["db1"].tolist() == pytest.approx(4 * [right["da1"].sum()])
    assert abs(wrong["axis in db"]["db3"]).max() < 1e-16
    assert wrong["axis in db"]["dW3"].tolist() == right["dW3"].tolist()
    assert (wrong["mask sign"]["da2"] + right["da2"]).tolist() == right["dz2"].tolist()
    assert wrong["mask in forward"]["z1"].tolist() == right["a1"].tolist()
    assert not wrong["mask in forward"]["da1"][right["a1"] <= 0].any()
    others = SMALL.copy(np.float64).values(x, np.array([1, 0, 1, 1, 0]))
    for name in ("L", "da3", "dW1"):
        assert wrong["labels of other rows"][name].tolist() == others[name].tolist()
    assert wrong["softmax maximum"]["dW1"] == pytest.approx(right["dW1"], rel=1e-12)


@pytest.mark.parametrize(("dtype", "largest"), [("float32", 88), ("float64", 709)])
def test_without_its_maximum_softmax_is_right_up_to_where_exp_overflows(dtype, largest):
    softmax = broken(Network((3, 2), dtype=dtype), "softmax maximum").last_layer.softmax
    y, log_y = softmax(np.array([[largest, largest - 1.0]], dtype))
    assert y.tolist() == [pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))], rel=1e-5)]
    assert log_y.tolist() == [pytest.approx([-np.log1p(np.exp(-1)), -1 - np.log1p(np.exp(-1))], rel=1e-5)]
    with np.errstate(all="ignore"):
        assert np.isnan(softmax(np.array([[largest + 1.0, 0]], dtype))[0][0, 0])


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_without_its_slope_an_activation_goes_back_as_a_straight_line(rng, activation):
    network = Network((3, 4, 2), activation=activation, rng=rng)
    values = broken(network, "activation slope").values(rng.random((5, 3)), np.array([0, 1, 1, 0, 1]))
    assert values["da1"].tolist() == values["dz1"].tolist()


@pytest.mark.parametrize("name", BACKWARD)
def test_forward_the_loss_and_the_network_itself_are_as_before(rng, same_bits, name):
    x, t = rng.random((5, 3)), np.array([0, 1, 1, 0, 1])
    before, params = SMALL.values(x, t), {key: value.copy() for key, value in SMALL.params.items()}
    network = broken(SMALL, name)
    assert same_bits(network.forward_values(x, t), SMALL.forward_values(x, t))
    network.params["W1"][...] = 0
    assert same_bits(SMALL.params, params)
    assert same_bits(SMALL.values(x, t), before)


@pytest.mark.parametrize("name", [name for name in BREAKAGES if name not in ("activation slope", "labels from x")])
def test_the_operations_are_the_same_but_for_the_line_that_is_broken(name):
    other = broken(SMALL, name)
    right, wrong = ((*each.forward_operations, *each.backward_operations) for each in (SMALL, other))
    assert [one.name for one in wrong] == [one.name for one in right]
    assert [one.formula for one in wrong] == [one.formula for one in right]
    assert not any("broken" in text for one in right for _, _, text in one.source())
    lines = [line for one in wrong for _, _, text in one.source() for line in text.splitlines() if "# broken:" in line]
    assert lines
    assert all(line.endswith(" is right") for line in lines)


def test_a_copy_of_a_broken_network_is_broken_and_breaking_it_otherwise_mends_the_first_mistake(rng):
    x, t = rng.random((5, 3)), np.array([0, 1, 1, 0, 1])
    network = broken(SMALL, "division by N")
    for twin in (network.copy(), copy.copy(network), pickle.loads(pickle.dumps(network))):
        assert twin.gradient(x, t)["b3"].tolist() == network.gradient(x, t)["b3"].tolist()
    other = broken(network, "relu mask")
    assert other.gradient(x, t)["W3"].tolist() == SMALL.gradient(x, t)["W3"].tolist()


@pytest.mark.parametrize(("sizes", "activation", "name", "words"), [
    ((3, 2), "relu", "relu mask", "no hidden layer"),
    ((3, 4, 2), "tanh", "relu mask", "is Tanh. Choose ReLU"),
    ((3, 4, 2), "relu", "activation slope", "is ReLU. Choose Sigmoid / Tanh"),
    ((3, 3, 2), "relu", "transpose", "No W behind the first layer is square here (W2 (3, 2))"),
    ((3, 3), "relu", "transpose", "no hidden layer, so no gradient goes back through a W"),
    ((3, 4, 2), "tanh", "mask sign", "is Tanh. Choose ReLU"),
    ((3, 2), "relu", "return dx", "no layer before it waits for dx"),
    ((3, 4, 3), "relu", "labels from x", "as many inputs as classes (3)"),
    ((3, 3), "relu", "transpose side", "as many inputs as classes (3)"),
])
def test_where_a_mistake_cannot_be_made_it_says_why(sizes, activation, name, words):
    network = Network(sizes, activation=activation)
    assert words in str(BREAKAGES[name].applies(network))
    with pytest.raises(EngineError) as caught:
        broken(network, name)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["division by N", "sum in db", "labels of other rows"])
def test_with_one_sample_a_mistake_about_N_changes_nothing(name):
    assert BREAKAGES[name].applies(SMALL, 2) is None
    assert "N is 1" in str(BREAKAGES[name].applies(SMALL, 1))


@pytest.mark.parametrize(("name", "words"), [
    ("relu mask", "Look at dz2 in the backward of Affine3, and at the backward of ReLU2"),
    ("division by N", "look at the backward of Softmax+Loss"),
    ("transpose", "Look at dz1 in the backward of Affine2, and at the backward of ReLU1"),
    ("sum in db", "b3 is wrong, but W3 is right: look at db"),
    ("axis in db", "b3 is wrong, but W3 is right: look at db"),
    ("mask sign", "Look at dz2 in the backward of Affine3, and at the backward of ReLU2"),
    ("mask in forward", "Look at dz2 in the backward of Affine3, and at the backward of ReLU2"),
])
def test_together_the_checks_point_to_the_backward_with_the_mistake(tiny_trainer, name, words):
    trainer = tiny_trainer(hidden_sizes=(6, 6))
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    checks = check_parameters(snapshot, cells=40, network=broken(snapshot.network, name))
    agrees, said = judge_all(checks, snapshot.network)
    assert agrees is False
    assert words in str(said)
    worst = next(check for check in checks if check.agrees is False)
    cell = next(cell for cell in worst.cells if cell.place == worst.worst)
    assert cell.agrees is False
    assert cell.stored is None  # what training stored is not what the broken network would have
    assert str(cell.verdict).startswith("The two disagree")


def test_where_w_cannot_tell_a_mistake_is_not_put_down_to_db(digits):
    """At this learning rate all units have died after 60 iterations: of W2 nothing but zeros can be compared."""
    trainer = Trainer(TrainingConfig(learning_rate=3.0), digits)
    while trainer.iteration < 60:
        trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    for name in ("division by N", "sum in db"):
        agrees, said = judge_all(check_parameters(snapshot, network=broken(snapshot.network, name)), snapshot.network)
        assert agrees is False
        assert str(said) == (
            "Wrong from the start of the backward pass (b2): look at the backward of Softmax+Loss, and of Affine2. "
            "Which of the two it is, W2 cannot tell: of 20 cells 20 are 0 both ways.")
    agrees, said = judge_all(check_parameters(snapshot), snapshot.network)
    assert agrees is None
    assert str(said) == ("No mistake shows in the 10 cells that could be compared and are not 0, but of W1, b1, W2 too "
                         "little can be told: of 60 cells 60 are 0 both ways.")


def test_what_a_cancelled_check_has_not_come_to_is_not_called_right(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_iteration()
    checks = check_parameters(snapshot_of(trainer))
    agrees, said = judge_all(checks[:3], trainer.network)
    assert agrees is None
    assert str(said).endswith("of b2 too little can be told: no cell was looked at.")
    assert judge_all((), trainer.network)[0] is None
