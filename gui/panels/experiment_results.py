"""Where the run stands, in four numbers, and the runs that were kept for comparison."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui import formatting
from gui.theme import theme
from gui.widgets.form import GUTTER, Form
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.labels import SectionLabel

SLIGHT, CLEAR = 0.01, 0.03  # gaps between train acc and test acc: overfitting from here on


class Now(Form):
    """Loss and accuracies as they are now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, aligned=False)
        self._gap: float | None = None
        self.add_section(self.tr("Now"))
        self._labels = {}
        for key, (name, tip) in self._texts().items():
            label = QLabel()
            label.setWordWrap(key == "gap")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._labels[key] = label
            self.add_row(name, label, tip)
        theme().changed.connect(self._update_gap)
        self.show_now(None, None, None, None)

    def show_now(
        self, mean_loss: float | None, train_acc: float | None, test_acc: float | None, gap: float | None,
    ) -> None:
        """Show the numbers; None for what is not computed yet."""
        self._say("loss", None if mean_loss is None else formatting.number(mean_loss))
        self._say("train", None if train_acc is None else formatting.fixed(train_acc, 4))
        self._say("test", None if test_acc is None else formatting.fixed(test_acc, 4))
        self._gap = gap
        self._update_gap()

    def _texts(self) -> dict[str, tuple[str, str]]:
        return {
            "loss": (self.tr("Loss (mean of 60)"), self.tr(
                "Cross entropy error, the mean of the last 60 iterations: that of a single minibatch jumps about.")),
            "train": (self.tr("Train acc"), self.tr(
                "The share of all training images that the network gets right, at the last epoch.")),
            "test": (self.tr("Test acc"), self.tr(
                "The share of all test images, which it never learnt from, that the network gets right.")),
            "gap": (self.tr("Gap"), self.tr(
                "Train acc − test acc. A large gap means overfitting: the training images are known by heart.")),
        }

    def _say(self, key: str, text: str | None) -> None:
        label, shown = self._labels[key], formatting.NOTHING if text is None else text
        if label.text() != shown:
            label.setText(shown)
            label.setToolTip(self.tr("not computed yet") if text is None else self._texts()[key][1])

    @Slot()
    def _update_gap(self) -> None:
        if self._gap is None:
            self._say("gap", None)
            return
        word = (self.tr("no overfitting") if self._gap < SLIGHT else
                self.tr("slight") if self._gap <= CLEAR else self.tr("overfitting"))
        quiet = f'<span style="color:{theme().palette.dim}">{word}</span>'
        self._say("gap", f"{quiet}&nbsp; {formatting.fixed(self._gap, 4)}")


class _Spot(QWidget):
    """A spot of colour: which curve this is."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor(colour)
        self.setFixedWidth(theme().scaled(10))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().scaled(10), theme().scaled(10))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        reach = self.width() / 2
        painter.drawEllipse(QPointF(reach, self.height() / 2), reach, reach)
        painter.end()


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
        self._lines: list[QWidget] = []
        self._caption = SectionLabel(self.tr("Kept runs"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._caption)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self._fill)
        self.hide()

    def show_runs(self, runs: Sequence[tuple[str, str, float | None]]) -> None:
        """Show (name, colour, test acc) of each."""
        if tuple(runs) != self._shown:
            self._shown = tuple(runs)
            self._fill()

    @Slot()
    def _fill(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._column.setContentsMargins(theme().scaled(GUTTER), theme().scaled(10), 0, 0)
        self._column.setSpacing(theme().scaled(4))
        self._lines = [self._line(i, *run) for i, run in enumerate(self._shown)]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    def _line(self, index: int, name: str, colour: str, test_acc: float | None) -> QWidget:
        line, label, accuracy = QWidget(), QLabel(name), QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        accuracy.setProperty("role", "dim")
        accuracy.setText(formatting.NOTHING if test_acc is None else formatting.fixed(test_acc, 4))
        accuracy.setToolTip(self.tr("not computed yet") if test_acc is None else self.tr("Test acc of this run"))
        button = GlyphButton("cross", self.tr("Remove {name}").format(name=name))
        button.setProperty("run", index)
        button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().scaled(6))
        row.addWidget(_Spot(colour))
        row.addWidget(label, 1)
        row.addWidget(accuracy)
        row.addWidget(button)
        return line

    @Slot()
    def _on_clicked(self) -> None:
        self.removed.emit(self.sender().property("run"))
