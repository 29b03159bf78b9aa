"""How each variable of a sample is drawn in a narrow column: what draws it, how high, and what it says besides."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Trace
from gui.panels.sample.views import GRID, IMAGE, IMAGES, MAP, STRIP, unit_columns
from gui.widgets.bars import Bars
from gui.widgets.heatmap import HeatMap
from gui.widgets.mosaic import Mosaic

MOST_IN_A_STRIP = 200


@dataclass(frozen=True, slots=True)
class Form:
    """A way to draw.

    Parameters
    ----------
    make
        Makes the widget.
    least
        How high it is at least, in pixels at normal text size.
    share
        Of the height that is left over.
    draw
        Has a widget show values: called with the widget, the values, the limit of the colours, the data set, the trace
        that they are of (None for a difference of two), and the name of the variable.
    """

    make: Callable[[], Any]
    least: int
    share: int
    draw: Callable[[Any, np.ndarray, float, Dataset, Trace | None, str], None]


def forward(depth: int, layer: int) -> dict[str, Form]:
    """The variables on the way to the prediction; of the hidden layers, those of `layer` (0 if there is none)."""
    hidden = {f"a{layer}": UNITS, f"z{layer}": OUTPUTS} if layer else {}
    return {"x": INPUTS, **hidden, f"a{depth}": ANSWERS, "y": PROBABILITIES}


def backward(depth: int, layer: int, is_picture: bool) -> dict[str, Form]:
    """Those on the way back: through the last layer and the one that is shown, to the sample."""
    below = max(layer, 1)
    hidden = {f"dz{layer}": UNITS, f"da{layer}": UNITS} if layer else {}
    last = {f"da{depth}": BLAMES, f"dW{depth}": WEIGHTS, f"db{depth}": BIASES}
    weights = (PICTURES if is_picture else FEW_WEIGHTS) if below == 1 else WEIGHTS
    return {**last, **hidden, f"dW{below}": weights, f"db{below}": BIASES, "dx": OVER_SAMPLE}


# --- the ways ------------------------------------------------------------------------------------------------------

def _inputs(
    widget: HeatMap, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
) -> None:
    look = dataset.look
    kind, limit = ("diverging", limit) if trace is None else (look.colours, look.high)
    widget.show_values(look.picture(values), kind=kind, limit=limit, name=name, index_of=look.index_of)


def _over_sample(
    widget: HeatMap, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
) -> None:
    look = dataset.look
    picture, shown = look.picture(values), {"limit": limit, "name": name, "index_of": look.index_of}
    if trace is None or not look.is_picture:
        widget.show_values(picture, **shown)
    else:
        widget.show_overlay(look.picture(trace.sample.x), picture, **shown)


def _units(
    widget: HeatMap, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
    *, can_be_silent: bool = False,
) -> None:
    silent = values == 0 if can_be_silent and trace is not None and trace.network.activation.silences else None
    widget.show_vector(values, columns=unit_columns(len(values)), limit=limit, off=silent, name=name)


def _strip(
    widget: HeatMap, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
) -> None:
    widget.show_vector(values, columns=len(values) if len(values) <= MOST_IN_A_STRIP else None, limit=limit, name=name)


def _bars(
    widget: Bars, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
    *, predicts: bool = True, probability: bool = False,
) -> None:
    label = None if trace is None else trace.sample.label
    widget.show_values(
        values, labels=dataset.class_names, marked=label, name=name,
        predicted=trace.prediction if predicts and trace is not None else None,
        **{"kind": "probability"} if probability and trace is not None else {"limit": limit})


def _map(
    widget: HeatMap, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
) -> None:
    """As it is: few inputs to many units lie by themselves."""
    widget.show_values(values, limit=limit, name=name)


def _map_lying(
    widget: HeatMap, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
) -> None:
    """(H, C) lying down, a row for each class: there is more room across."""
    widget.show_values(values.T, limit=limit, name=name, index_of=lambda row, column: (column, row))


def _pictures(
    widget: Mosaic, values: np.ndarray, limit: float, dataset: Dataset, trace: Trace | None, name: str,
) -> None:
    if len(values) == dataset.look.size:
        widget.show_columns(values, dataset.look, limit=limit, name=name)
    else:  # the last layer of a deeper network, beside that of one without hidden layers
        _map_lying(widget, values, limit, dataset, trace, name)


_square = partial(HeatMap, keep_aspect=True)
INPUTS = Form(_square, IMAGE, 3, _inputs)
UNITS = Form(HeatMap, GRID, 2, _units)
OUTPUTS = Form(HeatMap, GRID, 2, partial(_units, can_be_silent=True))
ANSWERS = Form(Bars, 0, 3, _bars)
PROBABILITIES = Form(Bars, 0, 3, partial(_bars, probability=True))
BLAMES = Form(Bars, 0, 3, partial(_bars, predicts=False))
WEIGHTS = Form(HeatMap, MAP, 3, _map_lying)
FEW_WEIGHTS = Form(HeatMap, MAP, 3, _map)
PICTURES = Form(Mosaic, IMAGES, 4, _pictures)
BIASES = Form(HeatMap, STRIP, 1, _strip)
OVER_SAMPLE = Form(_square, IMAGE, 3, _over_sample)
