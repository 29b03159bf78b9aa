"""The numbers along an axis: round, different from their neighbours, and none over another."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.widgets.ticks import ticks


def letters(text: str) -> float:
    return 6 * len(text) + 8


def texts_of(low, high, length=400, least=30, **how) -> list[str]:
    return [text for _, text in ticks(low, high, length, letters, least=least, **how)]


@pytest.mark.parametrize(("low", "high", "wanted"), [
    (0, 1, ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"]),
    (6000, 6400, ["6,000", "6,050", "6,100", "6,150", "6,200", "6,250", "6,300", "6,350", "6,400"]),
    (2.30258, 2.30260, ["2.30258", "2.302585", "2.30259", "2.302595", "2.3026"]),
    (-0.02, 0.02, ["−0.02", "−0.015", "−0.01", "−0.005", "0", "0.005", "0.01", "0.015", "0.02"]),
])
def test_a_plain_axis(low, high, wanted):
    assert texts_of(low, high) == wanted


def test_powers_of_ten():
    found = texts_of(-12, -1, length=800, logarithmic=True)
    assert found[0] == "10⁻¹²" and found[-1] == "10⁻¹" and len(found) == 12
    assert texts_of(-2, 2, logarithmic=True, least=90) == ["0.01", "0.1", "1", "10", "100"]
    assert texts_of(-6, 2, logarithmic=True, least=90) == ["10⁻⁶", "10⁻⁴", "10⁻²", "1", "100"]
    assert texts_of(0, 1.05, logarithmic=True) == ["1", "2", "5", "10"]


def test_whole_numbers_only():
    assert texts_of(0, 3, length=2000, whole=True) == ["0", "1", "2", "3"]
    assert texts_of(0.2, 0.7, whole=True) == []


@settings(max_examples=300, deadline=None)
@given(low=st.floats(-1e6, 1e6), height=st.floats(1e-6, 1e6), length=st.floats(30, 2000), logarithmic=st.booleans(),
       whole=st.booleans())
def test_neighbours_differ_and_none_is_written_over_another(low, height, length, logarithmic, whole):
    if logarithmic:
        low, height, whole = low / 1e4, min(height, 200), False
    height = max(height, 1e-8 * abs(low))  # nobody can zoom in deeper
    found = ticks(low, low + height, length, letters, least=20, logarithmic=logarithmic, whole=whole)
    values = [value for value, _ in found]
    assert values == sorted(values)
    end = -math.inf
    shown = [text for _, text in found if text]
    for value, text in found:
        place = ((math.log10(value) if logarithmic else value) - low) / height * length
        assert -1 <= place <= length + 1
        if text:
            assert place - letters(text) / 2 >= end - 1e-3 * length
            end = place + letters(text) / 2
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("odd", [math.nan, math.inf])
def test_an_axis_without_ends_has_no_ticks(odd):
    assert ticks(0, odd, 100, letters, least=20) == ticks(odd, 1, 100, letters, least=20) == []
    assert ticks(1, 1, 100, letters, least=20) == ticks(0, 1, 0, letters, least=20) == []
