"""The main window: composes the panels, and connects what they want to what the session does."""

import base64

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenuBar, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Sample, Trace
from gui.look.theme import theme
from gui.panels.curves import CurvesPanel
from gui.panels.experiment import ExperimentPanel
from gui.panels.iteration.panel import IterationPanel
from gui.panels.sample import SamplePanel
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.settings import Settings
from gui.training.reports import Classified, Divergence, Failure, RunStarted, Standing, State
from gui.training.session import TrainingSession
from gui.widgets.cell import Cell
from gui.widgets.notice import NoticeBar
from gui.widgets.notice_strip import NoticeStrip
from gui.widgets.still_scroll import StillScroll
from gui.window.actions import Actions
from gui.window.control_bar import ControlBar
from gui.window.data_desk import DataDesk
from gui.window.keeper import Keeper
from gui.window.keys import KeysOfTraining
from gui.window.notices import Notices
from gui.window.run_desk import RunDesk
from gui.window.workspace import Workspace

SMOOTHED = 60        # losses in the mean of the Experiment panel
BEGIN_AFTER = 500    # milliseconds after which a window that was not painted begins all the same
NARROW = 1500        # pixels at normal text: in a narrower window the Experiment panel is folded away
FIRST_SIZE = QSize(1760, 1000)
TITLE_BAR = 40       # about what the system puts around a window
TEXT_STEP = 1.1
VIEWS = ("actions_", "controls", "experiment", "curves", "iteration", "sample", "workspace", "_strip")


class MainWindow(Guarded, QMainWindow):
    """Everything that a person sees, and the session behind it.

    What has words in it is made anew where the language changes: the views take over from those before them what they
    show and what was chosen there. Session, notices, settings and the window itself stay.

    Parameters
    ----------
    settings
        What was remembered. Changed as the person chooses, and saved soon after, and when the window closes.
    notice
        Something to say at the start.

    Signals
    -------
    language_chosen(str): what the window is to speak from now on, as the settings have it
    """

    language_chosen = Signal(object)

    def __init__(self, settings: Settings, notice: str | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._folding = ""  # "shown" or "folded" if the person has chosen; else the width of the window decides
        self.session = TrainingSession(self)
        self.notices = Notices(NoticeBar(), self)
        self.data_notices = Notices(NoticeBar(), self)
        self.first_notices = Notices(NoticeBar(), self)  # of the start, so that it waits for no other and hides none
        self.desk = DataDesk(self.data_notices, settings, self)
        self.run_desk = RunDesk(self.session, self.desk, self.notices, settings, self)
        self._speaking = Later(self, self._speak)
        self._ended = False
        self._begun = False           # whether the first run has been asked for
        self._beginning = QTimer(self)
        self._beginning.setSingleShot(True)
        self.setWindowTitle("Backprop Lab")
        self._build()
        self._connect()
        self._restore()
        self._connect_keeper()
        self._update_actions()
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
        self.run_desk.begin()
        self.curves.fill()
        self.iteration.fill()

    # --- composing -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """All that has words in it."""
        self.actions_ = Actions(self)
        self.controls = ControlBar(self.actions_)
        self.experiment = ExperimentPanel()
        self.curves = CurvesPanel()
        self.iteration = IterationPanel()
        self.sample = SamplePanel()
        self.workspace = Workspace(self.experiment, self.curves, self.iteration, self.sample)
        page = QWidget()
        page.setObjectName("page")
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside everything ends typing
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.controls)
        self._body = QVBoxLayout()
        # For text so large, or a window so small, that the panels do not fit. The bars are the edges right and below.
        self._scroll = StillScroll(self.workspace, sideways=True)
        self._scroll.resized.connect(self._arrange)
        self._body.addWidget(self._scroll, 1)
        self._column.addLayout(self._body, 1)
        self._strip = NoticeStrip(tuple(each.bar for each in self._all_notices()), self.tr(
            "Space run, pause · → an iteration · ↓ an operation · ← ↑ back again · click a cell to see where its "
            "number comes from · F1 all keys"), page)
        self._column.addWidget(self._strip)
        self.setCentralWidget(page)
        page.setFocus()
        self._build_menus()
        self._update_sizes()

    def _all_notices(self) -> tuple[Notices, ...]:
        """All that speak at the foot of the window; Enter is for the first of them that has asked something."""
        return self.notices, self.first_notices, self.data_notices

    def _build_menus(self) -> None:
        actions, bar = self.actions_, QMenuBar()
        menu = bar.addMenu(self.tr("&File"))
        menu.addAction(actions.quit)
        menu = bar.addMenu(self.tr("&Training"))
        menu.addActions(list(actions.training()))
        menu = bar.addMenu(self.tr("&View"))
        menu.addActions([actions.experiment, actions.find_cell])
        menu.addSeparator()
        schemes = menu.addMenu(self.tr("Theme"))
        schemes.addActions(list(actions.schemes.values()))
        languages = menu.addMenu(self.tr("Language"))
        languages.addActions(list(actions.languages.values()))
        menu.addActions([actions.larger, actions.smaller, actions.normal])
        menu.addSeparator()
        menu.addActions([actions.full_screen, actions.reset_layout])
        menu = bar.addMenu(self.tr("&Help"))
        menu.addActions([actions.shortcuts, actions.about])
        self.setMenuBar(bar)

    def _connect(self) -> None:
        self._keys = KeysOfTraining(self)
        self._connect_session()
        self._connect_views()
        self.run_desk.changed.connect(self._update_actions)
        self.run_desk.kept_runs_changed.connect(self._show_kept_runs)
        self.run_desk.planned.connect(self._on_planned)
        self.run_desk.form_wanted.connect(self._on_form_wanted)
        self.run_desk.look_wanted.connect(self._on_look_wanted)
        self._beginning.timeout.connect(self._begin)
        theme().changed.connect(self._update_sizes)

    def _connect_views(self) -> None:
        """All that is made anew with the views."""
        self._connect_actions()
        self.session.snapshot_changed.connect(self.iteration.show_snapshot)
        self.session.traced.connect(self.iteration.show_sample_again)
        self.session.frame.connect(self.curves.refresh)
        self.controls.speed_changed.connect(self._on_speed_changed)
        self.controls.refused.connect(self._on_refused)
        self.workspace.experiment_seen.connect(self.actions_.experiment.setChecked)
        self.run_desk.experiment = self.experiment
        self.experiment.draft_changed.connect(self.run_desk.note_draft)
        self.experiment.learning_rate_changed.connect(self.run_desk.set_learning_rate)
        self.experiment.iterations_changed.connect(self.run_desk.set_iterations)
        self.experiment.reset_wanted.connect(self.run_desk.reset)
        self.experiment.kept_run_removed.connect(self.run_desk.remove_kept_run)
        self.sample.sample_chosen.connect(self._on_sample_chosen)
        self.sample.cell_clicked.connect(self._on_sample_cell_clicked)
        self.sample.cell_hovered.connect(self._on_sample_cell_hovered)
        self.iteration.places_hovered.connect(self.sample.mark_places)
        self.iteration.looked_at.connect(self.session.look_into)
        self.iteration.refresh_wanted.connect(self.session.take_apart)
        self.iteration.sample_wanted.connect(self.session.trace_once)
        self.iteration.operation_wanted.connect(self._on_slow_operation)
        self.sample.predictions_wanted.connect(self.session.classify)
        self.sample.gradient_of_minibatch_changed.connect(self._on_gradient_of_minibatch_changed)
        self.sample.scale_held_changed.connect(self._on_scale_held_changed)

    def _connect_session(self) -> None:
        session = self.session
        session.state_changed.connect(self._on_state_changed)
        session.run_started.connect(self._on_run_started)
        session.standing_changed.connect(self._on_standing_changed)
        session.trace_changed.connect(self._on_trace_changed)
        session.classified.connect(self._on_classified)
        session.diverged.connect(self._on_diverged)
        session.failed.connect(self._on_failed)

    def _connect_actions(self) -> None:
        actions = self.actions_
        for action, slot in (
            (actions.run, self.run_desk.run), (actions.step_iteration, self.session.step_iteration),
            (actions.step_operation, self._on_step_operation),
            (actions.back_iteration, self.session.back_iteration),
            (actions.back_operation, self._on_back_operation), (actions.reset, self.run_desk.reset),
            (actions.quit, self.close), (actions.larger, self._on_larger), (actions.smaller, self._on_smaller),
            (actions.normal, self._on_normal), (actions.reset_layout, self._on_reset_layout),
            (actions.find_cell, self._on_find_cell), (actions.shortcuts, self._on_shortcuts),
            (actions.about, self._on_about),
        ):
            action.triggered.connect(slot)
        actions.experiment.toggled.connect(self.workspace.show_experiment)
        actions.experiment.triggered.connect(self._on_experiment_folded)
        actions.full_screen.triggered.connect(self._on_full_screen)
        for action in actions.schemes.values():
            action.triggered.connect(self._on_scheme)
        for action in actions.languages.values():
            action.triggered.connect(self._on_language)

    def _connect_keeper(self) -> None:
        """Have the settings kept whenever something that is remembered changes."""
        self._keeper = Keeper(self, self._remember)
        self._keeper.failed.connect(self._on_settings_not_kept)
        for changed in (theme().changed, self.desk.remembered, self.run_desk.remembered, self.session.run_started):
            changed.connect(self._keeper.note)
        self._connect_choices()

    def _connect_choices(self) -> None:
        """Those that are made in the views."""
        actions, curves, experiment = self.actions_, self.curves, self.experiment
        for changed in (
            self.controls.speed_changed, self.workspace.edges_moved, actions.experiment.triggered,
            actions.reset_layout.triggered, curves.smoothing_button.chosen, curves.log_button.toggled,
            experiment.learning_rate_changed, experiment.iterations_changed,
            self.sample.gradient_of_minibatch_changed, self.sample.scale_held_changed,
            *(action.triggered for action in (*actions.schemes.values(), *actions.languages.values())),
        ):
            changed.connect(self._keeper.note)

    # --- what training shows ---------------------------------------------------------------------------------------

    @Slot(object)
    def _on_run_started(self, run: RunStarted) -> None:
        self.experiment.show_config(run.config)
        self.curves.show_run(run.history, run.config.iterations, _iterations_per_epoch(run))
        self.sample.show_run(run.dataset, run.sizes)
        self.iteration.show_run(run.config, run.dataset, run.operations, run.shape)
        self._show_numbers()
        self._update_actions()

    @Slot(object)
    def _on_refused(self, action: QAction) -> None:
        """Say why something cannot be done, where a person looks who has just tried it."""
        if not self.notices.bar.text:
            name = next(name for name, each in vars(self.actions_).items() if each is action)
            self.notices.ask("refused", lambda: self.actions_.why_not(getattr(self.actions_, name)),
                             [(lambda: self.tr("OK"), None)])

    @Slot()
    def _on_step_operation(self) -> None:
        self.iteration.end_slow_motion()
        self.workspace.bring_forward(self.iteration)
        self.session.step_operation()

    @Slot()
    def _on_back_operation(self) -> None:
        self.iteration.end_slow_motion()
        self.workspace.bring_forward(self.iteration)
        self.session.back_operation()

    @Slot()
    def _on_slow_operation(self) -> None:
        """The next operation of slow motion, unless the last is not done yet; its end is the end of the run."""
        if not self.session.can_go_on:
            self.iteration.end_slow_motion()
            self.run_desk.offer_if_ended()
        elif self.session.state is not State.STEPPING:
            self.session.step_operation()

    @Slot()
    def _on_find_cell(self) -> None:
        self.workspace.bring_forward(self.iteration)
        self.iteration.type_place()

    @Slot(object)
    def _on_sample_cell_clicked(self, cell: Cell) -> None:
        """Show where a number of the sample panel comes from."""
        found = self.sample.place_of(cell)
        if found is None:
            return
        self.workspace.bring_forward(self.iteration)
        trace, place = found
        if trace is None:
            self.iteration.open_place(place)
        else:
            self.iteration.open_sample(trace, place)

    @Slot(object)
    def _on_sample_cell_hovered(self, cell: Cell | None) -> None:
        found = None if cell is None else self.sample.place_of(cell)
        if found is None:
            self.iteration.unmark_cell()
        else:
            self.iteration.mark_cell(*found)

    @Slot(object)
    def _on_planned(self, iterations: int) -> None:
        run = self.session.run
        self.curves.show_run(run.history, iterations, _iterations_per_epoch(run))

    @Slot()
    def _on_form_wanted(self) -> None:
        self.actions_.experiment.setChecked(True)

    @Slot()
    def _show_kept_runs(self) -> None:
        self.curves.show_kept_runs(list(self.run_desk.kept_runs))
        self.experiment.show_kept_runs([
            (run.name, place, run.history.accuracy_at(run.history.count))
            for place, run in enumerate(self.run_desk.kept_runs)])

    @Slot(object)
    def _on_state_changed(self, state: State) -> None:
        self.controls.show_state(state)
        self._show_position()
        self.iteration.show_running(state is State.RUNNING)
        self._update_actions()

    @Slot(object)
    def _on_standing_changed(self, standing: Standing) -> None:
        self.controls.show_standing(standing)
        self.iteration.show_standing(standing.iteration, standing.position)
        if self.session.knows_settings:
            self.experiment.show_in_use(
                standing.learning_rate, standing.iterations, standing.later_rate, standing.rate_under_way)
        self._show_position()
        self._show_numbers()
        self._update_actions()

    def _show_position(self) -> None:
        """Mark in the curves where the network stands, also where that was told while it still ran."""
        standing = self.session.standing
        # While it runs, what is recorded and where it stands are read a moment apart: no mark that trembles.
        hidden = standing is None or self.session.state is State.RUNNING
        self.curves.show_position(None if hidden else standing.iteration)

    def _show_numbers(self) -> None:
        run, standing = self.session.run, self.session.standing
        if run is None or standing is None:
            self.experiment.show_now(None, None, None, None)
            return
        loss = run.history.mean_loss(SMOOTHED, standing.iteration)
        point = standing.measured or run.history.accuracy_at(standing.iteration)
        if point is None:
            self.experiment.show_now(loss, None, None, None)
        else:
            # Before training there is nothing yet that could have been learnt too well.
            gap = point.gap if point.epoch else None
            self.experiment.show_now(loss, point.train, point.test, gap, point.iteration)

    @Slot(object)
    def _on_trace_changed(self, trace: Trace) -> None:
        self.sample.show_trace(trace, running=self.session.state is State.RUNNING)

    @Slot(object)
    def _on_sample_chosen(self, sample: Sample | None) -> None:
        self.session.look_at(sample)

    @Slot(object)
    def _on_classified(self, found: Classified) -> None:
        self.sample.show_predictions(found.split, found.predictions)

    @Slot(object)
    def _on_diverged(self, divergence: Divergence) -> None:
        self.iteration.end_slow_motion()
        self.curves.show_break(divergence.last_good, divergence.broke, divergence.iteration)

    @Slot(object)
    def _on_look_wanted(self, iteration: int) -> None:
        """Stand after this iteration, and show it taken apart."""
        self.workspace.bring_forward(self.iteration)
        self.session.go_to(iteration)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.iteration.end_slow_motion()

    @Slot()
    def _update_actions(self) -> None:
        self.actions_.show_state(self.session.state, self.session.standing, self.run_desk.is_loading)

    @Slot(object)
    def _on_settings_not_kept(self, trouble: str) -> None:
        self.notices.say(trouble, kind="warning")

    # --- choices that are remembered -------------------------------------------------------------------------------

    @Slot(object)
    def _on_speed_changed(self, speed: float | None) -> None:
        self._settings.speed = speed
        self.session.set_speed(speed)

    @Slot(object)
    def _on_gradient_of_minibatch_changed(self, on: bool) -> None:
        self._settings.gradient_of_minibatch = on

    @Slot(object)
    def _on_scale_held_changed(self, on: bool) -> None:
        self._settings.hold_scale = on

    @Slot()
    def _on_scheme(self) -> None:
        self._settings.scheme = self.sender().data()
        self.session.stand_by()
        theme().set_scheme(self._settings.scheme)

    @Slot()
    def _on_language(self) -> None:
        self._settings.language = self.sender().data()
        self.language_chosen.emit(self._settings.language)

    @Slot()
    def _on_larger(self) -> None:
        self._set_text_scale(theme().text_scale * TEXT_STEP)

    @Slot()
    def _on_smaller(self) -> None:
        self._set_text_scale(theme().text_scale / TEXT_STEP)

    @Slot()
    def _on_normal(self) -> None:
        self._set_text_scale(1.0)

    def _set_text_scale(self, scale: float) -> None:
        self.session.stand_by()
        theme().set_text_scale(scale)
        self._settings.text_scale = theme().text_scale
        self._arrange()

    @Slot(bool)
    def _on_experiment_folded(self, shown: bool) -> None:
        """Folded or unfolded by the person, who is not overruled from then on."""
        if not self.workspace.experiment_takes_turns:
            self._folding = "shown" if shown else "folded"
        self.workspace.share_out()

    @Slot(bool)
    def _on_full_screen(self, on: bool) -> None:
        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | full if on else self.windowState() & ~full)

    def changeEvent(self, event: QEvent) -> None:
        """The window is made full, or no longer, by its action, the system, or as remembered; or is to speak anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_.full_screen.setChecked(self.isFullScreen())
        elif event.type() == QEvent.Type.LanguageChange:
            self._speaking.ask()

    @Slot()
    def _on_reset_layout(self) -> None:
        self._folding = ""
        self.showNormal()
        self._set_text_scale(1.0)
        self._take_first_size()
        self.workspace.set_widths_by_hand([])

    @Slot()
    def _on_shortcuts(self) -> None:
        from gui.window.dialogs.shortcuts import ShortcutsDialog  # dialogs are loaded when they are opened

        ShortcutsDialog(self.actions_.groups(), self).open()

    @Slot()
    def _on_about(self) -> None:
        from gui.window.dialogs.about import AboutDialog

        AboutDialog(self).open()

    # --- layout ----------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        settings = self._settings
        self._show_choices()
        self.session.set_speed(self.controls.speed)  # the notch that is shown
        self._folding = next((choice for choice in ("shown", "folded") if choice in settings.folded), "")
        if not self.restoreGeometry(QByteArray(base64.b64decode(settings.geometry or ""))):
            self._take_first_size()
        self._fold_if_narrow()
        self.workspace.set_widths_by_hand(settings.splitters.get("main", []))

    def _show_choices(self) -> None:
        """In menus, control bar and panels, as they are remembered."""
        settings, actions = self._settings, self.actions_
        actions.schemes[settings.scheme].setChecked(True)
        language = settings.language.replace("-", "_").partition("_")[0]  # "ja_JP" is Japanese here
        actions.languages[language if language in actions.languages else "en"].setChecked(True)
        self.controls.show_speed(settings.speed)
        self.curves.set_smoothing(settings.smoothing)
        self.curves.set_logarithmic(settings.log_axis)
        self.sample.choose_gradient(settings.gradient_of_minibatch)
        self.sample.hold_scale(settings.hold_scale)

    def _take_first_size(self) -> None:
        """Comfortable where the screen has room for that, else all of the screen."""
        room = self.screen().availableSize()
        self.resize(min(room.width(), FIRST_SIZE.width()), min(room.height() - TITLE_BAR, FIRST_SIZE.height()))
        if room.width() <= FIRST_SIZE.width() or room.height() <= FIRST_SIZE.height():
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def _fold_if_narrow(self) -> None:
        wide = self.width() >= theme().scaled(NARROW)
        self.workspace.open_experiment(self._folding == "shown" or (not self._folding and wide))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers the question that stands, if nothing that could be typed into has the focus."""
        typed, unfocused = self._keys.was_typed(), self.focusWidget() in (None, self.centralWidget())
        if not typed and unfocused and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if any(each.bar.press_default() for each in self._all_notices()):
                return
        refused = None if typed else self.actions_.refused(event.keyCombination().toCombined())
        if refused is not None:
            self._on_refused(refused)
            return
        super().keyPressEvent(event)

    @Slot()
    def _arrange(self) -> None:
        """Share out the room of the window. What is decided here depends on its size alone, not on what it shows."""
        if not self._folding:
            self._fold_if_narrow()
        self.workspace.take_room(self._scroll.size())

    @Slot()
    def _update_sizes(self) -> None:
        edge = theme().scaled(8)
        self._body.setContentsMargins(edge, edge, 0, 0)

    # --- another language ------------------------------------------------------------------------------------------

    def _speak(self) -> None:
        """Say everything in the language of now: views in it take the place of those there are. Training goes on."""
        if self._ended:
            return
        self.session.stand_by()
        self.setUpdatesEnabled(False)
        self._remember()
        before = {name: getattr(self, name) for name in VIEWS}
        focused = self.focusWidget()
        self._leave_views()
        self._build()
        self._show_choices()
        self._connect_views()
        self._connect_choices()
        self._take_over(before)
        self.experiment.take_focus_over(before["experiment"], focused)
        before["iteration"].stop()
        self.setUpdatesEnabled(True)

    def _leave_views(self) -> None:
        """Nothing more is heard of the views. They are taken down when others are put in their place."""
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self.session.snapshot_changed.disconnect(self.iteration.show_snapshot)
        self.session.traced.disconnect(self.iteration.show_sample_again)
        self.session.frame.disconnect(self.curves.refresh)
        for name in VIEWS:
            getattr(self, name).blockSignals(True)
        for action in self.actions_.findChildren(QAction):
            self.removeAction(action)
            action.setShortcuts([])  # those that follow have the same keys
        self.actions_.deleteLater()
        for notices in self._all_notices():
            notices.speak_through(NoticeBar())

    def _take_over(self, before: dict[str, object]) -> None:
        """Let the views show what those before them showed, as they showed it."""
        actions, others = self.actions_, before["actions_"]
        actions.full_screen.setChecked(others.full_screen.isChecked())
        for name in ("workspace", "experiment", "curves", "sample", "iteration"):
            getattr(self, name).take_over(before[name])
        self._show_kept_runs()
        self._show_numbers()
        self.controls.show_state(self.session.state)
        self.controls.show_standing(self.session.standing)
        self._update_actions()
        for notices in self._all_notices():
            notices.say_again()
        self._strip.take_over(before["_strip"])

    # --- the end ---------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whatever is under way is broken off; nothing is asked."""
        self._ended = True
        self._beginning.stop()
        self._keeper.close()
        self.desk.close()
        self.iteration.stop()
        self.session.close()
        QApplication.instance().removeEventFilter(self._keys)
        super().closeEvent(event)

    def _remember(self) -> Settings:
        """The settings as everything stands."""
        settings = self._settings
        self.run_desk.remember()
        settings.geometry = base64.b64encode(self.saveGeometry().data()).decode()
        widths = self.workspace.widths_by_hand
        settings.splitters = {"main": widths} if widths else {}
        settings.folded = [self._folding] if self._folding else []
        settings.smoothing = self.curves.smoothing
        settings.log_axis = self.curves.logarithmic
        return settings


def _iterations_per_epoch(run: RunStarted) -> float:
    return len(run.dataset.train) / run.config.batch_size
