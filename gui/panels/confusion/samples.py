"""The samples that something was opened for: what they are, and a thumbnail of each."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.answers import NO_ANSWER, Answers
from gui.look.theme import theme
from gui.widgets.labels import ElidedLabel
from gui.widgets.thumbnail_grid import ThumbnailGrid
from gui.widgets.tips import wrapped
from gui.words import formatting


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What a network makes of a split.

    Parameters
    ----------
    dataset, name
        The split, and what it is of.
    iteration
        After which the network was as it is asked.
    answers
        Its answers.
    """

    dataset: Dataset
    name: str
    iteration: int
    answers: Answers

    def sample(self, index: int) -> Sample:
        """One of the samples."""
        split = self.dataset.split(self.name)
        return Sample(split.x[index], int(split.labels[index]), self.name, index)

    def pictures(self, indices: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
        """A function that makes the pictures of those of these samples that are in sight."""
        split = self.dataset.split(self.name)
        return lambda positions: self.dataset.look.thumbnails(split.x[indices[positions]])


class Samples(QWidget):
    """What they are, in which order, and the thumbnails. The order has a line of its own, so that nothing is cut off.

    Attributes
    ----------
    head : QHBoxLayout
        At the right of the order.

    Signals
    -------
    chosen(Sample): a person has chosen this one
    opened(Sample): and wants to see what each operation makes of it
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, *, lines: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._before: Answers | None = None
        self.indices = np.empty(0, int)
        self.title, self.order = (ElidedLabel(Qt.TextElideMode.ElideRight) for _ in range(2))
        for label in (self.title, self.order):
            label.setProperty("role", "note")
        self.grid = ThumbnailGrid(name, lines=lines)
        self.head = QHBoxLayout()
        self.head.addWidget(self.order, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addLayout(self.head)
        self._column.addWidget(self.grid, 1)
        self.grid.selected.connect(self._on_selected)
        self.grid.activated.connect(self._on_activated)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_samples(
        self, title: str, order: str, asked: Asked, indices: np.ndarray, *, all_alike: bool, none: str,
        before: Answers | None = None,
    ) -> None:
        """Show these samples. The chosen one stays so if it is among them; the others stay where they are in sight.

        Parameters
        ----------
        title
            What they are.
        order
            In which order they stand; nothing where there is none.
        asked
            What the network makes of them.
        indices
            Which.
        all_alike
            Whether they have one label and one predicted class, which need not be written beneath each.
        none
            What is said if there are none.
        before
            What another network makes of them, which is written beneath in place of the label.
        """
        chosen, same = self.selected_index, self._is_same(asked, indices)
        self._asked, self._before, self.indices = asked, before, indices
        self._say(title, order if len(indices) else "")
        if not len(indices):
            self.grid.show_message(none)
            return
        place = np.flatnonzero(indices == chosen)
        top = self.grid.bar.value()
        wrong = np.flatnonzero(~asked.answers.right[indices])
        self.grid.show_pictures(
            asked.pictures(indices), self._captions(all_alike), self._said,
            selected=int(place[0]) if len(place) else None,
            flags=set() if all_alike or len(wrong) == len(indices) else set(wrong.tolist()))
        if same:
            self.grid.bar.setValue(top)

    def say(self, message: str) -> None:
        """Show no samples, but words."""
        self._asked, self.indices = None, np.empty(0, int)
        self._say("", "")
        self.grid.show_message(message)

    def _say(self, title: str, order: str) -> None:
        """Names of classes may be of any length: the tip has all of it."""
        for label, text in ((self.title, title), (self.order, order)):
            label.setText(text)
            label.setToolTip(wrapped(text))

    @property
    def selected_index(self) -> int | None:
        """The number of the chosen sample in its split."""
        place = self.grid.selection
        return None if place is None else int(self.indices[place])

    @property
    def sample(self) -> Sample | None:
        """The chosen one."""
        index = self.selected_index
        return None if index is None else self._asked.sample(index)

    def _is_same(self, asked: Asked, indices: np.ndarray) -> bool:
        before = self._asked
        return before is not None and before.dataset is asked.dataset and before.name == asked.name and np.array_equal(
            self.indices, indices)

    def _captions(self, all_alike: bool) -> list[str]:
        """All of them, which may be tens of thousands: each is looked up among the few that there are."""
        answers = self._asked.answers
        if all_alike:
            return formatting.whole_percents(answers.sureness[self.indices])
        names = [*self._asked.dataset.class_names, self._name(NO_ANSWER)]  # which is found at −1
        pairs = np.array([[f"{one} → {other}" for other in names] for one in names], object)
        first = answers.labels if self._before is None else self._before.predicted
        return pairs[first[self.indices], answers.predicted[self.indices]].tolist()

    def _name(self, number: int) -> str:
        """That of a class."""
        return "–" if number == NO_ANSWER else self._asked.dataset.class_names[number]

    def _said(self, position: int) -> str:
        """What a picture is, and what the network makes of it; and what the other one made of it."""
        index = int(self.indices[position])
        said = self._said_of(index)
        if self._before is None:
            return said
        return self.tr("{said}; before, as {predicted}").format(
            said=said, predicted=self._name(int(self._before.predicted[index])))

    def _said_of(self, index: int) -> str:
        answers = self._asked.answers
        label, predicted = self._name(int(answers.labels[index])), int(answers.predicted[index])
        number, sure = formatting.integer(index), formatting.percent(float(answers.sureness[index]))
        if predicted == NO_ANSWER:
            return self.tr("no. {number}: {label}; the probabilities are no numbers").format(number=number, label=label)
        if answers.right[index]:
            return self.tr("no. {number}: {label}, read as such ({share})").format(
                number=number, label=label, share=sure)
        return self.tr("no. {number}: {label}, read as {predicted} ({share}); loss {loss}").format(
            number=number, label=label, predicted=self._name(predicted), share=sure,
            loss=formatting.number(float(answers.losses[index])))

    @Slot(object)
    def _on_selected(self, position: int) -> None:
        self.chosen.emit(self.sample)

    @Slot(object)
    def _on_activated(self, position: int) -> None:
        self.opened.emit(self.sample)

    @Slot()
    def _update_sizes(self) -> None:
        self._column.setSpacing(theme().scaled(4))
