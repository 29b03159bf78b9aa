"""The first minute: what this is, a first run that can be followed, and then a first lesson."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.inspection.frozen.trace import Trace
from gui.settings import Settings
from gui.training.reports import Standing, State

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow
    from gui.window.welcome import Welcome

LESSON = "first-look"
TOPIC = "lesson"  # under which it is offered
SLOWLY = 28.0    # iterations a second. In the book's network the loss begins to fall after 4 seconds,
UNTIL = 400      # and after 14 most answers are right. From this iteration on it hurries.


class FirstMinute(QObject):
    """Welcomes a person who has not run anything yet, lets the first run be followed, and offers the first lesson.

    Parameters
    ----------
    window
        Where.
    settings
        Where it is remembered whether the first run is still to come.

    Signals
    -------
    remembered(): something in the settings was changed
    """

    remembered = Signal()

    def __init__(self, window: "MainWindow", settings: Settings) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, window.session, settings
        self._wanted = False    # whether the welcome is to be seen
        self._slow = False      # whether the speed is ours; a person who has touched it is not overruled
        self._offering = False  # whether the lesson is offered once training makes a pause
        self._waiting = False   # whether it would be by now, but for something else that stands there
        self._trace: Trace | None = None
        self._welcome: Welcome | None = None
        self._session.trace_changed.connect(self._on_trace)
        self._session.state_changed.connect(self._on_state)
        self._session.standing_changed.connect(self._on_standing)
        window.own.notices.freed.connect(self._on_freed)
        window.own.run_desk.is_held_back = self._stands

    def begin(self) -> None:
        """Where nothing has been run yet: say what this is as soon as there is a network, and let it go slowly."""
        self._wanted = self._settings.first_run
        self._slow = self._wanted and self._settings.speed is None
        if self._slow:
            self._window.controls.show_speed(SLOWLY)

    def settle(self) -> None:
        """Be where the views of now are: in another language they are others, and those before are taken down."""
        self._welcome = None
        self._window.controls.speed_changed.connect(self._on_speed_chosen)
        self._show()

    # --- what this is ----------------------------------------------------------------------------------------------

    @Slot()
    def welcome(self) -> None:
        """Say what this is."""
        self._window.own.workspace.bring_forward(self._window.own.curves)
        self._wanted = True
        self._show()

    @Slot()
    def dismiss(self) -> None:
        """It has been read."""
        self._wanted = False
        if self._welcome is not None:
            self._welcome.hide()
            self._welcome.deleteLater()
            self._welcome = None

    @Slot(object)
    def _on_trace(self, trace: Trace) -> None:
        self._trace = trace
        self._show()

    def _show(self) -> None:
        if not self._wanted or self._trace is None:
            return
        if self._welcome is None:
            from gui.window.welcome import Welcome  # few people need it

            self._welcome = Welcome(self._window.own.curves)
            self._welcome.closed.connect(self.dismiss)
            self._welcome.run_wanted.connect(self._window.own.run_desk.run)
        self._welcome.show_trace(self._session.run, self._trace)

    # --- the first run ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_state(self, state: State) -> None:
        if state is State.IDLE:
            return
        self.dismiss()
        if state is State.RUNNING and self._settings.first_run:
            self._settings.first_run, self._offering = False, True
            self.remembered.emit()
        elif state is State.PAUSED:
            self._offer_lesson()

    @Slot(object)
    def _on_speed_chosen(self) -> None:
        self._slow = False

    @Slot(object)
    def _on_standing(self, standing: Standing) -> None:
        """Once enough has been seen, a notch faster each time, until it goes as fast as it can."""
        if self._slow and standing.iteration >= UNTIL and self._session.state is State.RUNNING:
            controls = self._window.controls
            controls.show_faster()
            self._session.set_speed(controls.speed)
            self._slow = controls.speed is not None
            self._offer_lesson()

    # --- and then --------------------------------------------------------------------------------------------------

    def _offer_lesson(self) -> None:
        """In one line, once, and not beside another one, as that the run has ended: two would lie over the plots."""
        self._waiting = self._offering and bool(self._window.own.notices.bar.text)
        if not self._offering or self._waiting:
            return
        self._offering = False
        self._window.own.first_notices.ask(
            TOPIC, lambda: self.tr("It has learnt by itself. How? A first look shows it, step by step."),
            [(lambda: self.tr("A first look: a few minutes"), self._open_lesson), (
                lambda: self.tr("Not now"), self._window.own.run_desk.offer_if_ended)],
            with_default=False, kept=True)

    def _stands(self) -> bool:
        """Whether the lesson is being offered, or is about to be."""
        return self._offering or self._window.own.first_notices.topic == TOPIC

    @Slot()
    def _on_freed(self) -> None:
        if self._waiting:
            self._offer_lesson()

    def _open_lesson(self) -> None:
        self._window.lesson_wanted.emit(LESSON)
