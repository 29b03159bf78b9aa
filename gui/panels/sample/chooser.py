"""Choosing a sample: by number, by thumbnail, by digit, only wrong ones, at random, training or test, or drawn."""

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.data.dataset import Dataset
from engine.inspection.selection import matching
from engine.inspection.trace import Sample
from gui import formatting
from gui.theme import theme
from gui.widgets.digit_strip import DigitStrip
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel
from gui.widgets.pill import PillGroup
from gui.widgets.tips import wrapped

SPLITS = ("test", "train", "drawn")
LONGEST_NUMBER = 20  # characters that can be typed


class SampleChooser(QWidget):
    """Everything that decides which sample is looked at.

    The pills that choose between test data, training data and drawing are a widget of their own, `places`, so that
    the panel can put them into its title row.

    Signals
    -------
    chosen(Sample or None): another sample is to be looked at; None while nothing is drawn yet
    predictions_wanted(str): which samples of this split the network gets wrong is needed
    drawing_wanted(bool): whether the x of the panel is to be drawn on
    cleared(): the drawing is to be wiped
    """

    chosen = Signal(object)
    predictions_wanted = Signal(object)
    drawing_wanted = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._split = "test"
        self._index = 0
        self._chosen: Sample | None = None
        self._indices = np.empty(0, int)      # the samples that the filter lets through
        self._first = 0                       # where in these the strip begins
        self._predictions: dict[str, np.ndarray] = {}
        self._drawing: np.ndarray | None = None
        self._random = np.random.default_rng()
        self._layouts: list[QVBoxLayout | QHBoxLayout] = []
        self.places = PillGroup([self.tr("test"), self.tr("training"), self.tr("draw")])
        self.places.set_tool_tips([
            self.tr("Images that the network never learns from"),
            self.tr("Images that the network learns from"),
            self.tr("Draw a digit yourself")])
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
        self.places.chosen.connect(self._on_place_chosen)
        self._strip.selected.connect(self._on_thumbnail)
        self._strip.previous.connect(self._on_page_back)
        self._strip.next.connect(self._on_page_forth)
        self._strip.capacity_changed.connect(self._on_capacity_changed)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def _build_filter(self) -> None:
        self._number = QLineEdit()
        self._number.setMaxLength(LONGEST_NUMBER)
        self._number.setAccessibleName(self.tr("Number of the sample"))
        self._number.setToolTip(self.tr("Number of the sample, as in x_test[number]; press Enter"))
        self._of = DimLabel(small=True)
        self._digit = QComboBox()
        self._digit.setAccessibleName(self.tr("Only this digit"))
        self._digit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._digit.setToolTip(self.tr("Show only samples of one digit"))
        self._digit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._wrong = QCheckBox(self.tr("only wrong ones"))
        self._wrong.setToolTip(self.tr("Show only samples that the network predicts wrong as it stands now"))
        self._wrong.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._any = QPushButton(self.tr("Random"))
        self._any.setProperty("role", "small")
        self._any.setToolTip(self.tr("Choose one of them at random"))
        self._any.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._number.returnPressed.connect(self._on_number_entered)
        self._number.editingFinished.connect(self._show_number)
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
        self._hint = DimLabel(self.tr("Draw a digit on x. To see gradients, say which digit it is meant to be:"))
        self._hint.setWordWrap(True)
        self._meant = QComboBox()
        self._meant.setAccessibleName(self.tr("Which digit it is meant to be"))
        self._meant.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.setProperty("role", "small")
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self._drawing_page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._seen)
        row.addWidget(self._hint, 1)
        row.addWidget(self._meant)
        row.addWidget(self._clear)
        self._layouts.append(row)
        self._meant.activated.connect(self._on_meant)
        self._clear.clicked.connect(self._on_clear)

    # --- shown by the panel ----------------------------------------------------------------------------------------

    def show_dataset(self, dataset: Dataset) -> None:
        """Choose among these images, from the first test image on."""
        self._dataset = dataset
        self._predictions = {}
        self._drawing = None
        self._index = 0
        for combo, first in ((self._digit, self.tr("all digits")), (self._meant, "–")):
            combo.clear()
            combo.addItems([first, *dataset.class_names])
        self._wrong.setChecked(False)
        self._choose_place("test")

    def show_predictions(self, split: str, predictions: np.ndarray) -> None:
        """Mark the wrong ones among the thumbnails, and go by them where only wrong ones are wanted."""
        if self._dataset is None or split not in ("train", "test"):
            return
        if len(predictions) != len(self._dataset.split(split)):
            return  # of a data set that was there before
        self._predictions[split] = predictions
        if split == self._split:
            self._apply_filter()

    def show_drawing(self, ink: np.ndarray) -> None:
        """Look at what has been drawn: ink (h, w), 1 where it is full."""
        if self._dataset is None:
            return
        self._drawing = self._dataset.prepare_drawing(ink) if ink.any() else None
        self._choose_drawing()

    def choose_again(self) -> None:
        """Ask for the same sample once more, of another network."""
        self._predictions = {}
        if self._split == "drawn":
            self._choose_drawing()
        else:
            self._apply_filter()
            self._choose(self._index)
            self.predictions_wanted.emit(self._split)

    def is_chosen(self, sample: Sample) -> bool:
        """Whether this is the sample that was chosen last."""
        return sample is self._chosen

    @property
    def split(self) -> str:
        """``"test"``, ``"train"`` or ``"drawn"``."""
        return self._split

    @property
    def only_wrong(self) -> bool:
        """Whether the choice depends on what the network gets wrong."""
        return self._wrong.isChecked() and self._split != "drawn"

    # --- choosing --------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_place_chosen(self, place: int) -> None:
        self._index = 0
        self._choose_place(SPLITS[place])

    def _choose_place(self, split: str) -> None:
        self._split = split
        self.places.choose(SPLITS.index(split))
        drawing = split == "drawn"
        self._pages.setCurrentIndex(1 if drawing else 0)
        self.drawing_wanted.emit(drawing)
        if drawing:
            self._choose_drawing()
        else:
            self._first = 0
            self._apply_filter()
            self._choose(self._index)
            self.predictions_wanted.emit(split)

    def _choose(self, index: int) -> None:
        """Look at the sample with this number, and have it in the strip if the filter lets it through."""
        split = self._dataset.split(self._split)
        self._index = min(max(index, 0), len(split) - 1)
        place = int(np.searchsorted(self._indices, self._index))
        capacity = max(self._strip.capacity(), 1)
        if place < len(self._indices) and not self._first <= place < self._first + capacity:
            self._first = place // capacity * capacity
        self._show_strip()
        self._show_number()
        self._emit(Sample(split.x[self._index], int(split.labels[self._index]), self._split, self._index))

    def _emit(self, sample: Sample | None) -> None:
        self._chosen = sample
        self.chosen.emit(sample)

    def _choose_drawing(self) -> None:
        if self._drawing is None:
            self._seen.show_message(self.tr("empty"))
            self._emit(None)
            return
        self._seen.show_values(self._drawing.reshape(self._dataset.image_shape), kind="image", limit=1.0, name="x")
        meant = self._meant.currentIndex() - 1
        self._emit(Sample(self._drawing, meant if meant >= 0 else None, "drawn", 0))

    def _apply_filter(self) -> None:
        split = self._dataset.split(self._split)
        digit = self._digit.currentIndex() - 1
        wrong = self._predictions.get(self._split) if self._wrong.isChecked() else None
        self._indices = matching(split, label=digit if digit >= 0 else None, predictions=wrong)
        self._first = min(self._first, max(len(self._indices) - 1, 0))
        self._of.setText(self._count_text(len(split)))
        self._any.setEnabled(len(self._indices) > 0)
        self._show_strip()

    def _count_text(self, total: int) -> str:
        if len(self._indices) == total:
            return self.tr("of {total}").format(total=formatting.integer(total))
        return self.tr("{found} of {total}").format(
            found=formatting.integer(len(self._indices)), total=formatting.integer(total))

    @Slot()
    def _on_filter_changed(self) -> None:
        self._first = 0
        self._apply_filter()
        if self._wrong.isChecked():
            self.predictions_wanted.emit(self._split)
        if len(self._indices) and self._index not in self._indices:
            self._choose(int(self._indices[0]))

    @Slot()
    def _on_random(self) -> None:
        if len(self._indices):
            self._choose(int(self._random.choice(self._indices)))

    @Slot()
    def _on_number_entered(self) -> None:
        text = self._number.text().replace(",", "").strip()
        if text.isdecimal():  # which "²" is not
            self._choose(int(text))
        self._number.clearFocus()

    @Slot(object)
    def _on_thumbnail(self, position: int) -> None:
        if self._first + position < len(self._indices):
            self._choose(int(self._indices[self._first + position]))

    @Slot()
    def _on_meant(self) -> None:
        self._choose_drawing()

    @Slot()
    def _on_clear(self) -> None:
        self._meant.setCurrentIndex(0)  # what is drawn next may be meant to be another digit
        self.cleared.emit()

    @Slot()
    def _on_page_back(self) -> None:
        self._first = max(self._first - max(self._strip.capacity(), 1), 0)
        self._show_strip()

    @Slot()
    def _on_page_forth(self) -> None:
        if self._first + self._strip.capacity() < len(self._indices):
            self._first += max(self._strip.capacity(), 1)
            self._show_strip()

    @Slot()
    def _on_capacity_changed(self) -> None:
        if self._dataset is not None:
            self._show_strip()

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_strip(self) -> None:
        split = self._dataset.split(self._split) if self._split != "drawn" else self._dataset.test
        shown = self._indices[self._first:self._first + self._strip.capacity()]
        images = split.x[shown].reshape(-1, *self._dataset.image_shape)
        place = np.flatnonzero(shown == self._index)
        predictions = self._predictions.get(self._split)
        wrong = [] if predictions is None else np.flatnonzero(predictions[shown] != split.labels[shown]).tolist()
        self._strip.show_images(
            images, [""] * len(shown), [self._thumbnail_text(split, int(i), predictions) for i in shown],
            int(place[0]) if len(place) else None, wrong)
        self._strip.set_pages(self._first > 0, self._first + len(shown) < len(self._indices))

    def _thumbnail_text(self, split, index: int, predictions: np.ndarray | None) -> str:
        names = self._dataset.class_names
        if predictions is None:
            return self.tr("no. {index}: {label}").format(index=index, label=names[split.labels[index]])
        return self.tr("no. {index}: {label}, predicted {predicted}").format(
            index=index, label=names[split.labels[index]], predicted=names[predictions[index]])

    @Slot()
    def _show_number(self) -> None:
        self._number.setText(formatting.integer(self._index))

    @Slot()
    def _update_sizes(self) -> None:
        side = theme().scaled(44)
        self._seen.setFixedSize(side, side)
        self._number.setFixedWidth(self._number.fontMetrics().horizontalAdvance("60,000") + theme().scaled(24))
        for layout in self._layouts:
            layout.setSpacing(theme().scaled(6))
