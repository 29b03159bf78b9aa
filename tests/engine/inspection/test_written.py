"""A pupil with a calculator: what is written is read, calculated with as it stands, and compared with what is shown."""

import math
import re
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.digits import load_digits
from engine.figures import number
from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.place import Place
from engine.inspection.proof.check import check_cell
from engine.inspection.proof.what_if import WhatIf
from engine.inspection.provenance.provenance import Way, provenance
from engine.inspection.written import Rows, addition, difference, ends_of_way, read, update
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

NUMBER = re.compile(r"−?\d+(?:,\d{3})*(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
HIGH = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def as_decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("×10", "e").translate(HIGH).replace("−", "-"))


def pupil(text: str) -> Decimal:
    """What a written calculation comes to, with nothing but the digits that are written."""
    numbers: list[Decimal] = []

    def keep(found: re.Match) -> str:
        numbers.append(as_decimal(found[0].removeprefix("−")))
        return ("-" if found[0].startswith("−") else "") + f"n[{len(numbers) - 1}]"

    text = NUMBER.sub(keep, re.sub(r"\(…\s", "(", text))
    text = text.replace("−", "-").replace("·", "*").replace("²", " ** 2")
    text = re.sub(r"\[(-?n\[\d+\]) > (n\[\d+\])\]", r"(\1 > \2)", text)
    with localcontext() as context:
        context.prec = 40
        return Decimal(eval(text, {"n": numbers, "max": max, "exp": Decimal.exp, "tanh": tanh}))


def tanh(a: Decimal) -> Decimal:
    up, down = a.exp(), (-a).exp()
    return (up - down) / (up + down)


def last_digit(text: str, digits: int = 4) -> Decimal:
    """One of the last of so many significant digits of a number that is written."""
    value = as_decimal(text)
    return Decimal(0) if value == 0 else Decimal(10) ** (value.adjusted() - digits + 1)


def agrees(by_hand: Decimal, shown: str, digits: int = 4) -> bool:
    return abs(by_hand - as_decimal(shown)) <= Decimal("0.5000001") * last_digit(shown, digits) + Decimal("1e-38")


@pytest.fixture(scope="module")
def snapshots():
    """Networks of all kinds: fresh, trained, nearly certain, saturated."""
    dataset, found = load_digits(), []
    for activation, dtype, hidden, rate, count, batch in (
            ("relu", "float32", (20,), 0.5, 400, 30), ("relu", "float64", (6, 5), 0.1, 3, 7),
            ("sigmoid", "float32", (12, 8), 2.0, 60, 20), ("tanh", "float32", (9,), 1.0, 300, 1),
            ("tanh", "float64", (), 0.5, 100, 12), ("relu", "float32", (30, 20), 0.3, 3000, 1)):
        trainer = Trainer(TrainingConfig(activation=activation, dtype=dtype, hidden_sizes=hidden, learning_rate=rate,
                                         batch_size=batch, weight_init="he", iterations=10_000), dataset)
        while trainer.iteration < count:
            trainer.advance(count - trainer.iteration)
            trainer.finish_evaluation()
        trainer.run_iteration()
        found.append(snapshot_of(trainer))
    return found


def some_cells(snapshot, each: int, seed: int = 0):
    rng = np.random.default_rng(seed)
    for name in snapshot.names():
        for _ in range(each):
            yield Place(name, tuple(int(rng.integers(size)) for size in snapshot.shape(name)))


def test_every_formula_in_numbers_comes_out_by_hand(snapshots):
    counted = 0
    for snapshot in snapshots:
        for place in some_cells(snapshot, 4):
            found = provenance(snapshot, place)
            if found.way is Way.GIVEN:
                continue
            *ways, shown = re.split(" [=≈] ", found.filled)
            assert shown == number(found.value), place  # the number asked about is the number shown
            if not ways:
                continue  # a single term, which is the number
            if found.visible:
                assert " ≈ " in found.filled
                shown = found.exactly.values["total"]
            for way in ways:
                assert agrees(pupil(way), shown), (place, found.filled)
            counted += 1
    assert counted > 300


def test_positive_and_negative_terms_make_the_sum_by_hand(snapshots):
    counted = 0
    for snapshot in snapshots:
        for place in some_cells(snapshot, 4, seed=1):
            found = provenance(snapshot, place)
            if found.way is Way.SUM:
                positive, negative, total = found.balance
                assert agrees(as_decimal(positive) + as_decimal(negative), total), (place, found.balance)
                assert found.visible or total == number(found.value)
                counted += 1
    assert counted > 100


def test_the_rows_come_out_and_their_sum_is_off_by_no_more_than_is_said(snapshots):
    for snapshot in snapshots:
        for place in some_cells(snapshot, 2, seed=2):
            found = provenance(snapshot, place)
            if found.way is not Way.SUM:
                continue
            rows, total = Rows(found.terms, found.terms[:60]), Decimal(0)
            for term in found.terms:
                shown = rows.term(term.value)
                total += as_decimal(shown)
                product = math.prod(map(as_decimal, rows.factors(term)))
                decimals = -as_decimal(shown).as_tuple().exponent
                one = max(last_digit(shown), Decimal(10) ** -decimals)
                assert abs(product - as_decimal(shown)) <= Decimal("1.0001") * one, (place, term)
            said = rows.rounding(found.value)
            allowed = as_decimal(said.values["size"]) if said else Decimal(0)
            assert abs(total - as_decimal(number(found.value))) <= allowed, place


def test_the_update_comes_out_or_its_rounding_is_said(snapshots):
    right = 0
    for snapshot in snapshots:
        for name in snapshot.network.params:
            for place in some_cells(snapshot, 1):
                if place.name != f"{name} new":
                    continue
                found = provenance(snapshot, place)
                texts, said = found.update
                old, step, new = map(as_decimal, texts)
                if said is None:
                    assert agrees(old - step, texts[2], 9) or old - step == new
                    right += 1
                else:
                    assert abs(old - step - new) <= 3 * abs(Decimal(found.difference)) + 3 * last_digit(texts[2], 6)
    assert right > 10


@pytest.mark.parametrize("h", [1e-1, 1e-4, 1e-7, 1e-11])
def test_the_gradient_check_comes_out_by_hand(snapshots, h):
    for snapshot in snapshots[:5]:
        for name, param in snapshot.network.params.items():
            check = check_cell(snapshot, Place(name, tuple(size // 2 for size in param.shape)), h)
            above, below, numeric, analytic, error = check.written
            digits = next(d for d in range(8, 18) if number(check.numeric, d) == numeric)
            by_hand = (as_decimal(above) - as_decimal(below)) / (2 * Decimal(repr(h)))
            assert agrees(by_hand, numeric, digits) or digits > 15, (h, check.written)
            a, b = as_decimal(numeric), as_decimal(analytic)
            relative = abs(a - b) / (abs(a) + abs(b)) if a or b else Decimal(0)
            assert agrees(relative, error, 2) or digits > 15


def test_what_if_comes_out_by_hand(snapshots):
    for snapshot in snapshots:
        tried = WhatIf(snapshot)
        for value in (1e-6, 0.3, -2.0):
            tried.set(Place("b1", (2,)), value)
            before, after, change = tried.written
            assert agrees(as_decimal(after) - as_decimal(before), change)


finite = st.floats(-1e6, 1e6, allow_subnormal=False).filter(lambda a: a == 0 or abs(a) > 1e-12)


@given(finite, finite)
def test_a_difference_comes_out_whatever_its_size(before, after):
    first, second, change = difference(before, after, 6)
    assert agrees(as_decimal(second) - as_decimal(first), change)


@given(finite, st.sampled_from([0.1, 0.01, 3.0]), finite)
def test_an_update_in_one_line_comes_out(old, rate, gradient):
    new = float(np.float32(old - rate * gradient))
    (first, second), result, holds = update([(1.0, (old,)), (-rate, (gradient,))], new, 7)
    by_hand = as_decimal(first) - Decimal(repr(rate)) * as_decimal(second)
    assert not holds or any(agrees(by_hand, result, digits) for digits in (4, 5, 6, 7))


def test_a_subtraction_below_each_other():
    assert addition([(5.62731, 1), (5.58165, -1)], 0.04566, 6, 9) == (["5.62731", "5.58165", "0.04566"], True)
    assert addition([(1.0, 1), (1e-9, -1)], 1.0, 6, 9) == (["1.00000", "0.00000", "1.00000"], True)
    texts, right = addition([(1.0, 1), (4e-8, -1)], 1.0, 9, 9)
    assert (texts, right) == (["1.00000000", "0.00000004", "1.00000000"], False)


def test_more_than_two_numbers_below_each_other():
    assert addition([(1.5, 1), (0.25, 1), (0.125, -1)], 1.625, 6, 9) == (
        ["1.50000", "0.25000", "0.12500", "1.62500"], True)


@given(st.floats(-1e300, 1e300, allow_subnormal=False), st.integers(2, 17))
def test_what_is_written_can_be_read(value, digits):
    assert read(number(value, digits)) == pytest.approx(value, rel=10.0 ** (1 - digits))
    assert math.isnan(read("NaN")) and read("−∞") == -math.inf


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_subtraction_of_what_is_no_number_is_written_all_the_same(value):
    assert addition([(value, 1), (0.1, -1)], value, 6, 9)[1] is False
    assert addition([(1.0, 1), (value, -1)], math.nan, 6, 9)[1] is False


@pytest.mark.parametrize(("before", "after", "written"), [
    (0.34192, 0.34194, ("0.34192", "0.34194")), (0.3, 0.4, ("0.3000", "0.4000")), (1.0, 1.0, ("1.000", "1.000")),
    (0.0, 2e-5, ("0", "2×10⁻⁵")), (1.5, 1.5 + 2**-40, ("1.50000000000000", "1.50000000000091")),
    (np.nan, 1.0, ("NaN", "1.000"))])
def test_of_a_way_both_ends_have_the_digits_to_see_it(before, after, written):
    assert ends_of_way(before, after) == written
