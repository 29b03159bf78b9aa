"""The life of a run: how it begins, is reset, kept, taken further, and what is said and asked about it."""

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from engine.data import catalogue
from engine.data.dataset import Dataset
from engine.problem import filled
from engine.runs.run import Run
from engine.training.config import MAX_ITERATIONS, ON_THE_WAY, ConfigError, TrainingConfig, images_for
from gui.qt.later import Later
from gui.settings import Settings
from gui.training.kept_runs import KeptRuns
from gui.training.reports import Divergence, Failure, RunStarted, Standing, State, WholeRun
from gui.training.session import TrainingSession
from gui.training.stopwatch import Stopwatch
from gui.window.data_desk import DataDesk
from gui.window.notices import Notices
from gui.words import formatting
from gui.words.engine_texts import phrase, translated
from gui.words.run_names import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.panels.experiment import ExperimentPanel

    Adding = Callable[[Dataset], Dataset]

translate = QCoreApplication.translate


class RunDesk(QObject):
    """Begins runs and gives them up, and speaks with the person about it in a line, never in a dialog.

    Parameters
    ----------
    session
        Where runs are trained.
    data
        Where data sets come from.
    notices
        Where to speak.
    settings
        Where the config of the run is remembered.
    offers_more
        Whether a run that is at its end may be trained further; else somebody else has planned it, as a lesson.

    Attributes
    ----------
    experiment : ExperimentPanel
        The form that says what the next run is to be like. To be set, and set anew where there is another one.
    kept_runs : KeptRuns
        Runs whose curves are kept.
    stopwatch : Stopwatch
        How long the present run has been trained.
    is_held_back : callable
        Whether something else stands at the foot of the window, after which it is offered to go on with a run that
        has ended, and not beside it.
    words_now : callable
        Tells what is written beside the present run: note and comment.

    Signals
    -------
    changed(): what can be done may be another thing: a run waits for its data set, or no longer; another plan
    kept_runs_changed()
    planned(int): the run shall go so far
    form_wanted(): the fields of the form are to be seen
    look_wanted(int): the network is to be looked at as it was after this iteration
    remembered(): something in the settings was changed
    """

    changed = Signal()
    kept_runs_changed = Signal()
    planned = Signal(object)
    form_wanted = Signal()
    look_wanted = Signal(object)
    remembered = Signal()

    def __init__(
        self, session: TrainingSession, data: DataDesk, notices: Notices, settings: Settings, parent: QObject, *,
        offers_more: bool = True,
    ) -> None:
        super().__init__(parent)
        self.experiment: ExperimentPanel
        self.kept_runs = KeptRuns()
        self.stopwatch = Stopwatch(session)
        self.words_now: Callable[[], dict[str, str]] = dict
        self.is_held_back: Callable[[], bool] = bool
        self._session, self._data, self._notices, self._settings = session, data, notices, settings
        self._offers_more = offers_more
        self._config: TrainingConfig | None = None   # of the run, with what was changed while it ran
        self._next: TrainingConfig | None = None     # of the run that starts once its data set is there
        self._went_on = False                        # whether the present run has gone on since that one was asked for
        self._start: Callable[[Dataset], None] | None = None    # what is done then, if that is not to make a network
        self._adding: Adding | None = None           # what makes of its data set the one that it learns from
        self._keeps = False                          # whether the curves of the present run are kept when that starts
        self._left: tuple[WholeRun, dict] | None = None  # the run that is kept once the next one has started, and how
        self._name = ""                              # of the run that starts next
        self._more = 0                               # iterations that are offered at the end of the run
        # What was remembered and cannot be had now, and what stands in for it: it is remembered all the same.
        self._stand_ins: dict[str, tuple[object, object]] = {}
        self._not_here: set[str] = set()  # data sets that did not come when there was no network yet
        self._offered = False             # whether data that is missing has been offered
        self._rebuilding = Later(self, self._rebuild)
        data.ready.connect(self._on_dataset_ready)
        data.lacking.connect(self._on_dataset_lacking)
        data.unavailable.connect(self._on_dataset_unavailable)
        session.run_started.connect(self._on_run_started)
        session.state_changed.connect(self._on_state_changed)
        session.standing_changed.connect(self._on_standing_changed)
        session.diverged.connect(self._on_diverged)
        session.branched.connect(self._on_branched)
        session.failed.connect(self._on_failed)

    # --- the first run ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the run that was remembered; on the built-in data if its own has gone, which is then offered again."""
        config = self._settings.config
        if not self._data.is_here(config.dataset):
            config = self._with_stand_in(config, "dataset", TrainingConfig().dataset)
        self.apply(config)

    def _with_stand_in(self, config: TrainingConfig, field: str, value: object) -> TrainingConfig:
        """The config with another value for now, where its own is only remembered and cannot be used."""
        if self._config is None and field not in self._stand_ins:
            self._stand_ins[field] = (getattr(config, field), value)
        return replace(config, **{field: value})

    def remember(self) -> None:
        """Put the config of the run into the settings; what merely stands in for a choice does not take its place."""
        if self._config is None:
            return
        wanted = {field: wanted for field, (wanted, instead) in self._stand_ins.items()
                  if getattr(self._config, field) == instead}
        self._settings.config = replace(self._config, **wanted)

    def _begin_on_another(self, name: str) -> None:
        """Where there is no network yet and this data set does not come, make one on another: never a dead window."""
        self._not_here.add(name)
        others = [TrainingConfig().dataset, *(source.name for source in catalogue.SOURCES)]
        other = next((each for each in others if each not in self._not_here and self._data.is_here(each)), None)
        if other is not None:
            self._stand_ins.pop("dataset", None)  # if this one has been to stand in, it cannot
            self.apply(self._with_stand_in(self._settings.config, "dataset", other))

    # --- a run begins ----------------------------------------------------------------------------------------------

    @property
    def config(self) -> TrainingConfig | None:
        """That of the run, with what was changed while it ran; None before the first."""
        return self._config

    @property
    def is_loading(self) -> bool:
        """Whether a run waits for its data set."""
        return self._next is not None

    @property
    def is_about_to_begin(self) -> bool:
        """Whether a run waits for a data set that is on this computer: one that is not may never come."""
        return self._next is not None and self._data.is_here(self._next.dataset)

    def apply(
        self, config: TrainingConfig, *, keeping: bool = False, start: "Callable[[Dataset], None] | None" = None,
        adding: "Adding | None" = None,
    ) -> None:
        """Start a run with this config as soon as its data set is there; the curves of this one may be kept.

        Or do what is to be done with the data set instead, as to open a run that was trained on it. What is `adding`
        something to the data set makes another of it first.
        """
        if self._session.state is State.RUNNING:
            self._session.pause()
        self._next, self._went_on, self._keeps, self._start, self._adding = config, False, keeping, start, adding
        self._data.want(config.dataset)
        self.changed.emit()

    @Slot(object)
    def _on_dataset_ready(self, dataset: Dataset) -> None:
        asked_for = self._next if self._next is not None and self._next.dataset == dataset.name else None
        if asked_for is not None:
            self._next = None
        if asked_for is not None and self._start is not None:
            self._start(dataset)
        elif asked_for is not None and not self._went_on:
            dataset = dataset if self._adding is None else self._adding(dataset)
            self._config = self._fitting(asked_for, dataset)
            if self._keeps:
                self._leave()
            self._session.reset(self._config, dataset)
        else:
            self.experiment.choose_dataset(dataset.name)
            if self._session.is_trained:
                self._notices.say(lambda: translate(
                    "MainWindow", "{title} is ready. It takes effect at Reset.").format(
                    title=translated(dataset.title)))
        self.changed.emit()

    def _fitting(self, config: TrainingConfig, dataset: Dataset) -> TrainingConfig:
        """The config, with what the data set has enough images for."""
        try:
            config.check(len(dataset.train))
        except ConfigError as error:
            problem = next(iter(error.problems.values()))
            self._notices.say(lambda: phrase(problem), kind="warning")
            there = images_for(asdict(config), len(dataset.train))
            for field in error.problems:
                config = self._with_stand_in(config, field, min(getattr(TrainingConfig(), field), there[field]))
        return config

    @Slot(object)
    def _on_dataset_unavailable(self, name: str) -> None:
        self._next = None
        if self._config is None:
            self._begin_on_another(name)
        else:
            self.experiment.show_dataset(self._config.dataset)
        self.changed.emit()

    @Slot(object)
    def _on_dataset_lacking(self, name: str) -> None:
        """Nothing waits for what is offered, if there is no network yet."""
        if self._config is None:
            self._begin_on_another(name)

    @Slot(object)
    def _on_run_started(self, run: RunStarted) -> None:
        if not self._offered:
            self._offered = True
            self._data.offer_missing(anyway="dataset" in self._stand_ins)
        for field, (_, instead) in tuple(self._stand_ins.items()):
            if getattr(run.config, field) != instead:  # from now on it is as the person has chosen
                del self._stand_ins[field]
        for topic in ("reset", "divergence", "branched"):  # the run that it was asked about has gone
            self._notices.clear(topic)
        left, self._left = self._left, None
        if left is not None:
            self.kept_runs.keep(left[0], run.config, **left[1])
        self.kept_runs.name, self._name = self._name, ""
        if left is not None:
            self.kept_runs_changed.emit()

    def _leave(self) -> None:
        """Keep the present run once the next one has started."""
        standing, words = self._session.standing, self.words_now()
        known = {"seconds": self.stopwatch.seconds, "measured": None if standing is None else standing.measured}
        self._session.hand_out(lambda whole: self._on_left(
            replace(whole, run=replace(whole.run, **words)), known))

    def _on_left(self, whole: WholeRun, known: dict) -> None:
        self._left = whole, known

    def go_on_with(self, run: Run, *, seconds: float = 0.0, keeping: bool = False, name: str = "") -> None:
        """Give the present run up for one that was kept, which stands where it was left.

        Parameters
        ----------
        run
            What to go on with.
        seconds
            How long it has been trained.
        keeping
            Whether the present one is kept.
        name
            What a person called it.
        """
        self._config, self._went_on = run.config, True  # a data set that is still on its way must not replace it
        if keeping:
            self._leave()
        self.stopwatch.begins_at, self._name = seconds, name
        self._session.resume(run)

    # --- it is given up for another --------------------------------------------------------------------------------

    @Slot()
    def reset(self) -> None:
        """Start anew with what the form says; of a run that has learnt something, only once the person has agreed."""
        self.reset_with(None)

    def reset_with(self, adding: "Adding | None", begins: "Callable[[int], str] | None" = None) -> None:
        """The same, with a data set to which something is added; until the next reset.

        What is lost by it is said by `begins`, which is told how many iterations that are.
        """
        self.experiment.enter()
        draft = self.experiment.draft
        if draft is None:
            self._notices.say(lambda: translate(
                "MainWindow", "Reset needs values that can be used: see the marked fields of the Experiment panel."),
                kind="warning")
            self.form_wanted.emit()
        elif not self._session.is_trained:
            self.apply(draft, adding=adding)
        elif self._notices.topic == "reset" and adding is None:
            self._notices.answer_default()
        else:
            self._ask_to_reset(adding, begins or _discards)

    def _ask_to_reset(self, adding: "Adding | None", begins: "Callable[[int], str]") -> None:
        def said() -> str:  # as things stand when it is said: the run may go on while it is asked
            standing = self._session.standing
            return begins(standing.recorded if standing else 0)

        self._notices.ask("reset", said, [
            (lambda: translate("MainWindow", "Reset"), partial(self._apply_draft, adding)),
            (lambda: translate("MainWindow", "Reset, keep its curves"),
             partial(self._apply_draft, adding, keeping=True)),
            (lambda: translate("MainWindow", "Cancel"), None)])

    def _apply_draft(self, adding: "Adding | None" = None, *, keeping: bool = False) -> None:
        draft = self.experiment.draft
        if draft is not None:
            self.apply(draft, keeping=keeping, adding=adding)

    @Slot(object)
    def note_draft(self, draft: TrainingConfig | None) -> None:
        """Something was entered: a network that has learnt nothing yet is made anew; nothing is lost by that."""
        if self._can_rebuild():
            self._rebuilding.ask()

    def _rebuild(self) -> None:
        if self._can_rebuild():
            self.apply(self.experiment.draft, adding=self._adding)

    def _can_rebuild(self) -> bool:
        return self.experiment.draft is not None and self.experiment.needs_reset and not self._session.is_trained

    # --- it goes on, with what was changed meanwhile ---------------------------------------------------------------

    @Slot()
    def run(self) -> None:
        """Train on, or pause; at the end of the run say so, and offer to go on."""
        if self._session.can_pause:
            self._session.pause()
        elif not self._session.has_ended:
            self._session.start()
        elif self._notices.topic == "ended":
            self._notices.answer_default()
        else:
            self._say_ended()

    @Slot(object, object)
    def set_live(self, name: str, value: object) -> None:
        """Another value of a hyperparameter that needs no new network, from the next update on."""
        if self._config is None or (name == "iterations" and self._session.run is None):
            return
        self._config = replace(self._config, **{name: value})
        self._session.set_live(name, value)
        if name == "iterations":
            self.planned.emit(value)
            self.changed.emit()  # it is known at once whether there is an iteration left
        else:
            self._notices.clear("divergence")  # what it offers to go to may be no part of the run any more

    @Slot(object)
    def _on_branched(self, left: WholeRun) -> None:
        """What would have been lost by a change in the past is a kept run from now on."""
        following = self._config
        self.kept_runs.keep(left, following, seconds=self.stopwatch.seconds)
        self.kept_runs_changed.emit()
        self._notices.ask("branched", lambda: translate("MainWindow",
            "The run so far is kept as “{name}”. From iteration {first} on this one goes another way.").format(
            name=name_of(left.settings, following, left.left_at), first=formatting.integer(left.left_at + 1)),
            [(_ok, None)])

    @Slot(object)
    def _on_state_changed(self, state: State) -> None:
        self._went_on |= state in (State.RUNNING, State.STEPPING)
        self._notices.clear("refused")  # what was said of a step that could not be done has passed with the next one
        if not self._session.has_ended:
            self._notices.clear("ended")
        elif state is State.PAUSED and not self._notices.topic and not self.is_held_back():
            self.offer_if_ended()
        if not self._session.is_trained:  # it was paused before its first iteration
            self._notices.clear("reset")

    @Slot(object)
    def _on_standing_changed(self, standing: Standing) -> None:
        """After going back or forth the next update may use another learning rate, or optimizer."""
        if self._config is not None and self._session.knows_settings:
            in_use = {name: getattr(standing.in_use, name) for name in ON_THE_WAY}
            self._config = replace(self._config, **in_use, iterations=standing.iterations)
        self._notices.reword("reset")
        if not self._session.has_ended:
            self._notices.clear("ended")

    # --- it ends ---------------------------------------------------------------------------------------------------

    @Slot()
    def offer_if_ended(self) -> None:
        """At the end of the run, offer to go on."""
        if self._session.has_ended and self._offers_more:
            self._say_ended()

    def _say_ended(self) -> None:
        """Say that the run is at its end, and offer to go on: as far again as was planned at first."""
        count = self._session.standing.iterations
        most = MAX_ITERATIONS - max(count, self._session.standing.iteration)
        self._more = min(self._session.run.config.iterations, most) if self._offers_more else 0
        more = formatting.integer(self._more)
        answers = [(lambda: translate("MainWindow", "{count} more").format(count=more), self._go_on)]
        self._notices.ask("ended", lambda: filled(translate(
            "MainWindow", "The planned {count:,} {count:iteration is|iterations are} done."), count=count),
            [*answers[:self._more], (_ok, None)])

    def _go_on(self) -> None:
        """Raise what is planned, and train on."""
        standing = self._session.standing
        iterations = max(standing.iterations, standing.iteration) + self._more
        self.experiment.show_iterations(iterations)
        self.set_live("iterations", iterations)
        self.remembered.emit()
        self._session.start()

    @Slot(object)
    def _on_diverged(self, divergence: Divergence) -> None:
        answers: list[tuple[Callable[[], str], Callable[[], None] | None]] = [(_ok, None), (
            lambda: translate("MainWindow", "Look at iteration {iteration}").format(
                iteration=formatting.integer(divergence.broke)), partial(self.look_wanted.emit, divergence.broke))]
        if divergence.can_go_on:
            answers.append((lambda: translate("MainWindow", "Go on all the same"),
                            partial(self._go_on_from, divergence.iteration)))
        self._notices.ask("divergence", lambda: translate(
            "MainWindow", "{problem} Training was taken back to iteration {good}.").format(
            problem=phrase(divergence.problem), good=formatting.integer(divergence.last_good)), answers, kind="warning")

    def _go_on_from(self, iteration: int) -> None:
        """Train on from where it was found to be of little use."""
        self._session.go_to(iteration)
        self._session.start()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._notices.ask("failure", lambda: translate(
            "MainWindow", "Training stopped by an error: {message}. The network was taken back to where it last stood "
                          "well.").format(message=failure.message),
            [(_ok, None), (lambda: translate("MainWindow", "Copy details"), partial(_copy, failure.details))],
            kind="warning")


def _ok() -> str:
    return translate("MainWindow", "OK")


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _discards(count: int) -> str:
    return filled(translate(
        "MainWindow", "Reset discards this run, {count:,} {count:iteration|iterations} so far."), count=count)
