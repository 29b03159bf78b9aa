"""A lesson without a window: a trainer that does what the window would do."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from engine.data.dataset import Dataset
from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.proof.breakage import BREAKAGES, broken
from engine.inspection.proof.short_run import short_run
from engine.lessons.acts import MANY, PAGES, PANELS, TRAINING, Act
from engine.lessons.drawing import drawing_of
from engine.lessons.expressions.evaluate import place_of
from engine.lessons.expressions.values import NotUsableError
from engine.lessons.lesson import Lesson
from engine.lessons.view import Looking, View
from engine.runs.run import Run
from engine.training.trainer import Trainer

MOVES = {"forward 10": 10, "back 10": -10, "forward 100": 100, "back 100": -100}
LOOKS = ("sample", "draw", "show", "hide", "where from", "check", "check all", "what if", "select operation",
         "gradient of", "smooth", "logarithmic")  # acts that change neither the run nor what is broken
RUN = 100  # iterations of a run that nobody stops


class HeadlessStage:
    """The stage of a lesson where there is no window. Everything is done at once, so it is never busy.

    Parameters
    ----------
    dataset
        Called with the name of a data set.
    run
        Called with the name of a saved run that comes with the lesson.

    Attributes
    ----------
    trainer : Trainer
        The run of the lesson; there once it has been set up.
    highlighted : str
        What is pointed at.
    fell_short : str
        Why the last act that trains did not get to where it says; empty if it did.
    """

    is_busy = False

    def __init__(self, dataset: Callable[[str], Dataset], run: Callable[[str], Run] | None = None) -> None:
        self.trainer: Trainer
        self.highlighted = self.fell_short = ""
        self._dataset, self._run = dataset, run
        self._looking = Looking()
        self._sample: Sample | None = None
        self._kept_runs = 0
        self._diverged = False

    def set_up(self, lesson: Lesson) -> None:
        """A run of the lesson's own, and what is done before its first step."""
        setup = lesson.setup
        if setup.run and self._run is not None:
            self.trainer = self._run(setup.run).trainer()
        else:
            self.trainer = Trainer(setup.config, self._dataset(setup.config.dataset))
        self._looking = Looking(panels=frozenset(PANELS))
        self._kept_runs, self._diverged, self.highlighted, self.fell_short = 0, False, "", ""
        self._sample = self._sample_of("test", 0)
        self.show(setup.show)
        self.carry_out(setup.before)

    def carry_out(self, acts: Sequence[Act]) -> None:
        """Do these one after the other."""
        for act in acts:
            if act.name not in LOOKS:  # a short run is of one mistake at one iteration
                self._looking = replace(self._looking, right_loss=None, broken_loss=None)
                self._diverged &= act.name == "set"  # until training goes another step
            getattr(self, f"do_{act.name.replace(' ', '_')}", self.do_move)(act)
            if act.name in TRAINING and act.name != "step iterations" and self.trainer.iteration < act.given["number"]:
                self.fell_short = f"{act.text}: training stopped at iteration {self.trainer.iteration}, as " + (
                    "the loss went out of bounds." if self._diverged else
                    f"the run has only {self.trainer.planned} iterations; write iterations = … into its config.")

    def show(self, panels: Sequence[str] | None) -> None:
        """These panels and pages are seen."""
        if panels is not None:
            pages = [each for each in panels if each in PAGES]
            seen = frozenset((*panels, "iteration") if pages else panels)
            self._looking = replace(self._looking, panels=seen, page=(pages or [self._looking.page])[0])

    def highlight(self, mark: str) -> None:
        """Point at this."""
        self.highlighted = mark

    def click(self, place: str) -> None:
        """What a learner does who clicks a cell."""
        self._looking = replace(self._looking, place=place, clicks=self._looking.clicks + 1)

    @property
    def view(self) -> View:
        """What there is to look up as things stand."""
        trainer = self.trainer
        inside = None if self._sample is None else trace(
            trainer.network, self._sample, iteration=trainer.iteration, position=trainer.position,
            minibatch=trainer.values if "x" in trainer.values else None)
        return View(
            trainer.in_use, trainer.history, trainer.iteration, trainer.planned, trainer.position, trainer.epoch,
            self._done_last, False, self._diverged, self._kept_runs,
            snapshot_of(trainer), inside, self._looking)

    @property
    def _done_last(self) -> str:
        """The name of the operation that was done last; empty before the first."""
        trainer = self.trainer
        done = trainer.position or (len(trainer.operations) if trainer.iteration else 0)
        return trainer.operations[done - 1].name if done else ""

    # --- training --------------------------------------------------------------------------------------------------

    def _forward(self, iterations: int) -> None:
        trainer = self.trainer
        trainer.finish_evaluation()
        for _ in range(iterations):
            if trainer.iteration >= trainer.planned:
                break
            trainer.run_iteration()
            if trainer.divergence is not None:
                found = trainer.divergence
                trainer.go_to(found.last_good)
                self._diverged = True
                break
        trainer.finish_evaluation()

    def do_move(self, act: Act) -> None:
        """Ahead or back by so many iterations."""
        count, trainer = MOVES[act.name], self.trainer
        if count > 0:
            self._forward(count)
        else:
            trainer.go_to(max(trainer.iteration + count, 0))

    def do_run(self, act: Act) -> None:
        self._forward(RUN)

    def do_pause(self, act: Act) -> None:
        pass

    def do_step_iteration(self, act: Act) -> None:
        self._forward(1)

    def do_step_iterations(self, act: Act) -> None:
        self._forward(act.given["number"])

    def do_step_operation(self, act: Act) -> None:
        self.trainer.run_operation()

    def do_step_until(self, act: Act) -> None:
        wanted = act.given["operation"]
        if wanted not in [operation.name for operation in self.trainer.operations]:
            raise NotUsableError("{act}: there is no operation {name}. There are {names}.", act=act.text, name=wanted,
                                 names=", ".join(operation.name for operation in self.trainer.operations))
        for _ in range(MANY):
            if self.trainer.run_operation().name == wanted:
                return

    def do_back_iteration(self, act: Act) -> None:
        trainer = self.trainer
        trainer.go_to(trainer.iteration if trainer.position else max(trainer.iteration - 1, 0))

    def do_back_operation(self, act: Act) -> None:
        trainer = self.trainer
        if trainer.iteration + trainer.position:
            trainer.undo_operation()

    def do_forward_epoch(self, act: Act) -> None:
        trainer = self.trainer
        self._forward(trainer.epochs.iteration(trainer.epoch + 1) - trainer.iteration)

    def do_back_epoch(self, act: Act) -> None:
        trainer = self.trainer
        epoch = trainer.epoch - (trainer.epochs.iteration(trainer.epoch) == trainer.iteration)
        trainer.go_to(trainer.epochs.iteration(max(epoch, 0)))

    def do_run_to(self, act: Act) -> None:
        self._forward(max(act.given["number"] - self.trainer.iteration, 0))

    def do_go_to(self, act: Act) -> None:
        trainer, number = self.trainer, act.given["number"]
        if (trainer.iteration, trainer.position) != (number, 0):
            trainer.go_to(min(number, trainer.history.count - 1))
            self._forward(number - trainer.iteration)

    def do_go_to_operation(self, act: Act) -> None:
        if (self.trainer.iteration, self._done_last) != (act.given["number"], act.given["operation"]):
            self.do_go_to(act)
            self.do_step_until(act)

    def do_set(self, act: Act) -> None:
        for name, value in act.given["settings"].items():
            self.trainer.set_live(name, value)

    def do_start_again(self, act: Act) -> None:
        self.trainer = Trainer(replace(self.trainer.in_use, **act.given.get("settings", {})), self.trainer.dataset)
        self._kept_runs += act.given["keeping"]

    # --- what is looked at -----------------------------------------------------------------------------------------

    def _sample_of(self, split: str, number: int) -> Sample:
        images = getattr(self.trainer.dataset, split)
        index = min(number, len(images) - 1)
        return Sample(images.x[index], int(images.labels[index]), split, index)

    def do_sample(self, act: Act) -> None:
        self._sample = self._sample_of(act.given["split"], act.given["number"])

    def do_draw(self, act: Act) -> None:
        given = act.given
        self._sample = drawing_of(
            self.trainer.dataset, given["split"], given["number"], right=given.get("right", 0),
            down=given.get("down", 0), thinned=given["thinned"])

    def do_show(self, act: Act) -> None:
        name = act.given["panel"]
        added = {name, "iteration"} if name in PAGES else {name}
        self._looking = replace(self._looking, panels=self._looking.panels | added,
                                page=name if name in PAGES else self._looking.page)

    def do_hide(self, act: Act) -> None:
        self._looking = replace(self._looking, panels=self._looking.panels - {act.given["panel"]})

    def _open(self, page: str, **found: Any) -> None:
        self._looking = replace(self._looking, page=page, panels=self._looking.panels | {page, "iteration"}, **found)

    def do_where_from(self, act: Act) -> None:
        self._open("where from", place=str(place_of(act.given["place"], self.view)))

    def do_check_all(self, act: Act) -> None:
        self._open("check", checked="all")

    def do_check(self, act: Act) -> None:
        self._open("check", checked=str(place_of(act.given["place"], self.view)))

    def do_what_if(self, act: Act) -> None:
        self._open("what if", tried=str(place_of(act.given["place"], self.view)))

    def do_break(self, act: Act) -> None:
        name = act.given["mistake"]
        if name not in BREAKAGES:
            raise NotUsableError("{act}: there is no mistake {name}. There are {names}.", act=act.text, name=name,
                                 names=", ".join(BREAKAGES))
        self._open("break it", mistake=name)

    def do_break_nothing(self, act: Act) -> None:
        self._open("break it", mistake="")

    def do_short_run(self, act: Act) -> None:
        trainer, snapshot = self.trainer, self.view.snapshot
        if snapshot is None or not self._looking.mistake:
            raise NotUsableError("{act}: make a mistake first, with break NAME.", act=act.text)
        if BREAKAGES[self._looking.mistake].stops:
            raise NotUsableError("Python stops at the mistake {name}, so there is no gradient with it.",
                                 name=self._looking.mistake)
        found = short_run(snapshot.network, broken(snapshot.network, self._looking.mistake), trainer.in_use,
                          trainer.dataset.train, first=snapshot.iteration, optimizer=snapshot.optimizer)
        self._open("break it")
        self._looking = replace(self._looking, right_loss=float(found.right[-1]), broken_loss=float(found.wrong[-1]))

    def do_select_operation(self, act: Act) -> None:
        self._open("operation")

    def do_gradient_of(self, act: Act) -> None:
        pass

    do_smooth = do_logarithmic = do_gradient_of
