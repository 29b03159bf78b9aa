"""Every command of the window by its name: one place for its text, its key, and what it says when it cannot be done.

Menus, keys, the control bar, the list of shortcuts and whatever works the window from outside call these same actions.
"""

import os
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from engine.problem import printable, shortened
from gui.settings import MOST_RECENT, SCHEMES
from gui.training.commands import MOVES, STEPS
from gui.training.reports import Standing, State

translate = QCoreApplication.translate

LONGEST_PATH = 60  # characters of a file in a menu
LANGUAGES = ("", "en", "ja")  # as the settings have them
TRAINING = ("run", *STEPS, "reset")
GOING = ("go to iteration", *MOVES)
STOPPING = ("breakpoints", "stop here")
FILE = ("open", "save", "save as", "note")
EXPORTS = ("export losses", "export accuracies", "export parameters", "export script", "export notebook")
PICTURES = ("picture of losses", "picture of accuracies", "picture of sample", "picture of graph")
LEARNED = ("confusion", "units", "pixels")  # panels that are always there to be seen
LESSONS = ("lessons", "start lesson over", "leave lesson", "save answers")
AUTHORING = ("record lesson", "new lesson", "lessons folder")
TEXT_SIZE = ("larger text", "smaller text", "normal text")


class Actions(QObject):
    """The actions, by name, and when they can be used: ``actions["step operation"]``.

    Names are `TRAINING`, `GOING`, `STOPPING`, `FILE`, `EXPORTS`, `PICTURES`, `TEXT_SIZE`, "copy picture", "in turn",
    `LEARNED`, "picture", `LESSONS`, `AUTHORING`, "quit", "experiment", "remarks", "short names", "runs",
    "go to a cell", "full screen", "projector", "reset layout", "welcome", "shortcuts" and "about".
    Each holds its own as the name of its object.

    Attributes
    ----------
    schemes : dict of str to QAction
        Follow the system, light, dark.
    languages : dict of str to QAction
        Follow the system, English, Japanese.
    recent : list of QAction
        Open a file that was open before; each holds it as its data.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._named: dict[str, QAction] = {}
        self._why: dict[QAction, str] = {}
        self._tips: dict[QAction, str] = {}
        self._make_training()
        self._make_going()
        self._make_file()
        self._make_lessons()
        self._make_window()
        self._make_choices()

    def __getitem__(self, name: str) -> QAction:
        return self._named[name]

    def _make_training(self) -> None:
        key, add = Qt.Key, self._add
        add("run", self.tr("▶ Run"), key.Key_Space, self.tr("Train on, until paused or to the end"))
        add("step iteration", self.tr("→ Step iteration"), key.Key_Right,
            self.tr("One iteration: draw a minibatch, forward, backward, update"))
        add("step operation", self.tr("↓ Step operation"), key.Key_Down,
            self.tr("The next operation of the iteration, and no more"))
        add("back operation", self.tr("↑ Back one operation"), key.Key_Up,
            self.tr("Take the last operation back, exactly")).setIconText("↑")
        add("back iteration", self.tr("← Back"), key.Key_Left, self.tr("One iteration back, exactly"))
        add("reset", self.tr("Reset"), QKeySequence("Ctrl+R"),
            self.tr("Start anew with the values of the Experiment panel"))

        add("in turn", self.tr("Run these in turn…"), QKeySequence("Ctrl+Shift+R"),
            self.tr("Train several runs that differ in one setting, one after the other"))

    def _make_going(self) -> None:
        add = self._add
        add("go to iteration", self.tr("Go to iteration…"), QKeySequence("Ctrl+G"),
            self.tr("Type which iteration of this run is to be seen"))
        add("forward 10", self.tr("10 iterations ahead"), QKeySequence("Shift+Right"))
        add("back 10", self.tr("10 iterations back"), QKeySequence("Shift+Left"))
        add("forward 100", self.tr("100 iterations ahead"), QKeySequence("Ctrl+Right"))
        add("back 100", self.tr("100 iterations back"), QKeySequence("Ctrl+Left"))
        add("forward epoch", self.tr("To the end of this epoch"), QKeySequence("Ctrl+Shift+Right"))
        add("back epoch", self.tr("To the end of the epoch before"), QKeySequence("Ctrl+Shift+Left"))

        add("breakpoints", self.tr("Breakpoints…"), QKeySequence("Ctrl+B"),
            self.tr("What training is to stop at by itself"))
        add("stop here", self.tr("Stop at this iteration"), QKeySequence("F9"),
            self.tr("A breakpoint where the run stands, for whenever it comes by again; or no longer"))

    def _make_file(self) -> None:
        add = self._add
        add("open", self.tr("Open…"), QKeySequence("Ctrl+O"),
            self.tr("Go on with a run that was saved, do a lesson, or look at a picture of your own"))
        add("save", self.tr("Save"), QKeySequence("Ctrl+S"),
            self.tr("Keep the run in its file, to go on with it later"))
        add("save as", self.tr("Save as…"), QKeySequence("Ctrl+Shift+S"))
        add("note", self.tr("Note…"), None, self.tr("Write something beside the run; it is kept in its file"))
        for name, text in zip(EXPORTS, (
                self.tr("Loss (CSV)…"), self.tr("Accuracy (CSV)…"), self.tr("Parameters (npz)…"),
                self.tr("Python script…"), self.tr("Notebook…")), strict=True):
            add(name, text)
        for name, text in zip(PICTURES, (
                self.tr("Picture of the loss…"), self.tr("Picture of the accuracy…"),
                self.tr("Picture of the sample…"), self.tr("Picture of the graph…")), strict=True):
            add(name, text)
        add("copy picture", self.tr("Copy picture"), QKeySequence("Ctrl+Shift+C"),
            self.tr("Of the map or plot that was clicked last, or that the keys have reached"))
        self.recent = [self._action("") for _ in range(MOST_RECENT)]
        self.show_recent([])

    def show_recent(self, files: Sequence[str]) -> None:
        """Offer these files."""
        for number, action in enumerate(self.recent):
            action.setVisible(number < len(files))
            if number < len(files):
                action.setData(files[number])
                action.setText(f"&{number + 1}  {shown_path(files[number]).replace('&', '&&')}")

    def _make_lessons(self) -> None:
        add = self._add
        add("lessons", self.tr("Lessons…"), QKeySequence("Ctrl+Shift+L"), self.tr(
            "Questions and small tasks on a run of their own; yours is left as it is"))
        add("start lesson over", self.tr("Start lesson over"))
        add("leave lesson", self.tr("Leave lesson"), None, self.tr("Back to your own run, as you left it"))
        add("save answers", self.tr("Save my answers…"), None, self.tr("What was answered in lessons, to be handed in"))
        add("record lesson", self.tr("New lesson from what I do now"), None, self.tr(
            "Write down what is done from now on, step by step, as a lesson")).setCheckable(True)
        add("new lesson", self.tr("New lesson from a template…"), None, self.tr(
            "A small lesson to be changed in any editor, and seen here each time it is saved"))
        add("lessons folder", self.tr("Folder of my lessons"), None, self.tr(
            "What lies there is listed with the others"))

    def _make_window(self) -> None:
        standard, add = QKeySequence.StandardKey, self._add
        add("quit", self.tr("Quit"), QKeySequence("Ctrl+Q")).setMenuRole(QAction.MenuRole.QuitRole)
        experiment = add("experiment", self.tr("Experiment panel"), QKeySequence("Ctrl+E"),
                         self.tr("Show or hide the data, the network and how it learns"))
        experiment.setIconText("☰")
        add("go to a cell", self.tr("Go to a cell"), QKeySequence("Ctrl+L"),
            self.tr("Type which number is to be looked at, as dW1[391, 7]"))
        add("runs", self.tr("Table of runs"), QKeySequence("Ctrl+T"),
            self.tr("Show or hide all runs beside each other"))
        for name, text, key, tip in (
            ("confusion", self.tr("Confusion"), "Ctrl+K", self.tr("Which samples are read as which")),
            ("units", self.tr("Units"), "Ctrl+U", self.tr("What each hidden unit looks for")),
            ("pixels", self.tr("Pixels"), "Ctrl+P", self.tr("Where in the chosen sample it is decided what it is")),
            ("picture", self.tr("Picture of your own"), "Ctrl+I", self.tr(
                "Show or hide how a picture or a drawing of yours becomes what the network sees")),
        ):
            add(name, text, QKeySequence(key), tip)
        larger = add("larger text", self.tr("Larger text"), [*QKeySequence.keyBindings(standard.ZoomIn), "Ctrl+="])
        smaller = add("smaller text", self.tr("Smaller text"), QKeySequence.keyBindings(standard.ZoomOut))
        add("normal text", self.tr("Normal text"), QKeySequence("Ctrl+0"))
        for action in (larger, smaller):
            action.setAutoRepeat(True)
        full_screen = add("full screen", self.tr("Full screen"), QKeySequence("F11"))
        projector = add("projector", self.tr("Projector"), QKeySequence("F5"), self.tr(
            "Everything large, to be read from the back of a room, and the rest folded away; the same key or Esc leads "
            "back"))
        remarks = add("remarks", self.tr("Remarks under the curves"),
                      tip=self.tr("One line that names what is going on in the run, such as overfitting"))
        names = add("short names", self.tr("Names in words"), tip=self.tr(
            "What the variables are called, as weights or scores, beside their letters; a click there explains it"))
        for action in (experiment, full_screen, projector, remarks, names):
            action.setCheckable(True)
        add("reset layout", self.tr("Reset layout"))
        add("welcome", self.tr("What this is"), tip=self.tr("What the network learns, sees and says, in a few words"))
        add("shortcuts", self.tr("Keyboard shortcuts"), QKeySequence("F1"))
        add("about", self.tr("About Backprop Lab")).setMenuRole(QAction.MenuRole.AboutRole)

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

    def _add(self, name: str, text: str, keys: object = None, tip: str = "") -> QAction:
        action = self._named[name] = self._action(text, keys, tip)
        action.setObjectName(name)
        return action

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
        for name in ("full screen", "projector"):
            self[name].setChecked(other[name].isChecked())

    def groups(self) -> list[tuple[str, list[QAction]]]:
        """The actions as the list of shortcuts shows them."""
        groups = (
            (self.tr("File"), ("open", "save", "save as", "copy picture")),
            (self.tr("Training"), (
                "run", "step iteration", "back iteration", "step operation", "back operation", *GOING, *STOPPING,
                "reset", "in turn")),
            (self.tr("View"), ("lessons", "experiment", "runs", *LEARNED, "picture", "go to a cell", *TEXT_SIZE,
                               "full screen", "projector")),
            (self.tr("Program"), ("shortcuts", "quit")))
        return [(group, self.all(names)) for group, names in groups]

    def all(self, names: Sequence[str]) -> list[QAction]:
        """The actions of these names."""
        return [self[name] for name in names]

    # --- what can be done now --------------------------------------------------------------------------------------

    def show_state(self, state: State, standing: Standing | None, loading: bool, *, is_own: bool = True) -> None:
        """Enable what can be done, and let the rest say why it cannot.

        Parameters
        ----------
        is_own
            Whether the run is the person's own, and not that of a lesson.
        """
        running = state is State.RUNNING
        on_the_way = state is State.STEPPING and standing is not None and standing.replaying is not None
        self["run"].setText(self.tr("❚❚ Pause") if running or on_the_way else self.tr("▶ Run"))
        nothing = self.tr("The data is being loaded.") if loading else self.tr("There is no network yet.")
        on = back = nothing if standing is None else ""
        not_own = "" if is_own else self.tr(
            "The run of a lesson is not saved. Your own is kept as you left it, and is back when the lesson is closed.")
        ended = standing is not None and standing.iteration >= standing.iterations
        if ended:
            on = self.tr("All planned iterations are done. Space or Run offers to go on.")
        self._tips[self["run"]] = (
            self.tr("Stop after the iteration that is under way") if running or on_the_way else
            self.tr("All planned iterations are done: go on with more of them") if ended else
            self.tr("Train on, until paused or to the end"))
        there = back
        if standing is not None and standing.iteration + standing.position == 0:
            back = self.tr("Nothing has been run yet.")
            there = "" if standing.recorded else back
        here = back or ("" if standing is not None and standing.iteration else self.tr("No iteration is done yet."))
        for name, why in (("stop here", here),
                          ("run", "" if running or ended else on), ("step iteration", on), ("step operation", on),
                          ("back iteration", back), ("back operation", back), ("go to iteration", there),
                          *((name, back if name.startswith("back") else on) for name in MOVES),
                          *((name, nothing if standing is None else "") for name in (
                              "reset", "in turn", *EXPORTS)),
                          *((name, self.tr("No lesson is open.") if is_own else "") for name in LESSONS[1:3]),
                          *((name, "" if is_own else self.tr("Leave the lesson first.")) for name in (
                              "welcome", "record lesson")),
                          *((name, not_own or (nothing if standing is None else "")) for name in FILE[1:])):
            self._allow(self[name], why)
        for action in self.all((*STEPS, *MOVES)):  # a key held down waits until a step is done: none pile up
            action.setAutoRepeat(state is not State.STEPPING)

    def why_not(self, action: QAction) -> str:
        """Why an action cannot be used now; nothing where it can."""
        return self._why.get(action, "")

    def refused(self, key: int) -> QAction | None:
        """The action that has this key and cannot be used now."""
        sequence = QKeySequence(key)
        known = self.all((*TRAINING, *GOING, *FILE))
        return next((each for each in known if self.why_not(each) and sequence in each.shortcuts()), None)

    def _allow(self, action: QAction, why_not: str) -> None:
        self._why[action] = why_not
        action.setEnabled(not why_not)
        self._update_tip(action)

    def _update_tip(self, action: QAction) -> None:
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = self._why.get(action) or self._tips[action] or action.text()
        action.setToolTip(f"{text} ({key})" if key else text)


def shown_path(file: str) -> str:
    """A file with its folder, as it can stand in a menu: its name first, and the end of a long folder."""
    folder, name = os.path.split(printable(file))
    home = os.path.expanduser("~")
    if folder == home or folder.startswith(home + os.sep):
        folder = "~" + folder[len(home):]
    room = max(LONGEST_PATH - len(name), 8)
    return f"{shortened(name, LONGEST_PATH)} – {folder if len(folder) <= room else '…' + folder[-room:]}"
