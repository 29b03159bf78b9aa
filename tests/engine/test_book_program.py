"""The program of the book (section 5.7.4) runs against this engine with nothing but its imports changed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pooch
import pytest

from engine.data import mnist

REPOSITORY = Path(__file__).resolve().parents[2]

PROGRAM = """\
import sys, os
import numpy as np
from engine.data.mnist import load_mnist
from engine.nn.book import TwoLayerNet

(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)

network = TwoLayerNet(input_size=784, hidden_size=50, output_size=10)

iters_num = 10000
train_size = x_train.shape[0]
batch_size = 100
learning_rate = 0.1

train_loss_list = []
train_acc_list = []
test_acc_list = []

iter_per_epoch = max(train_size / batch_size, 1)

for i in range(iters_num):
    batch_mask = np.random.choice(train_size, batch_size)
    x_batch = x_train[batch_mask]
    t_batch = t_train[batch_mask]

    grad = network.gradient(x_batch, t_batch)

    for key in ('W1', 'b1', 'W2', 'b2'):
        network.params[key] -= learning_rate * grad[key]

    loss = network.loss(x_batch, t_batch)
    train_loss_list.append(loss)

    if i % iter_per_epoch == 0:
        train_acc = network.accuracy(x_train, t_train)
        test_acc = network.accuracy(x_test, t_test)
        train_acc_list.append(train_acc)
        test_acc_list.append(test_acc)
        print(train_acc, test_acc)
"""

GRADIENT_CHECK = """\
import sys, os
import numpy as np
from engine.data.mnist import load_mnist
from engine.nn.book import TwoLayerNet

(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)

network = TwoLayerNet(input_size=784, hidden_size=2, output_size=10)

x_batch = x_train[:3]
t_batch = t_train[:3]

grad_numerical = network.numerical_gradient(x_batch, t_batch)
grad_backprop = network.gradient(x_batch, t_batch)

for key in grad_numerical.keys():
    diff = np.average(np.abs(grad_backprop[key] - grad_numerical[key]))
    print(key + ":" + str(diff))
"""

SHAPES = """
print(x_train.shape, t_train.shape, x_test.shape, t_test.shape)
print(*(network.params[key].shape for key in network.params))
print(x_train.dtype, float(x_train.min()), float(x_train.max()), len(train_loss_list))
print(float(np.mean(train_loss_list[:10])), float(np.mean(train_loss_list[-100:])))
"""


def printed_by(program: str, mnist_folder: Path, cache: Path) -> list[str]:
    env = {**os.environ, "MNIST_DIR": str(mnist_folder), "XDG_CACHE_HOME": str(cache)}
    found = subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=REPOSITORY, capture_output=True,
                           text=True, env=env, timeout=300)
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout.splitlines()


@pytest.fixture(scope="module")
def numpy_only(tmp_path_factory) -> Path:
    """A folder with numpy and nothing else: all that is installed in the Python of a reader of the book, or nearly."""
    folder = tmp_path_factory.mktemp("numpy only")
    for found in Path(np.__file__).parents[1].glob("numpy*"):
        try:
            (folder / found.name).symlink_to(found)
        except OSError:
            pytest.skip("needs links")
    return folder


@pytest.mark.parametrize("way", ["main.py", "own Python"])
def test_it_runs_from_another_folder(mnist_folder, tmp_path, numpy_only, way):
    """The two ways of the README: by main.py, and in the reader's own Python, which needs nothing but numpy.

    Both print what the program prints inside of the folder of Backprop Lab.
    """
    program, cache = shortened(PROGRAM, 3), tmp_path / "cache"
    expected = printed_by(program, mnist_folder, cache)
    (tmp_path / "ch05").mkdir()
    file = tmp_path / "ch05" / "train_neuralnet.py"
    if way == "main.py":
        file.write_text(program)
        command, others = [sys.executable, str(REPOSITORY / "main.py"), "--program", "train_neuralnet.py"], {}
    else:
        file.write_text(f"import sys\nsys.path.append({str(REPOSITORY)!r})\n{program}"
                        "assert 'pooch' not in sys.modules and not find_spec('pooch')\n"
                        .replace("import sys\n", "import sys\nfrom importlib.util import find_spec\n", 1))
        command, others = [sys.executable, "-S", "train_neuralnet.py"], {"PYTHONPATH": str(numpy_only)}
    env = {**os.environ, "MNIST_DIR": str(mnist_folder), "XDG_CACHE_HOME": str(cache), **others}
    found = subprocess.run(command, cwd=file.parent, capture_output=True, text=True, env=env, timeout=300)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.splitlines() == expected and len(expected) == 1


def test_where_mnist_is_not_found_and_cannot_be_fetched_that_is_said(tmp_path, numpy_only):
    program = f"import sys\nsys.path.append({str(REPOSITORY)!r})\n{PROGRAM}"
    env = {**os.environ, "PYTHONPATH": str(numpy_only), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    env.pop("MNIST_DIR", None)
    found = subprocess.run([sys.executable, "-S", "-c", program], cwd=tmp_path, capture_output=True, text=True,
                           env=env, timeout=300)
    assert found.returncode == 1
    assert "DatasetError: MNIST is not on this computer (looked in " in found.stderr.splitlines()[-1]
    assert "the variable MNIST_DIR can name it" in found.stderr and "pooch" not in found.stderr


@pytest.mark.parametrize("given", [None, "cache", "/somewhere"])
def test_the_cache_is_found_without_pooch(given, tmp_path, monkeypatch):
    if given is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / given))
    assert mnist.cache_without_pooch("backprop-lab") == pooch.os_cache("backprop-lab")


def test_it_computes_what_the_program_of_the_book_computes(mnist_folder, tmp_path):
    """With the book's layers in the place of the engine's, after the same seed: the same accuracies, digit by digit."""
    program = shortened(PROGRAM, 601)
    ours = printed_by(program, mnist_folder, tmp_path)
    theirs = printed_by(program.replace("from engine.nn.network import", "from bench.text_program import"),
                        mnist_folder, tmp_path)
    assert ours == theirs and len(ours) == 2


def shortened(program: str, iterations: int) -> str:
    """Fewer iterations, and the same draws each time."""
    for line, other in (("iters_num = 10000\n", f"iters_num = {iterations}\n"),
                        ("import numpy as np\n", "import numpy as np\nnp.random.seed(0)\n")):
        assert program.count(line) == 1
        program = program.replace(line, other)
    return program


def test_the_program_learns_and_prints_what_the_book_s_does(mnist_folder, tmp_path):
    """For two epochs; the book prints a pair of accuracies for each of 17."""
    lines = printed_by(shortened(PROGRAM, 1201) + SHAPES, mnist_folder, tmp_path)
    accuracies, facts = lines[:-4], lines[-4:]
    assert len(accuracies) == 3
    number = r"(0\.\d+|1\.0)"
    pairs = [tuple(float(value) for value in re.fullmatch(f"{number} {number}", line).groups()) for line in accuracies]
    assert [all(low < value < high for value in pair) for pair, (low, high) in
            zip(pairs, [(0.04, 0.35), (0.88, 0.93), (0.90, 0.95)], strict=True)] == [True] * 3, pairs
    assert facts[:3] == ["(60000, 784) (60000, 10) (10000, 784) (10000, 10)", "(784, 50) (50,) (50, 10) (10,)",
                         "float32 0.0 1.0 1201"]
    first, last = map(float, facts[3].split())
    assert first == pytest.approx(2.3, abs=0.1)
    assert last < 0.35


def test_the_gradient_check_of_the_book(mnist_folder, tmp_path):
    """Section 5.7.3, with fewer hidden units so that it does not take a minute; it prints differences of about 0."""
    lines = printed_by(GRADIENT_CHECK, mnist_folder, tmp_path)
    assert [line.split(":")[0] for line in lines] == ["W1", "b1", "W2", "b2"]
    assert max(float(line.split(":")[1]) for line in lines) < 1e-9
