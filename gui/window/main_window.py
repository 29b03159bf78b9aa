"""The main window: composes the panels, and connects what they want to what the session does."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import isValid

from engine.inspection.frozen.trace import Trace
from engine.inspection.place import Place
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.settings import Settings
from gui.training.commands import MOVES, STEPS
from gui.training.reports import Standing, State
from gui.widgets.notice import NoticeBar
from gui.window.actions import AUTHORING, EXPORTS, LEARNED, PICTURES, Actions
from gui.window.control_bar import ControlBar
from gui.window.drops import Drops
from gui.window.first_minute import FirstMinute
from gui.window.keeper import Keeper
from gui.window.keys import KeysOfTraining
from gui.window.menus import menu_bar
from gui.window.next_steps import NextSteps
from gui.window.opening import Opening
from gui.window.pictures import Pictures
from gui.window.projector import Projector
from gui.window.recovery import Recovery
from gui.window.room import Room
from gui.window.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gui.window.authoring import Authoring
    from gui.window.lesson_desk import LessonDesk

BEGIN_AFTER = 500    # milliseconds after which a window that was not painted begins all the same


class MainWindow(Guarded, QMainWindow):
    """Everything that a person sees, and the workbench behind it: the person's own or, in a lesson, that of the lesson.

    What has words in it is made anew where the language changes: the views take over from those before them what they
    show and what was chosen there. Session, notices, settings and the window itself stay.

    Parameters
    ----------
    settings
        What was remembered. Changed as the person chooses, and saved soon after, and when the window closes.
    notice
        Something to say at the start.
    file
        A run to be opened.

    Signals
    -------
    language_chosen(str): what the window is to speak from now on, as the settings have it
    lesson_wanted(str): the lesson of this id is to be opened
    lesson_written(): there is another lesson of one's own, or another version of one
    giving_back(): the person's own run is about to come back
    """

    language_chosen = Signal(object)
    lesson_wanted = Signal(object)
    lesson_written = Signal()
    giving_back = Signal()

    def __init__(self, settings: Settings, notice: str | None = None, file: Path | None = None) -> None:
        super().__init__()
        self._settings = settings
        self.own = Workbench(self, settings)
        self._work_at(self.own)
        self.room = Room(self, settings)
        self._next_steps = NextSteps(self)
        self.recovery = Recovery(self.session, self.files, self.first_notices, self)
        self.pictures = Pictures(self)
        self.opening = Opening(self)
        self.first_minute = FirstMinute(self, settings)
        self.projector = Projector(self, self._remember)
        self._speaking = Later(self, self._speak)
        self._focused: QWidget | None = None  # what had the focus when the person's run was set aside
        self._ended = False
        self._begun = False           # whether the first run has been asked for
        self._lessons: LessonDesk | None = None  # once one has been asked for
        self._authoring: Authoring | None = None  # likewise
        self._beginning = QTimer(self)
        self._beginning.setSingleShot(True)
        self._build()
        self._connect()
        self._show_choices()
        if file is None:
            self.first_minute.begin()
        self.session.set_speed(self.controls.speed)  # the notch that is shown
        self.room.restore()
        self._connect_keeper()
        self._update_actions()
        if file is not None:  # there is a network first: so there is one, whatever is wrong with the file
            self.session.run_started.connect(
                lambda _: self.opening.open(file), Qt.ConnectionType.SingleShotConnection)
        if notice:
            self.first_notices.say(notice, kind="warning", kept=True)

    # --- the start -------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            self._beginning.start(BEGIN_AFTER)  # in case nothing is painted, as in a window that is minimised

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._begun:
            self._beginning.start(0)  # once this picture is on the screen

    @Slot()
    def _begin(self) -> None:
        """Do what the first picture of the window need not wait for: the first run, and the plots."""
        self._begun = True
        self.own.run_desk.begin()
        self.recovery.look()
        for panel in self.own.panels:
            panel.fill()

    def do(self, name: str) -> None:
        """Carry out a command, by its name in `Actions`, as its key does; nothing where it cannot be done."""
        self.actions_[name].trigger()

    # --- composing -------------------------------------------------------------------------------------------------

    def _work_at(self, bench: Workbench) -> None:
        """Have what the window does be about this run."""
        self.bench = bench
        self.session, self.notices, self.data_notices = bench.session, bench.notices, bench.data_notices
        self.first_notices, self.desk, self.run_desk = bench.first_notices, bench.desk, bench.run_desk
        self.stop_desk, self.files, self.runs_desk = bench.stop_desk, bench.files, bench.runs_desk
        self.handing_on = bench.handing_on

    def _build(self) -> None:
        """All that has words in it."""
        self.actions_ = Actions(self)
        self.controls = ControlBar(self.actions_)
        page = QWidget()
        page.setObjectName("page")
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside everything ends typing
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.controls)
        self._body = QHBoxLayout()  # what the run is shown in, and beside it what a lesson says
        self._body.setSpacing(0)
        self._column.addLayout(self._body, 1)
        self._build_panels()
        self._body.addWidget(self.bench.frame, 1)
        self.setCentralWidget(page)
        page.setFocus()
        self.setMenuBar(menu_bar(self.actions_))

    def _build_panels(self) -> None:
        self.bench.build(self.room, self.tr(
            "Space run, pause · → an iteration · ↓ an operation · ← ↑ back again · click a cell to see where its "
            "number comes from · F1 all keys"))
        self._show_panels()

    def _show_panels(self) -> None:
        bench = self.bench
        self.panels, self.workspace = bench.panels, bench.workspace
        self.experiment, self.curves, self.sample, self.iteration, self.runs = (
            bench.experiment, bench.curves, bench.sample, bench.iteration, bench.runs)
        self.confusion, self.units, self.pixels, self.picture = (
            bench.confusion, bench.units, bench.pixels, bench.picture)

    def _connect(self) -> None:
        self._keys = KeysOfTraining(self)
        self._connect_views()
        self._connect_bench()
        self.files.opening.connect(self.give_back)
        Drops(self).dropped.connect(self.opening.open)
        self.lesson_wanted.connect(self._on_lesson_wanted)
        self._beginning.timeout.connect(self._begin)

    def _connect_bench(self) -> None:
        """What is connected once, when a workbench comes."""
        self.run_desk.changed.connect(self._update_actions)
        self.run_desk.kept_runs_changed.connect(self._show_kept_runs)
        self.run_desk.planned.connect(self._on_planned)
        self.run_desk.form_wanted.connect(self._on_form_wanted)
        self.run_desk.look_wanted.connect(self._on_look_wanted)
        self.stop_desk.changed.connect(self._show_stops)
        self.stop_desk.go_on_wanted.connect(self.run_desk.run)
        self.stop_desk.look_wanted.connect(self._on_look_here)
        self.files.remembered.connect(self._show_recent)
        self.files.breakpoints_found.connect(self.stop_desk.set_plain)
        self.stop_desk.changed.connect(self.files.note_change)

    def _connect_views(self) -> None:
        """All that is made anew with the views."""
        self._connect_actions()
        self.first_minute.settle()
        self.controls.speed_changed.connect(self._on_speed_changed)
        self.controls.refused.connect(self._on_refused)
        self._wire()
        self._connect_panels()

    def _connect_panels(self) -> None:
        for panel in self.panels:
            panel.listen(self.session)
            panel.predictions_wanted.connect(self.session.classify)
            panel.place_clicked.connect(self._on_place_clicked)
            panel.place_hovered.connect(self.iteration.mark_place)
            panel.lesson_wanted.connect(self.lesson_wanted)
        self._connect_experiment()
        self._connect_runs()
        self.curves.position_dragged.connect(self.session.drag_to)
        self.curves.position_chosen.connect(self.session.go_to)
        self.curves.step_wanted.connect(self._next_steps.take)
        self.curves.choice_made.connect(self._show_remarks)
        self.notices.bar.changed.connect(self._on_notice)
        self.curves.run_wanted.connect(self.session.hand_out)
        self.sample.sample_chosen.connect(self.session.look_at)
        self.iteration.places_hovered.connect(self.sample.mark_places)
        self.iteration.looked_at.connect(self._on_looked_at)
        self.iteration.refresh_wanted.connect(self.session.take_apart)
        self.iteration.trace_wanted.connect(self.session.trace_once)
        self.iteration.operation_wanted.connect(self._on_slow_operation)
        self.iteration.life_wanted.connect(self._on_life_wanted)

    def _connect_experiment(self) -> None:
        desk, experiment = self.run_desk, self.experiment
        desk.experiment = experiment
        experiment.draft_changed.connect(desk.note_draft)
        experiment.live_changed.connect(desk.set_live)
        experiment.live_changed.connect(self.files.note_change)
        experiment.reset_wanted.connect(desk.reset)
        experiment.runs_wanted.connect(self._on_runs_wanted)

    def _connect_runs(self) -> None:
        desk, runs = self.runs_desk, self.runs
        desk.present_changed.connect(runs.show_present)
        desk.queue_changed.connect(runs.show_queue)
        for told, what in (
            (runs.renamed, desk.rename), (runs.noted, desk.set_note), (runs.ticked, desk.show_run),
            (runs.removal_wanted, desk.remove), (runs.going_on_wanted, desk.go_on),
            (runs.queue_wanted, self._on_in_turn), (runs.one_cancelled, desk.cancel_one),
            (runs.all_cancelled, desk.cancel_all),
        ):
            told.connect(what)

    def _wire(self, on: bool = True) -> None:
        """Have commands be for the workbench that the window works at, and hear of its run; or no longer."""
        for signal, slot in self._wires():
            (signal.connect if on else signal.disconnect)(slot)

    def _wires(self) -> "Iterator[tuple]":
        actions, session, run_desk, workspace = self.actions_, self.session, self.run_desk, self.workspace
        for name, slot in (
            ("run", run_desk.run), ("reset", run_desk.reset), *((name, self.handing_on.export) for name in EXPORTS),
            ("stop here", self.stop_desk.toggle_here), ("experiment", workspace.fold_by_hand),
            ("remarks", self.curves.set_observing),
        ):
            yield actions[name].triggered, slot
        yield actions["experiment"].toggled, workspace.show_experiment
        yield workspace.experiment_seen, actions["experiment"].setChecked
        yield session.state_changed, self._on_state_changed
        yield session.run_started, self._update_actions
        yield session.standing_changed, self._on_standing_changed
        yield session.traced, self._on_traced

    def _connect_actions(self) -> None:
        """Those that are for the window, or for the run of the person whatever the window works at."""
        actions, room, files = self.actions_, self.room, self.own.files
        for name, slot in (
            ("quit", self._on_quit),
            ("open", self.opening.choose), ("save", files.save), ("save as", files.save_as), ("note", files.edit_note),
            *((name, self.pictures.save_one) for name in PICTURES), ("copy picture", self.pictures.copy),
            *((name, self._on_step) for name in (*STEPS, *MOVES)), ("go to iteration", self._on_go_to),
            ("go to a cell", self._on_find_cell), ("breakpoints", self._on_breakpoints),
            ("larger text", room.larger_text), ("smaller text", room.smaller_text), ("normal text", room.normal_text),
            ("full screen", room.fill_screen), ("projector", self.projector.turn),
            ("reset layout", self.projector.end), ("reset layout", room.reset),
            *((name, self._on_panel) for name in LEARNED), ("picture", self._on_picture),
            ("runs", self._on_runs), ("in turn", self._on_in_turn), ("short names", self._on_short_names),
            ("lessons", self._on_lessons), ("start lesson over", self._on_start_over), ("leave lesson", self.give_back),
            ("save answers", self._on_save_answers), *((name, self._on_authoring) for name in AUTHORING),
            ("welcome", self.first_minute.welcome), ("shortcuts", self._on_shortcuts), ("about", self._on_about),
        ):
            actions[name].triggered.connect(slot)
        for action in actions.recent:
            action.triggered.connect(files.open_recent)
        for action in actions.schemes.values():
            action.triggered.connect(self._on_scheme)
        for action in actions.languages.values():
            action.triggered.connect(self._on_language)

    def _connect_keeper(self) -> None:
        """Have the settings kept whenever something that is remembered changes."""
        self._keeper = Keeper(self, self._remember)
        self._keeper.failed.connect(self._on_settings_not_kept)
        for changed in (theme().changed, self.desk.remembered, self.run_desk.remembered, self.files.remembered,
                        self.first_minute.remembered, self.session.run_started):
            changed.connect(self._keeper.note)
        self._connect_choices()

    def _connect_choices(self) -> None:
        """Those that are made in the views."""
        actions = self.actions_
        for changed in (
            self.controls.speed_changed, self.workspace.edges_moved, actions["experiment"].triggered,
            actions["remarks"].triggered, actions["short names"].triggered,
            actions["reset layout"].triggered, *(panel.choice_made for panel in self.panels),
            *(action.triggered for action in (*actions.schemes.values(), *actions.languages.values())),
        ):
            changed.connect(self._keeper.note)

    # --- what training shows ---------------------------------------------------------------------------------------

    @Slot(object)
    def _on_refused(self, action: QAction) -> None:
        """Say why something cannot be done, where a person looks who has just tried it."""
        if not self.notices.bar.text:
            name = action.objectName()  # the action of now, when it is said in another language
            self.notices.ask("refused", lambda: self.actions_.why_not(self.actions_[name]),
                             [(lambda: self.tr("OK"), None)])

    @Slot()
    def _on_step(self) -> None:
        """A step of the name that its action has; one of an operation is to be seen."""
        name = self.sender().objectName()
        if name in ("step operation", "back operation"):
            self.iteration.end_slow_motion()
            self.workspace.bring_forward(self.iteration)
        self.session.step(name)

    @Slot()
    def _on_slow_operation(self) -> None:
        """The next operation of slow motion, unless the last is not done yet; its end is the end of the run."""
        if not self.session.can_go_on:
            self.iteration.end_slow_motion()
            self.run_desk.offer_if_ended()
        elif self.session.state is not State.STEPPING:
            self.session.step("step operation")

    @Slot()
    def _on_go_to(self) -> None:
        from gui.window.dialogs.go_to import GoToDialog  # dialogs are loaded when they are opened

        history = self.session.run.history
        dialog = GoToDialog(self.session.standing.iteration, lambda: history.count - 1, self)
        dialog.chosen.connect(self.session.go_to)
        dialog.open()

    @Slot()
    def _on_find_cell(self) -> None:
        self.workspace.bring_forward(self.iteration)
        self.iteration.type_place()

    @Slot()
    def _on_runs(self) -> None:
        self.workspace.turn_on_demand(self.runs)

    @Slot()
    def _on_panel(self) -> None:
        """Let the panel be seen that has the name of the command."""
        self.workspace.bring_forward(getattr(self, self.sender().objectName()))

    @Slot()
    def _on_picture(self) -> None:
        self.workspace.turn_on_demand(self.picture)

    @Slot()
    def _on_runs_wanted(self) -> None:
        self.workspace.bring_forward(self.runs)

    @Slot()
    def _on_in_turn(self) -> None:
        self.workspace.bring_forward(self.runs)
        self.runs_desk.ask_for_queue(self)

    @Slot(object, object)
    def _on_place_clicked(self, place: Place, trace: Trace | None) -> None:
        """Show where a number of another panel comes from."""
        self.workspace.bring_forward(self.iteration)
        self.iteration.open_place(place, trace)

    @Slot(bool)
    def _on_looked_at(self, on: bool) -> None:
        """A lesson looks into iterations also where nobody sees them."""
        for bench in (self.own, self.bench):
            if self.sender() is bench.iteration:
                bench.session.look_into(on or bench is not self.own)

    @Slot(object)
    def _on_life_wanted(self, place: Place) -> None:
        """Show what became of one cell over the run."""
        self.workspace.bring_forward(self.curves)
        self.curves.show_life(place)

    @Slot(object)
    def _on_planned(self, iterations: int) -> None:
        for panel in self.panels:
            panel.show_plan(iterations)

    @Slot()
    def _on_form_wanted(self) -> None:
        self.actions_["experiment"].setChecked(True)

    @Slot()
    def _show_kept_runs(self) -> None:
        runs = list(self.run_desk.kept_runs)
        for panel in self.panels:
            panel.show_kept_runs(runs)

    @Slot(object)
    def _on_state_changed(self, state: State) -> None:
        self.controls.show_state(state)
        self._update_actions()

    @Slot(object)
    def _on_standing_changed(self, standing: Standing) -> None:
        self.controls.show_standing(standing)
        if self.session.knows_settings:
            self.experiment.show_in_use(
                replace(standing.in_use, iterations=standing.iterations), standing.later, standing.rate_under_way)
        self._update_actions()

    @Slot(object)
    def _on_traced(self, trace: Trace) -> None:
        self.iteration.show_sample_again(trace)

    @Slot(object)
    def _on_look_wanted(self, iteration: int) -> None:
        """Stand after this iteration, and show it taken apart."""
        self.workspace.bring_forward(self.iteration)
        self.session.go_to(iteration)

    @Slot()
    def _show_remarks(self) -> None:
        self.actions_["remarks"].setChecked(self.curves.is_observing)

    @Slot(bool)
    def _on_short_names(self, on: bool) -> None:
        self._settings.short_names = on
        self._show_short_names()

    def _show_short_names(self) -> None:
        self.actions_["short names"].setChecked(self._settings.short_names)
        for panel in self.panels:
            panel.name_in_words(self._settings.short_names)

    @Slot()
    def _on_notice(self) -> None:
        self.curves.hear(self.notices.topic)

    @Slot()
    def _on_look_here(self) -> None:
        self.workspace.bring_forward(self.iteration)

    @Slot()
    def _on_breakpoints(self) -> None:
        self.stop_desk.open(self)

    @Slot()
    def _show_stops(self) -> None:
        self.curves.mark_stops(self.stop_desk.marked)

    @Slot()
    def _update_actions(self) -> None:
        self.actions_.show_state(
            self.session.state, self.session.standing, self.run_desk.is_loading, is_own=self.bench is self.own)

    @Slot(object)
    def _on_settings_not_kept(self, trouble: str) -> None:
        self.notices.say(trouble, kind="warning")

    # --- choices that are remembered -------------------------------------------------------------------------------

    @Slot(object)
    def _on_speed_changed(self, speed: float | None) -> None:
        self.bench.settings.speed = speed
        self.session.set_speed(speed)

    @Slot()
    def _on_scheme(self) -> None:
        self._settings.scheme = self.sender().data()
        self.session.stand_by()
        theme().set_scheme(self._settings.scheme)

    @Slot()
    def _on_language(self) -> None:
        self._settings.language = self.sender().data()
        self.language_chosen.emit(self._settings.language)

    def changeEvent(self, event: QEvent) -> None:
        """The window is made full, or no longer, by its action, the system, or as remembered; or is to speak anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_["full screen"].setChecked(self.isFullScreen())
        elif event.type() == QEvent.Type.LanguageChange:
            self._speaking.ask()

    @Slot()
    def _on_shortcuts(self) -> None:
        from gui.window.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.actions_.groups(), self).open()

    @Slot()
    def _on_about(self) -> None:
        from gui.window.dialogs.about import AboutDialog

        AboutDialog(self).open()

    # --- layout ----------------------------------------------------------------------------------------------------

    def _show_choices(self) -> None:
        """In menus, control bar and panels, as they are remembered."""
        settings, actions = self._settings, self.actions_
        actions.schemes[settings.scheme].setChecked(True)
        language = settings.language.replace("-", "_").partition("_")[0]  # "ja_JP" is Japanese here
        actions.languages[language if language in actions.languages else "en"].setChecked(True)
        self._show_recent()
        self._show_choices_of_bench()

    def _show_choices_of_bench(self) -> None:
        self.controls.show_speed(self.bench.settings.speed)
        for panel in self.panels:
            panel.show_choices(asdict(self.bench.settings))
        self._show_short_names()
        self._show_remarks()

    @Slot()
    def _show_recent(self) -> None:
        self.actions_.show_recent(self._settings.recent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers the question that stands, if nothing that could be typed into has the focus; Esc leaves."""
        typed, unfocused = self._keys.was_typed(), self.focusWidget() in (None, self.centralWidget())
        answers = not typed and unfocused and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if answers and any(each.bar.press_default() for each in self.bench.all_notices):
            return
        if answers and self._lessons is not None and self._lessons.column.press_default():
            return
        refused = None if typed else self.actions_.refused(event.keyCombination().toCombined())
        if refused is not None:
            self._on_refused(refused)
            return
        if event.key() == Qt.Key.Key_Escape and not typed:
            self.projector.end()
        super().keyPressEvent(event)

    # --- lessons ---------------------------------------------------------------------------------------------------

    @property
    def lessons(self) -> "LessonDesk":
        """Those who look after the lessons, loaded when the first one is asked for."""
        if self._lessons is None:
            from gui.window.lesson_desk import LessonDesk

            self._lessons = LessonDesk(self)
        return self._lessons

    def stand_beside(self, column: QWidget | None) -> None:
        """Have this at the left of the panels; None: nothing."""
        if column is not None and self._body.indexOf(column) < 0:
            self._body.insertWidget(0, column)
        self.room.beside = column
        self.room.arrange()

    @Slot(object)
    def _on_lesson_wanted(self, id: str) -> None:
        self.lessons.open(id)

    @Slot()
    def _on_lessons(self) -> None:
        self.lessons.turn_list()

    @Slot()
    def _on_start_over(self) -> None:
        self.lessons.start_over()

    @Slot()
    def _on_save_answers(self) -> None:
        self.lessons.save_answers()

    @property
    def authoring(self) -> "Authoring":
        """Whoever makes lessons, loaded when the first one is to be made."""
        if self._authoring is None:
            from gui.window.authoring import Authoring

            self._authoring = Authoring(self)
        return self._authoring

    @Slot()
    def _on_authoring(self) -> None:
        self.authoring.do(self.sender().objectName())

    # --- a workbench beside the person's own -----------------------------------------------------------------------

    def set_aside(self) -> None:
        """Have another workbench, where no run has begun. The person's own run pauses, and is left alone from then on.

        Nothing of it changes until `give_back` but what had been asked for before, such as to save it.
        """
        self.give_back()
        self.bench.leave_fields()
        large = self.projector.is_on
        self.projector.end()  # each workbench is large by itself, and has a place to go back to
        if self.session.can_pause:
            self.session.pause()
        self.iteration.end_slow_motion()
        self._focused = self.focusWidget()
        own, settings = self.own, self._settings
        own.speed = self.controls.speed
        self._wire(False)
        self._work_at(Workbench(self, Settings(
            speed=settings.speed, data_dir=settings.data_dir, folder=settings.folder, mnist_offer_hidden=True), own))
        self._build_panels()
        self._connect_bench()
        self._connect_panels()
        self._turn_from(own)
        self._show_choices_of_bench()
        self.session.set_speed(self.controls.speed)
        for panel in self.panels:
            panel.fill()
        self.projector.turn(large)

    @Slot()
    def give_back(self) -> None:
        """Have the person's own run again, as it was. What another workbench had goes with it."""
        bench = self.bench
        if bench is self.own:
            return
        self.giving_back.emit()
        large = self.projector.is_on
        self.projector.end()
        self._wire(False)
        self._work_at(self.own)
        self._show_panels()
        self.room.turn_to(self.workspace, self.bench.scroll)
        self._turn_from(bench)
        self.controls.show_speed(self.own.speed)
        self._show_remarks()
        self.runs_desk.tell()
        self.files.show_name()
        if self._focused is not None and isValid(self._focused):
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        bench.clear_away()
        self._show_short_names()
        self.projector.turn(large)
        if self.bench.is_said_otherwise:
            self._speaking.ask()

    def _turn_from(self, before: Workbench) -> None:
        """Show what the window works at in the place of what it worked at before."""
        self._wire()
        self._body.replaceWidget(before.frame, self.bench.frame)
        before.frame.hide()
        before.frame.setParent(self)  # nobody takes it down until it comes back
        self.bench.frame.show()
        self.room.arrange()
        self.controls.show_standing(self.session.standing)
        self._on_state_changed(self.session.state)

    # --- another language ------------------------------------------------------------------------------------------

    def _speak(self) -> None:
        """Say everything in the language of now: views in it take the place of those there are. Training goes on."""
        if self._ended:
            return
        self.session.stand_by()
        self.own.is_said_otherwise = self.bench is not self.own
        self.setUpdatesEnabled(False)
        self._remember()
        self._wire(False)
        before, panels, experiment, focused = self._views(), self.panels, self.experiment, self.focusWidget()
        self._leave_views()
        self._build()
        self._show_choices()
        self._connect_views()
        self._connect_choices()
        self._take_over(before)
        self.experiment.take_focus_over(experiment, focused)
        for panel in panels:
            panel.stop()
        if self._lessons is not None:
            self._lessons.speak()
        if self._authoring is not None:
            self._authoring.speak()
        self.setUpdatesEnabled(True)

    def _views(self) -> tuple[QObject, ...]:
        """All that has words in it, in the order in which it takes over."""
        return self.actions_, self.controls, self.workspace, *self.panels, self.bench.strip

    def _leave_views(self) -> None:
        """Nothing more is heard of the views. They are taken down when others are put in their place."""
        for dialog in self.findChildren(QDialog):
            dialog.close()
        for panel in self.panels:
            panel.listen(self.session, False)
        for view in self._views():
            view.blockSignals(True)
        for action in self.actions_.findChildren(QAction):
            self.removeAction(action)
            action.setShortcuts([])  # those that follow have the same keys
        self.actions_.deleteLater()
        for notices in self.bench.all_notices:
            notices.speak_through(NoticeBar())

    def _take_over(self, before: tuple[QObject, ...]) -> None:
        """Let the views show what those before them showed, as they showed it."""
        self._update_actions()
        for notices in self.bench.all_notices:
            notices.say_again()
        for view, other in zip(self._views(), before, strict=True):
            view.take_over(other)
        self._show_kept_runs()
        self._show_stops()
        self.projector.hold()
        self.runs_desk.tell()

    # --- the end ---------------------------------------------------------------------------------------------------

    def close(self) -> bool:
        """Close it without a question: for the program, and for a person who has answered one."""
        self._ended = True
        return super().close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whatever is under way is broken off; a person may be asked about changes that are not saved."""
        self.give_back()
        if not self._ended and self.files.holds_back(self.close):
            event.ignore()
            return
        self._ended = True
        self._beginning.stop()
        self._keeper.close()
        if self._authoring is not None:
            self._authoring.close()
        self.recovery.close()
        self.own.close()
        QApplication.instance().removeEventFilter(self._keys)
        super().closeEvent(event)

    @Slot()
    def _on_quit(self) -> None:
        self.give_back()
        if not self.files.holds_back(self.close):
            self.close()

    def _remember(self) -> Settings:
        """The settings as everything stands."""
        for bench in (self.own, self.bench):
            bench.remember()
        self.room.remember(self.own.workspace)
        self.projector.leave_out(self._settings)
        return self._settings
