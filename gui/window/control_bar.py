"""The bar at the top: run, step, back, reset, the speed, and where training stands."""

import math
import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import Standing, State
from gui.widgets.key_slider import KeySlider
from gui.widgets.labels import PART, DimLabel, StillLabel
from gui.widgets.tips import wrapped
from gui.window.actions import TRAINING, Actions
from gui.words import formatting
from gui.words.engine_texts import operation_name

FASTEST = 1000       # iterations a second at the last notch but one of the slider; the last is no limit
NOTCHES = 30
LINE = 430           # pixels at normal text size that the line about training needs


class ControlBar(Guarded, QFrame):
    """Buttons for the actions of training, a slider for the speed, and a line that says where training stands.

    Signals
    -------
    speed_changed(float or None): iterations a second; None for as fast as it goes
    refused(QAction): the button of an action that cannot be used now was clicked
    """

    speed_changed = Signal(object)
    refused = Signal(object)

    def __init__(self, actions: Actions, parent=None) -> None:
        super().__init__(parent)
        self.setObjectName("controls")
        self._state = State.IDLE
        self._standing: Standing | None = None
        self._actions = actions
        self._making_room = Later(self, self._make_room)
        self._buttons = [self._button(action) for action in actions.all(("experiment", *TRAINING))]
        self._build_speed()
        self._build_line()
        self._lines: list[QHBoxLayout] = []  # of buttons and the speed: one, or as many as they need
        self._places: dict[QWidget, int] = {}
        self._stack = QVBoxLayout()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._rows.addLayout(self._stack)
        self._rows.addLayout(self._line_row, 1)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("role", "primary" if action is self._actions["run"] else "button")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space and the arrows to training
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.installEventFilter(self)
        return button

    def _build_line(self) -> None:
        self._line = QLabel()
        self._line.setTextFormat(Qt.TextFormat.RichText)
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line.setAccessibleName(self.tr("Where training stands"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress of the run"))
        self._line_row = QHBoxLayout()
        self._still_line = StillLabel(self._line, fit=_fitting)
        self._still_line.setToolTip(wrapped(self.tr(
            "An iteration draws one minibatch, goes forward and back with it, and corrects the weights once. An epoch "
            "is as many iterations as it takes to draw as many samples as there are to learn from (book: 4.5.3).")))
        self._line_row.addWidget(self._still_line, 1)
        self._line_row.addWidget(self._progress)

    def _build_speed(self) -> None:
        self._slider = KeySlider(self.tr("Speed"), 0, NOTCHES)
        self._slider.setValue(NOTCHES)
        self._slider.setToolTip(
            self.tr("Iterations a second: from 1, where each can be followed, to as fast as it goes"))
        self._speed = DimLabel(small=True)
        self._speed_label = DimLabel(self.tr("Speed"), small=True)
        for part in (*self._buttons, self._slider, self._speed, self._speed_label):
            part.setParent(self)  # they come into a line as soon as it is known which one has room
        self._slider.valueChanged.connect(self._on_slider)
        self._update_speed()

    def button_of(self, action: QAction) -> QToolButton | None:
        """The button of an action; None if it has none here."""
        return next((button for button in self._buttons if button.defaultAction() is action), None)

    @property
    def slider(self) -> KeySlider:
        """What the speed is set with."""
        return self._slider

    @property
    def speed(self) -> float | None:
        """Iterations a second; None for as fast as it goes."""
        notch = self._slider.value()
        return None if notch == NOTCHES else _rounded(FASTEST ** (notch / (NOTCHES - 1)))

    def show_speed(self, speed: float | None) -> None:
        """Set the slider. Emits nothing."""
        notch = NOTCHES if speed is None else round((NOTCHES - 1) * math.log(max(speed, 1), FASTEST))
        with QSignalBlocker(self._slider):
            self._slider.setValue(min(notch, NOTCHES if speed is None else NOTCHES - 1))
        self._update_speed()

    def show_faster(self) -> None:
        """Set the slider a notch further. Emits nothing."""
        with QSignalBlocker(self._slider):
            self._slider.setValue(self._slider.value() + 1)
        self._update_speed()

    def show_state(self, state: State) -> None:
        """What the session is doing."""
        self._state = state
        self._update_line()

    def show_standing(self, standing: Standing | None) -> None:
        """Where training stands; None while there is no network."""
        self._standing = standing
        self._update_line()

    def take_over(self, other: "ControlBar") -> None:
        """Say what another one says."""
        self.show_speed(other.speed)
        self._state, self._standing = other._state, other._standing
        self._update_line()

    @property
    def line(self) -> str:
        """What is written about where training stands."""
        return self._still_line.text

    # --- showing ---------------------------------------------------------------------------------------------------

    @Slot()
    def _on_slider(self) -> None:
        self._update_speed()
        self.speed_changed.emit(self.speed)

    def _update_speed(self) -> None:
        speed = self.speed
        self._speed.setText(self.tr("as fast as it goes") if speed is None
                            else self.tr("{speed} it/s").format(speed=formatting.setting(speed)))

    def _update_line(self) -> None:
        standing = self._standing
        if standing is None:
            self._still_line.set_text("")
            self._progress.setValue(0)
            return
        self._still_line.set_text(PART.join(self._parts(standing)))
        self._progress.setRange(0, standing.iterations)
        self._progress.setValue(min(standing.iteration, standing.iterations))

    def _parts(self, standing: Standing) -> list[str]:
        dim = f'<span style="color:{theme().palette.dim}">{{}}</span>'
        parts = [
            self.tr("<b>iteration {iteration}</b>").format(iteration=formatting.integer(standing.iteration))
            + dim.format(f" / {formatting.integer(standing.iterations)}")]
        if standing.operation is not None:
            parts.append(self.tr("operation {position} of {all}: {name}").format(
                position=standing.position, all=standing.operations, name=operation_name(standing.operation[0])))
        parts.append(self.tr("epoch {epoch}").format(epoch=formatting.integer(standing.epoch)))
        return parts + [dim.format(text) for text in self._doing(standing)]

    def _doing(self, standing: Standing) -> list[str]:
        """What is going on, and how long it will take."""
        if standing.replaying is not None:
            return [self.tr("on the way, {part}").format(part=formatting.percent(standing.replaying))]
        if self._state is State.RUNNING and standing.rate:
            left = max(standing.iterations - standing.iteration, 0) / standing.rate
            return [formatting.rate(standing.rate), self.tr("{time} left").format(time=formatting.duration(left))]
        if standing.evaluating is not None and standing.evaluating > 0:
            return [self.tr("measuring accuracy")]
        if standing.iteration >= standing.iterations and self._state not in (State.RUNNING, State.ERROR):
            return [self.tr("finished")]
        words = {State.IDLE: self.tr("ready"), State.PAUSED: self.tr("paused"), State.STEPPING: self.tr("paused"),
                 State.ERROR: self.tr("stopped by an error"), State.RUNNING: self.tr("running")}
        return [words[self._state]]

    # --- room ------------------------------------------------------------------------------------------------------

    @Slot()
    def _update_sizes(self) -> None:
        scaled = theme().scaled
        self._rows.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        for row in (self._rows, self._stack, self._line_row, *self._lines):
            row.setSpacing(scaled(8))
        self._slider.setFixedWidth(scaled(100))
        self._progress.setFixedWidth(scaled(110))
        self._speed.ensurePolished()
        metrics = self._speed.fontMetrics()
        self._speed.setFixedWidth(max(metrics.horizontalAdvance(text) for text in (
            self.tr("as fast as it goes"), self.tr("{speed} it/s").format(speed="1,000"))) + scaled(4))
        self._hold_width_of_run()
        self._update_line()
        self._make_room()

    def _hold_width_of_run(self) -> None:
        """Make the button wide enough for both of its texts, so that nothing moves when one becomes the other."""
        run = self._buttons[1]
        run.ensurePolished()
        width = run.fontMetrics().horizontalAdvance
        around = run.sizeHint().width() - width(run.text())
        run.setFixedWidth(max(width(text) for text in (self.tr("▶ Run"), self.tr("❚❚ Pause"))) + around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a button that is off is not without an answer; Qt has such a button swallow it."""
        if event.type() == QEvent.Type.MouseButtonPress and not watched.isEnabled():
            self.refused.emit(watched.defaultAction())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._making_room.ask()

    def _make_room(self) -> None:
        """Without room for everything, do without what says things twice, or else use two rows, or both."""
        scaled = theme().scaled
        texts = self._speed_label.sizeHint().width() + self._speed.width() + 2 * self._stack.spacing()
        for in_rows, with_all in ((False, True), (False, False), (True, True), (True, False)):
            needed = self._least_width() + (texts if with_all else 0)
            if not in_rows:
                needed += scaled(LINE) + (self._progress.width() if with_all else 0)
            if needed <= self.width():
                break
        self._arrange(in_rows, with_all)

    def _arrange(self, in_rows: bool, with_all: bool) -> None:
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if in_rows else QBoxLayout.Direction.LeftToRight)
        for widget in (self._speed_label, self._speed):
            widget.setVisible(with_all)
        self._progress.setVisible(in_rows or with_all)
        parts = [*self._buttons, *([self._speed_label] if with_all else []), self._slider,
                 *([self._speed] if with_all else [])]
        self._place(dict(zip(parts, _shared([_width(each) for each in parts], self._room, self._stack.spacing()),
                             strict=True)))
        gap = theme().scaled(8)
        height = len(self._lines) * (self._buttons[1].sizeHint().height() + gap) + gap
        self.setFixedHeight(height + (self._line.fontMetrics().height() + gap if in_rows else 0))

    def _place(self, places: dict[QWidget, int]) -> None:
        """Put the parts into the lines that they have room in."""
        if places == self._places:
            return
        self._places = places
        for line in self._lines:
            while line.count():
                line.takeAt(0)
        while len(self._lines) > max(places.values()) + 1:
            line = self._lines.pop()
            self._stack.removeItem(line)
            line.deleteLater()
        while len(self._lines) < max(places.values()) + 1:
            self._lines.append(QHBoxLayout())
            self._lines[-1].setSpacing(theme().scaled(8))
            self._stack.addLayout(self._lines[-1])
        for part, number in places.items():
            self._lines[number].addWidget(part)
        for line in self._lines:
            line.addStretch(1)

    @property
    def _room(self) -> int:
        return self.width() - 2 * theme().scaled(12)

    def _least_width(self) -> int:
        buttons = sum(_width(button) + self._stack.spacing() for button in self._buttons)
        return buttons + self._slider.width() + 2 * theme().scaled(12)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest button: what has no room beside the others stands below them."""
        return QSize(max(map(_width, (*self._buttons, self._slider))) + 2 * theme().scaled(12), 0)


def _width(part: QWidget) -> int:
    """What it takes: what it was given, where that was fixed."""
    return part.minimumWidth() if part.minimumWidth() == part.maximumWidth() else part.sizeHint().width()


def _shared(widths: Sequence[int], room: int, gap: int) -> list[int]:
    """In which line each has room, in their order."""
    line, taken, found = 0, 0, []
    for width in widths:
        if taken and taken + gap + width > room:
            line, taken = line + 1, 0
        taken += width + (gap if taken else 0)
        found.append(line)
    return found


def _fitting(line: str, metrics: QFontMetrics, width: int) -> str:
    """As much of the line as has room, the iteration and what is going on before the rest; the tooltip has it all."""
    bold, parts = QFontMetrics(theme().font(bold=True)), line.split(PART)  # bold is the widest that it can be
    while len(parts) > 1 and bold.horizontalAdvance(re.sub("<[^>]*>", "", PART.join(parts))) > width:
        parts.pop(-2 if len(parts) > 2 else -1)
    return PART.join(parts)


def _rounded(speed: float) -> float:
    """To two significant digits: 1, 1.3, 1.6, 2, ..., 790, 1000."""
    digits = 10 ** (math.floor(math.log10(speed)) - 1)
    return round(speed / digits) * digits
