"""Numbers and shapes as people read them."""

import math

import numpy as np
import pytest

from gui.words import formatting


@pytest.mark.parametrize(("value", "text"), [
    (0, "0"), (-0.0, "0"), (0.01047, "0.01047"), (-5.609, "−5.609"), (0.955, "0.9550"), (1, "1.000"),
    (12345.6, "12,346"), (-1234567, "−1,234,567"), (9.99996, "10.00"), (0.0001, "0.0001000"),
    (2.1e-9, "2.1×10⁻⁹"), (-2.34567e-12, "−2.346×10⁻¹²"), (9.9999e6, "1×10⁷"), (1e308, "1×10³⁰⁸"),
    (math.nan, "NaN"), (math.inf, "∞"), (-math.inf, "−∞"),
])
def test_number_has_four_significant_digits(value, text):
    assert formatting.number(value) == text


def test_signed_writes_the_plus():
    assert [formatting.signed(value) for value in (0.25, -0.25, 0)] == ["+0.2500", "−0.2500", "0"]


@pytest.mark.parametrize(("value", "text"), [(0.1, "0.1"), (10000, "10,000"), (1e-9, "1×10⁻⁹"), (-1, "−1"), (0, "0")])
def test_setting_is_as_short_as_it_was_typed(value, text):
    assert formatting.setting(value) == text


def test_integers_percent_shapes_and_indices():
    assert formatting.integer(1234) == "1,234"
    assert formatting.integer(-1234) == "−1,234"
    assert formatting.percent(0.981) == "98.1 %"
    assert formatting.percent(math.nan) == "NaN"
    assert formatting.shape((100, 50)) == "(100, 50)"
    assert formatting.shape((50,)) == "(50,)"
    assert formatting.index("dW1", (391, 7)) == "dW1[391, 7]"
    assert formatting.index("L", ()) == "L"
    assert formatting.cell("dW1", (391, 7), 0.01047) == "dW1[391, 7] = 0.01047"


@pytest.mark.parametrize(("part", "text", "short"), [
    (1, "100.0 %", "100 %"), (0.9992, "99.9 %", "> 99 %"), (0.9997, "> 99.9 %", "> 99 %"),
    (float(np.nextafter(np.float32(1), np.float32(0))), "> 99.9 %", "> 99 %"), (0.981, "98.1 %", "98 %"),
    (0.0004, "< 0.1 %", "< 1 %"), (1e-30, "< 0.1 %", "< 1 %"), (0.0006, "0.1 %", "< 1 %"), (0, "0.0 %", "0 %")])
def test_only_all_of_it_is_a_hundred_percent_and_only_nothing_is_none(part, text, short):
    assert (formatting.percent(part), formatting.percent(part, 0)) == (text, short)
    assert formatting.percent_figures(part) == text.replace(" ", "").removesuffix("%")
    assert formatting.whole_percents(np.array([part, 0.5])) == [short, "50 %"]


def test_a_share_below_nothing_or_above_all_is_written_as_it_is():
    assert [formatting.percent(part) for part in (-0.0001, -0.2, 1.0001, 1.2, -0.0)] == [
        "> −0.1 %", "−20.0 %", "100.0 %", "120.0 %", "0.0 %"]


def test_limits_have_three_significant_digits():
    assert [formatting.limit(m) for m in (4.98, 0.781, 1.3234, 0, 2.1e-9)] == [
        "± 4.98", "± 0.781", "± 1.32", "± 0", "± 2.1×10⁻⁹"]


@pytest.mark.parametrize(("seconds", "text"), [
    (5, "5 s"), (0, "0 s"), (0.4, "< 1 s"), (59.6, "1 min"), (130, "2 min 10 s"), (3600, "1 h"),
    (11100, "3 h 5 min"), (math.inf, "—"), (math.nan, "—"),
])
def test_duration(seconds, text):
    assert formatting.duration(seconds) == text


@pytest.mark.parametrize(("rate", "text"), [
    (1850, "1,850 it/s"), (12.34, "12.3 it/s"), (0.5, "0.50 it/s"), (0, "0 it/s"), (math.inf, "—"),
])
def test_rate(rate, text):
    assert formatting.rate(rate) == text


@pytest.mark.parametrize(("count", "text"), [
    (0, "0 B"), (512, "512 B"), (1400, "1.4 kB"), (11_490_434, "11 MB"), (999_999, "1.0 MB"), (9_960_000, "10 MB"),
    (2_500_000_000, "2.5 GB"),
])
def test_size(count, text):
    assert formatting.size(count) == text


def test_a_column_shares_its_decimals():
    assert formatting.column([1.795, -5.609, 0.985]) == ["1.795", "−5.609", "0.985"]
    assert formatting.column([0.0015, -0.972, -0.00001]) == ["0.0015", "−0.9720", "0.0000"]
    assert formatting.column([1e-8, -2.5e-6]) == ["1×10⁻⁸", "−2.5×10⁻⁶"]
    assert formatting.column([0, 0]) == ["0.0000", "0.0000"]
    assert formatting.column([]) == []
