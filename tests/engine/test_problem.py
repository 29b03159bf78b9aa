"""A problem in words: what is filled in, and words that go with a count."""

import numpy as np
import pytest

from engine.data.dataset import DatasetError, Split
from engine.problem import Problem, filled


@pytest.mark.parametrize(("count", "said"), [
    (0, "0 cells are right"), (1, "1 cell is right"), (np.int64(1), "1 cell is right"), (1.0, "1 cell is right"),
    (2, "2 cells are right"), (2000, "2,000 cells are right")])
def test_words_go_with_the_count(count, said):
    assert filled("{count:,g} {count:cell is|cells are} right", count=count) == said
    assert str(Problem("{count:,g} {count:cell is|cells are} right", {"count": count})) == said


@pytest.mark.parametrize(("count", "said"), [(1, "silent in this sample"), (1200, "silent in all 1,200 samples")])
def test_words_to_choose_from_can_hold_places(count, said):
    assert filled("silent in {count:this sample|all {count:,} samples}", count=count) == said


def test_each_count_of_a_sentence_has_its_own_words():
    with pytest.raises(DatasetError, match=r"^2 samples but 1 label: each sample needs its own label.$"):
        Split(np.zeros((2, 4)), np.zeros(1, int))


def test_all_else_is_filled_in_as_ever():
    text = "{name} of {h:.0e} in {place!s:>6}"
    assert filled(text, name="a|b", h=1e-4, place="x[0]") == text.format(name="a|b", h=1e-4, place="x[0]")
    with pytest.raises(KeyError):
        filled("{name}")
