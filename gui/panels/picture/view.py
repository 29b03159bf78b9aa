"""What is in the panel."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.data.dataset import Dataset, Split
from engine.data.look import ImageLook
from engine.data.own.kept import Own, Pictures
from engine.data.own.way import hint_of, way_of, x_at
from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.learned.answers import answers_of
from gui.background.inquiry import Answer, Inquiry
from gui.look.theme import theme
from gui.panels.picture.answer_box import AnswerBox
from gui.panels.picture.own_set import OwnSet
from gui.panels.picture.step_box import GOOD, LARGEST, FirstBox, StepBox, largest_side, size_of
from gui.qt.later import Later
from gui.qt.take_down import take_down
from gui.training.reports import Learned, RunStarted
from gui.widgets.card import Card
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.flow import Flow
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.still_scroll import BAR_WIDTH, Overhang, StillScroll
from gui.widgets.tips import wrapped
from gui.words.engine_texts import phrase

if TYPE_CHECKING:
    from engine.data.own.step import Stage

X, KEPT = "x", "kept"  # what is asked about
WIDE = 480  # pixels at normal text from which on what the network says stands beside the steps


class PictureView(QWidget):
    """A picture of one's own on its way to the network, and those that are kept.

    Signals
    -------
    sample_wanted(Sample): what the picture has become is to be looked at, and be on the drawing pad
    drawing_wanted(Sample): the same, where it was drawn there: the pad keeps the drawing
    file_wanted(): a person wants to open a picture
    keep_wanted(Own), removal_wanted(Own)
    training_wanted(int): a new network is to learn from those that are kept, each so many times
    """

    sample_wanted = Signal(object)
    drawing_wanted = Signal(object)
    file_wanted = Signal()
    keep_wanted = Signal(object)
    removal_wanted = Signal(object)
    training_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._learned: Learned | None = None
        self._picture: np.ndarray | None = None
        self._name = ""          # of its file; nothing where it was drawn
        self._shape: tuple[int, int] | None = None  # in its file, where that is known
        self._on_pad = False     # whether it is what stands on the drawing pad
        self._left_out: frozenset[str] = frozenset()
        self._stages: tuple[Stage, ...] = ()
        self._boxes: list[StepBox] = []
        self._way: Flow | None = None
        self._inquiry: Inquiry | None = None
        self._following = Later(self, self._follow)
        self.answer = AnswerBox()
        self.own = OwnSet()
        self._said = DimLabel(small=True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._show()

    def _make_controls(self) -> None:
        self.open, self.all, self.none, self.keep = (SmallButton(text, wrapped(tip)) for text, tip in (
            (self.tr("Open…"), self.tr("Open a picture in PNG, JPEG or BMP; or drop one on the window")),
            (self.tr("All steps"), self.tr("Take every step, as for what is drawn usually")),
            (self.tr("Ink only"), self.tr(
                "Only make ink of the picture, and leave out the steps after that which can be: the digit stays where "
                "it is, and as large")),
            (self.tr("Keep"), self.tr("Keep this picture, with the steps as they are, beside the settings"))))
        self._count = DimLabel(small=True)  # of those that are kept, which may be below the edge
        self.meant = ChoiceBox(())
        self.meant.setAccessibleName(self.tr("What it is meant to be"))

    def _lay_out(self) -> None:
        self.card = Card(self.tr("Picture"))
        for part in (self.open, self.all, self.none):
            self.card.header_layout.addWidget(part)
        self._meant_row = QHBoxLayout()
        self._meant_row.addWidget(DimLabel(self.tr("It is meant to be"), small=True))
        self._meant_row.addWidget(self.meant)
        self._meant_row.addWidget(self.keep)
        self._meant_row.addWidget(self._count)
        self._meant_row.addStretch(1)
        content = QWidget()
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._way_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._way_row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._way_row)
        self._column.addWidget(self._said)
        self._column.addLayout(self._meant_row)
        self._column.addWidget(self.own)
        self._column.addStretch(1)
        self._scroll = StillScroll(content)
        self._scroll.resized.connect(self._fit_boxes)
        self.card.body.addWidget(Overhang(self._scroll, self.card, right=BAR_WIDTH), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)
        theme().changed.connect(self._fit)
        self._fit()

    def _connect(self) -> None:
        self.open.clicked.connect(self.file_wanted)
        for signal, slot in (
            (self.all.clicked, self._on_all), (self.none.clicked, self._on_none),
            (self.keep.clicked, self._on_keep), (self.meant.changed, self._on_meant), (self.own.chosen, self.show_own),
            (self.own.removal_wanted, self.removal_wanted), (self.own.training_wanted, self.training_wanted),
        ):
            signal.connect(slot)

    # --- told by the panel -----------------------------------------------------------------------------------------

    def show_run(self, run: RunStarted) -> None:
        """Another network: the picture stays, and takes the way of its data set."""
        before, self._dataset, self._learned = self._dataset, run.dataset, None
        if before is None or before.class_names != run.dataset.class_names:
            self._offer_classes()
        self.own.show_pictures(self.own.pictures, self._dataset)
        self._show()

    def _offer_classes(self) -> None:
        meant = self.meant.value
        self.meant.clear()
        for value, words in ((None, "–"), *((name, name) for name in self._dataset.class_names)):
            self.meant.addItem(words, value)
        self.meant.set_value(meant)

    def show_learned(self, learned: Learned) -> None:
        """Ask the network as it stands about what is seen."""
        self._learned = learned
        self._ask()

    def show_trace(self, trace: Trace) -> None:
        """What a drawing is meant to be may have been said beside the pad."""
        sample = trace.sample
        is_mine = self._on_pad and self._stages and sample.split == "drawn" and sample.label is not None
        if is_mine and np.array_equal(sample.x, x_at(self._stages)):
            self.meant.set_value(self._dataset.class_names[sample.label])
            self._show_keep()

    def show_picture(self, picture: np.ndarray, name: str, shape: tuple[int, int] | None = None) -> None:
        """Take up a picture from a file, (h, w, 3) uint8; and the shape that it has there."""
        self._take_up(picture, name, shape, on_pad=False)
        self._send()

    def show_drawing(self, ink: np.ndarray) -> None:
        """Take up what stands on the drawing pad: (h, w) from 0 to 1, as fine as it was drawn."""
        if not self._on_pad or not ink.any():
            self.meant.set_value(None)
        self._picture, self._name, self._on_pad = np.round(ink * 255).astype(np.uint8), "", True
        self._shape = None
        self.own.choose(None)
        self._following.ask()  # a stroke has many points

    @Slot(object)
    def show_own(self, own: Own) -> None:
        """Take up a picture that is kept, and the steps that it was kept with."""
        self._left_out = frozenset(own.left_out)
        self._take_up(own.picture, self.tr("kept"), on_pad=False)
        self.meant.set_value(own.label)
        self.own.choose(own)
        self._show_keep()
        self._send()

    def show_kept(self, pictures: Pictures) -> None:
        """Show those that are kept now."""
        self.own.show_pictures(pictures, self._dataset)
        self._show_keep()
        self._ask()

    @property
    def is_empty(self) -> bool:
        """Whether no picture has been taken up."""
        return self._picture is None

    @property
    def left_out(self) -> frozenset[str]:
        """The names of the steps that are not taken."""
        return self._left_out

    def take_over(self, other: "PictureView") -> None:
        """Show what another one shows. Emits nothing."""
        self._dataset, self._learned, self._left_out = other._dataset, other._learned, other._left_out
        self._picture, self._name, self._on_pad = other._picture, other._name, other._on_pad
        self._shape = other._shape
        if self._dataset is not None:
            self._offer_classes()
            self.meant.set_value(other.meant.value)
        self.own.show_pictures(other.own.pictures, self._dataset)
        self.own.choose(other.own.is_choosing)
        self._show()

    def stop(self) -> None:
        """Break off what is asked."""
        if self._inquiry is not None:
            self._inquiry.close()

    # --- the way ---------------------------------------------------------------------------------------------------

    @property
    def _is_blank(self) -> bool:
        """Whether it is a drawing that has not begun."""
        return bool(self._stages) and self._on_pad and not self._picture.any()

    @property
    def _look(self) -> ImageLook | None:
        """That of the data set, if its samples can be drawn."""
        look = None if self._dataset is None else self._dataset.look
        return look if isinstance(look, ImageLook) and look.is_drawable else None

    def _take_up(
        self, picture: np.ndarray, name: str, shape: tuple[int, int] | None = None, *, on_pad: bool,
    ) -> None:
        self._picture, self._name, self._shape, self._on_pad = picture, name, shape, on_pad
        self.meant.set_value(None)
        self.own.choose(None)
        self._show()

    def _follow(self) -> None:
        self._show()
        if any(stage.is_left_out for stage in self._stages):
            self._send()  # as it is drawn usually, the pad itself shows it

    def _show(self) -> None:
        """Go the way anew, and show each step."""
        look, picture = self._look, self._picture
        self._stages = () if look is None or picture is None else way_of(picture, look, self._left_out)
        self._make_boxes()
        for box, stage in zip(self._boxes, self._stages, strict=True):
            box.show_stage(stage)
        if self._stages:
            shape = self._shape or picture.shape[:2]
            self._first.show_levels(picture if picture.ndim == 3 else 255 - picture, shape)
            self._first.setToolTip(self._made_smaller)
        self.card.set_subtitle(self._name or (self.tr("drawn by you") if self._stages else ""))
        self._said.setText(self._words())
        self._show_keep()
        self._ask()

    def _make_boxes(self) -> None:
        """One for each step, if they are not those that are there."""
        steps = tuple(stage.step for stage in self._stages)
        if self._way is not None and steps == self._steps:
            return
        if self._way is not None:
            self._way_row.removeWidget(self._way)
            take_down(self._way)
        self._steps = steps
        self._first = FirstBox(self.tr("Picture"))
        self._boxes = [StepBox(step, self._look if step is steps[-1] else None) for step in steps]
        for box in self._boxes:
            box.toggled.connect(self._on_toggled)
        self._way = Flow(self._first, *self._boxes)
        for part in (self._way, self.answer):
            part.setVisible(bool(steps))
        self._way_row.insertWidget(0, self._way, 1)
        self._fit_boxes()

    def _words(self) -> str:
        """What is to be said of the way."""
        if self._dataset is not None and self._look is None:
            return self.tr("The samples of this data set are no images that could be drawn. Choose another data set "
                           "for pictures of your own.")
        if not self._stages:
            return self.tr("Open a picture of a digit, drop one on the window, or draw one: draw, in the sample panel. "
                           "Each step of its way to x is shown here, and can be left out.")
        if self._is_blank:
            return self.tr("Nothing is drawn yet: draw a digit on the pad of the sample panel.")
        hint = hint_of(self._stages)
        if hint is not None:
            return phrase(hint)
        said = [phrase(stage.said) for stage in self._stages if stage.is_left_out]
        if self._made_smaller:
            said.append(self._made_smaller)
        return "\n".join(said) if any(stage.is_left_out for stage in self._stages) else "\n".join((self.tr(
            "Every step is taken, as for each digit of the data. Leave one out to see what it is good for."), *said))

    @property
    def _made_smaller(self) -> str:
        """That the picture is not as large as in its file, in words; nothing where it is."""
        if self._shape is None or self._shape == self._picture.shape[:2]:
            return ""
        return self.tr("In its file the picture is {large}; it was made smaller first, {small}.").format(
            large=size_of(self._shape), small=size_of(self._picture.shape[:2]))

    def _show_keep(self) -> None:
        count = len(self.own.pictures)
        self._count.setText(self.tr("kept: {count}").format(count=count) if count else "")
        can, label = bool(self._stages), self.meant.value
        for part in (self.all, self.none, self.meant):
            part.setEnabled(can)
        self.keep.setEnabled(can and label is not None and bool(self._stages[-1].picture.any()))

    def _send(self) -> None:
        """Have what the picture has become looked at."""
        if self._stages:
            sample = Sample(x_at(self._stages), self._number, "drawn", 0, self._called)
            (self.drawing_wanted if self._on_pad else self.sample_wanted).emit(sample)

    @property
    def _called(self) -> str:
        """What others are to call it: nothing where it was drawn, also if it has been kept since."""
        if not self._name or self._picture.ndim == 2:
            return ""
        return self.tr("your picture") if self.own.is_choosing is not None else self._name

    @property
    def _number(self) -> int | None:
        """The number of the class that it is meant to be."""
        label = self.meant.value
        return None if label is None else self._dataset.class_names.index(label)

    # --- what the network says -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask about the picture, and about those that are kept."""
        if self._learned is None or self._learned.dataset is not self._dataset or self._look is None:
            self.answer.show_nothing()
            if self._inquiry is not None:
                self._inquiry.cancel_all()  # of another network
            return
        if self._inquiry is None:
            self._inquiry = Inquiry(self)
            self._inquiry.answered.connect(self._on_answered)
        network = self._learned.network
        if self._is_blank:
            self._inquiry.cancel(X)
            self.answer.show_nothing(self.tr("nothing drawn yet"))
        elif self._stages:
            self._inquiry.ask(X, answers_of, network, Split(x_at(self._stages)[np.newaxis], np.zeros(1, np.int64)))
        if self.own.split is not None:
            self._inquiry.ask(KEPT, answers_of, network, self.own.split)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.value is None:
            return
        if answer.key == X:
            self.answer.show_answer(answer.value, self._dataset.class_names, self._number)
        else:
            self.own.show_answers(answer.value)

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot(object, object)
    def _on_toggled(self, name: str, on: bool) -> None:
        self._leave_out(self._left_out - {name} if on else self._left_out | {name})

    @Slot()
    def _on_all(self) -> None:
        self._leave_out(frozenset())

    @Slot()
    def _on_none(self) -> None:
        self._leave_out(frozenset(step.name for step in self._look.form or () if step.instead is not None))

    def _leave_out(self, names: frozenset[str]) -> None:
        self._left_out = names
        self.own.choose(None)
        self._show()
        self._send()

    @Slot()
    def _on_meant(self) -> None:
        self._show_keep()
        self._send()
        self._ask()

    @Slot()
    def _on_keep(self) -> None:
        """Keep it, with those of the left out steps that are on its way."""
        names = [stage.step.name for stage in self._stages if stage.is_left_out]
        own = Own(self._picture.copy(), self.meant.value, tuple(names))
        self.keep_wanted.emit(own)
        self.own.choose(own)

    @Slot()
    def _fit_boxes(self) -> None:
        """The pictures as large as there is room for; beside them, or beneath, what the network says."""
        width, beside = self._scroll.viewport().width(), self.answer.sizeHint().width() + self._way_row.spacing()
        is_wide, boxes = width >= theme().scaled(WIDE), (self._first, *self._boxes)
        self._way_row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        room, most = (width - beside, LARGEST) if is_wide else (width, GOOD)
        for box in boxes:
            box.set_side(largest_side(room, len(boxes), most))

    @Slot()
    def _fit(self) -> None:
        self._column.setSpacing(theme().scaled(10))
        self._meant_row.setSpacing(theme().scaled(6))
        self._way_row.setSpacing(theme().scaled(14))
