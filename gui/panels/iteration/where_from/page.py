"""Where a number comes from: how it was computed, from which cells, and from there on to theirs."""

from collections.abc import Set

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.provenance import givens
from engine.inspection.provenance.origins import slope_of
from engine.inspection.provenance.provenance import Provenance, Way
from engine.inspection.unit import Unit, unit_of
from engine.nn.cells import Curve, Slope
from engine.problem import Problem
from gui.look.theme import theme
from gui.panels.iteration.parts.box import Note
from gui.panels.iteration.parts.figures import exact, in_fixed_font, rich
from gui.panels.iteration.where_from.activation_curve import ActivationCurve
from gui.panels.iteration.where_from.balance import Balance
from gui.panels.iteration.where_from.given_view import GivenView
from gui.panels.iteration.where_from.terms_view import TermsTable
from gui.panels.iteration.where_from.trail import Trail, TrailBar
from gui.panels.iteration.where_from.update_view import UpdateView
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.labels import DimLabel, ElidedLabel
from gui.widgets.place_field import PlaceField
from gui.widgets.small_button import SmallButton
from gui.widgets.still_scroll import StillScroll
from gui.words import formatting
from gui.words.engine_texts import phrase
from gui.words.sentences import joined

_WIDE = 560  # pixels at normal text size from which on the trail stands beside the title


class WhereFrom(Guarded, QWidget):
    """The page about one number. Whoever owns it finds out what is asked for and hands it over.

    Signals
    -------
    place_chosen(Place): an operand, an earlier place or "back": show this place next
    variable_chosen(str): the whole variable that the trail began in
    places_hovered(tuple of Place): the operands of the term under the pointer; () when there is none
    refresh_wanted(): the same place, as training has it now
    life_wanted(Place): this cell of a parameter is to be followed over the run
    unit_wanted(Unit): show all there is to know of the hidden unit that the cell is of
    """

    place_chosen = Signal(object)
    variable_chosen = Signal(object)
    places_hovered = Signal(object)
    refresh_wanted = Signal()
    life_wanted = Signal(object)
    unit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail = Trail()
        self._snapshot: Snapshot | None = None
        self._provenance: Provenance | None = None
        self._problem: Problem | None = None  # why there is none
        self._goes_on = self._stale = False
        self._fitting = Later(self, self._fit)
        self._build_head()
        self._build_body()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(self._refused)
        self._column.addWidget(self._standing)
        self._column.addWidget(self._scroll, 1)
        self._connect()
        self._make_actions()
        theme().changed.connect(self._update_sizes)
        self.show_nothing()
        self._update_sizes()

    # Building -------------------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._title = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._back = QToolButton()
        self._back.setText("‹")
        self._back.setProperty("role", "flat")
        self._back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._back.setToolTip(self.tr("Back to the number before (Alt+←)"))
        self._back.setAccessibleName(self.tr("Back to the number before"))
        self.trail_bar = TrailBar()
        self._named = QHBoxLayout()
        self._named.addWidget(self._title, 1)
        self._unit, self._life = (self._head_button(*words) for words in (
            ("", self.tr("What this hidden unit looks for, in the units")),
            (self.tr("Life of this cell"), self.tr("Its value and its gradient over the whole run, in the curves"))))
        self.field = PlaceField()
        self._named.addWidget(self.field)
        self._way = QHBoxLayout()
        self._way.addWidget(self._back)
        self._way.addWidget(self.trail_bar, 1)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.addLayout(self._named)
        self._head.addLayout(self._way, 1)
        self._refused = Note()
        self._refused.setProperty("role", "warning")
        self._refused.hide()
        self._build_standing()

    def _head_button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setProperty("role", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tip)
        button.hide()
        self._named.addWidget(button)
        return button

    def _build_standing(self) -> None:
        """The line that says that training has gone on since."""
        self._standing = QWidget()
        self._standing_text = DimLabel(small=True)
        self._standing_text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._refresh = SmallButton(self.tr("Refresh"), self.tr("Show this number as training has it now"))
        row = QHBoxLayout(self._standing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._standing_text, 1)
        row.addWidget(self._refresh)
        self._standing.hide()

    def _build_body(self) -> None:
        self._message = DimLabel()
        self._message.setWordWrap(True)
        self._formula, self._filled = self._formula_label(), self._formula_label()
        self._filled.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table, self.curve = TermsTable(), ActivationCurve()
        self.balance, self.update_view, self.given_view = Balance(), UpdateView(), GivenView()
        self._why, self._rounding = QLabel(), DimLabel(small=True)
        self._exactly, self._by_hand = QLabel(), DimLabel(small=True)
        for label in (self._why, self._rounding, self._exactly, self._by_hand):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._terms_box = QWidget()
        self._terms = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._terms_box)
        self._terms.setContentsMargins(0, 0, 0, 0)
        self._terms.addWidget(self.table, 1000)
        self._terms.addWidget(self.curve, 0, Qt.AlignmentFlag.AlignTop)
        self._terms.addStretch(1)
        content = QWidget()
        content.setObjectName("scrolled")
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 0, 0)
        for part in (self._message, self._formula, self._filled, self._exactly):
            self._body.addWidget(part)
        self._body.addWidget(self._terms_box, 100)
        self._body.addWidget(self.given_view, 100)
        for part in (self.update_view, self.balance, self._by_hand, self._why, self._rounding):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._scroll = StillScroll(content)

    def _formula_label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setMinimumWidth(1)
        return label

    def _connect(self) -> None:
        self._back.clicked.connect(self.go_back)
        self._refresh.clicked.connect(self.refresh_wanted)
        self._life.clicked.connect(self._on_life)
        self._unit.clicked.connect(self._on_unit)
        self.field.place_typed.connect(self.place_chosen)
        self.field.refused.connect(self._on_refused)
        self.trail_bar.place_chosen.connect(self.place_chosen)
        self.trail_bar.variable_chosen.connect(self.variable_chosen)
        for view in (self.table.view, self.update_view):
            view.place_chosen.connect(self._on_operand)
            view.places_hovered.connect(self.places_hovered)
        self.table.view.extent_changed.connect(self._fit_terms)
        self.given_view.place_chosen.connect(self._on_operand)
        self.given_view.places_hovered.connect(self.places_hovered)

    def _make_actions(self) -> None:
        copy = QAction(self.tr("Copy value"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self._copy_value)
        copy_formula = QAction(self.tr("Copy formula"), self)
        copy_formula.triggered.connect(self._copy_formula)
        back = QAction(self.tr("Back to the number before"), self)
        back.setShortcut(QKeySequence("Alt+Left"))
        back.triggered.connect(self.go_back)
        self.addActions([copy, back])
        self._filled.addActions([copy, copy_formula])

    # For the owner --------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """The place that the page is about."""
        return self._trail.last

    @property
    def trail(self) -> tuple[Place, ...]:
        """The way to it."""
        return self._trail.places

    def show_provenance(self, snapshot: Snapshot, provenance: Provenance) -> None:
        """Show where a number of this snapshot comes from."""
        focused, again = self._focus_inside(), provenance.place == self.place
        self._snapshot, self._provenance, self._problem = snapshot, provenance, None
        self._show_place(provenance.place)
        self._show_number(provenance)
        sums = provenance.way is Way.SUM
        self._terms_visible(sums or provenance.way is Way.FUNCTION)
        self.balance.setVisible(sums and len(provenance.terms) > 1)
        self.update_view.setVisible(provenance.way is Way.UPDATE)
        self.given_view.setVisible(provenance.way is Way.GIVEN)
        if provenance.way is Way.UPDATE:
            self.update_view.show_provenance(provenance)
        elif provenance.way is Way.GIVEN:
            self.given_view.show_provenance(snapshot, provenance)
        else:
            self.table.show_terms(provenance, snapshot)
            self.balance.show_provenance(provenance)
        self._show_curve(snapshot, provenance)
        self._fit_terms()
        self._show_by_hand(provenance)
        self._show_why(provenance)
        self._show_standing()
        if not again:
            self._scroll.verticalScrollBar().setValue(0)
        self._give_focus(focused)

    def show_problem(self, place: Place, problem: Problem) -> None:
        """Say why nothing can be shown of a place: it has not been computed yet."""
        focused = self._focus_inside()
        self._provenance, self._problem = None, problem
        self._show_place(place)
        self._show_message(phrase(problem))
        self._give_focus(focused)

    def take_over(self, other: "WhereFrom") -> None:
        """Be about what another page is about, with the way to it."""
        self.table.view.take_over(other.table.view)
        if other.place is None:
            return
        self._trail.places = other.trail
        if other._provenance is not None:
            self.show_provenance(other._snapshot, other._provenance)
        else:
            self._show_place(other.place)
            self.show_none() if other._problem is None else self.show_problem(other.place, other._problem)
        self._scroll.take_over(other._scroll)
        self.table.scroll_bar.wait_for(other.table.scroll_bar.value())

    def show_nothing(self) -> None:
        """Nothing has been asked about."""
        self._provenance = self._snapshot = self._problem = None
        for view in (self.table.view, self.balance, self.given_view):
            view.show_nothing()  # for a large network it is much that they would keep
        self._trail.clear()
        self.trail_bar.show_places(())
        self._back.setVisible(False)
        self._life.hide()
        self._unit.hide()
        self.trail_bar.hide()
        self._title.setText(self.tr("Where a number comes from"))
        self._show_message(self.tr(
            "Click a cell of any map, of a sample or of an operation, to see where its number comes from. Or type "
            "which one in the field above, as W1[3, 7], and press Enter (Ctrl+L leads there)."))

    def set_context(self, snapshot: Snapshot | None) -> None:
        """Where the cells are that are typed."""
        self.field.set_snapshot(snapshot)

    def type_place(self) -> None:
        """Let a cell be typed."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_none(self) -> None:
        """Training has gone back to where nothing is computed: the place is kept, its number has gone."""
        focused = self._focus_inside()
        self._provenance = self._snapshot = self._problem = None
        self._show_message(self.tr("Nothing has been computed yet. Step an operation or an iteration, and its numbers "
                                   "can be looked at here."))
        self._give_focus(focused)

    def set_training_goes_on(self, goes_on: bool) -> None:
        """Say whether training has gone on since the snapshot was made, and offer to look anew."""
        self._goes_on = goes_on
        self._show_standing()

    def set_stale(self, stale: bool) -> None:
        """Say whether a sample that is looked at alone is shown as the network had it at another moment than now."""
        if stale != self._stale:
            self._stale = stale
            self._show_standing()

    def mark_places(self, places: Set[Place]) -> None:
        """Light the terms that have one of these cells as an operand: the pointer is on it in a map."""
        self.table.mark_places(places)
        self.update_view.mark_places(places)

    @Slot()
    def go_back(self) -> None:
        """Ask for the number before this one."""
        if self._trail.before is not None:
            self.place_chosen.emit(self._trail.before)

    # Showing --------------------------------------------------------------------------------------------------------

    def _show_place(self, place: Place) -> None:
        self._trail.show(place)
        self.trail_bar.show_places(self._trail.places)
        self._back.setVisible(True)
        self.trail_bar.show()
        self._back.setEnabled(self._trail.before is not None)
        self._life.setVisible(self._cell_of_parameter() is not None)
        unit = self._unit_of_cell()
        self._unit.setVisible(unit is not None)
        if unit is not None:
            self._unit.setText(self.tr("Unit {number}").format(number=unit.index))
        self._title.setText(self.tr("Where {cell} comes from").format(cell=place))
        self.setAccessibleName(self._title.text())

    def _cell_of_parameter(self) -> Place | None:
        """The cell of a parameter that the place is, or is the gradient or the new value of."""
        known = None if self._snapshot is None or self.place is None else self._snapshot.variables
        of = known and known.parameter(self.place.name)
        return Place(of.name, self.place.index) if of and len(self.place.index) == len(of.axes) else None

    def _unit_of_cell(self) -> Unit | None:
        known = self._snapshot is not None and self.place is not None
        return unit_of(self.place, self._snapshot.variables) if known else None

    @Slot()
    def _on_unit(self) -> None:
        self.unit_wanted.emit(self._unit_of_cell())

    @Slot()
    def _on_life(self) -> None:
        self.life_wanted.emit(self._cell_of_parameter())

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._message.show()
        for part in (self._formula, self._filled, self._exactly, self.balance, self.update_view, self.given_view,
                     self._by_hand, self._why, self._rounding, self._standing):
            part.hide()
        self._terms_visible(False)

    def _terms_visible(self, on: bool) -> None:
        self._terms_box.setVisible(on)
        if not on:
            self.curve.hide()

    def _show_number(self, provenance: Provenance) -> None:
        self._message.hide()
        given = provenance.way is Way.GIVEN
        self._write_formula(provenance)
        self._formula.setVisible(not given)
        self._filled.setToolTip(exact(provenance.value))
        self._filled.setAccessibleName(formatting.number(provenance.value))
        self._filled.show()

    def _write_formula(self, provenance: Provenance) -> None:
        self._formula.setText(in_fixed_font(rich(provenance.formula)))
        self._filled.setText(in_fixed_font(self._filled_text(provenance)))

    def _filled_text(self, provenance: Provenance) -> str:
        """The formula with its numbers, the last of them, which is the number itself, in bold."""
        value = formatting.number(provenance.value)
        before = rich(provenance.filled).removesuffix(value).rstrip() or f"{rich(str(provenance.place))} ="
        return f"{before} <b>{value}</b>"

    def _show_curve(self, snapshot: Snapshot, provenance: Provenance) -> None:
        variable = snapshot.variables[provenance.place.name]
        cells = variable.cells
        through = provenance.way is Way.FUNCTION and isinstance(cells, Curve | Slope)
        self.curve.setVisible(through)
        if through:
            with_slope = isinstance(cells, Slope)
            x, out = (float(snapshot.value(each.name)[provenance.place.index])
                      for each in (cells.operands["x"], cells.operands["out"] if with_slope else variable))
            self.curve.show_point(cells.activation, x, out, slope_of(cells.activation, x, out), with_slope=with_slope)

    def _show_why(self, provenance: Provenance) -> None:
        given, sums = provenance.way is Way.GIVEN, provenance.way is Way.SUM
        why = provenance.why_zero if provenance.why is provenance.rounding else provenance.why
        self._why.setText("" if given or why is None else phrase(why))
        self._why.setVisible(bool(self._why.text()))
        self._rounding.setText(phrase(provenance.rounding))
        value, total, difference = map(exact, (provenance.value, provenance.total, provenance.difference))
        self._rounding.setToolTip(f"{value} − {total}\n= {difference}".replace("-", formatting.MINUS))
        self._rounding.setVisible(sums or (not given and provenance.difference != 0))

    def _show_by_hand(self, provenance: Provenance) -> None:
        """What exact arithmetic gives, and what one has to know who calculates with the numbers as they are written."""
        several = provenance.way is Way.SUM and len(provenance.terms) > 1
        words = (provenance.unwritten,
                 self.table.view.rows.written.rounding(provenance.value) if several else None,
                 provenance.update[1] if provenance.way is Way.UPDATE else None)
        self._by_hand.setText(joined(phrase(each) for each in words if each is not None))
        self._exactly.setText("" if provenance.exactly is None else phrase(provenance.exactly))
        for label in (self._by_hand, self._exactly):
            label.setVisible(bool(label.text()))

    def _show_standing(self) -> None:
        """What the number is of, where it is not simply of the iteration that training stands at."""
        if self._provenance is None:
            self._standing.hide()
            return
        alone = self._snapshot.iteration == 0
        self._standing_text.setText(self._which_sample() if alone else self.tr(
            "as of iteration {iteration}; training goes on").format(
                iteration=formatting.integer(self._snapshot.iteration)))
        self._refresh.setVisible(not alone or self._stale or self._goes_on)
        self._standing.setVisible(alone or self._goes_on)

    def _which_sample(self) -> str:
        snapshot = self._snapshot
        sample = self.tr("your drawing") if snapshot.split == "drawn" else phrase(givens.sample(snapshot, 0))
        iteration, position = snapshot.parameters_after
        if position:
            return self.tr("of {sample} alone, with the network as it stood in iteration {iteration}, after "
                           "{position} of its operations").format(
                sample=sample, iteration=formatting.integer(iteration + 1), position=position)
        return self.tr("of {sample} alone, with the network as it stood after iteration {iteration}").format(
            sample=sample, iteration=formatting.integer(iteration))

    # Focus ----------------------------------------------------------------------------------------------------------

    def _focus_inside(self) -> bool:
        """Whether the keyboard is at what is shown of a number."""
        focused = self.focusWidget()
        return focused is not None and focused.hasFocus() and self._scroll.isAncestorOf(focused)

    def _give_focus(self, wanted: bool) -> None:
        """To what is shown now, if the keyboard was at what was shown before. Otherwise nobody here gets it.

        Qt itself would hand it to whatever comes next, and the keys that drive training would be lost.
        """
        if not wanted:
            return
        for view in (self.table.view, self.update_view, self.given_view.map):
            if view.isVisibleTo(self):
                view.setFocus(Qt.FocusReason.TabFocusReason)
                return
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    @Slot(object)
    def _on_refused(self, problem: Problem | None) -> None:
        self._refused.say("" if problem is None else phrase(problem))

    # Intents --------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_operand(self, place: Place) -> None:
        self._trail.follow(place)
        self.place_chosen.emit(place)

    @Slot()
    def _copy_value(self) -> None:
        if self._provenance is not None:
            QGuiApplication.clipboard().setText(exact(self._provenance.value))

    @Slot()
    def _copy_formula(self) -> None:
        if self._provenance is not None:
            QGuiApplication.clipboard().setText(f"{self._provenance.formula}\n{self._provenance.filled}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self.go_back()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.go_back()
        else:
            super().mousePressEvent(event)

    # Sizes ----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    def _fit(self) -> None:
        self._arrange()
        self._fit_terms()

    def _arrange(self) -> None:
        """The trail beside the title, or where there is no room beneath it."""
        wide = self.width() >= theme().scaled(_WIDE)
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    @Slot()
    def _fit_terms(self) -> None:
        """As high as all terms are, so that what is said of them stands right beneath."""
        drawing = 0 if self.curve.isHidden() else self.curve.sizeHint().height()
        table, gap = self.table.maximumHeight(), self._terms.spacing()
        needed = min(self.table.maximumWidth(), self.width()) + gap + self.curve.sizeHint().width()
        beside = not drawing or needed <= self.width() - theme().scaled(12)
        self._terms.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._terms_box.setMaximumHeight(max(table, drawing) if beside else table + gap + drawing)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._terms.setAlignment(self.table, top if drawing else Qt.AlignmentFlag(0))
        self._terms.setStretch(0, 0 if drawing else 1000)  # the drawing stands right beside

    @Slot()
    def _update_sizes(self) -> None:
        for layout, space in ((self._column, 6), (self._body, 5), (self._head, 4), (self._way, 2), (self._terms, 12)):
            layout.setSpacing(theme().scaled(space))
        if self._provenance is not None:
            self._write_formula(self._provenance)
        self._fit()
