"""Where the run stands, in four numbers, and the runs that were kept for comparison."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.training.record.history import AccuracyPoint
from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later
from gui.qt.take_down import take_down
from gui.widgets.form import GUTTER, Form
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.kept_look import kept_colour, kept_marker
from gui.widgets.labels import DimLabel, SectionLabel
from gui.words import formatting

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SLIGHT, CLEAR = 0.01, 0.03  # gaps between train acc and test acc: overfitting from here on


class Now(Form):
    """Loss and accuracies as they are now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, aligned=False)
        self._shown: tuple = ()
        self._labels = {key: _number() for key in ("loss", "at", "train", "test", "validation", "gap")}
        self._word = DimLabel()
        self._word.setAlignment(_RIGHT)
        self.add_section(self.tr("Now"))
        rows = {key: self.add_row(name, self._gap_field() if key == "gap" else self._labels[key], tip)
                for key, (name, tip) in self._texts().items()}
        self._validation = rows["validation"]
        self._validation.hide()
        theme().changed.connect(self._keep_room)
        self._keep_room()
        self.show_now(None, None, None, None, None)

    def show_now(
        self, mean_loss: float | None, train_acc: float | None, test_acc: float | None, gap: float | None,
        measured_at: int | None, validation_acc: float | None = None,
    ) -> None:
        """Show the numbers; None for what is not computed yet."""
        shown = mean_loss, train_acc, test_acc, gap, measured_at, validation_acc
        if shown == self._shown:
            return
        self._shown = shown
        self._say("at", None if measured_at is None else formatting.integer(measured_at))
        self._say("loss", None if mean_loss is None else formatting.number(mean_loss))
        for key, value in (
                ("train", train_acc), ("test", test_acc), ("validation", validation_acc), ("gap", gap)):
            self._say(key, None if value is None else formatting.fixed(value, 4))
        self._word.setText(self._word_for(gap))

    def tell_validation(self, there_is: bool) -> None:
        """Whether there is an accuracy on what is kept back."""
        self._validation.setVisible(there_is)

    @Slot()
    def _keep_room(self) -> None:
        """Keep room for the longest texts, so that nothing moves when they become others."""
        words = [self._word_for(gap) for gap in (0, SLIGHT, 1)]
        for label, texts in ((self._word, words), (self._labels["gap"], (formatting.fixed(-0.8888, 4),))):
            # two pixels more, since a text is not only as wide as it goes on
            label.setMinimumWidth(2 + max(label.fontMetrics().horizontalAdvance(text) for text in texts))
        self.fit()

    def _texts(self) -> dict[str, tuple[str, str]]:
        return {
            "loss": (self.tr("Loss (mean of 60)"), self.tr(
                "Cross entropy error, the mean of the last 60 iterations: that of a single minibatch jumps about.")),
            "at": (self.tr("Accuracy at iteration"), self.tr(
                "The iteration that the accuracies below are of: they are measured before training, at the end of each "
                "epoch, or of every so many where epochs are short, and where training is paused or ends.")),
            "train": (self.tr("Train acc"), self.tr(
                "The share of all images learnt from that the network gets right, at this iteration.")),
            "test": (self.tr("Test acc"), self.tr(
                "The share of all test images, which it never learnt from, that the network gets right.")),
            "validation": (self.tr("Val acc"), self.tr(
                "The share of the images kept back for validation that the network gets right. It is what to choose "
                "hyperparameters by.")),
            "gap": (self.tr("Gap"), self.tr(
                "Train acc − test acc. A large gap means overfitting: the training images are known by heart.")),
        }

    def _gap_field(self) -> QWidget:
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._word, 1)
        row.addWidget(self._labels["gap"])
        return field

    def _word_for(self, gap: float | None) -> str:
        if gap is None:
            return ""
        if gap < SLIGHT:
            return self.tr("no overfitting")
        return self.tr("slight") if gap <= CLEAR else self.tr("overfitting")

    def _say(self, key: str, text: str | None) -> None:
        label, shown = self._labels[key], formatting.NOTHING if text is None else text
        if label.text() != shown:
            label.setText(shown)
            label.setToolTip(self.tr("not computed yet") if text is None else self._texts()[key][1])


def _number() -> QLabel:
    label = QLabel()
    label.setAlignment(_RIGHT)
    return label


class _Spot(Guarded, QWidget):
    """The marker of a run in its colour: which curve this is."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setFixedWidth(theme().scaled(12))

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(12), theme().scaled(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(kept_colour(self._place)))
            painter.translate(self.width() / 2, self.height() / 2)
            painter.scale(self.width(), self.width())
            painter.drawPath(kept_marker(self._place))


class _Line(Guarded, QWidget):
    """One kept run: its marker, its name, how well it did, and a button to remove it.

    Signals
    -------
    removed(): the button was pressed
    """

    removed = Signal()

    def __init__(self, name: str, place: int, point: AccuracyPoint | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turning = Later(self, self._turn)
        self._name = QLabel(name)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._accuracy = DimLabel(formatting.NOTHING if point is None else self.tr("{accuracy} at {iteration}").format(
            accuracy=formatting.fixed(point.test, 4), iteration=formatting.integer(point.iteration)))
        self._accuracy.setToolTip(self.tr("not computed yet") if point is None else self.tr(
            "Test acc of this run at iteration {iteration}, where it was measured last").format(
                iteration=formatting.integer(point.iteration)))
        self._button = GlyphButton("cross", self.tr("Remove {name}").format(name=name))
        self._button.clicked.connect(self.removed)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.addWidget(self._name, 1)
        self._words.addWidget(self._accuracy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().scaled(6))
        row.addWidget(_Spot(place))
        row.addLayout(self._words, 1)
        row.addWidget(self._button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turning.ask()

    def _turn(self) -> None:
        """The accuracy stands under a name that it leaves too little room for."""
        gap = theme().scaled(6)
        room = self.width() - theme().scaled(12) - self._button.width() - 3 * gap
        wanted = sum(label.fontMetrics().horizontalAdvance(label.text()) for label in (self._name, self._accuracy))
        beside = wanted <= room
        self._words.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(gap if beside else 0)
        self._accuracy.setWordWrap(not beside)


class KeptRuns(QWidget):
    """A line for each kept run. Hidden while there is none.

    Signals
    -------
    removed(int): the button of that line was pressed
    """

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple = ()
        self._lines: list[_Line] = []
        self._caption = SectionLabel(self.tr("Kept runs"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._caption)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self._fill)
        self.hide()

    def show_runs(self, runs: Sequence[tuple[str, int, AccuracyPoint | None]]) -> None:
        """Show (name, place in the list, last accuracies) of each."""
        if tuple(runs) != self._shown:
            self._shown = tuple(runs)
            self._fill()

    @Slot()
    def _fill(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            take_down(line)
        self._column.setContentsMargins(theme().scaled(GUTTER), theme().scaled(10), 0, 0)
        self._column.setSpacing(theme().scaled(4))
        self._lines = []
        for run in self._shown:
            line = _Line(*run)
            line.removed.connect(self._on_removed)
            self._lines.append(line)
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    @Slot()
    def _on_removed(self) -> None:
        self.removed.emit(self._lines.index(self.sender()))
