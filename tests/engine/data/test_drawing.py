from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from engine.data import digits, mnist
from engine.data.drawing import block_counts, centred, prepare_drawing

FORMS = [((28, 28), centred), ((8, 8), block_counts), ((8, 8), centred), ((16, 12), centred)]
BLANK = [np.zeros((100, 50)), np.full((100, 50), 0.04), np.zeros((0, 0)), np.full((9, 9), np.nan)]


def drawn(*rectangles, height=200, width=300):
    """A drawing of filled rectangles, each (top, left, height, width)."""
    ink = np.zeros((height, width))
    for top, left, rows, columns in rectangles:
        ink[top:top + rows, left:left + columns] = 1
    return ink


@pytest.mark.parametrize(("shape", "form"), FORMS)
@pytest.mark.parametrize("ink", BLANK)
def test_blank_gives_zeros(ink, shape, form):
    x = prepare_drawing(ink, shape, form)
    assert x.dtype == np.float32
    np.testing.assert_array_equal(x, np.zeros(shape[0] * shape[1], np.float32))


def test_a_block_in_the_form_of_mnist():
    image = prepare_drawing(drawn((30, 70, 100, 50)), (28, 28), centred).reshape(28, 28)
    expected = np.zeros((28, 28))
    expected[5:25, 10:20] = 1  # 20 high, 10 wide, about the middle
    np.testing.assert_allclose(image, expected, atol=1e-6)


def test_centre_of_mass_is_in_the_middle():
    foot_on_the_right = drawn((20, 40, 120, 20), (120, 40, 20, 100))
    image = prepare_drawing(foot_on_the_right, (28, 28), centred).reshape(28, 28)
    for axis in (0, 1):
        assert abs(np.average(np.arange(28), weights=image.sum(axis)) - 14) <= 0.5


def test_a_block_in_the_form_of_the_built_in_digits():
    image = prepare_drawing(drawn((30, 70, 160, 100)), (8, 8), block_counts).reshape(8, 8)
    # 32 high and 20 wide in the bitmap of 32: half of the blocks at either edge.
    np.testing.assert_allclose(image, [[0, 0.5, 1, 1, 1, 1, 0.5, 0]] * 8, atol=1e-6)


def test_a_narrow_stroke_stays_narrow():
    image = prepare_drawing(drawn((30, 70, 160, 20)), (8, 8), block_counts).reshape(8, 8)
    assert np.all(image[:, [0, 1, 2, 5, 6, 7]] == 0)
    assert np.all(image[:, 3:5] > 0)


def test_a_slanted_stroke_is_put_upright_as_in_the_built_in_digits():
    slanted = sum(drawn((20 + row, 150 - row // 2, 1, 20)) for row in range(160))
    upright = drawn((20, 150, 160, 20))
    x, expected = (prepare_drawing(ink, (8, 8), block_counts) for ink in (slanted, upright))
    np.testing.assert_allclose(x, expected, atol=0.15)


@pytest.mark.parametrize(("shape", "form"), FORMS)
def test_where_it_is_drawn_and_how_pale_does_not_matter(shape, form):
    x = prepare_drawing(drawn((10, 10, 90, 20), (80, 10, 20, 70)), shape, form)
    for ink in (drawn((90, 200, 90, 20), (160, 200, 20, 70)), 0.5 * drawn((10, 10, 90, 20), (80, 10, 20, 70))):
        np.testing.assert_allclose(prepare_drawing(ink, shape, form), x, atol=1e-6)


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=40), elements=st.floats(0, 1)))
@settings(max_examples=60, deadline=None)
def test_always_a_sample(ink):
    for shape, form in FORMS:
        x = prepare_drawing(ink, shape, form)
        assert x.shape == (shape[0] * shape[1],)
        assert x.min() >= 0
        assert x.max() == pytest.approx(1 if ink.max() > 0.05 else 0)


def test_the_drawing_is_left_as_it_was():
    ink = drawn((10, 10, 90, 20))
    before = ink.copy()
    prepare_drawing(ink, (8, 8), block_counts)
    np.testing.assert_array_equal(ink, before)


def test_images_of_mnist_come_back_as_they_were(mnist_folder):
    data = mnist.read_mnist(mnist_folder)
    for x in data.test.x[:50]:
        enlarged = np.kron(x.reshape(28, 28), np.ones((10, 10)))
        assert np.abs(data.look.prepare_drawing(enlarged) - x).mean() < 0.03


def test_built_in_digits_come_back_nearly_as_they_were():
    data = digits.load_digits()
    x = data.test.x[:50]
    enlarged = [np.kron(image.reshape(8, 8), np.ones((20, 20))) for image in x]
    prepared = np.array([data.look.prepare_drawing(ink) for ink in enlarged])
    assert np.abs(prepared - x).mean() < 0.12


def test_the_data_set_decides_on_the_form_and_not_the_size_of_its_images():
    data = digits.load_digits()
    other = replace(data.look, form=centred)
    ink = drawn((30, 70, 160, 100))
    np.testing.assert_array_equal(data.look.prepare_drawing(ink), prepare_drawing(ink, (8, 8), block_counts))
    np.testing.assert_array_equal(other.prepare_drawing(ink), prepare_drawing(ink, (8, 8), centred))
    assert (data.look.prepare_drawing(ink) != other.prepare_drawing(ink)).any()
