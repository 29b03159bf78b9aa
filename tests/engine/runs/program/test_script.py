"""The script of a run: started alone, it prints the losses of the run, digit for digit."""

import subprocess
import sys

import numpy as np
import pytest
from programs import imports_of, lines_of, printed_by, trained

from engine.data.dataset import Dataset, Split
from engine.data.mnist import read_mnist
from engine.nn.first_weights import WEIGHT_SCALES
from engine.nn.layers import ACTIVATIONS
from engine.nn.optimizers import OPTIMIZERS
from engine.runs.program.script import script_of
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.trainer import Trainer
from tests import spirals
from tests.engine.toy_optimizer import Rolling

pytestmark = pytest.mark.numeric


def run_on(data: Dataset, iterations: int, rates: dict[int, float] | None = None, **config) -> Trainer:
    return trained(Trainer(TrainingConfig(**config), data), iterations, rates)


def the_same(trainer: Trainer, folder, **how) -> str:
    """Its script, once that is found to print the same."""
    script = script_of(trainer)
    assert printed_by(script, folder, **how) == lines_of(trainer)
    return script


def test_the_book_s_network_on_the_digits(tmp_path, digits):
    script = the_same(run_on(digits, 200), tmp_path)
    assert imports_of(script) == {"base64", "functools", "io", "numpy", "os"}
    assert imports_of(script) - {"numpy"} <= sys.stdlib_module_names


@pytest.mark.parametrize("config", [
    {"hidden_sizes": (20, 15, 10, 12), "activation": "tanh", "dtype": "float64", "weight_init": "xavier"},
    {"hidden_sizes": (), "batch_size": 7, "seed": 2**32 - 1},
    {"batch_size": 1, "learning_rate": 0.3},                        # there are losses of nearly 0
    {"batch_size": 1437, "dtype": "float64"},
    *({"activation": name, "hidden_sizes": (12, 9)} for name in ACTIVATIONS),
    *({"weight_init": name} for name in WEIGHT_SCALES),
], ids=lambda config: ", ".join(f"{name} {value}" for name, value in config.items()))
def test_any_settings(tmp_path, digits, config):
    the_same(run_on(digits, 60, **config), tmp_path)


@pytest.mark.parametrize("config", [
    {"images": 300}, {"images": 100, "validation": 0.2, "seed": 7, "batch_size": 10}, {"validation": 0.1},
    {"images": 1437}, {"images": 5, "batch_size": 5, "dtype": "float64"}])
def test_fewer_images(tmp_path, digits, config):
    script = the_same(run_on(digits, 60, **config), tmp_path)
    assert ("drawn_images" in script) == (config != {"images": 1437})


def test_fewer_images_of_mnist(tmp_path, mnist_folder):
    trainer = run_on(read_mnist(mnist_folder), 120, dataset="mnist", images=100, validation=0.2, batch_size=50)
    script = script_of(trainer)
    assert printed_by(script, tmp_path, str(mnist_folder)) == lines_of(trainer)
    assert "an epoch is over once as many samples were drawn as there are; after every" in script


def test_a_learning_rate_that_was_changed_twice(tmp_path, digits):
    script = the_same(run_on(digits, 50, {20: 0.5, 35: 1 / 3}), tmp_path)
    assert f"LEARNING_RATES = {{1: 0.1, 21: 0.5, 36: {1 / 3}}}" in script
    assert "Learning rate 0.1, from iteration 21 on 0.5, from iteration 36 on 0.3333" in " ".join(script.split())


def test_a_run_that_went_back_and_on_with_another_learning_rate(tmp_path, digits):
    trainer = run_on(digits, 40)
    trainer.go_to(15)
    the_same(trained(trainer, 30, {0: 0.5}), tmp_path)


def with_a_branch(trainer: Trainer, changes: dict[int, dict[str, object]], iterations: int) -> Trainer:
    """A run of 30 iterations that goes back to the first of these changes, and on with them."""
    trained(trainer, 30)
    trainer.go_to(min(changes))
    for done in range(min(changes), iterations):
        for name, value in changes.get(done, {}).items():
            trainer.set_live(name, value)
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


@pytest.mark.parametrize("changes", [
    *({15: {"optimizer": name}} for name in OPTIMIZERS),
    {15: {"optimizer": "momentum"}, 25: {"optimizer": "sgd"}, 40: {"optimizer": "momentum"}},
    {15: {"batch_size": 33}, 30: {"batch_size": 300}},
    {15: {"optimizer": "adam", "learning_rate": 0.001}, 20: {"learning_rate": 0.002}, 30: {"optimizer": "adagrad"}},
    {3: {"optimizer": "nesterov"}, 15: {"learning_rate": 0.05}, 30: {"optimizer": "rmsprop", "batch_size": 200}},
], ids=str)
@pytest.mark.parametrize("start", [
    {}, {"optimizer": "adam", "hidden_sizes": (12, 9, 8), "dtype": "float64", "images": 400, "validation": 0.2}],
    ids=["sgd", "adam, deep, float64, fewer images"])
def test_a_run_with_a_branch(tmp_path, digits, changes, start):
    trainer = Trainer(TrainingConfig(learning_rate=0.01, **start), digits)
    script = the_same(with_a_branch(trainer, changes, 60), tmp_path)
    assert max(map(len, script.splitlines())) <= 120


def test_a_branch_is_told(tmp_path, digits):
    script = the_same(with_a_branch(Trainer(TrainingConfig(), digits), {
        15: {"optimizer": "adam", "learning_rate": 0.001}, 20: {"batch_size": 33}}, 60), tmp_path)
    for line in (" 0.1, from iteration 16 on 0.001\n", " SGD, from iteration 16 on Adam\n",
                 " 100, from iteration 21 on 33\n", "BATCH_SIZES = {1: 100, 21: 33}",
                 "    optimizers = {1: SGD, 16: Adam}"):
        assert line in script


def test_a_learning_rate_that_was_changed_often(tmp_path, digits):
    script = the_same(run_on(digits, 50, {done: 10.0 ** -done for done in range(1, 50)}), tmp_path)
    assert max(map(len, script.splitlines())) <= 120


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", [*OPTIMIZERS.values(), Rolling], ids=lambda each: each.__name__)
def test_any_optimizer_with_what_it_remembers(tmp_path, digits, monkeypatch, optimizer, dtype):
    monkeypatch.setitem(OPTIMIZERS, "sgd", optimizer)
    script = the_same(run_on(digits, 40, {15: 0.02}, dtype=dtype, learning_rate=0.01), tmp_path)
    assert f"class {optimizer.__name__}:" in script


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_points_instead_of_images(tmp_path, dtype):
    script = the_same(run_on(spirals.load(), 60, dtype=dtype), tmp_path)
    assert "scaled" not in script


def test_samples_in_float64(tmp_path, tiny):
    exact = [Split(split.x.astype(np.float64), split.labels) for split in (tiny.train, tiny.test)]
    dataset = Dataset("tiny", "Tiny", *exact, look=tiny.look, class_names=tiny.class_names, attribution="noise")
    the_same(run_on(dataset, 20, batch_size=10), tmp_path)


def test_a_run_that_has_diverged(tmp_path, digits):
    trainer = run_on(digits, 5, learning_rate=1e30)
    assert np.isnan(trainer.history.losses()).any()
    the_same(trainer, tmp_path, warnings="ignore")


def test_a_run_that_has_gone_back_and_one_that_has_not_begun(tmp_path, digits):
    trainer = run_on(digits, 20)
    script = script_of(trainer)
    trainer.go_to(7)
    assert script_of(trainer) == script
    untrained = Trainer(TrainingConfig(iterations=20), digits)
    assert printed_by(script_of(untrained), tmp_path) == lines_of(trainer)
    assert "Loss after" not in script_of(untrained)


def test_mnist(tmp_path, mnist_folder):
    dataset = read_mnist(mnist_folder)
    script = script_of(trainer := run_on(dataset, 200, dataset="mnist"))
    assert imports_of(script) == {"functools", "gzip", "numpy", "os", "pathlib", "sys"}
    assert printed_by(script, tmp_path, str(mnist_folder)) == lines_of(trainer)
    for arguments, said in (((), "Usage: python3 run.py FOLDER"), (("nowhere",), "no file train-images... in nowhere")):
        found = subprocess.run([sys.executable, "-I", "run.py", *arguments], cwd=tmp_path, capture_output=True,
                               text=True, timeout=60)
        assert found.returncode == 1 and said in found.stderr and found.stdout == ""


def test_it_has_only_what_the_run_needs(digits):
    script = script_of(run_on(digits, 20))
    code = script.partition("\nDATA = ")[0]
    for word in ("tanh", "sigmoid", "float64", "slots", "LEARNING_RATES", "(Activation", "engine", "np.ndarray", "->"):
        assert word not in code
    assert "class TwoLayerNet:" in script
    assert max(map(len, script.splitlines())) <= 120
    assert "    Affine(self.params, 1),\n            Relu(),\n            Affine(self.params, 2),\n" in script


def test_it_says_what_it_is(digits):
    trainer = run_on(digits, 20, hidden_sizes=(30, 20), seed=4)
    said = script_of(trainer).split('"""')[1].splitlines()
    assert said[0].startswith("A training run of Backprop Lab")
    losses = trainer.history.losses().astype(np.float32)
    said = [" ".join(line.split()) for line in said]
    for line in ("Data set Built-in digits", "Training images all", "Validation share none", "Hidden units 30, 20",
                 "Activation ReLU", "Seed 4", "Iterations 20", f"Loss after 1 {losses[1]!s}",
                 f"Loss after 20 {losses[20]!s}"):
        assert line in said
    assert f"numpy {np.__version__}" in said[-1]


def test_no_hyperparameter_is_forgotten():
    """A further one changes what a run computes: its program must know of it."""
    assert set(HYPERPARAMETERS) - {"optimizer"} == {
        "dataset", "images", "validation", "hidden_sizes", "activation", "weight_init", "batch_size", "learning_rate",
        "iterations", "seed", "dtype"}
