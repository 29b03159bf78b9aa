"""The page of mistakes: break the backward of a copy, and see the check find it and the loss suffer from it."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.data.dataset import Split
from engine.inspection.proof.breakage import BREAKAGES, broken, lines_of
from engine.inspection.proof.complaint import what_python_says
from engine.inspection.proof.short_run import ShortRun, short_run
from engine.inspection.proof.whereabouts import judge_all
from engine.problem import Problem
from engine.training.config import TrainingConfig
from gui.panels.iteration.parts.box import Box, Verdict
from gui.panels.iteration.proof.breakage_choice import BreakageChoice
from gui.panels.iteration.proof.check_table import CheckTable
from gui.panels.iteration.proof.code_pair import CodePair
from gui.panels.iteration.proof.complaint_box import ComplaintBox
from gui.panels.iteration.proof.proof_page import ProofPage
from gui.panels.iteration.proof.questions import check_all
from gui.panels.iteration.proof.small_plot import Line, Scale, SmallPlot, nice_scale
from gui.widgets.asking import Asking
from gui.widgets.labels import SectionLabel
from gui.widgets.small_button import SmallButton
from gui.words.engine_texts import phrase

ITERATIONS = 200
_HIGHEST = 3  # times the first loss: what is beyond runs out of the plot


class BreakPage(ProofPage):
    """One mistake at a time, on a copy. Whoever owns the page calls `reset` when the run is reset.

    Attributes
    ----------
    choice : BreakageChoice
    table : CheckTable
        The check of all parameters of the broken network.
    code : CodePair
    python : ComplaintBox
    asking : Asking
        Begins the short run.
    plot : SmallPlot
        Its losses.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config: TrainingConfig | None = None
        self._train: Split | None = None
        self._run: ShortRun | None = None  # that is shown
        self.choice, self.table, self.code, self.outcome = BreakageChoice(), CheckTable(), CodePair(), Verdict()
        self.python = ComplaintBox()
        self.asking = Asking(self.tr("Short run"), self.tr(
            "Train two copies on the same minibatches, one right and one broken"))
        self.checking = Asking(self.tr("Check again"), self.tr("Check all parameters of the broken network"))
        self.plot = SmallPlot(self.tr("Loss of a short run, right and broken"))
        self._build()
        self.choice.chosen.connect(self._on_chosen)
        self.off.clicked.connect(self.reset)
        self.checking.wanted.connect(self._check)
        self.checking.cancelled.connect(self._on_check_cancelled)
        self.asking.wanted.connect(self.run)
        self.asking.cancelled.connect(self._on_run_cancelled)
        self.table.place_chosen.connect(self.place_chosen)
        self.table.places_hovered.connect(self.places_hovered)
        self.renew()

    def _build(self) -> None:
        self.banner, self.off = Box(self.tr("Broken")), SmallButton(self.tr("Off"), self.tr("Break nothing any more"))
        self.warning = Verdict()
        row = QHBoxLayout()
        row.addWidget(self.warning, 1)
        row.addWidget(self.off, 0, Qt.AlignmentFlag.AlignTop)
        self.banner.body.addLayout(row)
        run_box = Box(self.tr("Loss after the update, on the same minibatches"))
        run_box.body.addWidget(self.asking)
        run_box.body.addWidget(self.plot, 1)
        self._broken_parts = (
            self.banner, self.python, SectionLabel(self.tr("What the check finds")), self.checking, self.outcome,
            self.table, SectionLabel(self.tr("The mistake")), self.code,
            SectionLabel(self.tr("What it does to learning")), run_box)
        self._needs_gradient = (*self._broken_parts[2:6], *self._broken_parts[-2:])  # there is none where Python stops
        self.body.addWidget(self.banner)
        self.body.addWidget(self.choice)
        for part in self._broken_parts[1:]:
            self.body.addWidget(part)
        self.body.addStretch(1)

    def set_training(self, config: TrainingConfig | None, train: Split | None) -> None:
        """Say what the short run trains on; None: nothing yet, and there is no short run."""
        self._config, self._train = config, train
        self._show_if_runnable()

    @Slot()
    def reset(self) -> None:
        """Break nothing any more."""
        self.choice.choose(None)
        self._forget_outcome()
        self._show_parts()

    def forget(self) -> None:
        """A mistake that is chosen stays so, if it can be made here too."""
        self._forget_outcome()
        name = self.choice.name
        if self.snapshot is None or (name is not None and self._why_not(name) is not None):
            self.choice.choose(None)

    def take_over(self, other: "BreakPage") -> None:
        super().take_over(other)
        if other.choice.name is None or self.snapshot is None:
            return
        self.choice.show_network(self.snapshot)
        self.choice.choose(other.choice.name)
        self._describe()
        if other.table.checks:
            self._show_checks(other.table.checks)
        self._ask_python()
        if other.asking.is_under_way:
            self.run()
        elif other._run is not None:
            self._show_run(other._run)

    def renew(self) -> None:
        if self.snapshot is not None:
            self.choice.show_network(self.snapshot)
        self._show_parts()
        if self.choice.name is not None and not self.table.checks and not self.checking.is_under_way:
            self._begin()

    @property
    def shown_run(self) -> ShortRun | None:
        """The short run that is shown."""
        return self._run

    @Slot()
    def run(self) -> None:
        """Train a right and a broken copy for some iterations."""
        name = self.choice.name
        if name is None or BREAKAGES[name].stops or self._config is None or self._train is None:
            return
        snapshot, config = self.snapshot, self._config
        if snapshot.optimizer is not None:  # an iteration of training, whose minibatches may have changed their size
            config = replace(config, batch_size=snapshot.batch_size)
        self.asking.begin()
        self.inquiry.ask("run", short_run, snapshot.network, broken(snapshot.network, name), config,
                         self._train, first=max(snapshot.iteration, 1), iterations=ITERATIONS,
                         optimizer=snapshot.optimizer)

    def show_place(self, place) -> None:
        """A cell means nothing to this page."""

    def answer(self, key: str, value: object) -> None:
        {"run": self._show_run, "all": self._show_checks, "python": self.python.show_said}[key](value)

    def progress(self, key: str, done: int, total: int) -> None:
        (self.asking if key == "run" else self.checking).show_progress(done, total)

    def fail(self, key: str, problem: Problem) -> None:
        if key == "run":
            self.asking.end()
            self.plot.show_lines(message=phrase(problem))
        elif key == "python":
            self.python.fail(problem)
        else:
            self.checking.end()
            self.outcome.say(None, phrase(problem))

    def _why_not(self, name: str) -> Problem | None:
        return BREAKAGES[name].applies(self.snapshot.network, self.snapshot.batch_size)

    def _begin(self) -> None:
        """A mistake has been made: say so, show its code, and check."""
        self._describe()
        self._ask_python()
        if not BREAKAGES[self.choice.name].stops:
            self._check()

    def _describe(self) -> None:
        breakage = BREAKAGES[self.choice.name]
        self.banner.set_title(phrase(breakage.title))
        self.warning.say(False, self.tr("BROKEN on a copy: training is not touched."))
        self.code.show_functions(*lines_of(self.snapshot.network, breakage.name))
        self.plot.show_lines(message=self.tr("{count} iterations of both, side by side").format(count=ITERATIONS))

    def _ask_python(self) -> None:
        self.inquiry.ask("python", what_python_says, self.snapshot, self.choice.name)

    @Slot()
    def _check(self) -> None:
        self.checking.begin()
        self.long_inquiry.ask("all", check_all, self.snapshot, self.choice.name)

    def _show_checks(self, checks: tuple) -> None:
        self.checking.end()
        self.table.show_checks(checks)
        self.table.show()
        agrees, words = judge_all(checks, self.snapshot.network)
        self.outcome.say(agrees, phrase(words))

    def _show_run(self, run: ShortRun) -> None:
        self._run = run
        self.asking.end()
        iterations = run.first + np.arange(len(run.right))
        lines = (Line(self.tr("right"), iterations, run.right, "accent"),
                 Line(self.tr("broken"), iterations, run.wrong, "warning", dashed=True))
        finite = np.concatenate([run.right, run.wrong])
        finite = finite[np.isfinite(finite)]
        highest = min(finite.max(), _HIGHEST * run.right[0]) if finite.size else 1.0
        self.plot.set_scales(
            Scale(run.first, run.first + ITERATIONS, name=self.tr("iteration")),
            nice_scale([Line("", iterations, np.array([0.0, highest]), "dim")], name=self.tr("loss")))
        self.plot.show_lines(*lines)

    def _forget_outcome(self) -> None:
        self._run = None
        self.inquiry.cancel_all()
        self.long_inquiry.cancel("all")
        self.python.forget()
        self.asking.end()
        self.checking.end()
        self.table.show_checks(())
        self.table.hide()
        self.outcome.say(None, "")
        self.plot.show_lines()

    def _show_parts(self) -> None:
        self.choice.setVisible(self.snapshot is not None)
        on = self.choice.name is not None
        runs = on and not BREAKAGES[self.choice.name].stops
        for part in self._broken_parts:
            if part not in (self.outcome, self.table):
                part.setVisible(runs if part in self._needs_gradient else on)
        self._show_if_runnable()

    def _show_if_runnable(self) -> None:
        runnable = self._config is not None and self._train is not None
        self.asking.button.setEnabled(runnable and not self.asking.is_under_way)

    @Slot(object)
    def _on_chosen(self, name: str | None) -> None:
        self._forget_outcome()
        self._show_parts()
        if name is not None:
            self._begin()

    @Slot()
    def _on_check_cancelled(self) -> None:
        self.long_inquiry.cancel("all")

    @Slot()
    def _on_run_cancelled(self) -> None:
        self.inquiry.cancel("run")
