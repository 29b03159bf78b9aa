"""The gradient check of one cell: the numbers, the verdict, and the error over the step h."""

import math

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.inspection.place import Place
from engine.inspection.proof.check import CellCheck, ErrorCurve
from gui.panels.iteration.parts.box import Box, Figures, Note, Verdict
from gui.panels.iteration.proof.small_plot import Line, Scale, SmallPlot
from gui.widgets.key_slider import KeySlider
from gui.widgets.labels import DimLabel
from gui.words import formatting
from gui.words.engine_texts import phrase

LARGEST, SMALLEST, FIRST = 1, 12, 4  # h = 10 to the minus this
_DIGITS = 8
_LOWEST_ERROR, _HIGHEST_ERROR = 1e-14, 1.0


class CellCheckBox(Box):
    """What the definition of a derivative says of a cell, and what backpropagation does.

    Signals
    -------
    h_chosen(float): the step is to be another one
    """

    h_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._place: Place | None = None
        self._waiting: Place | None = None  # the cell whose check and curve are on the way,
        self._curved: Place | None = None   # and the one whose curve is drawn
        self.figures, self.verdict, self.note = Figures(), Verdict(), Note()
        self.plot = SmallPlot(self.tr("Relative error over the step h"))
        self.plot.set_scales(Scale(10.0 ** -LARGEST, 10.0 ** -SMALLEST, True, "h"),
                             Scale(_LOWEST_ERROR, _HIGHEST_ERROR, True, self.tr("relative error")))
        self.plot.set_notes(self.tr("curvature"), self.tr("rounding"))
        self.plot.setToolTip(self.tr("Click to choose h. Hollow: a unit of ReLU switches on the way, so there is "
                                     "nothing to compare with."))
        self._slider = KeySlider(self.tr("Step h of the numeric derivative"), LARGEST, SMALLEST)
        self._slider.setPageStep(3)
        self._slider.setValue(FIRST)
        self._h_text = QLabel()
        self._step = QWidget()
        row = QHBoxLayout(self._step)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(DimLabel(self.tr("step")))
        row.addWidget(self._h_text)
        row.addWidget(self._slider, 1)
        for part in (self.note, self.figures, self.verdict, self._step):
            self.body.addWidget(part)
        self.body.addWidget(self.plot, 1)
        self._slider.valueChanged.connect(self._on_slider_moved)
        self.plot.chosen.connect(self._on_plot_chosen)
        self._show_h()

    @property
    def h(self) -> float:
        """The step."""
        return float(f"1e-{self._slider.value()}")

    def set_h(self, exponent: int) -> None:
        """Choose h = 10 to the minus `exponent`."""
        self._slider.setValue(exponent)

    def take_over(self, other: "CellCheckBox") -> None:
        """Have the step of another box. Emits nothing."""
        with QSignalBlocker(self._slider):
            self._slider.setValue(other._slider.value())
        self._show_h()

    def show_waiting(self, place: Place) -> None:
        """The check of a cell is on the way; until it is there, that of another one stays."""
        self._waiting = place
        if not self._place:
            self.set_title(self.tr("Gradient check of {place}").format(place=place))
        self.note.say("")
        for part in (self.figures, self._step, self.plot):
            part.show()

    def show_nothing(self, why: str) -> None:
        """Say why there is no check here."""
        self._place = self._curved = None
        self.set_title(self.tr("Gradient check"))
        self.note.say(why)
        self.verdict.say(None, "")
        self.figures.show_rows()
        self.plot.show_lines()
        for part in (self.figures, self._step, self.plot):
            part.hide()

    def show_check(self, check: CellCheck) -> None:
        """Show the outcome."""
        if self._waiting != self._curved:
            self.plot.show_lines()  # the curve is that of another cell
        self._place = check.place
        self.set_title(self.tr("Gradient check of {place}").format(place=check.place))
        above, below, numeric, analytic, error = check.written
        not_stored = self.tr("not computed yet")
        self.figures.show_rows(
            (f"L({check.symbol} + h)", above), (f"L({check.symbol} − h)", below),
            (self.tr("numeric"), numeric), (self.tr("backprop"), analytic),
            (self.tr("in training"),
             not_stored if check.stored is None else formatting.number(check.stored, _DIGITS)),
            (self.tr("relative error"), error))
        self.figures.setToolTip(self.tr(
            "numeric: (L(w + h) − L(w − h)) / 2h. numeric and backprop are computed in float64 on a copy; training "
            "computes in its own type of numbers."))
        self.verdict.say(check.agrees, phrase(check.verdict))

    def show_curve(self, curve: ErrorCurve) -> None:
        """Show the error over the step."""
        self._curved = self._waiting
        empty = curve.why_empty
        self.plot.show_lines(Line("", curve.h, curve.error, "accent", hollow=curve.at_kink),
                             message="" if empty is None else phrase(empty))

    def _show_h(self) -> None:
        self._h_text.setText(f"h = {formatting.setting(self.h)}")
        self._slider.setAccessibleDescription(self._h_text.text())
        self.plot.show_mark(self.h)

    @Slot(int)
    def _on_slider_moved(self, exponent: int) -> None:
        self._show_h()
        self.h_chosen.emit(self.h)

    @Slot(object)
    def _on_plot_chosen(self, h: float) -> None:
        self._slider.setValue(round(-math.log10(h)))
