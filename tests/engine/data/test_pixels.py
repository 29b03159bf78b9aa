import numpy as np
import pytest

from engine.data.pixels import Pixels

LEVELS = np.array([[0, 255, 1], [128, 3, 254], [7, 77, 177]], np.uint8)


@pytest.fixture
def pixels() -> Pixels:
    return Pixels(LEVELS.copy(), 255)


def test_levels_are_handed_out_from_0_to_1(pixels):
    assert np.asarray(pixels).dtype == np.float32
    assert np.asarray(pixels)[0].tolist()[:2] == [0, 1]
    assert Pixels(np.array([[0, 8, 16]], np.uint8), 16)[0].tolist() == [0, 0.5, 1]


@pytest.mark.parametrize("brightest", [255, 16, 15, 1, 29])  # of 29 no factors do what the division does
def test_every_level_is_the_book_s_to_the_bit(brightest):
    """However it is asked for: ``astype(np.float32) / 255.0``."""
    levels = np.arange(brightest + 1, dtype=np.uint8)[np.newaxis]
    expected = levels.astype(np.float32) / 255.0 if brightest == 255 else levels.astype(np.float32) / brightest
    pixels = Pixels(levels, brightest)
    for found in (np.asarray(pixels), pixels[:], pixels.take(np.array([0]), axis=0), pixels[0][np.newaxis]):
        assert (found.dtype, found.tobytes()) == (np.float32, expected.tobytes())


def test_they_are_read_like_an_array(pixels):
    whole = np.asarray(pixels)
    assert (len(pixels), pixels.shape, pixels.ndim, pixels.dtype) == (3, (3, 3), 2, np.float32)
    for found, expected in [
        (pixels[1], whole[1]), (pixels[1:], whole[1:]), (pixels[np.array([2, 0])], whole[[2, 0]]),
        (pixels.take(np.array([2, 0]), axis=0), whole[[2, 0]]), (pixels[:, 1], whole[:, 1]),
    ]:
        assert found.dtype == np.float32
        assert found.tolist() == expected.tolist()
    assert pixels[2, 2] == whole[2, 2]
    assert [row.tolist() for row in pixels] == whole.tolist()
    assert np.asarray(pixels, np.float64).tolist() == whole.tolist()
    with pytest.raises(IndexError):
        pixels.take(np.array([3]), axis=0)


def test_whoever_looks_cannot_change_them(pixels):
    pixels[0][:] = 9
    np.asarray(pixels)[:] = 9
    assert pixels.levels.tolist() == LEVELS.tolist()
    with pytest.raises(ValueError, match="read-only"):
        pixels.levels[0, 0] = 1
