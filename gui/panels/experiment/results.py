"""Where the run stands, in four numbers, and how many runs were kept for comparison."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.problem import filled
from gui.look.theme import theme
from gui.widgets.form import GUTTER, Form
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped
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
        metrics = QFontMetrics(theme().font())  # a label that is hidden has its font only when it is shown
        words = [self._word_for(gap) for gap in (0, SLIGHT, 1)]
        for label, texts in ((self._word, words), (self._labels["gap"], (formatting.fixed(-0.8888, 4),))):
            # two pixels more, since a text is not only as wide as it goes on
            label.setMinimumWidth(2 + max(metrics.horizontalAdvance(text) for text in texts))
            label.setIndent(label.indent())  # or its hint would go on repeating the width before
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


class KeptRuns(QWidget):
    """How many runs are kept, and the way to the table of them. Hidden while there is none.

    Signals
    -------
    table_wanted(): the button was pressed
    """

    table_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = SmallButton(tip=wrapped(self.tr("Their settings and figures beside each other, in a table")))
        self.button.clicked.connect(self.table_wanted)
        self._column = QVBoxLayout(self)
        self._column.addWidget(SectionLabel(self.tr("Kept runs")))
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        self.button.setText(filled(self.tr("{count:,} {count:run|runs} in a table"), count=count))
        self.setVisible(count > 0)

    @Slot()
    def _update_sizes(self) -> None:
        self._column.setContentsMargins(theme().scaled(GUTTER), theme().scaled(10), 0, 0)
        self._column.setSpacing(theme().scaled(4))
