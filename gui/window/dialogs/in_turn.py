"""Runs to be made in turn: what differs between them, how far they go, and what comes of that, said while one types."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.data.dataset import Dataset
from engine.problem import Problem, filled
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.queue import NOT_VARIED, Queue, begins_alike, queue_of_choices, queue_of_text
from gui.look.theme import theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.form import GUTTER, Form
from gui.words import formatting
from gui.words.engine_texts import phrase, translated
from gui.words.run_names import label_of, named_by, unchanged

EXAMPLES = {"learning_rate": "0.01, 0.1, 1", "hidden_sizes": "10, 50, 100", "batch_size": "10, 100, 1000",
            "seed": "0, 1, 2"}
MOST_ITERATIONS = 2000  # that are offered at first
LONGEST = 400           # characters of a list
COLUMNS = 3             # of boxes to tick


class InTurnDialog(QDialog):
    """Which hyperparameter, which values of it, and how many iterations each.

    Parameters
    ----------
    base
        What all of them have otherwise.
    dataset
        What they learn from.
    pace
        Iterations a second, as the present run has been trained; None where that is not known.

    Signals
    -------
    chosen(Queue, tuple of str): the runs, and the hyperparameters in which they differ
    """

    chosen = Signal(object, object)

    def __init__(
        self, base: TrainingConfig, dataset: Dataset, pace: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Run these in turn"))
        self._base, self._dataset, self._pace = base, dataset, pace
        self._make_fields()
        self.said, self.warning = QLabel(), QLabel()
        self.warning.setProperty("role", "warning")
        for label in (self.said, self.warning):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        box = QDialogButtonBox()
        self.go = box.addButton(self.tr("Run in turn"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._layout = QVBoxLayout(self)
        for part, stretch in ((self._form, 0), (self.said, 1), (self.warning, 1), (box, 0)):
            self._layout.addWidget(part, stretch)
        box.accepted.connect(self._on_go)
        box.rejected.connect(self.reject)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self._on_field_changed()

    def _make_fields(self) -> None:
        names = [name for name in HYPERPARAMETERS if name not in NOT_VARIED]
        self.field = ChoiceBox([(name, label_of(name)) for name in names])
        self.field.set_value("learning_rate")
        self.text, self.iterations = QLineEdit(), QLineEdit(
            HYPERPARAMETERS["iterations"].kind.write(min(self._base.iterations, MOST_ITERATIONS)))
        self.text.setMaxLength(LONGEST)
        self.boxes: dict[str, QCheckBox] = {}
        self.usual = QCheckBox(self.tr("each with its usual learning rate"))
        self.usual.setChecked(True)
        self._choices = QWidget()
        self._grid = QGridLayout(self._choices)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._values = QStackedWidget()
        self._values.addWidget(self.text)
        self._values.addWidget(self._choices)
        self._form = Form()
        self._form.add_row(self.tr("What differs"), self.field, self.tr("All else is as in the present run."))
        self._form.add_row(self.tr("Values"), self._values, self.tr(
            "One run for each: 0.01, 0.1, 1. Semicolons part them too: 0,01; 0,1 or, for layers, 50; 100, 50."),
            self.text)
        self._form.add_row(self.tr("Iterations each"), self.iterations)
        self.field.changed.connect(self._on_field_changed)
        for edit in (self.text, self.iterations):
            edit.textEdited.connect(self._update)
        self.usual.toggled.connect(self._update)

    # --- what is chosen --------------------------------------------------------------------------------------------

    @property
    def queue(self) -> Queue:
        """The runs as things stand; none where the number of iterations cannot be used."""
        iterations = HYPERPARAMETERS["iterations"].parse(self.iterations.text())
        if isinstance(iterations, Problem):
            return Queue(problems=(iterations,))
        base, name = replace(self._base, iterations=iterations), self.field.value
        if HYPERPARAMETERS[name].kind.choices:
            ticked = [value for value, box in self.boxes.items() if box.isChecked()]
            return queue_of_choices(base, name, ticked, usual_rates=self.usual.isChecked())
        return queue_of_text(base, name, self.text.text(), len(self._dataset.whole.train))

    @Slot()
    def _on_field_changed(self) -> None:
        name = self.field.value
        kind = HYPERPARAMETERS[name].kind
        while self._grid.count():
            part = self._grid.takeAt(0).widget()
            part.hide()
            if part is not self.usual:
                part.deleteLater()
        self.boxes = {value: QCheckBox(translated(words)) for value, words in kind.choices}
        for number, box in enumerate(self.boxes.values()):
            box.setChecked(True)
            box.toggled.connect(self._update)
            self._grid.addWidget(box, *divmod(number, COLUMNS))
        if name == "optimizer":
            self._grid.addWidget(self.usual, self._grid.rowCount(), 0, 1, COLUMNS)
            self.usual.show()
        self._values.setCurrentWidget(self._choices if self.boxes else self.text)
        if not kind.choices:
            self.text.setText(EXAMPLES.get(name) or kind.write(getattr(self._base, name)))
        self._update()

    @Slot()
    def _update(self) -> None:
        """Say what comes of what is typed."""
        queue = self.queue
        self.go.setEnabled(bool(queue.configs))
        self.said.setText("\n".join(self._summary(queue)))
        self.warning.setText("\n".join(map(phrase, queue.problems)))

    def _summary(self, queue: Queue) -> list[str]:
        if not queue.configs:
            return [self.tr("Nothing to run yet: type or tick the values.")]
        iterations = queue.configs[0].iterations
        names = "; ".join(_unbroken(named_by(unchanged(config), self._fields(queue))) for config in queue.configs)
        lines = [filled(self.tr(
            "{count:,} {count:run|runs} of {iterations:,} {iterations:iteration|iterations}: {names}"),
            count=len(queue.configs), iterations=iterations, names=names)]
        if self._pace:
            lines.append(self.tr("About {time}, at the pace of the present run.").format(
                time=formatting.duration(len(queue.configs) * iterations / self._pace)))
        return [*lines, phrase(begins_alike(self.field.value)), self.tr(
            "They are trained in the background, and their curves are drawn as they grow.")]

    def _fields(self, queue: Queue) -> tuple[str, ...]:
        """In what they differ, beginning with what was chosen."""
        rates = {config.learning_rate for config in queue.configs}
        also = ("learning_rate",) if len(rates) > 1 and self.field.value != "learning_rate" else ()
        return (self.field.value, *also)

    @Slot()
    def _on_go(self) -> None:
        queue = self.queue
        if queue.configs:
            self.chosen.emit(queue, self._fields(queue))
            self.accept()

    @Slot()
    def _update_sizes(self) -> None:
        edge, gutter = theme().scaled(16), theme().scaled(GUTTER)
        self._layout.setContentsMargins(edge - gutter, edge, edge, edge)  # all begins where the labels of the form do
        self._layout.setSpacing(theme().scaled(10))
        self.setMinimumWidth(theme().scaled(520))
        for label, lines in ((self.said, 4), (self.warning, 2)):  # so that nothing moves while one types
            label.setContentsMargins(gutter, 0, 0, 0)
            label.setMinimumHeight(lines * label.fontMetrics().lineSpacing())


def _unbroken(name: str) -> str:
    """A name that stays in one line."""
    return name.replace(" ", "\N{NO-BREAK SPACE}")
