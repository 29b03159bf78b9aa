"""The page of trying out: change a parameter, an input or the label of one sample, and see what becomes of it."""

import math

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.data.look import Look
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.proof.what_if import WhatIf
from engine.nn.variables import Role
from engine.problem import EngineError, Problem
from engine.typed_numbers import place_number
from gui.look.theme import theme
from gui.panels.iteration.parts.box import Box, Columns, Figures, Note, Verdict
from gui.panels.iteration.proof.effect_maps import EffectMaps
from gui.panels.iteration.proof.number_field import NumberField
from gui.panels.iteration.proof.pixel_pad import PixelPad
from gui.panels.iteration.proof.proof_page import ProofPage
from gui.panels.iteration.proof.questions import parameter_place
from gui.qt.take_down import take_down
from gui.widgets.bars import Bars
from gui.widgets.cell import Cell
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit
from gui.words import formatting
from gui.words.engine_texts import phrase, phrase_error

_WIDE = 430  # pixels at normal text size
_SHOWN_CHANGES = 6
_SIDE = 224  # of the image, in pixels at normal text size: eight for a pixel of MNIST


class WhatIfPage(ProofPage):
    """One sample of the minibatch on a copy. Nothing of it touches training.

    Attributes
    ----------
    pad : PixelPad
    parameter_field, input_field : NumberField
    label_choice : ChoiceBox or None
    before_bars, after_bars : Bars
        y.
    figures : Figures
    maps : EffectMaps

    Signals
    -------
    changed(): something is tried, or no longer
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what_if: WhatIf | None = None
        self._parameter: Place | None = None
        self._chosen = 0
        self.pad = PixelPad()
        self.parameter_field = NumberField(self.tr("Value of the chosen parameter"))
        self.input_field, self._how_to_choose = NumberField(), Note()
        self.label_choice: ChoiceBox | None = None
        self.before_bars, self.after_bars = Bars(), Bars()
        self.figures, self.note, self.problem = Figures(), Note(), Verdict()
        self.changes, self.maps = Note(), EffectMaps()
        self._build()
        self._connect()
        self.forget()
        self.renew()

    # Building -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.row_edit = ValueEdit(self._read_row, str, smallest="00000", steps=True, explains=True)
        self.row_edit.setAccessibleName(self.tr("Sample of the minibatch"))
        self.row_edit.set_value(0)
        self._of = DimLabel()
        self.restore = QPushButton(self.tr("Restore"))
        self.restore.setProperty("role", "small")
        self.restore.setAutoDefault(False)
        self.restore.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.restore.setToolTip(self.tr("Take back all changes"))
        head = QHBoxLayout()
        for part in (DimLabel(self.tr("sample")), self.row_edit, self._of):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.restore)
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(Note(self.tr("Nothing of this touches training: it is tried out on a copy.")))
        column.addWidget(Columns(_WIDE, (self._input_box(), 1), (self._outcome_box(), 1)))
        column.addWidget(SectionLabel(self.tr("All values down to the loss")))
        column.addWidget(self.maps)
        self.body.addWidget(self._main)
        self.body.addStretch(1)

    def _input_box(self) -> QWidget:
        box = QWidget()
        self._input = QVBoxLayout(box)
        self._input.setContentsMargins(0, 0, 0, 0)
        self._input.addWidget(self.pad)
        self._input.addWidget(self._how_to_choose)
        self._input.addWidget(self.input_field)
        self._no_parameter = Note(self.tr("Choose a cell of a parameter, as W1 or b2, to change it too."))
        self._input.addWidget(self._no_parameter)
        self._input.addWidget(self.parameter_field)
        self._label_row = QHBoxLayout()
        self._label_row.addWidget(DimLabel(self.tr("label")))
        self._label_row.addStretch(1)
        self._input.addLayout(self._label_row)
        self._input.addStretch(1)
        return box

    def _outcome_box(self) -> QWidget:
        box = Box(self.tr("What becomes of it"))
        for part in (self.figures, self.problem, self.note, self.changes):
            box.body.addWidget(part)
        box.body.addStretch(1)
        outer = QWidget()
        column = QVBoxLayout(outer)
        column.setContentsMargins(0, 0, 0, 0)
        bars = QHBoxLayout()
        for title, view in ((self.tr("y before"), self.before_bars), (self.tr("y after"), self.after_bars)):
            side = QVBoxLayout()
            side.addWidget(DimLabel(title, small=True))
            side.addWidget(view, 1)
            bars.addLayout(side, 1)
        column.addLayout(bars)
        column.addWidget(box)
        column.addStretch(1)
        return outer

    def _connect(self) -> None:
        self.restore.clicked.connect(self.restore_all)
        self.row_edit.entered.connect(self._on_row_entered)
        self.row_edit.stepped.connect(self._on_row_stepped)
        self.pad.clicked.connect(self._on_input_clicked)
        self.pad.drawn.connect(self._on_drawn)
        self.input_field.entered.connect(self._on_input_entered)
        self.input_field.dragged.connect(self._on_input_entered)
        self.parameter_field.entered.connect(self._on_parameter_entered)
        self.parameter_field.dragged.connect(self._on_parameter_entered)
        for view in (self.maps, self.before_bars):
            view.clicked.connect(self._on_cell_clicked)
            view.hovered.connect(self._on_cell_hovered)
        theme().changed.connect(self._fit)

    # What it is about -----------------------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """Which sample of the minibatch."""
        return self.row_edit.value

    def show_row(self, row: int) -> None:
        """Be about another sample of the minibatch."""
        if row != self.row:
            self.row_edit.take_back()
            self.row_edit.set_value(row)
            self.what_if = None
            self._renew()

    def forget(self) -> None:
        self.what_if = None
        self._parameter = None

    @property
    def tried(self) -> Place | None:
        """What was changed last."""
        changes = () if self.what_if is None else self.what_if.changes
        return changes[-1].place if changes else None

    def try_out(self, place: Place, value: float) -> None:
        """Try another number in this place, as if it had been typed there."""
        self.show_place(place)
        if place.name in ("x", "t"):
            self.show_row(place.index[0])
        if place.name == "t":
            self.label_choice.set_value(place.index[1])
            self._on_label_chosen()
        else:
            (self.input_field if place.name == "x" else self.parameter_field).entered.emit(value)

    def take_over(self, other: "WhatIfPage") -> None:
        super().take_over(other)
        if self.snapshot is None or other.what_if is None:
            self.show_row(other.row)
            return
        self.show_row(other.row)
        self._begin(self.snapshot)
        self.what_if, self._parameter, self._chosen = other.what_if, other._parameter, other._chosen
        if not other._stale:
            self._stale = False
            self._main.show()
            self._show()

    def renew(self) -> None:
        snapshot = self.snapshot
        self._main.setVisible(snapshot is not None)
        if snapshot is None:
            return
        if self.what_if is None:
            self._begin(snapshot)
        if self.what_if is not None:
            self._take_place(snapshot)
            self._show()

    def _begin(self, snapshot: Snapshot) -> None:
        """Another iteration, or another row of it."""
        last = snapshot.batch_size - 1
        self.row_edit.set_value(min(self.row, last))
        self._of.setText(self.tr("of {count} (0 to {last})").format(count=last + 1, last=last))
        self.row_edit.setEnabled(last > 0)
        try:
            self.what_if = WhatIf(snapshot, self.row)
        except EngineError as error:
            self._main.hide()
            self._about.say(phrase_error(error))
            return
        x = snapshot.values["x"][self.row]
        self._chosen = int(x.argmax())
        self._explain(snapshot.look)
        self._offer_labels(snapshot)
        made = (each for operation in snapshot.network.forward_operations for each in operation.makes)
        self.maps.show_names([each.name for each in made if each.role is Role.VALUE])  # y and L are shown above
        self._fit()

    def _explain(self, look: Look) -> None:
        """Say how an input of such a sample is changed."""
        how = phrase(look.words.how_to_choose)
        self.pad.setToolTip(wrapped(how))
        self._how_to_choose.say(how)
        self.pad.let_draw(look.is_picture)
        self.input_field.set_name(phrase(look.words.chosen_input))

    def _offer_labels(self, snapshot: Snapshot) -> None:
        if self.label_choice is not None:
            self._label_row.removeWidget(self.label_choice)
            take_down(self.label_choice)
        self.label_choice = ChoiceBox(list(enumerate(snapshot.class_names)))
        self.label_choice.setAccessibleName(self.tr("Label of this sample"))
        self.label_choice.changed.connect(self._on_label_chosen)
        self._label_row.insertWidget(1, self.label_choice)

    def _take_place(self, snapshot: Snapshot) -> None:
        parameter = parameter_place(self.place, snapshot)
        if parameter is not None:
            self._parameter = parameter
        elif self.place is not None and self.place.name == "x" and self.place.index[0] == self.row:
            self._chosen = int(self.place.index[1])

    # What is tried --------------------------------------------------------------------------------------------------

    @Slot()
    def restore_all(self) -> None:
        """Take back all changes."""
        if self.what_if is not None:
            self.what_if.reset()
            for field in (self.parameter_field, self.input_field):
                field.edit.take_back()
            self._show()

    def _read_row(self, text: str) -> int | Problem:
        return place_number(text, 1 if self.snapshot is None else self.snapshot.batch_size)

    @Slot(object)
    def _on_row_entered(self, typed: bool) -> None:
        if typed:
            self.what_if = None
            self._renew()

    @Slot(object)
    def _on_row_stepped(self, step: int) -> None:
        if self.snapshot is not None:
            self.show_row(min(max(self.row + step, 0), self.snapshot.batch_size - 1))

    @Slot(object)
    def _on_input_clicked(self, cell: Cell) -> None:
        self._chosen = int(cell.index[0])
        self.input_field.edit.take_back()
        self._show()

    @Slot(object)
    def _on_drawn(self, drawn: tuple) -> None:
        (self._chosen,), value = drawn
        self._change(Place("x", (self.row, self._chosen)), value, self.input_field)

    @Slot(object)
    def _on_input_entered(self, value: float | str) -> None:
        self._change(Place("x", (self.row, self._chosen)), value, self.input_field)

    @Slot(object)
    def _on_parameter_entered(self, value: float | str) -> None:
        if self._parameter is not None:
            self._change(self._parameter, value, self.parameter_field)

    @Slot()
    def _on_label_chosen(self) -> None:
        if self.what_if is not None:
            self.what_if.set_label(self.label_choice.value)
            self._show()

    def _change(self, place: Place, value: float | str, field: NumberField) -> None:
        """Try it; what is no number marks the field and changes nothing."""
        if self.what_if is None:
            return
        try:
            self.what_if.set(place, value)
        except EngineError as error:
            field.show_message(phrase_error(error))
            return
        self._show()

    # What comes of it -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        tried, snapshot = self.what_if, self.snapshot
        self._show_fields(snapshot)
        names = snapshot.class_names
        for view, values in ((self.before_bars, tried.before), (self.after_bars, tried.after)):
            y = values["y"][0]
            view.show_values(y, labels=names, kind="probability", marked=tried.label, name="y",
                             predicted=int(np.nan_to_num(y).argmax()))
        before, after, change = tried.written
        self.figures.show_rows(
            (self.tr("L before"), before), (self.tr("L after"), after), (self.tr("true change"), change),
            (self.tr("gradient × change"), formatting.number(tried.predicted)))
        note = tried.note
        self.problem.say(False, "" if note is None else phrase(note))
        self.note.say(phrase(tried.about))
        self.changes.say(self._changes_in_words())
        self.restore.setEnabled(bool(tried.changes))
        self.maps.show_values(tried.before, tried.after)
        self.changed.emit()

    def _show_fields(self, snapshot: Snapshot) -> None:
        tried, look = self.what_if, snapshot.look
        x = tried.after["x"][0]
        self.pad.show_values(look.picture(x), limit=look.high, kind=look.colours, name="x",
                             index_of=look.index_of)
        self.pad.mark((self._chosen,))
        place = Place("x", (self.row, self._chosen))
        self.input_field.show_value(str(place), float(x[self._chosen]), look.low, look.high)
        self._no_parameter.setVisible(self._parameter is None)
        self.parameter_field.setVisible(self._parameter is not None)
        if self._parameter is not None:
            values = snapshot.network.params[self._parameter.name]
            reach = 2 * float(np.abs(values[np.isfinite(values)]).max(initial=0.0)) or 1.0
            self.parameter_field.show_value(str(self._parameter), self._value_of(self._parameter), -reach, reach)
        self.label_choice.set_value(tried.label)

    def _value_of(self, place: Place) -> float:
        changed = (change.after for change in self.what_if.changes if change.place == place)
        return next(changed, float(self.snapshot.network.params[place.name][place.index]))

    def _changes_in_words(self) -> str:
        changes = self.what_if.changes
        if not changes:
            return self.tr("No change yet.")
        lines = [f"{change.place}: {formatting.number(change.before)} → {formatting.number(change.after)}"
                 for change in changes[-_SHOWN_CHANGES:]]
        if len(changes) > _SHOWN_CHANGES:
            lines.insert(0, self.tr("{count} changes, the last of them:").format(count=len(changes)))
        return "\n".join(lines)

    @Slot(object)
    def _on_cell_clicked(self, cell: Cell) -> None:
        self.place_chosen.emit(Place(cell.name, (self.row, *cell.index)))

    @Slot(object)
    def _on_cell_hovered(self, cell: Cell | None) -> None:
        self.places_hovered.emit(() if cell is None else (Place(cell.name, (self.row, *cell.index)),))

    @Slot()
    def _fit(self) -> None:
        side = theme().scaled(_SIDE)
        height, width = (1, 1) if self.snapshot is None else self.snapshot.look.shape
        scale = side / max(height, width)
        self.pad.setFixedSize(QSize(max(math.ceil(width * scale), 1), max(math.ceil(height * scale), 1)))
        for bars in (self.before_bars, self.after_bars):
            bars.setMinimumWidth(theme().scaled(90))
            bars.setMinimumHeight(theme().scaled(10 * 17))
