"""What is typed: understood where there is one meaning, and a hint at the right form where there are two or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.figures import number as written_number
from engine.problem import Problem
from engine.typed_numbers import real_number, whole_number, whole_numbers, worked_out

LARGEST = 4096


def said(value: object) -> object:
    return str(value) if isinstance(value, Problem) else value


@pytest.mark.parametrize(("texts", "value"), [
    (("0.05", "0,05", ".05", ",05", "０．０５", "０，０５", "０。０５", "５e-2", "5E−2", "5e－2", "5eー2", "0.050",
      " 0.05　", "５ｅ－２", "5×10⁻²", "5·10^-2", "5*10**-2", "5 × 10⁻²", "+0,05"), 0.05),
    (("1000", "1 000", "1'000", "1’000", "1\u2009000", "1\u202f000", "1\u00a0000", "1\u3000000", "1_000", "1e3",
      "１０００", "1 000,0", "1,000.0", "1.000,0", "1'000.0", "1000.", "10³", "10^3"), 1000.0),
    (("-1.5", "−1.5", "－１．５", "-1,5", "ー1.5", "–1.5", "- 1.5"), -1.5),
    (("1234567", "1,234,567", "1.234.567", "1 234 567"), 1234567.0),
    (("10", "10.000", "1e1", "10.", "10,"), 10.0),  # the point is the decimal point here, as it is written everywhere
    (("0.125", "0,125"), 0.125), (("1.234",), 1.234), (("٣",), 3.0), (("1e999", "inf", "∞"), float("inf")),
])
def test_a_number_with_one_meaning(texts, value):
    assert {text: real_number(text) for text in texts} == dict.fromkeys(texts, value)


@pytest.mark.parametrize(("text", "hint"), [
    ("1,000", "1,000 can mean 1 or 1000: write 1 or 1000."),
    ("10,000", "10,000 can mean 10 or 10000: write 10 or 10000."),
    ("１，２３４", "１，２３４ can mean 1.234 or 1234: write 1.234 or 1234."),
    ("-1,234", "-1,234 can mean -1234 or -1.234: write -1234 or -1.234."),
    *((text, f"{text} is not a number. Write one such as 0.05 or 1e-3.") for text in (
        "ten", "1,00,000", "10 0", "1.2.3", "1,2,3", "--5", "1e", "e5", ".", "-", "5%", "1/1000", "²", "½", "0x10",
        "1e1.5")),
])
def test_a_number_with_two_meanings_or_none_gets_a_hint(text, hint):
    assert said(real_number(text)) == hint


@pytest.mark.parametrize(("texts", "value"), [
    (("10000", "10,000", "10 000", "10'000", "1e4", "1E4", "１ｅ４", "１００００", "１０，０００", "1×10⁴", "10^4",
      "10\u2009000", "10,000.0", "10.000,0", "1.0e4", "1,0e4", "10000.", "10_000"), 10_000),
    (("100", "１００", "100.0", "100,0", "+100", "1e2", " 100 "), 100), (("1500", "1.500", "1,500", "1,5e3"), 1500),
    (("-1", "−1", "－１"), -1), (("0", "000"), 0), (("4294967296", "4,294,967,296", "4.294.967.296"), 4294967296),
])
def test_a_whole_number_with_one_meaning(texts, value):
    found = {text: whole_number(text) for text in texts}
    assert found == dict.fromkeys(texts, value)
    assert {type(each) for each in found.values()} == {int}


@pytest.mark.parametrize(("text", "hint"), [
    ("10.000", "10.000 can mean 10 or 10000: write 10 or 10000."),
    *((text, f"{text} is no whole number. Write one such as 100 or 10000.") for text in (
        "1.5", "0,05", "1e-3", "many", "1,0000", "1,00,000", "nan", "1 0", "1e-999999999")),
    ("1e999999999", "1e999999999 is far too large."), ("9" * 60, f"{'9' * 60} is far too large."),
])
def test_a_whole_number_with_two_meanings_or_none_gets_a_hint(text, hint):
    assert said(whole_number(text)) == hint


@pytest.mark.parametrize(("texts", "value"), [
    (("100, 50", "100 50", "100,50", "100,50,", "100、50", "１００、５０", "１００，５０", "100;50", "（100, 50）",
      "[100 50]", "100–50", "1e2, 50", "100\t50", "100　50"), (100, 50)),
    (("50", "５０", "50.0", "(50,)"), (50,)),
    (("1,000", "1 000", "1'000", "1000", "1e3"), (1000,)),  # nobody writes 0 as 000
    (("5,000",), (5000,)), (("1,000, 50", "1,000; 50"), (1000, 50)), (("100,200",), (100, 200)),
    (("50,30,20",), (50, 30, 20)),
])
def test_sizes_of_layers(texts, value):
    assert {text: whole_numbers(text, LARGEST) for text in texts} == dict.fromkeys(texts, value)


@pytest.mark.parametrize(("text", "hint"), [
    ("1,100", "1,100 can mean 1100 or 1, 100: write 1100 or 1, 100."),
    ("1.000", "1.000 can mean 1 or 1000: write 1 or 1000."),
    ("50, x", "x is no whole number. Write one such as 100 or 10000."),
    ("50 x", "50 x: write whole numbers, such as 100, 50."),
    ("784 – 50 – 10", "784 - 50 - 10: write whole numbers, such as 100, 50."),  # these are not all hidden layers
    ("", ": write whole numbers, such as 100, 50."),
])
def test_sizes_with_two_meanings_or_none_get_a_hint(text, hint):
    assert said(whole_numbers(text, LARGEST)) == hint


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_as_the_same(value):
    assert real_number(repr(value)) == value
    assert real_number(repr(value).replace("-", "−")) == value


@given(st.floats(1e-30, 1e6), st.sampled_from([1, -1]))
def test_what_the_window_writes_is_read_as_the_same_or_asked_about(value, sign):
    text = written_number(sign * value)
    found = real_number(text)
    if isinstance(found, Problem):
        assert "," in text
    else:
        assert found == pytest.approx(sign * value, rel=1e-3)


@given(st.integers(-10**29, 10**29))
def test_whole_numbers_are_read_back_in_either_form(value):
    assert whole_number(str(value)) == whole_number(f"{value:,}") == value


@given(st.text(max_size=20) | st.text("0123456789.,'eE+-_×^* ０１．，、−", max_size=12))
def test_nothing_that_can_be_typed_fails(text):
    assert isinstance(real_number(text), (float, Problem))
    assert isinstance(whole_number(text), (int, Problem))
    assert isinstance(whole_numbers(text, LARGEST), (tuple, Problem))


@pytest.mark.parametrize(("texts", "value"), [
    (("1/4", "１／４", "1 ÷ 4", "0,25", "25 %", "２５％", "0.5/2", "2.5e-1"), 0.25),
    (("-3/8", "−3 / 8", "-37.5%"), -0.375),
    (("1e-3/10",), 1e-4), (("0/7", "0 %"), 0.0)])
def test_a_number_as_it_is_worked_out(texts, value):
    assert {text: worked_out(text) for text in texts} == dict.fromkeys(texts, value)


@pytest.mark.parametrize("text", ["1/", "/4", "1/0", "1/2/3", "a/4", "1/b", "1,000/4", "/"])
def test_what_cannot_be_worked_out_is_said(text):
    assert said(worked_out(text)).startswith(f"{text} is not a number")


def test_two_meanings_of_what_is_worked_out_are_asked_about():
    assert said(worked_out("1,000")) == said(real_number("1,000"))
    assert isinstance(worked_out("1,000/4"), Problem)


@given(st.text(max_size=20))
def test_nothing_that_is_worked_out_fails(text):
    assert isinstance(worked_out(text), (float, Problem))
