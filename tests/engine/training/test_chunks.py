"""The array that grows: the same values as in one piece, wherever the chunks begin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.training.chunks import Chunks

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


def test_values_never_move():
    chunks = Chunks(np.dtype("f8"), 4)
    chunks.push(1.5)
    first = chunks.between(0, 1)
    chunks.append(np.zeros(100))
    assert np.shares_memory(first, chunks.between(0, 1))
