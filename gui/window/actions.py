"""Every action of the window: one place for its text, its key, and what it says when it cannot be done.

Menus, the control bar and the list of shortcuts all show these same actions.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from gui.training.reports import Standing, State

translate = QCoreApplication.translate

SCHEMES = ("system", "light", "dark")
LANGUAGES = ("", "en", "ja")  # as the settings have them


class Actions(QObject):
    """The actions, by name, and when they can be used.

    Attributes
    ----------
    run, step_iteration, step_operation, back_operation, back_iteration, reset : QAction
        Training.
    quit, experiment, find_cell, larger, smaller, normal, full_screen, reset_layout, shortcuts, about : QAction
        The window.
    schemes : dict of str to QAction
        Follow the system, light, dark.
    languages : dict of str to QAction
        Follow the system, English, Japanese.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._why: dict[QAction, str] = {}
        self._tips: dict[QAction, str] = {}
        self._make_training()
        self._make_window()
        self._make_choices()

    def _make_training(self) -> None:
        key = Qt.Key
        self.run = self._action(self.tr("▶ Run"), key.Key_Space, self.tr("Train on, until paused or to the end"))
        self.step_iteration = self._action(
            self.tr("→ Step iteration"), key.Key_Right,
            self.tr("One iteration: draw a minibatch, forward, backward, update"))
        self.step_operation = self._action(
            self.tr("↓ Step operation"), key.Key_Down, self.tr("The next operation of the iteration, and no more"))
        self.back_operation = self._action(
            self.tr("↑ Back one operation"), key.Key_Up, self.tr("Take the last operation back, exactly"))
        self.back_iteration = self._action(
            self.tr("← Back"), key.Key_Left, self.tr("One iteration back, exactly"))
        self.reset = self._action(
            self.tr("Reset"), QKeySequence("Ctrl+R"),
            self.tr("Start anew with the values of the Experiment panel"))
        self.back_operation.setIconText("↑")
        self._steps = (self.step_iteration, self.step_operation, self.back_operation, self.back_iteration)

    def _make_window(self) -> None:
        standard = QKeySequence.StandardKey
        self.quit = self._action(self.tr("Quit"), QKeySequence("Ctrl+Q"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.experiment = self._action(
            self.tr("Experiment panel"), QKeySequence("Ctrl+E"),
            self.tr("Show or hide the data, the network and how it learns"))
        self.experiment.setCheckable(True)
        self.experiment.setIconText("☰")
        self.find_cell = self._action(
            self.tr("Go to a cell"), QKeySequence("Ctrl+L"),
            self.tr("Type which number is to be looked at, as dW1[391, 7]"))
        self.larger = self._action(self.tr("Larger text"), [*QKeySequence.keyBindings(standard.ZoomIn), "Ctrl+="])
        self.smaller = self._action(self.tr("Smaller text"), QKeySequence.keyBindings(standard.ZoomOut))
        self.normal = self._action(self.tr("Normal text"), QKeySequence("Ctrl+0"))
        for action in (self.larger, self.smaller):
            action.setAutoRepeat(True)
        self.full_screen = self._action(self.tr("Full screen"), QKeySequence("F11"))
        self.full_screen.setCheckable(True)
        self.reset_layout = self._action(self.tr("Reset layout"))
        self.shortcuts = self._action(self.tr("Keyboard shortcuts"), QKeySequence("F1"))
        self.about = self._action(self.tr("About Backprop Lab"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _make_choices(self) -> None:
        self.schemes = self._choice(SCHEMES, (self.tr("As the system"), self.tr("Light"), self.tr("Dark")))
        # Each language calls itself by its own name, so that it is found from within any other.
        self.languages = self._choice(LANGUAGES, (self.tr("As the system"), "English", "日本語"))

    def _choice(self, names: Sequence[str], texts: Sequence[str]) -> dict[str, QAction]:
        """Actions of which one is checked. Each holds its name as its data."""
        group = QActionGroup(self)
        actions = {}
        for name, text in zip(names, texts, strict=True):
            action = self._action(text)
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
            actions[name] = action
        return actions

    def _action(self, text: str, keys: object = None, tip: str = "") -> QAction:
        action = QAction(text, self)
        if isinstance(keys, list):
            action.setShortcuts([QKeySequence(key) for key in keys])
        elif keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.setAutoRepeat(False)  # Space held down must not start and stop, Ctrl+R must not answer its own question
        self._tips[action] = tip
        self._update_tip(action)
        return action

    def take_over(self, other: "Actions") -> None:
        """Be checked as others are."""
        self.full_screen.setChecked(other.full_screen.isChecked())

    def groups(self) -> list[tuple[str, list[QAction]]]:
        """The actions as the list of shortcuts shows them."""
        return [
            (self.tr("Training"), [self.run, self.step_iteration, self.back_iteration, self.step_operation,
                                   self.back_operation, self.reset]),
            (self.tr("View"), [self.experiment, self.find_cell, self.larger, self.smaller, self.normal,
                               self.full_screen]),
            (self.tr("Program"), [self.shortcuts, self.quit]),
        ]

    def training(self) -> tuple[QAction, ...]:
        """The actions of training."""
        return (self.run, self.step_iteration, self.step_operation, self.back_operation, self.back_iteration,
                self.reset)

    # --- what can be done now --------------------------------------------------------------------------------------

    def show_state(self, state: State, standing: Standing | None, loading: bool) -> None:
        """Enable what can be done, and let the rest say why it cannot."""
        running = state is State.RUNNING
        self.run.setText(self.tr("❚❚ Pause") if running else self.tr("▶ Run"))
        nothing = self.tr("The data is being loaded.") if loading else self.tr("There is no network yet.")
        on = back = nothing if standing is None else ""
        ended = standing is not None and standing.iteration >= standing.iterations
        if ended:
            on = self.tr("All planned iterations are done. Space or Run offers to go on.")
        self._tips[self.run] = (
            self.tr("Stop after the iteration that is under way") if running else
            self.tr("All planned iterations are done: go on with more of them") if ended else
            self.tr("Train on, until paused or to the end"))
        if standing is not None and standing.iteration + standing.position == 0:
            back = self.tr("Nothing has been run yet.")
        for action, why in ((self.run, "" if running or ended else on), (self.step_iteration, on),
                            (self.step_operation, on), (self.back_iteration, back), (self.back_operation, back),
                            (self.reset, nothing if standing is None else "")):
            self._allow(action, why)
        for action in self._steps:  # a key held down waits until a step is done: none pile up
            action.setAutoRepeat(state is not State.STEPPING)

    def why_not(self, action: QAction) -> str:
        """Why an action cannot be used now; nothing where it can."""
        return self._why.get(action, "")

    def refused(self, key: int) -> QAction | None:
        """The action of training that has this key and cannot be used now."""
        sequence = QKeySequence(key)
        return next((each for each in self.training() if self.why_not(each) and sequence in each.shortcuts()), None)

    def _allow(self, action: QAction, why_not: str) -> None:
        self._why[action] = why_not
        action.setEnabled(not why_not)
        self._update_tip(action)

    def _update_tip(self, action: QAction) -> None:
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = self._why.get(action) or self._tips[action] or action.text()
        action.setToolTip(f"{text} ({key})" if key else text)
