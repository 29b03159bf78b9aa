"""What is in the panel: three maps over the sample, of what is asked about it."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.learned.pixels import Decided, Loss, Patch, is_quick, occlusion
from engine.inspection.place import Place
from engine.problem import Problem
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.look.theme import theme
from gui.panels.pixels.maps import Maps, PixelMap
from gui.panels.pixels.questions import Looked, look_over
from gui.panels.pixels.target import TargetChoice
from gui.panels.pixels.texts import explanations
from gui.training.reports import RunStarted
from gui.widgets.asking import Asking
from gui.widgets.card import Card
from gui.widgets.cell import Cell
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.labels import PART, DimLabel, StillLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.still_scroll import BAR_WIDTH, Overhang, StillScroll
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.engine_texts import phrase

if TYPE_CHECKING:
    from engine.data.dataset import Dataset

PAPER, GREY = 0.0, 0.5
PATCHES = tuple(Patch(side, value) for value in (PAPER, GREY) for side in (1, 3, 5, 7, 9))
LOOKED, COVERED = "looked", "covered"  # keys of questions


class PixelsView(QWidget):
    """Gradient, gradient times input, and occlusion of the chosen sample.

    Attributes
    ----------
    choice : TargetChoice
        What is asked about.
    gradient, product, occlusion : PixelMap
    asking : Asking
        Begins occlusion where it takes long.

    Signals
    -------
    place_clicked(Place, Trace): show where this number comes from
    """

    place_clicked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._trace: Trace | None = None
        self._found: Decided | None = None
        self._falls: np.ndarray | None = None  # what occlusion has found, (D,), where it has
        self._stale = False  # whether what is shown is to be asked anew
        self._pinned: tuple[int, int] | None = None  # the pixel that stays marked
        self._inquiry = Inquiry(self)
        self.choice = TargetChoice()
        self.gradient, self.product, self.occlusion = self.maps = (
            PixelMap(self.tr("gradient")), PixelMap(self.tr("gradient × input")), PixelMap(self.tr("occlusion")))
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_nothing(self.tr("not computed yet"))

    def _make_parts(self) -> None:
        fills = {PAPER: self.tr("{side} × {side} paper"), GREY: self.tr("{side} × {side} grey")}
        self.patch = ChoiceBox([
            (number, fills[patch.value].format(side=patch.side)) for number, patch in enumerate(PATCHES)])
        self.patch.setAccessibleName(self.tr("Patch"))
        self.patch.setToolTip(self.tr("What is laid over the image for occlusion: its size in pixels, and its colour"))
        self._patch_label = DimLabel(self.tr("patch"))
        self.asking = Asking(self.tr("Cover patch by patch"), self.tr(
            "Lay the patch over each pixel in turn, and ask the network each time. It is large, so this takes time."))
        self.asking.hide()
        self._number = QLabel()
        self._number.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._number.setTextFormat(Qt.TextFormat.PlainText)
        self._still_number = StillLabel(self._number)
        self._read_out = DimLabel(small=True)
        self._read_out.setAccessibleName(self.tr("Values under the pointer"))
        self._read_out.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._still_read_out = StillLabel(self._read_out)
        self._where = SmallButton(self.tr("Where from"), wrapped(self.tr(
            "Where dx of the marked input comes from, term by term")))
        self._where.hide()

    def _lay_out(self) -> None:
        self.card = Card(self.tr("Pixels"))
        self.card.header_layout.addWidget(self.choice.kinds)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.choice, 1)
        self._head.addWidget(self._patch_label)
        self._head.addWidget(self.patch)
        self._maps = Maps(self.maps)
        self._maps.setObjectName("scrolled")
        self._scroll = StillScroll(self._maps)
        self._foot.addWidget(self._still_read_out, 1)
        self._foot.addWidget(self._where)
        self.card.body.addLayout(self._head)
        self.card.body.addWidget(self._still_number)
        self.card.body.addWidget(Overhang(self._scroll, self.card, right=BAR_WIDTH), 1)
        self.card.body.addWidget(self.asking)
        self.card.body.addLayout(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect(self) -> None:
        self.choice.changed.connect(self._renew)
        self.patch.changed.connect(self._renew)
        self.asking.wanted.connect(self._on_asked)
        self.asking.cancelled.connect(self._on_cancelled)
        self._where.clicked.connect(self._on_where)
        for each in self.maps:
            each.map.hovered.connect(self._on_hovered)
            each.map.clicked.connect(self._on_clicked)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.progressed.connect(self._on_progressed)
        self._inquiry.failed.connect(self._on_failed)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    # --- shown by the window ---------------------------------------------------------------------------------------

    def show_run(self, run: RunStarted) -> None:
        """Another network: nothing of it has been computed."""
        before, self._dataset = self._dataset, run.dataset
        if before is None or before.look is not run.dataset.look:
            self._pinned = None
            self._show_look()
        self.choice.show_classes(run.dataset)
        self._trace = None
        self._show_nothing(self.tr("not computed yet"))

    def show_trace(self, trace: Trace) -> None:
        """The chosen sample in the network as it is now."""
        self._trace = trace
        self._renew()

    def take_over(self, other: "PixelsView") -> None:
        """Ask what another view asks, about what it is about."""
        self._dataset, self._pinned = other._dataset, other._pinned
        if self._dataset is not None:
            self._show_look()
            self.choice.show_classes(self._dataset)
            self.choice.take_over(other.choice)
            self.patch.set_value(other.patch.value)
        if other._trace is not None:
            self.show_trace(other._trace)
        self._scroll.take_over(other._scroll)

    def stop(self) -> None:
        """End the thread that answers. May be called more than once."""
        self._inquiry.close()

    def _show_look(self) -> None:
        """Say what the maps are, of samples that look like these."""
        look = self._dataset.look
        for each, sentences in zip(self.maps, explanations(look.is_picture), strict=True):
            each.explain(*sentences)
        for part in (self._patch_label, self.patch):
            part.setVisible(look.is_picture)
        self.patch.set_value(PATCHES.index(Patch(5 if min(look.shape) > 16 else 3, PAPER)))
        self._maps.show_shape(look.shape)

    # --- asking ----------------------------------------------------------------------------------------------------

    @Slot()
    def _renew(self) -> None:
        """Another sample, number or patch: ask anew. What is under way is heard first, or it might never be."""
        self._stale = True
        self._end_covering()
        if not self._inquiry.is_asking(LOOKED):
            self._ask()

    def _ask(self) -> None:
        self._stale = False
        trace = self._trace
        if trace is None:
            return
        target = self.choice.target(trace)
        if target is None:
            self._show_nothing(self.choice.why_none())
        else:
            self._inquiry.ask(LOOKED, look_over, trace, target, self._dataset.look, PATCHES[self.patch.value])

    def _end_covering(self) -> None:
        if self._inquiry.is_asking(COVERED):
            self._inquiry.cancel(COVERED)
            self.asking.end()

    @Slot()
    def _on_asked(self) -> None:
        if self._found is not None:
            self.asking.begin()
            self.occlusion.show_message(self.tr("on its way"))
            self._inquiry.ask(
                COVERED, occlusion, self._found.trace, self._found.target, self._dataset.look,
                PATCHES[self.patch.value])

    @Slot()
    def _on_cancelled(self) -> None:
        self._inquiry.cancel(COVERED)
        self._show_occlusion(None)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.key == COVERED:
            self.asking.end()
            self._show_occlusion(answer.value)
            return
        self._show(answer.value)
        if self._stale:
            self._ask()

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        if progress.key == COVERED:
            self.asking.show_progress(progress.done, progress.total)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.key == COVERED:
            self.asking.end()
            self.occlusion.show_message(phrase(failure.problem))
            return
        self._show_nothing(phrase(failure.problem))
        if self._stale:
            self._ask()

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show(self, looked: Looked) -> None:
        found = self._found = looked.decided
        trace, look = found.trace, self._dataset.look
        x = trace.sample.x
        self.card.set_subtitle(self._about(trace.sample))
        self._still_number.set_text(self.choice.written(found.target, found.value, trace.network.logits))
        self.gradient.show_values(found.gradient, x, look)
        self.product.show_values(found.product, x, look)
        self.asking.setVisible(look.is_picture and not is_quick(trace))
        self._show_occlusion(looked.falls)
        self._where.setVisible(self._pinned is not None and isinstance(found.target, Loss))

    def _show_occlusion(self, falls: np.ndarray | None) -> None:
        self._falls = falls
        if falls is not None:
            self.occlusion.show_values(falls, self._found.trace.sample.x, self._dataset.look)
        elif self._dataset.look.is_picture:
            self.occlusion.show_message(self.tr("not computed yet"))
        else:
            self.occlusion.show_message(self.tr("for pictures only: a point has no patches"))
        self._point_at(self._pinned)

    def _show_nothing(self, why: str) -> None:
        self._inquiry.cancel_all()
        self.asking.end()
        self._found = self._falls = None
        for each in self.maps:
            each.show_message(why)
        self.card.set_subtitle("")
        self._still_number.set_text("")
        self._where.hide()
        self.asking.hide()
        self._point_at(None)

    def _about(self, sample: Sample) -> str:
        """Which sample it is, and its label."""
        words = self._dataset.look.words
        if sample.split == "drawn":
            name = sample.name or self.tr("drawn by you")
        else:
            said = words.test_sample if sample.split == "test" else words.training_sample
            name = phrase(Problem(said.text, {"number": sample.index}))
        if sample.label is None:
            return name
        return self.tr("{sample}, label {label}").format(sample=name, label=self._dataset.class_names[sample.label])

    def _point_at(self, pixel: tuple[int, int] | None) -> None:
        """Mark a pixel in all maps, and read them out."""
        for each in self.maps:
            each.map.mark(pixel)
        self._still_read_out.set_text(" " if pixel is None or self._found is None else self._read(pixel))

    def _read(self, pixel: tuple[int, int]) -> str:
        found, look = self._found, self._dataset.look
        index, = look.index_of(*pixel)
        named = [("x", found.trace.sample.x), (self.gradient.name, found.gradient), (self.product.name, found.product)]
        if self._falls is not None:
            named.append((self.occlusion.name, self._falls))
        values = (f"{name} {formatting.number(float(value[index]))}" for name, value in named)
        return PART.join((look.name(index), *values))

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_hovered(self, cell: Cell | None) -> None:
        self._point_at(self._pinned if cell is None else cell.index)

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        """The pixel stays marked; clicked again, it does so no longer."""
        self._pinned = None if cell.index == self._pinned else cell.index
        self._where.setVisible(self._pinned is not None and isinstance(self._found.target, Loss))
        self._point_at(self._pinned)

    @Slot()
    def _on_where(self) -> None:
        place = Place("dx", (0, *self._dataset.look.index_of(*self._pinned)))
        self.place_clicked.emit(place, self._found.trace)

    @Slot()
    def _update_spacing(self) -> None:
        self._head.setSpacing(theme().scaled(6))
        self._foot.setSpacing(theme().scaled(8))
