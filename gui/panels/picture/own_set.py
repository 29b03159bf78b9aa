"""The pictures that are kept: tested on by the network as it stands, and trained on if wanted."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.data.dataset import Dataset, Split
from engine.data.own.added import TIMES
from engine.data.own.kept import Own, Pictures, split_of
from engine.inspection.learned.answers import NO_ANSWER, Answers
from engine.problem import filled
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.digit_strip import DigitStrip
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.sentences import joined

_SAID = 150  # pixels at normal text from which on what is said of them stands beside the heading


class OwnSet(Guarded, QWidget):
    """A row of thumbnails, how many of them are read right, and what can be done with them.

    Signals
    -------
    chosen(Own): a person wants to see this one
    removal_wanted(Own)
    training_wanted(int): a new network is to learn from them too, each so many times
    """

    chosen = Signal(object)
    removal_wanted = Signal(object)
    training_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: Pictures = ()
        self._dataset: Dataset | None = None
        self._split: Split | None = None
        self._fitting: tuple[int, ...] = ()  # which of the pictures the samples of the split are
        self._answers: Answers | None = None
        self._chosen: Own | None = None
        self._first = 0
        self._arranging = Later(self, self._arrange)
        self.strip = DigitStrip()
        self.strip.thumbnails.setAccessibleName(self.tr("Pictures that are kept"))
        self._said = DimLabel(small=True)
        self._said.setWordWrap(True)
        self.remove = SmallButton(self.tr("Remove"), self.tr("Keep the chosen picture no longer"))
        self.train = SmallButton(self.tr("Train on them"), wrapped(self.tr(
            "A new network learns from the training images and from these: it begins anew, as with Reset")))
        self.times = ChoiceBox([(times, self.tr("{count} times each").format(count=times)) for times in TIMES])
        self.times.set_value(TIMES[1])
        self.times.setAccessibleName(self.tr("How often each"))
        self.times.setToolTip(wrapped(self.tr("Among thousands of others a single one is drawn seldom")))
        self._lay_out()
        for signal, slot in (
            (self.strip.selected, self._on_selected), (self.strip.previous, self._on_back),
            (self.strip.next, self._on_forth), (self.strip.capacity_changed, self._show),
            (self.remove.clicked, self._on_remove), (self.train.clicked, self._on_train),
        ):
            signal.connect(slot)
        theme().changed.connect(self._fit)
        self._fit()
        self._show()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.addWidget(SectionLabel(self.tr("Kept")))
        for part in (self.remove, self.train, self.times):
            self._row.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self._said)
        self._column.addWidget(self.strip)
        self._row.setStretch(0, 1)

    # --- shown -----------------------------------------------------------------------------------------------------

    @property
    def split(self) -> Split | None:
        """Those that fit the data set, as its samples; None where there is none."""
        return self._split

    @property
    def said(self) -> str:
        """How many are read right, in words."""
        return self._said.text()

    def show_pictures(self, pictures: Pictures, dataset: Dataset | None) -> None:
        """Show these, as samples of this data set."""
        self.pictures, self._dataset, self._answers = pictures, dataset, None
        self._split, self._fitting = (None, ()) if dataset is None else split_of(pictures, dataset)
        self._chosen = next((own for own in pictures if self._chosen and own.is_same_as(self._chosen)), None)
        self._show()

    def show_answers(self, answers: Answers) -> None:
        """Show what the network makes of them."""
        if self._split is not None and len(answers) == len(self._split):
            self._answers = answers
            self._show()

    @property
    def is_choosing(self) -> Own | None:
        """The one that is marked."""
        return self._chosen

    def choose(self, own: Own | None) -> None:
        """Mark one of them, which is seen above. Emits nothing."""
        self._chosen = next((each for each in self.pictures if own is not None and each.is_same_as(own)), None)
        self._show()

    @Slot()
    def _show(self) -> None:
        room, count = max(self.strip.capacity(), 1), len(self._fitting)
        self._first = min(self._first, max(count - 1, 0) // room * room)
        seen = range(self._first, min(self._first + room, count))
        own = [self.pictures[self._fitting[i]] for i in seen]
        if own:
            images = self._dataset.look.thumbnails(self._split.x[seen.start:seen.stop])
            selected = next((at for at, each in enumerate(own) if each is self._chosen), None)
            self.strip.show_images(images, [each.label for each in own], [self._told(i) for i in seen], selected,
                                   [at for at, i in enumerate(seen) if self._is_wrong(i)])
        self.strip.set_pages(self._first > 0, seen.stop < count)
        self.strip.setVisible(bool(own))
        self.remove.setEnabled(self._chosen is not None)
        for part in (self.train, self.times):
            part.setEnabled(bool(own))
        self._said.setText(self._summary())

    def _is_wrong(self, i: int) -> bool:
        return self._answers is not None and not self._answers.right[i]

    def _told(self, i: int) -> str:
        label = self.pictures[self._fitting[i]].label
        if self._answers is None or self._answers.predicted[i] == NO_ANSWER:
            return self.tr("meant to be {label}").format(label=label)
        return self.tr("meant to be {label}, read as {name} ({share})").format(
            label=label, name=self._dataset.class_names[self._answers.predicted[i]],
            share=formatting.percent(float(self._answers.sureness[i])))

    def _summary(self) -> str:
        if not self.pictures:
            return self.tr("None yet. Say what the picture is meant to be, and keep it: the network is tested on all "
                           "of them, and can be trained on them.")
        others = len(self.pictures) - len(self._fitting)
        said = [] if not others else [filled(self.tr(
            "{count} {count:is|are} meant to be what is no class of this data set."), count=others)]
        if self._answers is not None:
            right, wrong = int(self._answers.right.sum()), [i for i in range(len(self._fitting)) if self._is_wrong(i)]
            said.insert(0, self.tr("{right} of {count} read right ({share}).").format(
                right=right, count=len(self._fitting), share=formatting.percent(self._answers.accuracy)))
            said[1:1] = [self.tr("Wrong are underlined.")] if wrong else []
        return joined(said)

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_selected(self, position: int) -> None:
        self._chosen = self.pictures[self._fitting[self._first + position]]
        self._show()
        self.chosen.emit(self._chosen)

    @Slot()
    def _on_back(self) -> None:
        self._turn(-1)

    @Slot()
    def _on_forth(self) -> None:
        self._turn(1)

    def _turn(self, pages: int) -> None:
        first = self._first + pages * max(self.strip.capacity(), 1)
        if 0 <= first < len(self._fitting):
            self._first = first
            self._show()

    @Slot()
    def _on_remove(self) -> None:
        if self._chosen is not None:
            self.removal_wanted.emit(self._chosen)

    @Slot()
    def _on_train(self) -> None:
        self.training_wanted.emit(self.times.value)

    # --- size ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranging.ask()

    @Slot()
    def _fit(self) -> None:
        for layout in (self._row, self._column):
            layout.setSpacing(theme().scaled(6))
        self._arranging.ask()

    def _arrange(self) -> None:
        """With enough width what is said of them stands beside the heading, else in a line of its own."""
        heading, others = self._row.itemAt(0).widget(), (self.remove, self.train, self.times)
        taken = sum(part.sizeHint().width() + self._row.spacing() for part in (heading, *others))
        beside = self.width() >= taken + theme().scaled(_SAID)
        if beside == (self._row.indexOf(self._said) >= 0):
            return
        (self._column if beside else self._row).removeWidget(self._said)
        if beside:
            self._row.insertWidget(1, self._said, 1)
        else:
            self._column.insertWidget(1, self._said)
        self._row.setStretch(0, 0 if beside else 1)
