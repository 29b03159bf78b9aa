"""The update: of one cell, and what all of it did to the loss beside what the gradient had promised."""

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.proof import cell_update
from engine.inspection.proof.cell_update import update_of_cell
from engine.inspection.proof.effect import UpdateEffect
from gui.panels.iteration.parts.box import Box, Figures, Note, Verdict
from gui.panels.iteration.parts.sum_view import Part, SumView
from gui.panels.iteration.proof.small_plot import Line, Scale, SmallPlot, nice_scale
from gui.words import formatting
from gui.words.engine_texts import phrase

_DIGITS = 7  # as many as float32 has
_PARTED = 30.0  # degrees between the two lines at which the two curves are well apart
_AROUND = 4  # times the learning rate: what is shown at least


class UpdateBox(Box):
    """old − lr × gradient = new; and for the iteration, predicted and measured change of the loss."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.sum, self.figures, self.verdict, self.note = SumView(), Figures(), Verdict(), Note()
        self.plot = SmallPlot(self.tr("Change of the loss over the learning rate"))
        for part in (self.sum, self.note, self.figures, self.verdict):
            self.body.addWidget(part)
        self.body.addWidget(self.plot, 1)
        self.figures.setToolTip(self.tr(
            "The gradient promises that a step changes the loss by g·ΔW, summed over all parameters; a step of −lr·g, "
            "as SGD makes it, by −lr·‖g‖². measured / predicted is 1 where it keeps the promise, 0 where the loss "
            "stays as it was, and negative where it moves the other way."))
        self.show_nothing("")

    def show_cell(self, snapshot: Snapshot, place: Place | None) -> None:
        """Lay out the update of one parameter's cell; None: of no cell."""
        if place is None or snapshot.learning_rate == 0:
            self.sum.hide()
            self.set_title(self.tr("Update"))
            return
        rate = formatting.setting(snapshot.learning_rate)
        self.set_title(self.tr("Update of {place}, learning rate {rate}").format(place=place, rate=rate))
        (old, *others), new, right = update_of_cell(snapshot, place, _DIGITS)
        self.sum.show_parts(
            Part("", self._text(old.numbers[0]), self.tr("old")),
            *(part for each in others for part in self._parts(each)),
            Part("=" if right else "≈", self._text(new), self.tr("new")))
        self.sum.show()

    def _parts(self, product: cell_update.Part) -> list[Part]:
        """One of the products that are added: its constant, unless that is 1, and the cells."""
        sign, size = formatting.MINUS if product.negative else "+", abs(product.factor)
        words = product.constant.removeprefix(formatting.MINUS)
        found = [] if words == "1" else [
            (formatting.setting(size), words.replace("lr", self.tr("lr")) if "lr" in words else "")]
        for one, text in zip(product.variables, product.numbers, strict=True):
            found.append((self._text(text), self.tr("gradient") if one.learnt else one.name))
        return [Part("×" if i else sign, text, caption) for i, (text, caption) in enumerate(found)]

    def show_effect(self, effect: UpdateEffect) -> None:
        """Show what the update did to the loss."""
        recorded = self.tr("not computed yet") if effect.recorded is None else formatting.number(effect.recorded)
        self.figures.show_rows(
            (self.tr("predicted {formula}").format(formula=effect.promised), formatting.number(effect.predicted)),
            (self.tr("measured change of L"), formatting.number(effect.measured)),
            (self.tr("in training"), recorded),
            (self.tr("measured / predicted"), formatting.number(effect.ratio, 3)))
        self.verdict.say(effect.good, phrase(effect.verdict))
        self._show_curves(effect)
        self.note.say("")
        for part in (self.figures, self.plot):
            part.show()

    def show_nothing(self, why: str) -> None:
        """Say why there is no effect to be shown."""
        self.note.say(why)
        self.verdict.say(None, "")
        self.figures.show_rows()
        for part in (self.figures, self.plot):
            part.hide()

    def _text(self, number: str | None) -> str:
        return self.tr("not yet") if number is None else number

    def _show_curves(self, effect: UpdateEffect) -> None:
        shown = effect.rates <= _reach(effect) * (1 + 1e-9)
        rates, predicted, measured = (np.array([first, *each[shown]]) for first, each in zip(
            (0.0, *effect.at_zero), (effect.rates, effect.predicted_at, effect.measured_at), strict=True))
        finite = measured[np.isfinite(measured)]
        lowest, highest, promise = float(finite.min(initial=0)), float(finite.max(initial=0)), 1.3 * effect.predicted
        low = min(2 * lowest, promise)
        lines = (Line(self.tr("predicted"), rates, predicted, "dim", dashed=True),
                 Line(self.tr("measured"), rates, measured, "accent"))
        height = nice_scale([Line("", rates, np.array([low, max(min(highest, max(-low, promise)), promise)]), "dim")],
                            name=self.tr("change of L"))
        self.plot.set_scales(Scale(0.0, _reach(effect), name=self.tr("learning rate")), height)
        self.plot.show_lines(*lines)
        self.plot.show_mark(effect.learning_rate)


def _reach(effect: UpdateEffect) -> float:
    """The largest learning rate shown: where the two have well parted, and never too near to the present one."""
    parted = effect.rates[(np.abs(effect.angles) > _PARTED) & (effect.rates >= _AROUND * effect.learning_rate * 0.999)]
    return float(parted[0] if len(parted) else effect.rates[-1])
