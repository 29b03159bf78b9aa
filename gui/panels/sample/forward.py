"""Forward: from the inputs of the sample to the prediction and the loss."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Trace
from gui.look.theme import theme
from gui.panels.sample.views import GRID, IMAGE, Scale, Views, unit_columns
from gui.qt.later import Later
from gui.widgets.bars import Bars
from gui.widgets.draw_pad import DrawPad
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel, StillLabel
from gui.widgets.tensor_view import TensorView
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.engine_texts import phrase


class ForwardViews(Views):
    """x, a and z of one hidden layer, the logits, y and L.

    Attributes
    ----------
    pad : DrawPad
        Above all else while a sample is drawn; x then shows what the network sees of it.
    """

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__("", scale, parent)
        self.header.itemAt(0).widget().setText(self.tr("Forward"))
        self._x = self.view(HeatMap(keep_aspect=True), "x", "", IMAGE)
        self.pad = DrawPad()
        self._fitting = Later(self, self._fit)
        self._logits = self.view(Bars(), "a2", self.tr("The logits: one number for each class, before softmax"))
        self._y = self.view(Bars(), "y", self.tr("The probability of each class; the label is outlined"))
        self._y.set_note(self.tr("softmax"))
        self._verdict = QLabel()
        self._verdict.setTextFormat(Qt.TextFormat.RichText)
        self._loss = DimLabel(small=True)
        self._loss.setToolTip(wrapped(
            self.tr("L, the cross entropy of this sample: −log of the probability of its label")))
        self._a = self.view(HeatMap(), "a1", self.tr("The hidden units before the activation"), GRID)
        self._z = self.view(HeatMap(), "z1", self.tr("The hidden units after the activation"), GRID)
        for label in (self._verdict, self._loss):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._still_verdict, self._still_loss = StillLabel(self._verdict), StillLabel(self._loss)
        image = self.stack((self._x, 1), (self._still_verdict, 0), (self._still_loss, 0))
        image.addStretch(0)
        self.pad.hide()
        self._above = self.row((self.pad, 0))
        self._values = self.row((image, 4), (self._logits, 6), (self._y, 6))
        self.column.addLayout(self._above)
        self.column.addLayout(self._values, 4)
        self._hidden = QWidget()
        self._hidden.setLayout(self.row((self._a, 1), (self._z, 1)))
        self.column.addWidget(self._hidden, 3)

    def show_network(self, dataset: Dataset, sizes: tuple[int, ...]) -> None:
        look = dataset.look
        if dataset is not self._dataset:  # else the drawing stays, and is looked at with the new network
            self.pad.set_shape(look.shape)
        super().show_network(dataset, sizes)
        self.explain(self._x, phrase(look.words.x))
        self._x.set_note(look.note)
        self._logits.set_name(f"a{self.depth}")
        self._hidden.setVisible(self.depth > 1)
        self.show_trace(None, min(self.depth - 1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    def _fit(self) -> None:
        """x is no higher than it is wide, so that what is said about it stands right beneath it."""
        caption = self._x.height() - self._x.widget.height()
        self._x.setMaximumHeight(self._x.width() + max(caption, 0))

    def draw(self, on: bool) -> None:
        """Whether a digit is to be drawn: the probabilities then stand beside it."""
        if on == self.pad.isHidden():
            before, now = (self._values, self._above) if on else (self._above, self._values)
            before.removeWidget(self._y)
            now.addWidget(self._y, 6)
            self.pad.setVisible(on)

    def lend_pad(self) -> DrawPad:
        """The pad, to be seen elsewhere."""
        self._above.removeWidget(self.pad)
        return self.pad

    def take_pad(self) -> None:
        """Have it here again."""
        self._above.insertWidget(0, self.pad)

    def show_trace(self, trace: Trace | None, layer: int) -> None:
        if layer:
            self._a.set_name(f"a{layer}")
            self._z.set_name(f"z{layer}")
        if trace is None:
            self._show_nothing()
            return
        values, label, look = trace.values, trace.sample.label, self._dataset.look
        self._x.widget.show_values(
            look.picture(values["x"][0]), kind=look.colours, limit=look.high, name="x", index_of=look.index_of)
        logits = f"a{self.depth}"
        classes = {"labels": self._dataset.class_names, "marked": label, "predicted": trace.prediction}
        found = values[logits][0]
        limit = self._scale.limit(logits, found)
        self._logits.widget.show_values(found, limit=limit, name=logits, **classes)
        self._logits.set_note(formatting.limit(limit))
        self._y.widget.show_values(values["y"][0], kind="probability", name="y", **classes)
        self._show_verdict(trace)
        if layer:
            self._show_hidden(trace, layer)

    def _show_hidden(self, trace: Trace, layer: int) -> None:
        for view, name in ((self._a, f"a{layer}"), (self._z, f"z{layer}")):
            found = trace.values[name][0]
            limit = self._scale.limit(name, found)
            off = trace.silent(name) if view is self._z else None
            view.widget.show_vector(found, columns=unit_columns(len(found)), limit=limit, off=off, name=name)
            view.set_note(formatting.limit(limit))
        if off is not None:
            self._z.set_note(self.tr("{silent} of {all} silent").format(
                silent=formatting.integer(int(off.sum())), all=self._sizes[layer]))

    def _show_verdict(self, trace: Trace) -> None:
        names, label, predicted = self._dataset.class_names, trace.sample.label, trace.prediction
        text = self.tr("no prediction: y is NaN") if predicted is None else self.tr(
            "predicted {predicted} ({probability})").format(
                predicted=f"<b>{names[predicted]}</b>", probability=formatting.percent(trace.probability))
        if label is not None:
            colour = theme().palette.text if label == predicted else theme().palette.warning
            text = self.tr("label {label}").format(label=f"<b>{names[label]}</b>") + \
                f'<br><span style="color:{colour}">{text}</span>'
        self._still_verdict.set_text(text)
        self._still_loss.set_text("" if label is None else "L = " + formatting.number(float(trace.values["L"])))

    def _show_nothing(self) -> None:
        for view in (self._x, self._a, self._z, self._logits, self._y):
            _say(view, self.tr("nothing drawn yet") if not self.pad.isHidden() else self.tr("not computed yet"))
        for view in (self._a, self._z, self._logits):
            view.set_note("")
        self._still_verdict.set_text(" <br> ")
        self._still_loss.set_text(" ")


def _say(view: TensorView, text: str) -> None:
    view.widget.show_message(text)
