"""Backward: from the loss back to the gradient of every parameter, and of every input."""

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.data.dataset import Dataset
from engine.data.words import Words
from engine.inspection.frozen.trace import Trace
from engine.problem import filled
from gui.panels.sample.views import GRID, IMAGES, MAP, STRIP, Scale, Views, unit_columns
from gui.widgets.bars import Bars
from gui.widgets.heatmap import HeatMap
from gui.widgets.mosaic import Mosaic
from gui.widgets.pill import PillGroup
from gui.widgets.tensor_view import TensorView
from gui.words import formatting
from gui.words.engine_texts import phrase


class BackwardViews(Views):
    """The gradient of the logits, of one hidden layer, of two layers' parameters, and of x.

    Attributes
    ----------
    whose : PillGroup
        0: the gradient of this sample, 1: of the minibatch.
    """

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__("", scale, parent)
        self.header.itemAt(0).widget().setText(self.tr("Backward"))
        self.whose = PillGroup([self.tr("this sample"), self.tr("minibatch")])
        self.header.addWidget(self.whose)
        self._da_last = self.view(Bars(), "da2", self.tr("The gradient of the logits: y − t"))
        self._dW_last = self.view(
            HeatMap(), "dW2", self.tr("The gradient of the last weights, a row for each class"), MAP)
        self._db_last = self.view(
            HeatMap(), "db2", self.tr("The gradient of the last biases, one for each class"), STRIP)
        self._dz = self.view(
            HeatMap(), "dz1", self.tr("The gradient after the activation, one for each hidden unit"), GRID)
        self._da = self.view(
            HeatMap(), "da1", self.tr("The gradient before the activation: silent units have none"), GRID)
        self._dW = self.view(
            Mosaic(), "dW1", self.tr("The gradient of the first weights: an image for each unit"), IMAGES)
        self._dW_map = self.view(HeatMap(), "dW2", self.tr("The gradient of the weights into this layer"), IMAGES)
        self._dW_map.hide()  # takes the place of dW1; both would make the panel another one until there is a network
        self._db = self.view(HeatMap(), "db1", self.tr("The gradient of the biases, one for each unit"), STRIP)
        self._dx = self.view(HeatMap(keep_aspect=True), "dx", "", IMAGES)
        self._lay_out()

    def _lay_out(self) -> None:
        last = self.stack((self._dW_last, 4), (self._db_last, 1))
        self.column.addLayout(self.row((self._da_last, 5), (last, 9)), 3)
        self._hidden = QWidget()
        self._hidden.setLayout(self.row((self._dz, 1), (self._da, 1)))
        self.column.addWidget(self._hidden, 2)
        weights = self.stack((self._dW, 5), (self._dW_map, 5), (self._db, 1))
        self.column.addLayout(self.row((self._dx, 3), (weights, 7)), 4)

    def show_network(self, dataset: Dataset, sizes: tuple[int, ...]) -> None:
        super().show_network(dataset, sizes)
        deep = self.depth > 1
        self._hidden.setVisible(deep)
        self._dW_last.setVisible(deep)
        self._db_last.setVisible(deep)
        self._da_last.set_name(f"da{self.depth}")
        self._dW_last.set_name(f"dW{self.depth}")
        self._db_last.set_name(f"db{self.depth}")
        self._explain(dataset.look.words)
        self.show_trace(None, min(self.depth - 1, 1))

    def _explain(self, words: Words) -> None:
        """Say what the views are, of samples of this kind."""
        self.whose.set_tool_tips([
            self.tr("The gradient of the loss of this sample alone, with the network as it stands"),
            phrase(words.of_minibatch)])
        self.explain(self._dx, phrase(words.dx))

    def show_trace(self, trace: Trace | None, layer: int) -> None:
        below = max(layer, 1)  # the layer whose parameters are shown at the bottom; without hidden layers the only one
        self._dz.set_name(f"dz{layer}")
        self._da.set_name(f"da{layer}")
        self._db.set_name(f"db{below}")
        pictures = below == 1 and self._dataset.look.is_picture
        self._dW.setVisible(pictures)
        self._dW_map.setVisible(not pictures)
        self._dW_map.set_name(f"dW{below}")
        self._show(self._da_last, trace, self._show_bars)
        if self.depth > 1:
            self._show(self._dW_last, trace, self._show_transposed)
            self._show(self._db_last, trace, self._show_row)
            self._show(self._dz, trace, self._show_grid)
            self._show(self._da, trace, self._show_grid)
        self._show(self._dW if pictures else self._dW_map, trace,
                   self._show_images if pictures else self._show_flat if below == 1 else self._show_transposed)
        self._show(self._db, trace, self._show_row)
        self._show(self._dx, trace, self._show_over_sample)

    def _show(self, view: TensorView, trace: Trace | None, paint) -> None:
        """One variable, or why it is not there."""
        of_minibatch = self.whose.current == 1
        found = None if trace is None else trace.gradient(view.name, of_minibatch)
        if found is None:
            view.widget.show_message(self._why_missing(view.name, trace, of_minibatch))
            view.set_note("")
            return
        limit = self._scale.limit(self.scale_name(view.name), found)
        paint(view, found, limit, trace)

    def scale_name(self, name: str) -> str:
        """Under which name the scale of a gradient is kept: that of the sample and of the minibatch differ much."""
        return name + ("/N" if self.whose.current == 1 else "")

    def _why_missing(self, name: str, trace: Trace | None, of_minibatch: bool) -> str:
        if of_minibatch and name == "dx":
            return self.tr("not computed: learning does not need it")
        if trace is not None and not of_minibatch and trace.sample.label is None:
            return self.tr("say which digit it is")
        return self.tr("not computed yet")

    def _show_bars(self, view: TensorView, found: np.ndarray, limit: float, trace: Trace) -> None:
        marked = trace.sample.label if self.whose.current == 0 else None
        view.widget.show_values(found, labels=self._dataset.class_names, limit=limit, marked=marked, name=view.name)
        view.set_note("y − t" if self.whose.current == 0 else self.tr("mean of y − t"))

    def _show_grid(self, view: TensorView, found: np.ndarray, limit: float, trace: Trace) -> None:
        view.widget.show_vector(found, columns=unit_columns(len(found)), limit=limit, name=view.name)
        view.set_note(formatting.limit(limit))

    def _show_row(self, view: TensorView, found: np.ndarray, limit: float, trace: Trace) -> None:
        columns = len(found) if len(found) <= 200 else None
        view.widget.show_vector(found, columns=columns, limit=limit, name=view.name)
        view.set_note(formatting.limit(limit))

    def _show_flat(self, view: TensorView, found: np.ndarray, limit: float, trace: Trace) -> None:
        """(D, H), as few inputs to many units lie by themselves."""
        view.widget.show_values(found, limit=limit, name=view.name)
        view.set_note(self.tr("{units} × {classes} · {limit}").format(
            units=found.shape[0], classes=found.shape[1], limit=formatting.limit(limit)))

    def _show_transposed(self, view: TensorView, found: np.ndarray, limit: float, trace: Trace) -> None:
        """(H, C) lying down, a row for each class: there is more room across."""
        view.widget.show_values(found.T, limit=limit, name=view.name, index_of=_swapped)
        view.set_note(self.tr("{units} × {classes} · {limit}").format(
            units=found.shape[0], classes=found.shape[1], limit=formatting.limit(limit)))

    def _show_images(self, view: TensorView, found: np.ndarray, limit: float, trace: Trace) -> None:
        look = self._dataset.look
        view.widget.show_columns(found, look, limit=limit, name=view.name)
        view.set_note(filled(
            self.tr("{units} {units:unit|units}, {height} × {width} each · {limit}"),
            units=found.shape[1], height=look.shape[0], width=look.shape[1], limit=formatting.limit(limit)))

    def _show_over_sample(self, view: TensorView, found: np.ndarray, limit: float, trace: Trace) -> None:
        look = self._dataset.look
        shown = {"limit": limit, "name": view.name, "index_of": look.index_of}
        if look.is_picture:
            view.widget.show_overlay(look.picture(trace.sample.x), look.picture(found), **shown)
        else:
            view.widget.show_values(look.picture(found), **shown)
        view.set_note(formatting.limit(limit))


def _swapped(row: int, column: int) -> tuple[int, ...]:
    return (column, row)
