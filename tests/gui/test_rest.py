"""The window comes to rest at every size, text size, operation, page, depth and language, and is resized for long."""

from random import Random

import other_fonts
import pytest
from lab import Key

from bench import rest
from gui.app import Translators
from gui.look.theme import theme

OPERATIONS = ("Affine1 forward", "Relu1 backward", "update W1")


@pytest.fixture
def stepped(open_lab):
    """A function that opens the window on a network of these hidden layers, one iteration taken apart in it."""
    def open_(*hidden_sizes: int, dataset=None):
        lab = open_lab(1280, 720)
        if hidden_sizes != (50,) or dataset is not None:
            dataset = dataset or lab.session.run.dataset
            config = rest.TrainingConfig(hidden_sizes=hidden_sizes, dataset=dataset.name)
            lab.session.reset(config, dataset)
            lab.until(lambda: lab.session.run.config == config)
            lab.ready()
        lab.session.step("step iteration")
        lab.settle()
        lab.until(lambda: lab.session.state is rest.State.PAUSED)
        return lab.window

    yield open_
    theme().set_text_scale(1.0)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_about_the_critical_sizes(stepped, operation):
    window = stepped(50)
    rest.show_place(window, operation, 0)
    for size in rest.CRITICAL:
        for each in rest.around(size, 4, 4):
            rest.resize(window, each)


@pytest.mark.parametrize(("hidden_sizes", "language", "font", "name"), [
    ((50,), "en", "own", "digits"), ((20, 10, 15), "ja", "wide", "digits"),
    ((50,), "ja", "own", "mnist"), ((20, 30), "en", "narrow", "mnist"), ((50,), "en", "high", "mnist")])
def test_wherever_it_goes(stepped, small_mnist, tmp_path, qapp, hidden_sizes, language, font, name):
    dataset = small_mnist.source.load(small_mnist.write(tmp_path / "mnist")) if name == "mnist" else None
    translators = Translators(qapp)
    translators.use(language)
    theme().write_with(*other_fonts.pair(font))
    try:
        window = stepped(*hidden_sizes, dataset=dataset)
        assert max(rest.wander(window, Random(rest.SEED), 60)) < rest.MOST
    finally:
        theme().write_with(*other_fonts.pair("own"))
        translators.use("en")


def test_resized_back_and_forth(stepped):
    assert len(list(rest.soak(stepped(50), 80))) == 80


def test_larger_text_in_a_narrow_high_window(stepped):
    """Where the middle turned from one panel to two with the text size, handles were taken down under Qt's feet."""
    window = stepped(50)
    for width in range(720, 1025, 152):
        theme().set_text_scale(1.0)
        rest.resize(window, (width, 1040))
        for scale in (1.1, 1.21, 1.1, 1.0):
            theme().set_text_scale(scale)
            rest.come_to_rest(window)


def test_one_row_of_pixels_after_the_other(open_lab):
    """Where the page of an operation just does not need its scroll bar, each of the two made the other needed."""
    lab = open_lab(1280, 720)
    for _ in range(2):
        lab.press(Key.Key_Down)
    lab.until(lambda: lab.where == (0, 2))
    lab.settle()
    for width, heights in ((1280, range(790, 890)), (1400, range(820, 890))):
        assert all(rest.resize(lab.window, (width, height)) < rest.MOST for height in heights)
