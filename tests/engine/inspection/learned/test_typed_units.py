"""Units as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.inspection.learned.typed_units import typed_units, written_units
from engine.problem import Problem


@pytest.mark.parametrize(("text", "units"), [
    ("", set()), ("  ", set()), (",", set()), ("7", {7}), ("3, 7", {3, 7}), ("7 3 3", {3, 7}), ("3;7,", {3, 7}),
    ("0-2", {0, 1, 2}), ("12–15, 1", {1, 12, 13, 14, 15}), ("15 - 12", {12, 13, 14, 15}), ("５、７〜９", {5, 7, 8, 9}),
    ("49", {49}), ("4-4", {4})])
def test_what_is_typed(text, units):
    assert typed_units(text, 50) == units


@pytest.mark.parametrize(("text", "said"), [
    ("50", "There is no 50: write a number from 0 to 49."), ("3, 99", "There is no 99: write a number from 0 to 49."),
    ("-3", "There is no –3: write a number from 0 to 49."), ("0-50", "There is no 50: write a number from 0 to 49."),
    ("7, abc", "abc is no whole number: write one from 0 to 49."),
    ("x", "x is no whole number: write one from 0 to 49."),
    ("1-2-3", "1–2–3 is no whole number: write one from 0 to 49."),
    ("1.5", "1.5 is no whole number: write one from 0 to 49."),
    ("9" * 50, "9" * 50 + " is far too large.")])
def test_what_is_no_unit_is_named(text, said):
    problem = typed_units(text, 50)
    assert isinstance(problem, Problem)
    assert str(problem) == said


def test_what_is_written():
    assert written_units(()) == ""
    assert written_units({7, 3}) == "3, 7"
    assert written_units({0, 1, 2, 9, 5, 6}) == "0–2, 5, 6, 9"


@given(st.sets(st.integers(0, 300)))
def test_what_is_written_is_read_back(units):
    assert typed_units(written_units(units), 301) == units
