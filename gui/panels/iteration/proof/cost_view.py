"""Why backpropagation exists: the time that a gradient takes by its definition, and the time that it takes."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.inspection.proof.check import Cost
from gui.panels.iteration.parts.box import Figures, Note
from gui.words import formatting


class CostView(QWidget):
    """The two times, how many times the one is the other, and a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures, self.note = Figures(), Note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figures)
        column.addWidget(self.note)
        self.show_cost(None)

    def show_cost(self, cost: Cost | None) -> None:
        """Show what was measured; None: nothing yet."""
        if cost is None:
            self.figures.show_rows()
            self.note.say(self.tr("Measured once the page is seen."))
            return
        ratio = cost.numerical_seconds / cost.backprop_seconds
        self.figures.show_rows(
            (self.tr("full numerical gradient"), time_text(cost.numerical_seconds)),
            (self.tr("one backpropagation"), time_text(cost.backprop_seconds)),
            (self.tr("ratio"), f"{formatting.number(ratio, 3)} : 1"))
        self.note.say(self.tr(
            "By the definition, the gradient takes two losses for each of {count} parameters. Backpropagation finds "
            "all of them in one forward and one backward pass. One loss and one backpropagation are measured here, in "
            "float64; the first time is that of so many losses.").format(
                count=formatting.integer(cost.parameters)))


def time_text(seconds: float) -> str:
    """A time of any length with three digits: ``0.54 ms``, ``21.3 s``, ``3 h 5 min``."""
    if seconds >= 120:
        return formatting.duration(seconds)
    if seconds >= 1:
        return f"{formatting.number(seconds, 3)} s"
    factor, unit = (1e3, "ms") if seconds >= 1e-4 else (1e6, "µs")
    return f"{formatting.number(factor * seconds, 3)} {unit}"
