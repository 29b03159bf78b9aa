"""Why a number is exactly 0: every term of it is, because a pixel is blank or a unit silent in all that is added."""

import numpy as np

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import cell
from engine.inspection.provenance.origins import computed
from engine.inspection.terms import Block, Column, Terms
from engine.nn.cells import Curve, Slope
from engine.nn.variables import Role, Variable
from engine.problem import Problem


def why_zero(snapshot: Snapshot, variable: Variable, terms: Terms) -> Problem | None:
    """Why a sum of these terms is 0; None where it is not that each of them is.

    Parameters
    ----------
    snapshot, variable
        Which variable the sum is a cell of.
    terms
        Of the sum.
    """
    if not len(terms) or terms.values.any() or not terms.blocks[0].runs_over:
        return None
    block = terms.blocks[0]
    columns = [column for column in block.columns if column.index is not None]
    zero = [column for column in columns if not np.any(column.values)]
    for column in zero:
        if said := _blank(snapshot, variable, column) or _silent(snapshot, column):
            return said
    if zero:
        return Problem("{cells} is 0 throughout, so every term is 0.", {"cells": _row(zero[0])})
    return _one_or_the_other(block, columns)


def _blank(snapshot: Snapshot, variable: Variable, column: Column) -> Problem | None:
    """A gradient of a weight behind a pixel without ink."""
    pixel = _unit(column)
    if snapshot.variables[column.name].role is not Role.INPUT or not variable.learnt or pixel is None:
        return None
    words, said = snapshot.look.words, {**snapshot.look.named(pixel), "count": snapshot.batch_size}
    images = snapshot.training_images
    inked = 0 if images is None else int(np.count_nonzero(images[:, pixel]))
    if images is None or (inked and snapshot.batch_size == 1):
        return words.zero_here.given(**said)
    said["all"] = len(images)
    if inked:
        return words.zero_in_minibatch.given(**said, inked=inked)
    return words.zero_throughout.given(**said)


def _silent(snapshot: Snapshot, column: Column) -> Problem | None:
    """A unit that is silent in all samples that are added up: nothing goes out of it, and no gradient comes through."""
    variable, unit = snapshot.variables[column.name], _unit(column)
    made = variable.cells
    if not isinstance(made, Curve | Slope) or unit is None or not made.activation.silences:
        return None
    a = made.operands["x"].name
    if not (computed(snapshot, a)[:, unit] <= 0).all():
        return None
    return Problem("Unit {unit} of layer {layer} is silent in {count:this sample|all {count:,} samples} ({cells} is "
                   "not above 0), so {count:the|every} term is 0.",
                   {"unit": unit, "layer": variable.layer, "count": snapshot.batch_size, "cells": cell(a, ":", unit)})


def _unit(column: Column) -> int | None:
    """The unit, or input, whose numbers these are in one sample after the other; None where they are others."""
    sample, unit = column.index if column.index is not None and len(column.index) == 2 else (None, None)
    return unit if isinstance(sample, np.ndarray) and isinstance(unit, int) else None


def _one_or_the_other(block: Block, columns: list[Column]) -> Problem | None:
    if len(columns) != 2:
        return None
    first, second = columns
    return Problem("In every one of the {count:,} terms a factor is 0: {first} in {some:,}, {second} in {others:,} of "
                   "them.", {"count": len(block.products()), "first": _row(first), "second": _row(second),
                             "some": int((first.values == 0).sum()), "others": int((second.values == 0).sum())})


def _row(column: Column) -> str:
    return cell(column.name, *(":" if isinstance(i, np.ndarray) else i for i in column.index or ()))
