"""What is taken of the engine's source comes with all that it uses, and without what only the engine needs."""

import pytest

from engine.nn import functions, layers
from engine.nn.layers import Relu
from engine.runs.program.borrowed import Borrowed, title_of
from tests.engine.runs.program import samples_to_borrow as samples

HERE = samples.__name__


@pytest.fixture
def pieces() -> Borrowed:
    return Borrowed()


def run(pieces: Borrowed) -> dict:
    names: dict = {}
    for text in [*sorted(pieces.imports), *map(pieces.text, pieces.modules())]:
        exec(text, names)
    return names


def test_a_function_with_all_that_it_uses(pieces):
    pieces.take(samples.twice_the_root)
    assert pieces.text(HERE) == '''\
TIMES, OTHER = 2, 3  # two at once, é


def twice_the_root(a, *more, b=1):
    """Twice the root: 2·√a."""
    c = root(a) + b      # é is two bytes
    return TIMES * c


def root(a):
    return math.sqrt(relu(np.array(a)))'''
    assert pieces.imports == {"import math", "import numpy as np"}
    assert pieces.modules() == [functions.__name__, HERE]
    assert run(pieces)["twice_the_root"](16) == 10


def test_a_class_with_what_it_has_from_others(pieces):
    pieces.take_members(samples.Second, ("told",), "def __init__(self, rate):\n    self.rate = rate")
    assert pieces.text(HERE) == '''\
class Second:
    """What is borrowed of two classes."""

    def __init__(self, rate):
        self.rate = rate

    @property
    def size(self):
        return 3

    factor = 4

    def told(self):
        return self.rate * self.size * self.factor'''
    assert run(pieces)["Second"](10).told() == 120


def test_a_class_as_it_stands(pieces):
    pieces.take(samples.Counter)
    counter = run(pieces)["Counter"]()
    assert counter.again() == 1
    assert ":" not in pieces.text(HERE).splitlines()[4].split("=")[0]


def test_modules_of_the_engine_are_not_named(pieces):
    pieces.take_members(Relu, ("forward", "backward"))
    assert "functions." not in pieces.text(layers.__name__)
    assert pieces.text(functions.__name__).startswith("def relu(a):\n")


def test_what_a_table_has_for_a_key(pieces):
    assert pieces.chosen(HERE, "WAYS", "root") == "1 / math.sqrt(n)"
    assert pieces.imports == {"import math"}


def test_what_uses_itself_comes_to_an_end(pieces):
    pieces.take(samples.down)
    assert run(pieces)["down"](3) == 0


def test_a_module_says_what_it_is():
    assert title_of(HERE) == "Things to borrow."
