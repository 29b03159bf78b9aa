"""What the whole network does over time, in the place of the accuracies: chosen from a menu, found on demand."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from engine.inspection.measures.activations import Activations
from engine.inspection.measures.life import Life, ParametersAlone
from engine.inspection.measures.measure import Measure
from engine.inspection.measures.table import MEASURES
from engine.inspection.place import Place
from engine.inspection.typed_place import place_from
from engine.problem import EngineError, Problem
from engine.training.trainer import Trainer
from gui.background.inquiry import Inquiry
from gui.panels.curves.activations_view import ActivationsView
from gui.panels.curves.buttons import FlatButton, FollowButton
from gui.panels.curves.measure_plot import MeasurePlot
from gui.panels.curves.plot import CurvePlot
from gui.panels.curves.revisits import Revisits
from gui.training.reports import RunStarted
from gui.widgets.card import Card
from gui.widgets.labels import DimLabel
from gui.widgets.place_field import PlaceField
from gui.words import formatting
from gui.words.engine_texts import phrase, translated

ACCURACY = "accuracy"
MOST_STACKED = 2  # plots that stand one above the other; of more there are two in each row


class OverTime(QObject):
    """Lets the second card show a measure of the run instead of its accuracies.

    Signals
    -------
    position_dragged(int), position_chosen(int): as of a `CurvePlot`
    shown(): something else is shown than before
    """

    position_dragged = Signal(object)
    position_chosen = Signal(object)
    shown = Signal()

    def __init__(self, card: Card, accuracy: CurvePlot, button: FlatButton, follow: FollowButton,
                 inquiry: Inquiry) -> None:
        super().__init__(card)
        self._card, self._accuracy, self._follow = card, accuracy, follow
        self._accuracy_title = card.title
        self.name = ACCURACY
        self._place: Place | None = None
        self._parameters: ParametersAlone | None = None
        self._kind: object = None  # of the measure that the views were made for
        self._made: list[MeasurePlot] = []  # views that have been needed so far; they are hidden, not taken down
        self._made_strips: list[ActivationsView] = []
        self.plots: tuple[MeasurePlot, ...] = ()
        self.strips: tuple[ActivationsView, ...] = ()
        self.revisits = Revisits(inquiry, "over time", self)
        self.revisits.changed.connect(self._on_changed)
        self._make_menu(button)
        self._make_page()

    def _make_menu(self, button: FlatButton) -> None:
        menu, group = QMenu(button), QActionGroup(button)
        self._actions: dict[str, QAction] = {}
        for name, text in ((ACCURACY, self._accuracy_title), *((name, translated(measure.title))
                                                               for name, measure in MEASURES.items())):
            action = self._actions[name] = QAction(text, group, checkable=True, checked=name == ACCURACY)
            action.setData(name)
            menu.addAction(action)
        group.triggered.connect(self._on_triggered)
        button.setMenu(menu)
        button.setPopupMode(button.ToolButtonPopupMode.InstantPopup)
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")

    def _make_page(self) -> None:
        """Where a measure is shown: the cell that is typed, the views, the sentence."""
        self.page = QWidget()
        self._column = QVBoxLayout(self.page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.field = PlaceField()
        self.field.place_typed.connect(self.show_life)
        self.field.refused.connect(self._on_refused)
        self.sentence = DimLabel(small=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setMinimumWidth(1)
        self._views = QGridLayout()
        self._column.addWidget(self.field)
        self._column.addLayout(self._views, 1)
        self._column.addWidget(self.sentence)
        self.page.hide()
        self._card.body.addWidget(self.page, 1)

    # -- what the panel says

    def show_run(self, run: RunStarted) -> None:
        """Another network."""
        known = [one for operation in run.operations for one in (*operation.uses, *operation.makes)]
        self._parameters = ParametersAlone(known, run.shape)
        self.field.set_snapshot(self._parameters)
        self.revisits.show_history(run.history)
        if self.name == "life":
            self.choose(self.name)  # the cell may not be there any more

    def show_life(self, place: Place) -> None:
        """Show the life of this cell of a parameter."""
        self._place = place
        self.choose("life")

    def choose(self, name: str) -> None:
        """Show a measure by its name in `MEASURES`, or the accuracies."""
        self.name = name
        self._actions[name].setChecked(True)
        self._hide_views()
        is_measure = name != ACCURACY
        self._accuracy.setVisible(not is_measure)
        self.page.setVisible(is_measure)
        self.field.setVisible(name == "life")
        self._card.set_title(translated(MEASURES[name].title) if is_measure else self._accuracy_title)
        self.sentence.setText(translated(MEASURES[name].reads) if is_measure else "")
        self._follow.setVisible(name != "activations")
        self._card.set_subtitle("")
        self.revisits.want(self._maker() if is_measure else None)
        self.shown.emit()

    def _maker(self) -> Callable[[Trainer], Measure] | None:
        if self.name != "life":
            return MEASURES[self.name]
        if self._parameters is None:
            return None
        self._place = self._still_there(self._place)
        self._card.set_title(self.tr("Life of {cell}").format(cell=self._place))
        return partial(Life, place=self._place)

    def _still_there(self, place: Place | None) -> Place:
        try:
            return place_from(str(place), self._parameters)
        except EngineError:
            last = [name for name in self._parameters.names() if len(self._parameters.axes(name)) > 1][-1]
            return Place(last, tuple(size // 2 for size in self._parameters.shape(last)))

    def take_over(self, other: "OverTime") -> None:
        """Show what another one shows."""
        self._parameters, self._place = other._parameters, other._place
        self.field.set_snapshot(self._parameters)
        self.revisits.show_history(other.revisits.history)
        self.revisits.show_state(other.revisits.state)
        self.choose(other.name)

    # -- what has been found

    @Slot()
    def _on_changed(self) -> None:
        measure = self.revisits.record.measure
        if self.name == ACCURACY:
            return
        if measure is None:
            self._hide_views()
        elif (type(measure), measure.rows) != self._kind:
            self._hide_views()
            self._show_views(measure)
        for view in (*self.plots, *self.strips):
            view.show_record(self.revisits.record)
        self._say_progress()

    def _show_views(self, measure: Measure) -> None:
        self._kind = type(measure), measure.rows
        if isinstance(measure, Activations):
            self.strips = (self._strip(),)
        else:
            first = 0
            for number, count in enumerate(measure.panes):
                self.plots += (self._plot(number),)
                # Which cell it is stands above; along a low axis all of it would be cut off.
                alone = measure.rows[first].partition("[")[0]
                y_label = alone if count < len(measure.rows) else translated(measure.scale)
                self.plots[-1].show_measure(measure, first, count, y_label)
                first += count
        columns = 1 if len(self.plots) <= MOST_STACKED else 2
        for number, view in enumerate((*self.plots, *self.strips)):
            self._views.addWidget(view, *divmod(number, columns))
            view.show()
        self.shown.emit()

    def _plot(self, number: int) -> MeasurePlot:
        """The plot in this place, of the run that is shown."""
        if number == len(self._made):
            plot = MeasurePlot()
            plot.position_dragged.connect(self.position_dragged)
            plot.position_chosen.connect(self.position_chosen)
            self._follow.toggled.connect(plot.follow)
            plot.following_changed.connect(self._follow.setChecked)
            self._made.append(plot)
        plot, run = self._made[number], self._accuracy
        plot.show_run(run.history, run.iterations, run.epochs)
        plot.show_break(run.broken)
        return plot

    def _strip(self) -> ActivationsView:
        if not self._made_strips:
            self._made_strips.append(ActivationsView())
            self._made_strips[0].position_chosen.connect(self.position_chosen)
        return self._made_strips[0]

    def _hide_views(self) -> None:
        for view in (*self.plots, *self.strips):
            self._views.removeWidget(view)
            view.hide()
        self.plots, self.strips, self._kind = (), (), None

    def _say_progress(self) -> None:
        revisits = self.revisits
        if revisits.problem is not None:
            text = phrase(revisits.problem)
        elif revisits.is_whole:
            text = ""
        elif revisits.is_running:
            text = self.tr("a few so far; all when paused")
        else:
            text = self.tr("{part} looked at …").format(part=formatting.percent(revisits.part))
        self._card.set_subtitle(text, stressed=revisits.problem is not None)

    # -- what a person chooses

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.choose(action.data())

    @Slot(object)
    def _on_refused(self, problem: Problem | None) -> None:
        self._card.set_subtitle("" if problem is None else phrase(problem), stressed=True)
