"""A hand that does anything that can be done in the window, at random: with real clicks, keys, wheels and drags."""

import random
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QSlider, QWidget

from engine.lessons.shelf import all_lessons
from engine.training.config import DTYPES, TrainingConfig
from gui.widgets.cell_view import CellView
from gui.widgets.digit_strip import Thumbnails
from gui.window.main_window import MainWindow

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, CTRL, SHIFT = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier,
                     Qt.KeyboardModifier.ShiftModifier)
_KEYS = [getattr(Qt.Key, f"Key_{name}") for name in (
    "Space", "Left", "Right", "Up", "Down", "Return", "Escape", "Tab", "Backtab", "Home", "End", "PageUp", "PageDown",
    "Plus", "Minus", "Backspace", "Delete", "S", "7", "0")]
_CHORDS = [(Qt.Key.Key_R, CTRL), (Qt.Key.Key_E, CTRL), (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
           (Qt.Key.Key_C, CTRL), (Qt.Key.Key_Left, SHIFT), (Qt.Key.Key_Tab, NONE)]
_SIZES = ((960, 700), (1280, 720), (1366, 768), (1280, 820), (1920, 1080), (1720, 860), (800, 600), (1500, 1100))
_TYPED = {
    "images": ("all", "1,000", "100", "1", "5,000", "x", ""),
    "validation": ("none", "0.2", "0.9", "1", "-1", "x"),
    "hidden_layers": ("0", "1", "2", "3", "6", "10", "11", ""),
    "hidden_sizes": ("50", "1", "7, 3", "20", "200, 50, 20", "0", "x", "4000"),
    "learning_rate": ("0.1", "1", "1e-5", "1e9", "0", "-1", "nan"),
    "batch_size": ("100", "1", "2", "20", "300", "0", "100,000"),
    "iterations": ("10000", "1", "5", "60", "1,000,000", "0"),
    "seed": ("0", "1", "7", "-1"),
}
_NUMBERS = ("0", "1", "39", "58", "359", "1300", "59,999", "-3", "x")
_VALUES = ("0", "1", "-2.5", "1e30", "nan", "x", "")


class Hand:
    """Does one thing after the other.

    Parameters
    ----------
    window
        Where.
    dice
        What decides.
    say
        Is told what is about to be done.
    datasets
        The data sets that may be chosen.
    resizes
        Whether the window gets other sizes.
    """

    def __init__(self, window: MainWindow, dice: random.Random, say: Callable[[str], None],
                 datasets: Sequence[str] = ("digits",), *, resizes: bool = True) -> None:
        self.window, self.dice, self.say, self.datasets = window, dice, say, datasets
        self._deeds = {
            self.train: 20, self.step: 20, self.reset: 5, self.answer: 6, self.speed: 2,
            self.place: 6, self.number: 5, self.thumbnail: 5, self.filter: 4, self.draw: 4, self.layer: 4,
            self.cell: 14, self.point: 6, self.graph: 8, self.page: 10, self.slow: 2, self.try_out: 6,
            self.mistake: 3, self.type: 6, self.choose: 4, self.button: 14, self.key: 12, self.wheel: 3, self.tip: 3,
            self.slider: 3, self.text_size: 4, self.scheme: 1, self.fold: 2, self.dialog: 1, self.menu: 1,
            self.size: 6 if resizes else 0, self.full_screen: 1 if resizes else 0,
            self.edges: 2 if resizes else 0, self.layout: 1 if resizes else 0, self.lesson: 8}

    def act(self) -> None:
        """Do something. What cannot be done just now is not done."""
        deed, = self.dice.choices(list(self._deeds), list(self._deeds.values()))
        deed()

    def close_what_is_open(self) -> bool:
        """Close a menu or a dialog; whether there was one."""
        opened = QApplication.activePopupWidget() or QApplication.activeModalWidget() or next(
            (each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()), None)
        if opened is not None:
            self.say(f"close {type(opened).__name__}")
            opened.close()
        return opened is not None

    # --- training --------------------------------------------------------------------------------------------------

    def train(self) -> None:
        self._do("run")

    def step(self) -> None:
        for _ in range(self.dice.choice((1, 1, 2, 5))):
            self._do(self.dice.choice(
                ("step iteration", "step operation", "step operation", "back operation", "back iteration")))

    def reset(self) -> None:
        self._do("reset")
        if self.dice.random() < 0.8:
            self.answer()

    def answer(self) -> None:
        for notices, allowed in ((self.window.notices, "012"), (self.window.data_notices, "2")):
            buttons = [each for name, each in notices.bar._buttons.items() if name in (*allowed, "cancel")]
            if buttons and notices.bar.isVisible():
                self._click(self.dice.choice(buttons))

    def speed(self) -> None:
        self._set(self.window.controls._slider, self.dice.choice((0, 5, 15, 25, 29, 30, 30)))

    # --- the sample ------------------------------------------------------------------------------------------------

    def place(self) -> None:
        self._click(self.dice.choice(self.window.sample.chooser.places._group.buttons()))

    def number(self) -> None:
        self._type(self.window.sample.chooser._number, self.dice.choice(_NUMBERS))

    def thumbnail(self) -> None:
        found = self._visible(self.window, Thumbnails)
        if found:
            strip = self.dice.choice(found)
            self._click(strip, strip.rect_of(self.dice.randrange(strip.capacity())).center().toPoint())

    def filter(self) -> None:
        chooser = self.window.sample.chooser
        if self.dice.random() < 0.4:
            self._click(chooser._wrong, QPoint(8, chooser._wrong.height() // 2))
        else:
            self._pick(self.dice.choice((chooser._digit, chooser._meant)))

    def draw(self) -> None:
        pads = [self.window.sample.forward.pad]
        if self.window.iteration._filled:
            pads.append(self.window.iteration.what_if.pad)
        pad = self.dice.choice(pads)
        if pad.isVisible():
            points = [QPoint(self.dice.randrange(max(pad.width(), 1)), self.dice.randrange(max(pad.height(), 1)))
                      for _ in range(self.dice.randint(2, 5))]
            self.say(f"draw on {type(pad).__name__} {[(p.x(), p.y()) for p in points]}")
            self._drag(pad, points, self.dice.choice((LEFT, LEFT, RIGHT)))

    def layer(self) -> None:
        sample = self.window.sample
        group = self.dice.choice((sample._layer_pills, sample.backward.whose, sample._scaling))
        if group is not None:
            self._click(self.dice.choice(group._group.buttons()))

    # --- numbers ---------------------------------------------------------------------------------------------------

    def cell(self) -> None:
        found = self._visible(self.window, CellView)
        if found:
            view = self.dice.choice(found)
            if self.dice.random() < 0.7:
                self._click(view, self._anywhere(view))
            else:
                self.say(f"walk through {type(view).__name__} {view.accessibleName()}")
                view.setFocus(Qt.FocusReason.TabFocusReason)
                for key in self.dice.choices(_KEYS[:7], k=4):
                    QTest.keyClick(view, key)

    def point(self) -> None:
        found = self._visible(self.window, CellView)
        if found:
            view = self.dice.choice(found)
            self.say(f"point at {type(view).__name__} {view.accessibleName()}")
            QTest.mouseMove(view, self._anywhere(view))

    # --- the iteration ---------------------------------------------------------------------------------------------

    def graph(self) -> None:
        if self._is_filled():
            view = self.window.iteration.graph.view
            if view.isVisible() and view.parts:
                part = self.dice.choice(view.parts)
                self._click(view.viewport(), view.mapFromScene(part.box.center()))

    def page(self) -> None:
        if self._is_filled():
            panel = self.window.iteration
            self.say("bring the iteration forward")
            self.window.workspace.bring_forward(panel)
            self._click(self.dice.choice((panel.side_tabs if panel._wide else panel.tabs)._group.buttons()))

    def slow(self) -> None:
        if self._is_filled():
            self._click(self.dice.choice((self.window.iteration.slow, *self.window.iteration.pace._group.buttons())))

    def try_out(self) -> None:
        if self._is_filled() and self.window.iteration.what_if.isVisible():
            page = self.window.iteration.what_if
            part = self.dice.choice((page.parameter_field, page.input_field, page.row_edit, page.label_choice))
            if part is page.row_edit:
                self._type(part, str(self.dice.randrange(page.snapshot.batch_size if page.snapshot else 1)))
            elif part is page.label_choice:
                self._pick(part)
            elif self.dice.random() < 0.5:
                self._set(part.slider, self.dice.randrange(1001))
            else:
                self._type(part.edit, self.dice.choice(_VALUES))

    def mistake(self) -> None:
        if self._is_filled():
            page = self.window.iteration.breaking
            self._click(self.dice.choice([*page.choice.buttons.values(), page.off, page.asking.button]))

    # --- the experiment --------------------------------------------------------------------------------------------

    def type(self) -> None:
        key = self.dice.choice(list(_TYPED))
        text = self.dice.choice(_TYPED[key])
        if text == "4000" and self.dice.random() < 0.9:
            return
        self._type(self.window.experiment._form._edits[key], text)

    def choose(self) -> None:
        boxes = self.window.experiment._form._choices
        key = self.dice.choice(list(boxes))
        box = boxes[key]
        if key == "dataset":
            index = box.findData(self.dice.choice(self.datasets))
        elif key == "dtype":
            index = self.dice.randrange(len(DTYPES))
        else:
            index = self.dice.randrange(box.count())
        self._pick(box, index)

    # --- lessons ---------------------------------------------------------------------------------------------------

    def lesson(self) -> None:
        """Open a lesson, or do in it whatever can be done."""
        desk = self.window.lessons
        if desk.player is None:
            lessons = [each.lesson.id for each in all_lessons().packages]
            id = self.dice.choice(lessons)
            self.say(f"lesson {id}")
            desk.open(id)
            return
        what = self.dice.choice(("answer", "answer", "next", "next", "next", "skip", "do it", "show me", "hint", "back",
                                 "start over", "leave"))
        self.say(f"in lesson {desk.player.lesson.id}, step {desk.player.number}: {what}")
        if what == "answer":
            kind, step = desk.player.step.kind.value, desk.player.step
            desk.player.answer({"choice": self.dice.randrange(max(len(step.options), 1)),
                                "order": desk.player.shuffled}.get(kind, self.dice.choice(_NUMBERS)))
        elif what == "leave":
            self._do("leave lesson")
        else:
            getattr(desk.player, what.replace(" ", "_"))()

    # --- anything --------------------------------------------------------------------------------------------------

    def button(self) -> None:
        """Any button that is there, but for those that would fetch something or ask for a folder."""
        kept = set(self.window.data_notices.bar.findChildren(QAbstractButton))
        found = [each for each in self._visible(self.window, QAbstractButton) if each.isEnabled() and each not in kept]
        if found:
            self._click(self.dice.choice(found))

    def key(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.window.isAncestorOf(focused):
            focused = self.window
        elif self.window.data_notices.bar.isAncestorOf(focused):
            focused.clearFocus()
            return
        for _ in range(self.dice.choice((1, 1, 3))):
            key, modifiers = self.dice.choice([*((key, NONE) for key in _KEYS), *_CHORDS])
            self.say(f"press {key.name} {modifiers.name} on {type(focused).__name__}")
            QTest.keyClick(focused, key, modifiers)

    def wheel(self) -> None:
        widget = self._any_widget()
        at, turn = QPointF(self._anywhere(widget)), self.dice.choice((-240, -120, 120, 240))
        self.say(f"wheel on {type(widget).__name__}")
        QApplication.sendEvent(widget, QWheelEvent(
            at, QPointF(widget.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            self.dice.choice((NONE, NONE, CTRL, SHIFT)), Qt.ScrollPhase.NoScrollPhase, False))

    def tip(self) -> None:
        widget = self._any_widget()
        at = self._anywhere(widget)
        self.say(f"rest on {type(widget).__name__}")
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))

    def slider(self) -> None:
        found = [each for each in self._visible(self.window, QSlider) if each.isEnabled()]
        if found:
            slider = self.dice.choice(found)
            self._set(slider, self.dice.randint(slider.minimum(), slider.maximum()))

    def menu(self) -> None:
        """The right button, anywhere."""
        found = self._visible(self.window, CellView)
        if found:
            view = self.dice.choice(found)
            at = self._anywhere(view)
            self.say(f"menu of {type(view).__name__}")
            QTest.mouseClick(view, RIGHT, NONE, at)

    # --- the window ------------------------------------------------------------------------------------------------

    def text_size(self) -> None:
        self._do(self.dice.choice(("larger text", "larger text", "smaller text", "normal text")))

    def scheme(self) -> None:
        scheme, action = self.dice.choice(list(self.window.actions_.schemes.items()))
        self.say(f"theme: {scheme}")
        action.trigger()

    def fold(self) -> None:
        self._do("experiment")

    def dialog(self) -> None:
        self._do(self.dice.choice(("shortcuts", "about")))

    def size(self) -> None:
        width, height = self.dice.choice(_SIZES)
        width, height = width + self.dice.randint(-20, 20), height + self.dice.randint(-20, 20)
        self.say(f"resize to {width} × {height}")
        self.window.resize(width, height)

    def full_screen(self) -> None:
        self._do("full screen")

    def edges(self) -> None:
        splitter = self.window.workspace.splitter
        if not splitter.handle(2).isVisible():  # the panels take turns
            return
        sizes = splitter.sizes()
        by = self.dice.randint(-200, 200)
        self.say(f"move an edge by {by}")
        splitter.moveSplitter(sum(sizes[:2]) + by, 2)

    def layout(self) -> None:
        self._do("reset layout")

    # --- how it is done --------------------------------------------------------------------------------------------

    def start_anew(self, config: TrainingConfig) -> None:
        """Another run, whatever the present one is."""
        self.say("start anew")
        self._set(self.window.controls._slider, self.window.controls._slider.maximum())
        self.window.run_desk.apply(config)

    def _is_filled(self) -> bool:
        return self.window.iteration._filled

    def _visible(self, where: QWidget, kind: type) -> list:
        return [each for each in where.findChildren(kind) if each.isVisible()]

    def _any_widget(self) -> QWidget:
        return self.dice.choice([self.window, *self._visible(self.window, QWidget)])

    def _anywhere(self, widget: QWidget) -> QPoint:
        return QPoint(self.dice.randrange(max(widget.width(), 1)), self.dice.randrange(max(widget.height(), 1)))

    def _do(self, command: str) -> None:
        action = self.window.actions_[command]
        if action.isEnabled():
            self.say(f"{command}: {action.text()}")
            action.trigger()

    def _click(self, widget: QWidget, at: QPoint | None = None) -> None:
        if widget.isVisible() and widget.isEnabled():
            at = widget.rect().center() if at is None else at
            text = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
            self.say(f"click {type(widget).__name__} {text!r} at {at.x()}, {at.y()}")
            QTest.mouseClick(widget, LEFT, NONE, at)

    def _drag(self, widget: QWidget, points: Iterable[QPoint], button: Qt.MouseButton) -> None:
        first, *rest = points
        QTest.mousePress(widget, button, NONE, first)
        for point in rest:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, button, NONE, rest[-1])

    def _type(self, field: QLineEdit, text: str) -> None:
        if field.isVisible() and field.isEnabled():
            self.say(f"type {text!r} into {field.accessibleName()}")
            field.setFocus(Qt.FocusReason.MouseFocusReason)
            field.selectAll()
            QTest.keyClick(field, Qt.Key.Key_Backspace)
            QTest.keyClicks(field, text)
            if self.dice.random() < 0.8:
                QTest.keyClick(field, Qt.Key.Key_Return)
                self.window.centralWidget().setFocus()

    def _pick(self, box: QComboBox, index: int | None = None) -> None:
        if box is not None and box.isVisible() and box.isEnabled() and box.count():
            index = self.dice.randrange(box.count()) if index is None else index
            self.say(f"choose {box.itemText(index)!r} in {box.accessibleName()}")
            box.setCurrentIndex(index)
            box.activated.emit(index)

    def _set(self, slider: QSlider, value: int) -> None:
        if slider.isVisible() and slider.isEnabled():
            self.say(f"drag {slider.accessibleName()} to {value}")
            slider.setValue(value)
