"""The page of proof: the gradient check, the update, and why backpropagation exists."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.proof.whereabouts import judge_all
from engine.problem import Problem
from gui.panels.iteration.parts.box import Columns, Verdict
from gui.panels.iteration.proof.cell_check_box import CellCheckBox
from gui.panels.iteration.proof.check_table import CheckTable
from gui.panels.iteration.proof.cost_view import CostView
from gui.panels.iteration.proof.proof_page import ProofPage
from gui.panels.iteration.proof.questions import CellQuestions, check_all, parameter_place
from gui.panels.iteration.proof.update_box import UpdateBox
from gui.widgets.asking import Asking
from gui.widgets.labels import SectionLabel
from gui.words.engine_texts import phrase

_WIDE = 520  # pixels at normal text size


class CheckPage(ProofPage):
    """Numeric beside analytic, predicted beside measured: for a cell, for all parameters, for the iteration.

    Attributes
    ----------
    cell_box : CellCheckBox
    update_box : UpdateBox
    asking : Asking
        Begins the check of all parameters.
    table : CheckTable
    cost_view : CostView
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: CellQuestions | None = None
        self._asked: set[str] = set()  # about the iteration as a whole
        self._measured: tuple | None = None  # what the cost depends on, and the cost
        self._cost: object = None
        self.cell_box, self.update_box = CellCheckBox(), UpdateBox()
        self.table, self.cost_view = CheckTable(), CostView()
        self.asking = Asking(self.tr("Check all parameters"), self.tr(
            "Compare some cells of every parameter with the definition of a derivative"))
        self.outcome = Verdict()
        self.body.addWidget(Columns(_WIDE, (self.cell_box, 1), (self.update_box, 1)))
        self._details = (
            SectionLabel(self.tr("All parameters")), self.asking, self.outcome, self.table,
            SectionLabel(self.tr("Why backpropagation exists")), self.cost_view)
        for part in self._details:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.cell_box.h_chosen.connect(self._on_h_chosen)
        self.asking.wanted.connect(self.check_all)
        self.asking.cancelled.connect(self._on_cancelled)
        self.table.place_chosen.connect(self.place_chosen)
        self.table.places_hovered.connect(self.places_hovered)
        self.forget()
        self.renew()

    def forget(self) -> None:
        self._questions = None if self.snapshot is None else CellQuestions(self.snapshot)
        self._asked = set()
        self.asking.end()
        self.outcome.say(None, "")
        self.table.hide()
        self.update_box.show_nothing("")

    def take_over(self, other: "CheckPage") -> None:
        self.cell_box.take_over(other.cell_box)
        super().take_over(other)
        if other._measured is not None:
            self._show_cost(other._measured, other._cost)
        if other.asking.is_under_way:
            self.check_all()
        elif other.table.checks and not other.table.isHidden():
            self._show_all(other.table.checks)

    def renew(self) -> None:
        known = self.snapshot is not None
        for part in (self.cell_box, self.update_box, self.asking):
            part.setVisible(known)
        for part in self._details:
            if isinstance(part, SectionLabel | CostView):
                part.setVisible(known)
        if known:
            self._renew_cell(self.snapshot)
            self._ask_once("effect", self._questions.effect)
            if _size(self.snapshot) != self._measured:
                self._ask_once("cost", self._questions.cost)

    @Slot()
    def check_all(self) -> None:
        """Check some cells of every parameter."""
        if self.snapshot is not None:
            self.asking.begin()
            self.long_inquiry.ask("all", check_all, self.snapshot, None)

    def _renew_cell(self, snapshot: Snapshot) -> None:
        place = parameter_place(self.place, snapshot)
        self.update_box.show_cell(snapshot, place)
        if place is None:
            for key in ("cell", "curve"):
                self.inquiry.cancel(key)
            self.cell_box.show_nothing(self._why_no_check())
            return
        self.cell_box.show_waiting(place)
        self.inquiry.ask("cell", self._questions.check, place, self.cell_box.h)
        self.inquiry.ask("curve", self._questions.curve, place)

    def _why_no_check(self) -> str:
        if self.place is None:
            return self.tr("Choose a cell of a parameter or of its gradient, as W1 or dW1: it is compared with the "
                           "definition of a derivative. Or check all parameters at once.")
        return self.tr("{place} is no parameter: the check is about W and b and their gradients. Choose a cell of "
                       "one of them, or check all parameters at once.").format(place=self.place)

    def _ask_once(self, key: str, function) -> None:
        if key not in self._asked:
            self._asked.add(key)
            self.inquiry.ask(key, function)

    def answer(self, key: str, value: object) -> None:
        if key == "cell":
            self.cell_box.show_check(value)
        elif key == "curve" and value is not None:
            self.cell_box.show_curve(value)
        elif key == "effect":
            self.update_box.show_effect(value)
        elif key == "cost":
            self._show_cost(_size(self.snapshot), value)
        elif key == "all":
            self._show_all(value)

    def _show_cost(self, measured: tuple, cost: object) -> None:
        self._measured, self._cost = measured, cost
        self.cost_view.show_cost(cost)

    def _show_all(self, checks: tuple) -> None:
        self.asking.end()
        self.table.show_checks(checks)
        self.table.show()
        agrees, words = judge_all(checks, self.snapshot.network)
        self.outcome.say(agrees, phrase(words))

    def progress(self, key: str, done: int, total: int) -> None:
        self.asking.show_progress(done, total)

    def fail(self, key: str, problem: Problem) -> None:
        if key == "effect":
            self.update_box.show_nothing(phrase(problem))
        elif key == "all":
            self.asking.end()
            self.outcome.say(None, phrase(problem))
        elif key in ("cell", "curve"):
            self.cell_box.show_nothing(phrase(problem))

    @Slot(object)
    def _on_h_chosen(self, h: float) -> None:
        place = parameter_place(self.place, self.snapshot)
        if place is not None:
            self.inquiry.ask("cell", self._questions.check, place, h)

    @Slot()
    def _on_cancelled(self) -> None:
        self.long_inquiry.cancel("all")


def _size(snapshot: Snapshot) -> tuple:
    """What the cost depends on."""
    return snapshot.network.sizes, snapshot.network.activation_name, snapshot.batch_size
