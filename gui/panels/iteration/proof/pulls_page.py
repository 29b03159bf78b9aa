"""The page of who pulled a weight: which training samples made one parameter what it is."""

import re
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.inspection.learned.pulls import Pulls, Stretch, decided_by, effort, most_pulled, who_pulled
from engine.inspection.measures.life import ParametersAlone
from engine.inspection.typed_place import example, place_from
from engine.problem import EngineError, Problem
from engine.training.epochs import Epochs
from engine.training.run_settings import values_of
from engine.typed_numbers import whole_number
from gui.panels.iteration.parts.box import Note, Verdict
from gui.panels.iteration.proof.proof_page import ProofPage
from gui.panels.iteration.proof.questions import parameter_place
from gui.training.reports import WholeRun
from gui.widgets.asking import Asking
from gui.widgets.flow import Flow
from gui.widgets.labels import DimLabel
from gui.widgets.pill import PillGroup
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit
from gui.words import formatting
from gui.words.engine_texts import phrase
from gui.words.sentences import joined

if TYPE_CHECKING:
    from engine.data.dataset import Dataset
    from engine.inspection.frozen.snapshot import Snapshot
    from engine.inspection.place import Place
    from engine.runs.run import Run

AT_ONCE = 1e10  # effort that takes about a second: what takes longer waits for the button
QUIETLY = 0.3   # seconds for which nothing is said of progress
MOST_KEPT = 6   # answers that need not be found out again
_LONG = "W1[783, 49]"  # must be readable at least
_BLANK = re.compile(r"\{\w+\}")
STRETCHES = tuple(Stretch)
TYPED = len(STRETCHES)  # the choice beside these


class PullsPage(ProofPage):
    """One parameter, and some iterations up to the one that is looked at. Its contents are made when it is first seen.

    What was found stays as long as it is of the same parameter, and of iterations that are still the run's. A few of
    those found before are kept, and shown again when they are asked about.

    Attributes
    ----------
    found : Pulls or None
        What is shown.
    which : ValueEdit
        The parameter, for another one to be typed.
    stretches : PillGroup
        Which iterations: one of `STRETCHES`, or those that are typed.
    edits : tuple of ValueEdit
        The first and the last, where they are typed.
    asking : Asking
        Finds out what takes a while.
    view : PullsView

    Signals
    -------
    present_run_wanted(callable), sample_wanted(Sample), operations_wanted(Sample)
        As those of a panel.
    """

    present_run_wanted = Signal(object)
    sample_wanted = Signal(object)
    operations_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Pulls | None = None
        self._kept: dict[tuple, Pulls] = {}  # by what they are of, the latest last
        self._wanted: tuple = ()             # what is being asked about
        self._dataset: Dataset | None = None
        self._parameter: Place | None = None
        self._is_pressed = self._is_built = False
        self._asked, self._asked_at = (0, 0), 0.0
        self._stale = True  # until it is seen

    # Building -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        from gui.panels.iteration.proof.pulls_view import PullsView

        self._is_built = True
        self.which = ValueEdit(self._read_place, lambda place: str(place or ""), smallest=_LONG, explains=True)
        self.which.setAccessibleName(self.tr("Which weight"))
        self.stretches = PillGroup(
            [self.tr("Last iteration"), self.tr("Epoch"), self.tr("Whole run"), self.tr("From … to")])
        self.stretches.set_tool_tips([
            self.tr("The iteration that is looked at"), self.tr("The epoch that it is in, as far as it has come"),
            self.tr("All iterations up to the one that is looked at"), self.tr("Iterations that you type")])
        self.asking = Asking(self.tr("Find out"), self.tr(
            "Run these iterations again, beside the run, with all samples told apart"))
        self.hint, self.problem, self.view = Note(), Verdict(), PullsView()
        for part in (self.asking, self.hint, self.view):
            part.hide()
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        head = Flow(self.which, self.stretches)
        for part in (head, self._build_edits(), self.asking, self.hint, self.problem, self.view):
            column.addWidget(part)
        self.body.addWidget(self._main)
        self.body.addStretch(1)
        self._connect()

    def _build_edits(self) -> QWidget:
        self.edits = tuple(ValueEdit(self._read, formatting.integer, explains=True) for _ in range(2))
        self._typed = QWidget()
        row = QHBoxLayout(self._typed)
        row.setContentsMargins(0, 0, 0, 0)
        before, between, after = _BLANK.split(self.tr("from iteration {first} to {last}"))
        names = self.tr("First of the iterations"), self.tr("Last of the iterations")
        for text, name, edit in zip((before, between), names, self.edits, strict=True):
            row.addWidget(DimLabel(text.strip()))
            row.addWidget(edit)
            edit.setAccessibleName(name)
            edit.set_value(1)
            edit.entered.connect(self._on_entered)
        row.addWidget(DimLabel(after.strip()))  # where there are words after it
        row.addStretch(1)
        self._typed.hide()
        return self._typed

    def _connect(self) -> None:
        self.which.entered.connect(self._on_place_entered)
        self.stretches.chosen.connect(self._on_stretch)
        self.asking.wanted.connect(self._on_pressed)
        self.asking.cancelled.connect(self._on_cancelled)
        self.view.sample_wanted.connect(self.sample_wanted)
        self.view.operations_wanted.connect(self.operations_wanted)

    # What it is about -----------------------------------------------------------------------------------------------

    @property
    def last(self) -> int:
        """The last whole iteration up to the one that is looked at; 0 before the first."""
        snapshot = self.snapshot
        if snapshot is None or snapshot.iteration == 0:
            return 0 if snapshot is None else snapshot.parameters_after[0]
        return snapshot.iteration - (snapshot.position < len(snapshot.operations))

    def show_snapshot(self, snapshot: "Snapshot | None") -> None:
        """Be about another frozen iteration. One that is frozen again, as after every command, is no other."""
        if _moment(snapshot) == _moment(self.snapshot):
            self.snapshot = snapshot
        else:
            super().show_snapshot(snapshot)

    def _what_it_is_about(self) -> str:
        if not self.last:
            return self.tr("No iteration has been run yet, so nothing has pulled a weight. Run one, and see which "
                           "samples did.")
        if self.snapshot.iteration == 0:
            return ""  # what a sample that is looked at alone has to do with it is nothing: which iterations is said
        return super()._what_it_is_about()

    def forget(self) -> None:
        if self.snapshot is None:
            self.found = self._parameter = None
            self._kept.clear()
        if self.found is not None and self.found.last > self.last:
            self.found = None
        if self._is_built:
            self._end()

    def take_over(self, other: "PullsPage") -> None:
        super().take_over(other)
        self.found, self._dataset, self._parameter = other.found, other._dataset, other._parameter
        self._kept, self._wanted = dict(other._kept), other._wanted
        if not other._is_built:
            return
        self._build()
        self.stretches.choose(other.stretches.current)
        self._typed.setVisible(self.stretches.current == TYPED)
        for mine, others in zip(self.edits, other.edits, strict=True):
            mine.set_value(others.value)
        self._stale = True
        if other.asking.is_under_way:
            self._on_pressed()

    def renew(self) -> None:
        if not self._is_built:
            self._build()
        self._main.setVisible(self.last > 0)
        if not self.last:
            return
        self._parameter = parameter_place(self.place, self.snapshot) or self._parameter or most_pulled(self.snapshot)
        if self.found is not None and self.found.place != self._parameter:
            self.found = None
        self.which.set_value(self._parameter)
        self.which.setToolTip(wrapped(self.tr("Type another weight or bias, as {example}, and press Enter").format(
            example=example(self._parameters))))
        if self.found is not None:
            self._show()
        self._ask()

    def _show(self, problem: str = "") -> None:
        """What was found, or why there is nothing. What is seen may stay for a moment, until there is something new."""
        self.problem.say(False, problem)
        self.view.setVisible(self.found is not None)
        if self.found is not None and self._dataset is not None:
            self.view.show_pulls(self.found, self._dataset)

    @property
    def _parameters(self) -> ParametersAlone:
        """Where a weight that is typed is looked for."""
        return ParametersAlone(self.snapshot.variables.values(), self.snapshot.shape)

    def _read_place(self, text: str) -> "Place | Problem":
        if self.snapshot is None:
            return Problem(self._what_it_is_about())
        try:
            return place_from(text, self._parameters)
        except EngineError as error:
            return error.problem

    def _read(self, text: str) -> int | Problem:
        number = whole_number(text)
        if isinstance(number, Problem) or 1 <= number <= self.last:
            return number
        return Problem(self.tr("There is no iteration {typed} here: write a number from 1 to {last}."),
                       {"typed": text.strip(), "last": formatting.integer(self.last)})

    # Asking ---------------------------------------------------------------------------------------------------------

    def _ask(self, *, pressed: bool = False) -> None:
        self._is_pressed = pressed
        self.present_run_wanted.emit(self._on_run)

    def _on_run(self, whole: WholeRun) -> None:
        """Ask at once, or say that it takes a while."""
        run, self._stale = whole.run, not self.isVisible()
        if self._stale or self._parameter is None:
            return
        if self.found is not None and self._kept.get(_key_of(self.found, run)) is not self.found:
            self.found = None  # the run went back, and another way
        first, last = self._iterations(Epochs(values_of("batch_size", run.course.configs), len(run.dataset.train)))
        self._dataset, self._wanted = run.dataset, _key(self._parameter, first, last, run)
        if self._wanted in self._kept:
            self._show_again(self._kept[self._wanted])
            return
        waits = not self._is_pressed and effort(run.course, first, last) > AT_ONCE
        self.asking.setVisible(waits or self._is_pressed)
        self.hint.say(self._why_it_waits(first, last) if waits else "")
        if waits:
            self._show()
            return
        if self._is_pressed:
            self.asking.begin()
        self._asked, self._asked_at = (first, last), time.monotonic()
        self.inquiry.ask("pulls", who_pulled, run.config, run.dataset, run.course, self._parameter, first, last)

    def _why_it_waits(self, first: int, last: int) -> str:
        said = [self.tr("Iterations {first} to {last} take a while: press “Find out”.").format(
            first=formatting.integer(first), last=formatting.integer(last))]
        if self.found is not None and (self.found.first, self.found.last) != (first, last):
            said.append(self.tr("What is shown until then is of before: iterations {first} to {last}.").format(
                first=formatting.integer(self.found.first), last=formatting.integer(self.found.last)))
        return joined(said)

    def _iterations(self, epochs: Epochs) -> tuple[int, int]:
        if self.stretches.current != TYPED:
            return STRETCHES[self.stretches.current].iterations(self.last, epochs)
        first, last = sorted(min(edit.value, self.last) for edit in self.edits)
        return first, last

    def _show_again(self, found: Pulls) -> None:
        """Show what has been found out before."""
        self.inquiry.cancel("pulls")
        self.hint.say("")
        self.answer("pulls", found)

    def answer(self, key: str, value: object) -> None:
        self._end()
        self.found = value
        self._kept.pop(self._wanted, None)
        self._kept[self._wanted] = value
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._show()

    def progress(self, key: str, done: int, total: int) -> None:
        if not self.asking.is_under_way and time.monotonic() - self._asked_at > QUIETLY:
            self.asking.show()
            self.asking.begin()
        self.asking.show_progress(done, total)

    def fail(self, key: str, problem: Problem) -> None:
        self._end()
        self.found = None
        self._show(phrase(problem))

    # What a person does ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_stretch(self, index: int) -> None:
        self._typed.setVisible(index == TYPED)
        if index == TYPED and self.edits[1].value == 1:
            self.edits[1].set_value(self.last)
        self._begin_anew()

    @Slot(object)
    def _on_place_entered(self, typed: bool) -> None:
        if typed:
            self.show_place(self.which.value)
            self.place_chosen.emit(self.which.value)

    @Slot(object)
    def _on_entered(self, typed: bool) -> None:
        if typed:
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Other iterations are asked about. What was found of those before is seen until there is something new."""
        self.inquiry.cancel("pulls")
        self._end()
        self.found = None
        self._ask()

    def _end(self) -> None:
        """Nothing is under way, nor waits for the button."""
        self.asking.end()
        self.asking.hide()

    @Slot()
    def _on_pressed(self) -> None:
        self._ask(pressed=True)

    @Slot()
    def _on_cancelled(self) -> None:
        self.inquiry.cancel("pulls")
        first, last = map(formatting.integer, self._asked)
        self.hint.say(self.tr(
            "Broken off: how far the samples pulled in iterations {first} to {last} is not known. Press “Find out” to "
            "begin anew, or choose fewer iterations.").format(first=first, last=last))


def _key(place: "Place", first: int, last: int, run: "Run") -> tuple:
    return place, first, last, *decided_by(run.config, run.dataset, run.course, last)


def _key_of(found: Pulls, run: "Run") -> tuple:
    """What that is of, if it is of this run."""
    return _key(found.place, found.first, found.last, run)


def _moment(snapshot: "Snapshot | None") -> tuple | None:
    """What tells iterations apart: number, how much is done, and the loss, which is another one in another run."""
    return None if snapshot is None else (
        snapshot.iteration, snapshot.position, snapshot.parameters_after, str(snapshot.values.get("L")))
