"""The list of breakpoints: what training is to stop at by itself."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.problem import Problem
from engine.training.breakpoints.breakpoint import EVERY, MOST, NTH, Breakpoint, parsed
from engine.training.breakpoints.conditions import CONDITIONS
from engine.training.kinds import Kind
from gui.look.theme import theme
from gui.qt.take_down import take_down
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.still_scroll import StillScroll
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit
from gui.words.engine_texts import phrase

ONCE = "iteration"  # is met once only


class BreakpointsDialog(QDialog):
    """A row for each: switch it on and off, its value, at every how many times it stops. All has effect at once.

    Parameters
    ----------
    breakpoints
        Those there are.
    iteration
        Where the run stands.

    Signals
    -------
    changed(tuple of Breakpoint): the list is another one now
    """

    changed = Signal(object)

    def __init__(self, breakpoints: Sequence[Breakpoint], iteration: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Breakpoints"))
        self.breakpoints, self._iteration = list(breakpoints), iteration
        about = DimLabel(self.tr("Training stops by itself where one of these is met, and says which and why."))
        about.setWordWrap(True)
        self._scroll = StillScroll()
        self.add_button = QPushButton(self.tr("Add"))
        self.add_button.setAutoDefault(False)
        self.add_button.setMenu(self._menu())
        box = QDialogButtonBox()
        box.addButton(self.add_button, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        box.rejected.connect(self.reject)
        self._layout = QVBoxLayout(self)
        for part, stretch in ((about, 0), (self._scroll, 1), (box, 0)):
            self._layout.addWidget(part, stretch)
        theme().changed.connect(self._fill)
        self._fill()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for name, condition in CONDITIONS.items():
            menu.addAction(phrase(condition.label)).triggered.connect(partial(self._on_added, name))
        return menu

    # --- the rows --------------------------------------------------------------------------------------------------

    @Slot()
    def _fill(self) -> None:
        """Make all rows anew."""
        edge = theme().scaled(16)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(theme().scaled(12))
        self.setMinimumSize(theme().scaled(560), theme().scaled(340))
        before = self._scroll.takeWidget()
        if before is not None:
            take_down(before)
        page = QWidget()
        page.setObjectName("scrolled")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, theme().scaled(4), 0)
        grid.setHorizontalSpacing(theme().scaled(12))
        grid.setVerticalSpacing(theme().scaled(8))
        grid.setColumnStretch(0, 1)
        if self.breakpoints:
            for column, text in enumerate((self.tr("Stop"), self.tr("Value"), phrase(NTH))):
                grid.addWidget(SectionLabel(text), 0, column)
        else:
            grid.addWidget(QLabel(self.tr("There are none yet: Add offers what training can stop at.")), 0, 0)
        for place, each in enumerate(self.breakpoints):
            self._add_row(grid, place, each)
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(page)
        self.add_button.setEnabled(len(self.breakpoints) < MOST)

    def _add_row(self, grid: QGridLayout, place: int, each: Breakpoint) -> None:
        condition, row = CONDITIONS[each.condition], place + 1
        label = phrase(condition.label)
        switch = QCheckBox(label)
        switch.setChecked(each.on)
        switch.toggled.connect(partial(self._on_switched, place))
        grid.addWidget(switch, row, 0)
        if condition.kind is not None:
            grid.addWidget(self._field(condition.kind, condition.label, each.value, "value", place), row, 1)
        if each.condition != ONCE:
            every = self._field(EVERY, NTH, each.every, "every", place)
            every.setToolTip(wrapped(self.tr("1: each time it is met. 3: the third time, the sixth, and so on.")))
            grid.addWidget(every, row, 2)
        remove = GlyphButton("cross", self.tr("Remove {name}").format(name=label))
        remove.clicked.connect(partial(self._on_removed, place))
        grid.addWidget(remove, row, 3)

    def _field(self, kind: Kind, name: Problem, value: object, field: str, place: int) -> ValueEdit:
        edit = ValueEdit(partial(parsed, kind, name), kind.write, explains=True, smallest="10,000,000")
        edit.setAccessibleName(phrase(name))
        edit.set_value(value)
        edit.entered.connect(partial(self._on_entered, edit, field, place))
        return edit

    # --- what a person does ----------------------------------------------------------------------------------------

    def _on_added(self, condition: str, checked: bool = False) -> None:
        self.breakpoints.append(Breakpoint.usual(condition, self._iteration))
        self._fill()
        self._tell()

    def _on_removed(self, place: int, checked: bool = False) -> None:
        del self.breakpoints[place]
        self._fill()
        self._tell()

    def _on_switched(self, place: int, on: bool) -> None:
        self.breakpoints[place] = replace(self.breakpoints[place], on=on)
        self._tell()

    def _on_entered(self, edit: ValueEdit, field: str, place: int, typed: bool) -> None:
        if not isinstance(edit.value, Problem):
            self.breakpoints[place] = replace(self.breakpoints[place], **{field: edit.value})
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(tuple(self.breakpoints))
