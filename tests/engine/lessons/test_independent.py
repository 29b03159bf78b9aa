"""The independent computation and the engine agree on every variable and function, in networks of all kinds."""

import numpy as np
import pytest
from independent import Independent

from engine.data.digits import load_digits
from engine.inspection.proof.breakage import BREAKAGES
from engine.lessons.acts import parse_act
from engine.lessons.expressions.evaluate import evaluate
from engine.lessons.expressions.functions import FUNCTIONS
from engine.lessons.expressions.parse import parse
from engine.lessons.expressions.values import NotUsableError
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Lesson, Setup
from engine.lessons.text import text_of
from engine.lessons.view import NEW
from engine.nn.operations import LOG_Y
from engine.nn.optimizers import OPTIMIZERS
from engine.nn.variables import Role
from engine.training.config import ACTIVATIONS, TrainingConfig
from engine.training.iteration import LOSS_AFTER

DIGITS = load_digits()
KINDS = [{"optimizer": name} for name in OPTIMIZERS] + [{"activation": name} for name in ACTIVATIONS]
OF_FUNCTIONS = (
    "max(0, z1[0, :])", "min(y)", "sum(da2[:, 3], L)", "mean(l)", "std(W1)", "norm(dW1)", "abs(b1)", "sqrt(N)",
    "log(y[0, 3])", "exp(a2[0, 3]) ** -2", "round(L, 2)", "argmax(y[1, :])", "argmin(W2[:, 0])", "len(b1) / 4",
    "share(z1 == 0)", "count(a1 > 0)", "any(a1 > 5)", "all(x >= 0)", "seen('curves') and not seen('runs')",
    "new(W1[30, 2])", "new(b2)", "analytic(W2[3, 2])", "numeric(W2[3, 2])", "numeric(W2[3, 2], 0.01)", "drawn(4)",
    "diff(loss[:])", "loss_if(W2[3, 2], 0.5 + lr)", "mistaken('division by N', dW3[3, argmax(t[0, :])])",
    "loss", "loss[2]", "smooth_loss", "train_acc[0]", "test_acc",
    "prediction == label or iteration < 3", "false or operation == 'loss after update'", "-lr ** 2", "hidden_sizes[0]",
)


def standing(*acts: str, **config) -> HeadlessStage:
    stage = HeadlessStage(lambda name: DIGITS)
    usual = {"hidden_sizes": (5, 5), "batch_size": 6, "seed": 3, "weight_init": "he", "learning_rate": 0.01}
    stage.set_up(Lesson("a-lesson", text_of({"en": "A"}), (), Setup(TrainingConfig(**{**usual, **config}))))
    stage.carry_out([parse_act(act) for act in acts])
    return stage


def compare(stage: HeadlessStage, texts) -> None:
    independent = Independent(stage.trainer, stage.view)
    for text in texts:
        found, own = evaluate(parse(text), stage.view), independent.value(text)
        if isinstance(found, str):
            assert found == own, text
        else:
            assert np.shape(found) == np.shape(own), text
            np.testing.assert_allclose(np.asarray(own, float), np.asarray(found, float), 2e-4, 2e-6, err_msg=text)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_all_variables_agree(kind):
    stage = standing("run to iteration 6", "sample test 5", **kind)
    names = [name for name, each in stage.view.snapshot.variables.items() if name not in (LOG_Y, LOSS_AFTER)
             and each.role not in (Role.SLOT, Role.RATE)]
    assert len(names) == 40
    compare(stage, [name.replace(" new", NEW) for name in names])
    compare(stage, [f"sample.{each}" for each in ("x", "W1", "a1", "z2", "y", "dW1", "db3", "dz1", "da2", "L")])


def test_all_functions_agree():
    compare(standing("run to iteration 6"), OF_FUNCTIONS)


@pytest.mark.parametrize("name", BREAKAGES)
def test_all_mistakes_agree(name):
    stage = standing("run to iteration 6", activation="tanh" if name == "activation slope" else "relu")
    texts = [f"mistaken('{name}', {of})" for of in ("dW1", "db1", "dW2[0, 3]", "db3", "da2")]
    if BREAKAGES[name].stops:
        with pytest.raises(NotUsableError, match="Python stops"):
            compare(stage, texts)
    else:
        compare(stage, texts)


def test_no_function_is_left_out():
    used = {node.function for text in OF_FUNCTIONS for node in parse(text).nodes() if hasattr(node, "function")}
    assert used == FUNCTIONS.keys()


def test_a_wrong_number_is_noticed():
    stage = standing("run to iteration 6")
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(Independent(stage.trainer, stage.view).value("dW2"), evaluate(
            parse("dW2 * 1.001"), stage.view), 2e-4, 2e-6)
