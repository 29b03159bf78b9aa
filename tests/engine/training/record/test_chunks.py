"""The array that grows: the same values as in one piece, wherever the chunks begin."""

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.training.record.chunks import Chunks

changes = st.lists(st.one_of(
    st.tuples(st.just("push"), st.integers(0, 99)),
    st.tuples(st.just("append"), st.lists(st.integers(0, 99), max_size=11)),
    st.tuples(st.just("truncate"), st.integers(0, 20))), max_size=12)


@given(changes, st.data())
def test_it_holds_what_a_list_would_hold(changes, data):
    chunks, expected = Chunks(np.dtype("i4"), 4), []
    for change, value in changes:
        if change == "push":
            chunks.push(value)
            expected.append(value)
        elif change == "append":
            chunks.append(np.array(value, "i4"))
            expected += value
        else:
            chunks.truncate(value)
            del expected[value:]
        assert chunks.count == len(expected)
    begin = data.draw(st.integers(0, len(expected)))
    end = data.draw(st.integers(begin, len(expected)))
    found = chunks.between(begin, end)
    assert (found.dtype, found.tolist()) == (np.dtype("i4"), expected[begin:end])


@pytest.mark.parametrize("numbers", [[], [0], [5], [0, 1, 4, 5], [1, 3]])
def test_blocks(numbers):
    chunks = Chunks(np.dtype("i4"), 4)
    chunks.append(np.arange(12, dtype="i4"))
    found = chunks.blocks(np.array(numbers, np.int64), 2)
    assert found.tolist() == [[2 * number, 2 * number + 1] for number in numbers]


def test_values_do_not_move():
    chunks = Chunks(np.dtype("f8"), 4)
    chunks.push(1.5)
    first = chunks.between(0, 1)
    chunks.append(np.zeros(100))
    assert np.shares_memory(first, chunks.between(0, 1))


# -- full chunks in a smaller type

AS_FLOAT32 = [float(np.float32(value)) for value in (1.5, -0.0, math.inf, -math.inf, math.nan, 0.0, 2.3, 1e-45)]
TOO_FINE = [2.3, 1e308, 1e-300, math.pi]


@given(st.lists(st.sampled_from(AS_FLOAT32 + TOO_FINE), max_size=30), st.lists(st.integers(0, 30), max_size=3),
       st.data())
def test_every_bit_comes_back_whether_narrowed_or_not(values, cuts, data):
    chunks, expected = Chunks(np.dtype("f8"), 4, np.dtype("f4")), []
    for cut in [*cuts, 30]:
        for value in values:
            chunks.push(value)
        chunks.append(np.array(values, "f8"))
        expected = [*expected, *values, *values][:cut]
        chunks.truncate(cut)
    begin = data.draw(st.integers(0, len(expected)))
    end = data.draw(st.integers(begin, len(expected)))
    found = chunks.between(begin, end)
    assert (found.dtype, found.tobytes()) == (np.dtype("f8"), np.array(expected[begin:end], "f8").tobytes())
    blocks = chunks.blocks(np.arange(len(expected) // 2), 2)
    assert blocks.tobytes() == np.array(expected[:len(expected) // 2 * 2], "f8").tobytes()


@pytest.mark.parametrize(("values", "bytes_a_value"), [(AS_FLOAT32, 4), ([*AS_FLOAT32[:7], 2.3], 8), ([1e308] * 8, 8)])
def test_only_what_loses_nothing_is_narrowed(values, bytes_a_value):
    tracemalloc.start()
    try:
        chunks = Chunks(np.dtype("f8"), 8000, np.dtype("f4"))
        chunks.append(np.array(values * 1000, "f8"))
        used = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert 0 <= used - 8000 * bytes_a_value < 4000


def test_a_narrowed_chunk_can_be_written_to_again():
    chunks = Chunks(np.dtype("f8"), 4, np.dtype("f4"))
    chunks.append(np.full(8, 1.5))
    chunks.truncate(6)
    chunks.push(math.pi)
    assert chunks.between(0, 7).tolist() == [1.5] * 6 + [math.pi]
