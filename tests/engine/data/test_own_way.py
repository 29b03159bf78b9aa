"""A picture of one's own on its way to x, against the same sums written anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from engine.data import digits, mnist
from engine.data.drawing import block_counts, centred
from engine.data.own.picture import MOST_PIXELS, STEPS, PictureError, check_size, kind_of, on_white
from engine.data.own.way import hint_of, steps_for, way_of, x_at

LOOKS = {"digits": digits.LOOK, "mnist": mnist.LOOK}


def seven(side=280, ink=255) -> np.ndarray:
    """A 7 at the upper left of its sheet, as ink from 0 to 255."""
    sheet = np.zeros((side, side), np.uint8)
    sheet[30:45, 20:110] = ink
    for row in range(45, 150):
        sheet[row, 95 - row // 2:110 - row // 2] = ink
    return sheet


def on_paper(ink: np.ndarray, paper=(255, 255, 255), pen=(0, 0, 0)) -> np.ndarray:
    """The same in colours."""
    share = ink[..., None] / 255
    return np.round(np.array(paper) * (1 - share) + np.array(pen) * share).astype(np.uint8)


def by_name(picture, look, left_out=()) -> dict[str, np.ndarray]:
    return {stage.step.name: stage.picture for stage in way_of(picture, look, left_out)}


def area_mean(image: np.ndarray, height: int, width: int) -> np.ndarray:
    """Each pixel the mean of what it covers: counted in parts so small that nothing is cut."""
    rows = np.repeat(np.repeat(image, height, 0), width, 1)
    return rows.reshape(height, image.shape[0], width, image.shape[1]).mean(axis=(1, 3))


@pytest.mark.parametrize("name", LOOKS)
def test_a_drawing_becomes_the_very_x_that_it_always_became(name):
    ink, look = seven(), LOOKS[name]
    expected = look.prepare_drawing(ink.astype(np.float32) / 255)
    for picture in (ink, on_paper(ink), on_paper(255 - ink)):  # dark on bright, and bright on dark
        assert x_at(way_of(picture, look)).tobytes() == expected.tobytes()


def test_the_way_to_an_image_of_mnist_step_by_step():
    ink = seven().astype(np.float64) / 255
    found = by_name(seven(), mnist.LOOK)
    rows, columns = np.nonzero(ink.sum(1))[0], np.nonzero(ink.sum(0))[0]
    digit = ink[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
    np.testing.assert_allclose(found["cropped"], digit, atol=1e-7)
    height, width = digit.shape
    new = round(height * 20 / max(height, width)), round(width * 20 / max(height, width))
    scaled = area_mean(digit, *new)
    np.testing.assert_allclose(found["scaled"], scaled, atol=1e-7)
    mass = scaled.sum()
    down = (scaled.sum(1) * np.arange(new[0])).sum() / mass
    across = (scaled.sum(0) * np.arange(new[1])).sum() / mass
    top, left = round(14 - down), round(14 - across)
    expected = np.zeros((28, 28))
    expected[top:top + new[0], left:left + new[1]] = scaled
    np.testing.assert_allclose(found["centred"], expected, atol=1e-7)
    np.testing.assert_allclose(found["full ink"], expected / expected.max(), atol=1e-7)


def test_with_all_left_out_a_digit_stays_where_it_was_drawn():
    ink = seven(ink=200)
    left_out = [step.name for step in centred]
    expected = ink.astype(np.float64).reshape(28, 10, 28, 10).mean(axis=(1, 3)) / 255
    np.testing.assert_allclose(x_at(way_of(ink, mnist.LOOK, left_out)).reshape(28, 28), expected, atol=1e-6)
    left_out = [step.name for step in block_counts]
    x = x_at(way_of(ink, digits.LOOK, left_out))
    np.testing.assert_allclose(x, area_mean(ink / 255, 8, 8).ravel(), atol=1e-6)


def test_each_step_left_out_alone():
    ink, look = seven(), mnist.LOOK
    whole, box = by_name(ink, look, ["cropped"]), by_name(ink, look, ["scaled"])
    np.testing.assert_allclose(whole["scaled"], area_mean(ink / 255, 20, 20), atol=1e-7)
    assert box["scaled"].shape[0] == 28
    middle = by_name(ink, look, ["centred"])
    height, width = middle["scaled"].shape
    np.testing.assert_array_equal(np.nonzero(middle["centred"].any(1))[0][[0, -1]],
                                  [(28 - height) // 2, (28 - height) // 2 + height - 1])
    np.testing.assert_array_equal(middle["centred"][(28 - height) // 2:, (28 - width) // 2:][:height, :width],
                                  middle["scaled"])
    pale = by_name(seven(ink=100), look, ["full ink"])
    assert pale["full ink"].max() == pytest.approx(100 / 255)
    upright = by_name(ink, digits.LOOK, ["upright"])
    np.testing.assert_array_equal(upright["upright"], upright["cropped"])
    fitted = by_name(ink, digits.LOOK, ["stretched"])
    assert fitted["stretched"].shape == (32, 32)
    for stage in way_of(ink, look, ["cropped", "nothing of that name"]):
        assert stage.is_left_out == (stage.step.name == "cropped")
        assert stage.said is (stage.step.without if stage.is_left_out else stage.step.what)


def test_what_has_no_x_without_it_cannot_be_left_out():
    assert [step.name for step in steps_for(seven(), digits.LOOK) if step.instead is None] == ["counted"]
    assert x_at(way_of(seven(), digits.LOOK, ["counted"])).shape == (64,)


def test_colours_become_grey_as_the_eye_sees_them_or_only_their_red():
    rgb = np.random.default_rng(1).integers(0, 256, (40, 30, 3), np.uint8)
    expected = np.floor(rgb @ np.array([0.299, 0.587, 0.114]) + 0.5)
    np.testing.assert_array_equal(by_name(rgb, mnist.LOOK)["grey"], expected)
    np.testing.assert_array_equal(by_name(rgb, mnist.LOOK, ["grey"])["grey"], rgb[..., 0])
    red_pen = on_paper(seven(), pen=(255, 0, 0))
    assert x_at(way_of(red_pen, mnist.LOOK)).any()
    assert not x_at(way_of(red_pen, mnist.LOOK, ["grey"])).any()


def test_not_inverted_the_paper_is_the_ink():
    found = by_name(on_paper(seven()), mnist.LOOK, ["inverted", "white paper"])
    np.testing.assert_allclose(found["inverted"], 1 - seven() / 255, atol=1e-7)
    assert found["cropped"].shape == (280, 280)


@pytest.mark.parametrize("name", LOOKS)
def test_a_photograph_on_grey_paper_becomes_nearly_the_same(name):
    noise = np.random.default_rng(0).normal(0, 6, (280, 280, 3))
    photo = np.clip(on_paper(seven(), (190, 185, 170), (60, 60, 70)) + noise, 0, 255).astype(np.uint8)
    expected = x_at(way_of(seven(), LOOKS[name]))
    assert np.abs(x_at(way_of(photo, LOOKS[name])) - expected).mean() < 0.02
    as_it_is = by_name(photo, LOOKS[name], ["white paper"])
    assert as_it_is["cropped"].shape == (280, 280)  # paper is a little ink everywhere


BLANK = {"white": np.full((50, 40, 3), 255, np.uint8), "black": np.zeros((50, 40, 3), np.uint8),
         "grey": np.full((50, 40, 3), 128, np.uint8), "nothing drawn": np.zeros((280, 280), np.uint8),
         "paper": np.clip(np.random.default_rng(0).normal(190, 5, (90, 90, 3)), 0, 255).astype(np.uint8)}


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("blank", BLANK)
def test_a_blank_picture_is_a_blank_x_and_a_hint(blank, name):
    stages = way_of(BLANK[blank], LOOKS[name])
    assert not x_at(stages).any()
    assert "no ink" in str(hint_of(stages))
    assert hint_of(way_of(seven(), LOOKS[name])) is None


@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=40)), st.booleans(),
       st.sets(st.sampled_from([step.name for step in (*STEPS, *centred, *block_counts)])))
@settings(max_examples=80, deadline=None)
def test_whatever_is_left_out_of_whatever_picture_there_is_an_x(levels, coloured, left_out):
    picture = np.repeat(levels[..., None], 3, 2) if coloured else levels
    for look in LOOKS.values():
        x = x_at(way_of(picture, look, left_out))
        assert x.shape == (look.size,)
        assert x.dtype == np.float32
        assert 0 <= x.min() <= x.max() <= 1.0001


def test_what_is_transparent_shows_white_paper():
    rgba = np.random.default_rng(2).integers(0, 256, (20, 30, 4), np.uint8)
    alpha = rgba[..., 3:] / 255
    np.testing.assert_allclose(on_white(rgba), rgba[..., :3] * alpha + 255 * (1 - alpha), atol=0.51)
    opaque = rgba.copy()
    opaque[..., 3] = 255
    np.testing.assert_array_equal(on_white(opaque), rgba[..., :3])


@pytest.mark.parametrize(("head", "said"), [
    (b"GIF89a", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b'<?xml version="1.0"?><svg', "SVG"),
    (b"<svg ", "SVG"),
    (b"RIFF\0\0\0\0WEBP", "WebP"), (b"\0\0\0\x18ftypheic", "HEIC"), (b"%PDF-1.7", "PDF"), (b"hello", "no picture"),
    (b"", "no picture")])
def test_only_png_jpeg_and_bmp_are_taken_whatever_they_are_called(head, said):
    with pytest.raises(PictureError, match=said):
        kind_of(head, "seven.png")
    assert kind_of(b"\x89PNG\r\n\x1a\n", "seven.gif") == "PNG"
    assert kind_of(b"\xff\xd8\xff\xe0", "seven") == "JPEG"
    assert kind_of(b"BM1234", "seven") == "BMP"


def test_a_picture_that_is_too_large_is_refused_by_its_size():
    check_size(8000, MOST_PIXELS // 8000, "seven.png")
    with pytest.raises(PictureError, match="60,000 × 60,000"):
        check_size(60_000, 60_000, "seven.png")
