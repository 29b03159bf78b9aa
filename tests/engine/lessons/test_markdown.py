"""What a text of a lesson may hold, and what is found in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.lessons.expressions.parse import ExpressionError
from engine.lessons.markdown import pictures_in, problem_of
from engine.lessons.text import Live, pieces_of


@pytest.mark.parametrize("text", [
    "Plain, **bold**, *italic* and `code`.", "a < b and b > c, 3 < 4", "`<b>` and `[a](b)` as code",
    "- one\n- two\n\n1. three", "![what](a.png)", "![](a-b_2.JPG)", "損失は `L` です（3.5）", "``a ` <b>``",
    "the cells [0, 3] and [1, 2] (both)", "{= count(a1 <b1) } of {= 'a</p>' }", "R&D, a & b", r"\<b\> \`", "A: b",
    "見よ：5.6.3 節", "at 12:30, file: none", "da2[0, 3] = (y − t)/N"])
def test_what_can_be_said(text):
    assert problem_of(text) is None


@pytest.mark.parametrize("text", [
    "<b>bold</b>", "a <br/> b", "</p>", "<!-- hidden -->", "<?php", "<script\n>", "&lt;", "&#x3c;", "`a\n<b>\n`",
    r"\`<b>`", "`` ` <b>", "`a\n\n<b>`", "<a@b.org>", "<http://x.org>"])
def test_html_is_refused_wherever_it_may_be_shown(text):
    assert "HTML" in problem_of(text).text


@pytest.mark.parametrize("text, found", [
    ("[the book](https://x.org)", "https://x.org"), ("https://x.org", "https://x.org"), ("www.x.org", "www.x.org"),
    ("FTP://x", "FTP://x"), ("write to a@b.org", "a@b.org"), ("[a](b.toml)", "[a](b.toml)"), ("[a][b]", "[a][b]"),
    ("[b]: c", "[b]: c"), ("![a](http://x.org/a.png)", "![a](http://x.org/a.png)"),
    ("![a](../a.png)", "![a](../a.png)"),
    ("![a](a.svg)", "![a](a.svg)"), ("![a](/etc/a.png)", "![a](/etc/a.png)"), ("![a][b]", "![a][b]"),
    ("![a](a.png 'b')", "![a](a.png 'b')"), ("![a\n](a.png)", "![a"), ("[![a](a.png)](b)", "[](b)"),
    ("![a](C:a.png)", "![a](C:a.png)"), ("x\0y", "\0"), ("a\u202eb", "\u202e")])
def test_a_text_leads_nowhere(text, found):
    assert problem_of(text).values["found"] == found


def test_pictures_are_found_but_not_within_code():
    assert pictures_in("![a](a.png) `![b](b.png)` ![](c.jpg)") == ("a.png", "c.jpg")


@pytest.mark.parametrize("text, pieces", [
    ("L is {= L }.", ["L is ", ("L", ""), "."]), ("{=L}{=loss:int}", [("L", ""), ("loss", "int")]),
    ("{= test_acc : percent }", [("test_acc", "percent")]), ("{= sum(x[0, :]) }", [("sum(x[0, :])", "")]),
    ("{= operation == '}' }!", [("operation == '}'", ""), "!"]), ("} { =", ["} { ="]), ("", [])])
def test_a_text_is_taken_apart_at_its_numbers(text, pieces):
    assert [(each.expression.text, each.form) if isinstance(each, Live) else each for each in pieces_of(text)] == pieces


@pytest.mark.parametrize("text", ["{= L", "{= }", "{= L {= L }", "{= '} }", "{= L :hex }"])
def test_what_is_no_number_is_said(text):
    with pytest.raises(ExpressionError):
        pieces_of(text)


@given(st.text("`\\<>a![](){=}'\n&;:/w.", max_size=40))
def test_any_text_is_judged(text):
    problem = problem_of(text)
    assert problem is None or str(problem)
