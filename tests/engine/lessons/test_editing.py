"""Where the next version of a lesson is gone on with."""

import pytest

from engine.lessons.editing import leads_alike, place_in
from engine.lessons.reading import read_lesson

TEXT = '''\
format = 1
id = "a"
title.en = "A"
setup.before = ["run to iteration 3"]
[[step]]
kind = "say"
name = "first"
text.en = "Hello"
[[step]]
kind = "choice"
name = "guess"
ask.en = "Which?"
[[step.option]]
en = "this"
right = true
[[step.option]]
en = "that"
[[step]]
kind = "do"
task.en = "Go on."
done = "iteration >= 4"
do_it = ["step iteration"]
'''


def lesson(text: str = TEXT):
    return read_lesson(text.encode(), "a.lesson.toml")[0]


@pytest.mark.parametrize("there, instead, upto", [
    ("Hello", "Good day", 3), ('en = "this"', 'en = "the other"\nsays.en = "So?"', 3), ("minutes", "number", 3),
    ('id = "a"', 'id = "a"\nminutes = 3', 3), ("iteration 3", "iteration 4", 0), ('name = "first"', 'name = "zero"', 0),
    ('kind = "say"', 'kind = "say"\nbefore = "step operation"', 0), ("right = true", "right = 'loss > 1'", 1),
    ('[[step.option]]\nen = "that"', '[[step.option]]\nen = "that"\n[[step.option]]\nen = "none"', 1),
    ("iteration >= 4", "iteration >= 5", 2), ('["step iteration"]', '["forward 10"]', 2),
    ('done = "iteration >= 4"', 'done = "iteration >= 4"\nnote = { last = "loss" }', 2),
    ('title.en = "A"', 'title.en = "A"\nsetup.config = { seed = 3 }', 0)])
def test_up_to_where_it_leads_the_same_way(there, instead, upto):
    old, new = lesson(), lesson(TEXT.replace(there, instead, 1))
    assert [leads_alike(old, new, number) for number in range(3)] == [number < upto for number in range(3)]


def test_it_is_gone_on_with_at_the_step_of_that_name_or_number():
    longer = lesson(TEXT.replace("[[step]]", '[[step]]\nkind = "say"\ntext.en = "New"\n[[step]]', 1))
    shorter = lesson(TEXT[:TEXT.index('[[step]]\nkind = "choice"')])
    old = lesson()
    assert [place_in(longer, old, number) for number in range(3)] == [1, 2, 2]
    assert [place_in(shorter, old, number) for number in range(3)] == [0, 0, 0]
    assert not leads_alike(old, shorter, 1) and leads_alike(old, shorter, 0)
