"""Choosing a sample: by number, by thumbnail, by class, only wrong ones, at random, training or test, or drawn."""

from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.data.dataset import Dataset, Split
from engine.inspection.frozen.trace import Sample
from engine.inspection.selection import matching
from engine.problem import Problem
from engine.typed_numbers import place_number
from gui.look.theme import theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.digit_strip import DigitStrip
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel
from gui.widgets.pill import PillGroup
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit
from gui.words import formatting
from gui.words.engine_texts import phrase

SPLITS = ("test", "train", "drawn")
LARGEST = "60,000"  # the longest number that has to be read
UNKNOWN = -1        # in place of a class number, where a prediction has not been asked for


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """The samples of one split to choose from, and the one that is chosen.

    All of it belongs together: whoever chooses another split, sample or filter gets another shelf, and so a number of
    one split is never used on another.

    Parameters
    ----------
    dataset, name
        ``"test"`` or ``"train"`` of this data set.
    index
        Of the chosen sample.
    indices
        Of the samples that the filter lets through, in ascending order.
    first
        Where in these the strip begins.
    """

    dataset: Dataset
    name: str
    index: int = 0
    indices: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    first: int = 0

    @property
    def split(self) -> Split:
        """All samples of the split."""
        return self.dataset.split(self.name)

    def filtered(self, indices: np.ndarray) -> "_Shelf":
        """The same with these samples let through."""
        return replace(self, indices=indices, first=min(self.first, max(len(indices) - 1, 0)))

    def chosen(self, index: int, room: int) -> "_Shelf":
        """The same with another sample, which is among the `room` that are seen if the filter lets it through."""
        index = min(max(index, 0), len(self.split) - 1)
        place = int(np.searchsorted(self.indices, index))
        off = place < len(self.indices) and not self.first <= place < self.first + room
        return replace(self, index=index, first=place // room * room if off else self.first)

    def turned(self, by: int) -> "_Shelf":
        """The same seen from so many further on, or back, if there are samples."""
        first = max(self.first + by, 0)
        return replace(self, first=first) if first < len(self.indices) else self

    def seen(self, room: int) -> np.ndarray:
        """The indices of the samples that are seen."""
        return self.indices[self.first:self.first + room]


class SampleChooser(QWidget):
    """Everything that decides which sample is looked at.

    The pills that choose between test data, training data and drawing are a widget of their own, `places`, so that
    the panel can put them into its title row.

    Signals
    -------
    chosen(Sample or None): another sample is to be looked at; None while nothing is drawn yet
    predictions_wanted(str, indices): what the network makes of these samples of this split is needed; None: of all
    drawing_wanted(bool): whether the x of the panel is to be drawn on
    cleared(): the drawing is to be wiped
    steps_wanted(): how it becomes what the network sees is to be seen
    """

    chosen = Signal(object)
    predictions_wanted = Signal(object, object)
    drawing_wanted = Signal(object)
    cleared = Signal()
    steps_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = "test"                  # one of SPLITS
        self._shelf: _Shelf | None = None     # of the last place that was no drawing; None before there is a data set
        self._chosen: Sample | None = None
        self._predictions: dict[str, np.ndarray] = {}
        self._seeks = False  # whether the first wrong one is to be chosen once it is known
        self._drawing: np.ndarray | None = None
        self._name = ""  # of the drawing, where it was not drawn here
        self._random = np.random.default_rng()
        self._layouts: list[QVBoxLayout | QHBoxLayout] = []
        self.places = PillGroup([self.tr("test"), self.tr("training"), self.tr("draw")])
        self._build_filter()
        self._build_drawing()
        self._strip = DigitStrip()
        self._pages = QStackedWidget()
        for page in (self._filter_page(), self._drawing_page):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._layouts.append(column)
        self._let_choose(False)
        self.places.chosen.connect(self._on_place_chosen)
        self._strip.selected.connect(self._on_thumbnail)
        self._strip.previous.connect(self._on_page_back)
        self._strip.next.connect(self._on_page_forth)
        self._strip.capacity_changed.connect(self._on_capacity_changed)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def _build_filter(self) -> None:
        self._number = ValueEdit(self._read_number, formatting.integer, smallest=LARGEST, explains=True)
        self._number.setAccessibleName(self.tr("Number of the sample"))
        self._number.setToolTip(self.tr(
            "Number of the sample, as in x_test[number]; x_train has the samples that are learnt from"))
        self._of = DimLabel(small=True)
        self._digit = ChoiceBox(())
        self._wrong = QCheckBox(self.tr("only wrong ones"))
        self._wrong.setToolTip(self.tr("Show only samples that the network predicts wrong as it stands now"))
        self._wrong.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._any = QPushButton(self.tr("Random"))
        self._any.setProperty("role", "small")
        self._any.setToolTip(self.tr("Choose one of them at random"))
        self._any.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._number.entered.connect(self._on_number_entered)
        self._digit.activated.connect(self._on_filter_changed)
        self._wrong.toggled.connect(self._on_filter_changed)
        self._any.clicked.connect(self._on_random)

    def _filter_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout()
        row.addWidget(DimLabel(self.tr("no."), small=True))
        row.addWidget(self._number)
        row.addWidget(self._of)
        row.addStretch(1)
        for widget in (self._digit, self._wrong, self._any):
            row.addWidget(widget)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._strip)
        self._layouts += [row, column]
        return page

    def _build_drawing(self) -> None:
        self._drawing_page = QWidget()
        self._seen = HeatMap()
        self._seen.setAccessibleName(self.tr("What the network sees of the drawing"))
        self._seen.setToolTip(wrapped(
            self.tr("What the network sees: the drawing, centred and scaled as its digits were")))
        self._hint = DimLabel(self.tr("Draw a digit. To see gradients, say which digit it is meant to be:"))
        self._hint.setWordWrap(True)
        self._meant = ChoiceBox(())
        self._meant.setAccessibleName(self.tr("Which digit it is meant to be"))
        self._steps = SmallButton(
            self.tr("Steps…"), self.tr("Each step from the drawing to x, and what leaving it out does"))
        self._clear = SmallButton(self.tr("Clear"))
        row = QHBoxLayout(self._drawing_page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._seen)
        row.addWidget(self._hint, 1)
        row.addWidget(self._meant)
        row.addWidget(self._steps)
        row.addWidget(self._clear)
        self._layouts.append(row)
        self._meant.activated.connect(self._on_meant)
        self._steps.clicked.connect(self.steps_wanted)
        self._clear.clicked.connect(self._on_clear)

    # --- shown by the panel ----------------------------------------------------------------------------------------

    def show_dataset(self, dataset: Dataset) -> None:
        """Choose among these samples, from the first of the test data on."""
        self._place, self._shelf, self._predictions, self._drawing = "test", _Shelf(dataset, "test"), {}, None
        self._name = ""
        with QSignalBlocker(self._wrong):
            self._wrong.setChecked(False)
        self._offer(dataset)
        self._choose_place("test")

    def _offer(self, dataset: Dataset) -> None:
        """What there is to choose from."""
        words = dataset.look.words
        self.places.offer((0, 1, 2) if dataset.look.is_drawable else (0, 1))
        self.places.set_tool_tips([phrase(words.never_learnt), phrase(words.learnt), self.tr("Draw a digit yourself")])
        self._digit.setAccessibleName(phrase(words.only_class))
        self._digit.setToolTip(phrase(words.only_of_class))
        for combo, first in ((self._digit, phrase(words.all_classes)), (self._meant, "–")):
            combo.clear()
            combo.addItems([first, *dataset.class_names])
            # Qt keeps the least width that it found while there was nothing to choose from.
            QCoreApplication.sendEvent(combo, QEvent(QEvent.Type.StyleChange))
        self._let_choose(True)

    def take_over(self, other: "SampleChooser") -> None:
        """Offer and choose what another one does. Emits nothing."""
        self._offer(other._shelf.dataset)
        for combo, before in ((self._digit, other._digit), (self._meant, other._meant)):
            combo.setCurrentIndex(before.currentIndex())
        with QSignalBlocker(self._wrong):
            self._wrong.setChecked(other._wrong.isChecked())
        self._place, self._shelf, self._chosen = other._place, other._shelf, other._chosen
        self._predictions, self._drawing, self._name = dict(other._predictions), other._drawing, other._name
        self.places.choose(SPLITS.index(self._place))
        self._pages.setCurrentIndex(1 if self._place == "drawn" else 0)
        self._filter()
        self._show_number()
        self._show_drawing()

    def ask_for_predictions(self) -> None:
        """Ask for those of the samples that are seen; where only wrong ones are, it takes those of all to find them."""
        self.predictions_wanted.emit(
            self._shelf.name, None if self._wrong.isChecked() else self._shelf.seen(self._room))

    def show_predictions(self, split: str, predictions: np.ndarray, indices: np.ndarray | None = None) -> None:
        """Mark the wrong ones among the thumbnails, and go by them where only wrong ones are wanted."""
        if self._shelf is None or split not in ("train", "test"):
            return
        count = len(self._shelf.dataset.split(split))
        if (len(predictions) != count) if indices is None else (indices >= count).any():
            return  # of a data set that was there before
        if indices is not None:
            found = np.full(count, UNKNOWN)
            found[indices] = predictions
            predictions = found
        self._predictions[split] = predictions
        if split == self._shelf.name:
            self._filter()
            if self._seeks and self._wrong_ones() is not None:
                self._seeks = False
                self._choose_among()

    def show_drawing(self, ink: np.ndarray) -> None:
        """Look at what has been drawn: ink (h, w), 1 where it is full."""
        if self._shelf is None:
            return
        self._drawing = self._shelf.dataset.look.prepare_drawing(ink) if ink.any() else None
        self._name = ""
        if self._place == "drawn":
            self._choose_drawing()

    def choose_again(self, dataset: Dataset) -> None:
        """Ask for the same sample once more, of another network; of this data set, perhaps another part of it."""
        self._shelf, self._predictions = replace(self._shelf, dataset=dataset), {}
        self._filter()
        if self._place == "drawn":
            self._choose_drawing()
        else:
            self._choose(self._shelf.index)
            self.ask_for_predictions()

    def look_at(self, split: str, number: int) -> None:
        """Choose the sample of this number; of one beyond the last, the last."""
        self._choose_place(split)
        self._choose(number)

    def look_at_drawing(self, drawing: np.ndarray, label: int | None, name: str = "") -> None:
        """Choose a drawing as it is, not brought into the form of the data; its name where it was not drawn here."""
        self._meant.setCurrentIndex(0 if label is None else label + 1)
        self._drawing, self._name = drawing, name
        self._choose_place("drawn")

    def is_chosen(self, sample: Sample) -> bool:
        """Whether this is the sample that was chosen last."""
        return sample is self._chosen

    @property
    def sample(self) -> Sample | None:
        """What was chosen last; None while nothing is drawn."""
        return self._chosen

    @property
    def strip(self) -> DigitStrip:
        """The thumbnails to choose from."""
        return self._strip

    @property
    def split(self) -> str:
        """``"test"``, ``"train"`` or ``"drawn"``."""
        return self._place

    # --- choosing --------------------------------------------------------------------------------------------------

    def _let_choose(self, on: bool) -> None:
        """Before there is a data set, there is nothing to choose from."""
        for widget in (self.places, self._pages):
            widget.setEnabled(on)

    @Slot(object)
    def _on_place_chosen(self, place: int) -> None:
        self._choose_place(SPLITS[place])

    def _choose_place(self, place: str) -> None:
        self._place = place
        self.places.choose(SPLITS.index(place))
        drawing = place == "drawn"
        if not drawing:
            self._shelf = _Shelf(self._shelf.dataset, place)
            self._filter()
        self._pages.setCurrentIndex(1 if drawing else 0)
        self.drawing_wanted.emit(drawing)
        if drawing:
            self._choose_drawing()
        else:
            self._choose(0)
            self.ask_for_predictions()

    def _choose(self, index: int) -> None:
        """Look at the sample with this number, and have it in the strip if the filter lets it through."""
        self._shelf = shelf = self._shelf.chosen(index, self._room)
        self._show_strip()
        self._show_number()
        self._emit(Sample(shelf.split.x[shelf.index], int(shelf.split.labels[shelf.index]), shelf.name, shelf.index))

    def _emit(self, sample: Sample | None) -> None:
        self._chosen = sample
        self.chosen.emit(sample)

    def _choose_drawing(self) -> None:
        self._show_drawing()
        if self._drawing is None:
            self._emit(None)
            return
        meant = self._meant.currentIndex() - 1
        self._emit(Sample(self._drawing, meant if meant >= 0 else None, "drawn", 0, self._name))

    def _show_drawing(self) -> None:
        """What the network sees of it."""
        if self._drawing is None:
            self._seen.show_message(self.tr("empty"))
        else:
            look = self._shelf.dataset.look
            self._seen.show_values(look.picture(self._drawing), kind=look.colours, limit=look.high, name="x")

    def _filter(self) -> None:
        """Go by the filter as it is now."""
        shelf, digit = self._shelf, self._digit.currentIndex() - 1
        self._shelf = shelf.filtered(matching(
            shelf.split, label=digit if digit >= 0 else None, predictions=self._wrong_ones()))
        self._of.setText(self._count_text(len(shelf.split)))
        self._any.setEnabled(len(self._shelf.indices) > 0)
        self._show_strip()

    def _count_text(self, total: int) -> str:
        found = len(self._shelf.indices)
        if found == total:
            return self.tr("of {total}").format(total=formatting.integer(total))
        return self.tr("{found} of {total}").format(found=formatting.integer(found), total=formatting.integer(total))

    @Slot()
    def _on_filter_changed(self) -> None:
        self._shelf = replace(self._shelf, first=0)
        self._filter()
        if self._wrong.isChecked():
            self._seeks = self._wrong_ones() is None  # only what is predicted of all tells which they are
            self.ask_for_predictions()
        self._choose_among()

    def _choose_among(self) -> None:
        """If the filter does not let through what is chosen, take the first that it does."""
        if len(self._shelf.indices) and self._shelf.index not in self._shelf.indices:
            self._choose(int(self._shelf.indices[0]))

    def _wrong_ones(self) -> np.ndarray | None:
        """What is predicted of all, where only wrong ones are to be seen and it is known."""
        known = self._predictions.get(self._shelf.name)
        return known if self._wrong.isChecked() and known is not None and (known != UNKNOWN).all() else None

    @Slot()
    def _on_random(self) -> None:
        if len(self._shelf.indices):
            self._choose(int(self._random.choice(self._shelf.indices)))

    @Slot()
    def _on_number_entered(self) -> None:
        self._choose(self._number.value)
        self._number.clearFocus()

    def _read_number(self, text: str) -> int | Problem:
        return place_number(text, 1 if self._shelf is None else len(self._shelf.split))

    @Slot(object)
    def _on_thumbnail(self, position: int) -> None:
        seen = self._shelf.seen(self._room)
        if position < len(seen):
            self._choose(int(seen[position]))

    @Slot()
    def _on_meant(self) -> None:
        self._choose_drawing()

    @Slot()
    def _on_clear(self) -> None:
        self._meant.setCurrentIndex(0)  # what is drawn next may be meant to be another digit
        self.cleared.emit()

    @Slot()
    def _on_page_back(self) -> None:
        self._turn(-self._room)

    @Slot()
    def _on_page_forth(self) -> None:
        self._turn(self._room)

    def _turn(self, by: int) -> None:
        self._shelf = self._shelf.turned(by)
        self._show_strip()

    @Slot()
    def _on_capacity_changed(self) -> None:
        if self._shelf is not None:
            self._show_strip()

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def _room(self) -> int:
        """How many thumbnails can be seen."""
        return max(self._strip.capacity(), 1)

    def _show_strip(self) -> None:
        shelf, predictions = self._shelf, self._predictions.get(self._shelf.name)
        split, seen = shelf.split, shelf.seen(self._room)
        place = np.flatnonzero(seen == shelf.index)
        made = np.full(len(seen), UNKNOWN) if predictions is None else predictions[seen]
        wrong = np.flatnonzero((made != UNKNOWN) & (made != split.labels[seen])).tolist()
        self._strip.show_images(
            shelf.dataset.look.thumbnails(split.x[seen]), [""] * len(seen),
            [self._thumbnail_text(int(label), int(i), int(each))
             for label, i, each in zip(split.labels[seen], seen, made, strict=True)],
            int(place[0]) if len(place) else None, wrong)
        self._strip.set_pages(shelf.first > 0, shelf.first + len(seen) < len(shelf.indices))
        if predictions is not None and (made == UNKNOWN).any():  # others have come into view
            self.ask_for_predictions()

    def _thumbnail_text(self, label: int, index: int, predicted: int) -> str:
        names = self._shelf.dataset.class_names
        if predicted == UNKNOWN:
            return self.tr("no. {index}: {label}").format(index=index, label=names[label])
        return self.tr("no. {index}: {label}, predicted {predicted}").format(
            index=index, label=names[label], predicted=names[predicted])

    def _show_number(self) -> None:
        self._number.set_value(self._shelf.index)

    @Slot()
    def _update_sizes(self) -> None:
        side = theme().scaled(44)
        self._seen.setFixedSize(side, side)
        self._number.setFixedWidth(self._number.fontMetrics().horizontalAdvance(LARGEST) + theme().scaled(24))
        for layout in self._layouts:
            layout.setSpacing(theme().scaled(6))
