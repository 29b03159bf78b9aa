"""What the pages of proof have in common: a frozen iteration that they are about, questions to the engine, a scroll."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.look.theme import theme
from gui.panels.iteration.parts.box import Note
from gui.qt.guarded import Guarded
from gui.widgets.still_scroll import StillScroll
from gui.words import formatting


class ProofPage(Guarded, QWidget):
    """A page about one frozen iteration and one place in it. What is not seen asks nothing.

    Whoever owns it calls `stop` in the end, or threads are left running.

    Attributes
    ----------
    inquiry, long_inquiry : Inquiry
        For what is answered at once, and for what a person waits for; the one does not wait for the other.

    Signals
    -------
    place_chosen(Place): show this place next
    places_hovered(tuple of Place): what the pointer is on; () when there is nothing
    """

    place_chosen = Signal(object)
    places_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.place: Place | None = None
        self._stale = self._goes_on = False
        self.inquiry, self.long_inquiry = Inquiry(self), Inquiry(self)
        for inquiry in self._inquiries:
            inquiry.answered.connect(self._on_answered)
            inquiry.progressed.connect(self._on_progressed)
            inquiry.failed.connect(self._on_failed)
        self._about = Note()
        self.content = QWidget()
        self.content.setObjectName("scrolled")
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._about)
        self._scroll = StillScroll(self.content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()
        self._say_about()

    @property
    def about(self) -> str:
        """Which iteration it is about, in words."""
        return self._about.text()

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Be about another frozen iteration; None: there is none yet."""
        if snapshot is not self.snapshot:
            self.snapshot = snapshot
            for inquiry in self._inquiries:
                inquiry.cancel_all()
            self._say_about()
            self.forget()
            self._renew()

    def show_place(self, place: Place | None) -> None:
        """Be about another cell; None: about none."""
        if place != self.place:
            self.place = place
            self._renew()

    def take_over(self, other: "ProofPage") -> None:
        """Be about what another page is about. A subclass adds what was found out there, and what is being asked."""
        self.snapshot, self.place = other.snapshot, other.place
        self._say_about()
        self.forget()
        self._renew()
        self._scroll.take_over(other._scroll)

    def set_training_goes_on(self, goes_on: bool) -> None:
        """Say whether training has gone on since the iteration was frozen."""
        self._goes_on = goes_on
        self._say_about()

    def stop(self) -> None:
        """Break off all questions, and end the threads that answer them. May be called more than once."""
        for inquiry in self._inquiries:
            inquiry.close()

    @property
    def _inquiries(self) -> tuple[Inquiry, Inquiry]:
        return self.inquiry, self.long_inquiry

    # For subclasses -------------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """The iteration is another one: what was found out is of no use."""

    def renew(self) -> None:
        """Show the present iteration and place, and ask what must be asked. Called only while the page is seen."""
        raise NotImplementedError

    def answer(self, key: str, value: object) -> None:
        """A question has been answered."""

    def progress(self, key: str, done: int, total: int) -> None:
        """A question has come so far."""

    def fail(self, key: str, problem) -> None:
        """A question cannot be answered."""

    # ----------------------------------------------------------------------------------------------------------------

    def _say_about(self) -> None:
        """In words, unless it is about what is seen around it anyway."""
        self._about.say(self._what_it_is_about())
        if self.snapshot is not None and self.snapshot.iteration and not self._goes_on:
            self._about.hide()

    def _what_it_is_about(self) -> str:
        if self.snapshot is None:
            return self.tr("Nothing has been computed yet. Step an operation or an iteration, and its numbers can be "
                           "looked at here.")
        if self.snapshot.iteration == 0:
            return self.tr("About the sample that is looked at alone, with the network as it stood after iteration "
                           "{iteration}.").format(iteration=formatting.integer(self.snapshot.parameters_after[0]))
        return self.tr("About iteration {iteration}, as it was; training may have gone on since.").format(
            iteration=formatting.integer(self.snapshot.iteration))

    def _renew(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.renew()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:  # first of all: what is shown of an iteration that has gone is not to be met
            self._renew()
        super().showEvent(event)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self.answer(answer.key, answer.value)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self.progress(progress.key, progress.done, progress.total)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.fail(failure.key, failure.problem)

    @Slot()
    def _update_spacing(self) -> None:
        self.body.setSpacing(theme().scaled(10))
        self.body.setContentsMargins(0, 0, 0, theme().scaled(4))
