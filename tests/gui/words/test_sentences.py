"""Sentences one after another."""

import re
from pathlib import Path

import pytest

from gui.words.sentences import joined

GUI = Path(__file__).parents[3] / "gui"
BY_HAND = re.compile(r'(?:"|\') (?:"|\')\.join\(map\((?:phrase|_said)|\+ "\s" \+|\+= "\s" \+|return f"\{text\} "')


@pytest.mark.parametrize(("sentences", "text"), [
    ((), ""), (("One.",), "One."), (("One.", "", "Two."), "One. Two."), (("一です。", "二です。"), "一です。二です。"),
    (("一（です）", "二です。"), "一（です）二です。"), (("<b>一です。</b>", "二です。"), "<b>一です。</b>二です。"),
    (("<b>One.</b>", "Two."), "<b>One.</b> Two."), (("W1", "です。"), "W1 です。"), (["", "Two."], "Two.")])
def test_a_space_stands_between_where_the_language_has_one(sentences, text):
    assert joined(sentences) == text


def test_nobody_joins_sentences_with_a_space_of_his_own():
    assert [str(file.relative_to(GUI)) for file in sorted(GUI.rglob("*.py"))
            if BY_HAND.search(file.read_text(encoding="utf-8"))] == []
