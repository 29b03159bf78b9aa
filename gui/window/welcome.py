"""What a person reads who has not seen the window before: what learns here, what it sees, what it says, what to press.

It lies over the plots, which are empty then. So nothing moves when it goes.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Trace
from engine.problem import filled
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import RunStarted
from gui.widgets.bars import Bars
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel
from gui.widgets.still_scroll import StillScroll
from gui.words import formatting
from gui.words.engine_texts import phrase
from gui.words.sentences import joined

WIDE = 660  # pixels at normal text from which the words stand beside the picture
SIDE = 160   # of what is seen, and of what is said


class Welcome(Guarded, QFrame):
    """Says what this is, with a sample and what the network makes of it as it stands.

    Parameters
    ----------
    over
        What it lies over.

    Signals
    -------
    run_wanted()
    closed()
    """

    run_wanted = Signal()
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("card")
        self._placing = Later(self, self._place)
        self._heading, self._verdict, self._advice = QLabel(), QLabel(), QLabel()
        self._heading.setProperty("role", "title")
        for label in (self._heading, self._verdict, self._advice):
            label.setWordWrap(True)
        self.picture, self.bars = HeatMap(keep_aspect=True), Bars()
        self._seen, self._said = (DimLabel(text, small=True) for text in (
            self.tr("What it sees"), self.tr("What it says")))
        self.run_button, self.close_button = QPushButton(self.tr("▶ Run")), GlyphButton("cross", self.tr("Close"))
        self.run_button.setProperty("role", "primary")
        self.run_button.setAutoDefault(False)
        self.run_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to training
        self.run_button.clicked.connect(self.run_wanted)
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        over.installEventFilter(self)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self._place()
        self.show()
        self.raise_()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        pair = QHBoxLayout()
        sides = [QVBoxLayout() for _ in range(2)]
        for side, caption, view in zip(sides, (self._seen, self._said), (self.picture, self.bars), strict=True):
            side.addWidget(caption)
            side.addWidget(view)
            side.addStretch(1)
            pair.addLayout(side)
        pair.addStretch(1)
        words = QVBoxLayout()
        words.addWidget(self._verdict)
        words.addWidget(self._advice)
        words.addWidget(self.run_button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.addLayout(pair)
        self._parts.addLayout(words, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(StillScroll(inside), 1)
        self._layouts = (self._parts, pair, words, *sides, self._column)

    # --- what is said ----------------------------------------------------------------------------------------------

    def show_trace(self, run: RunStarted, trace: Trace) -> None:
        """Show what the network of this run makes of a sample as it stands."""
        dataset, values = run.dataset, trace.values
        look, names, label = dataset.look, dataset.class_names, trace.sample.label
        self._heading.setText(phrase(look.words.learns))
        self.picture.show_values(
            look.picture(values["x"][0]), kind=look.colours, limit=look.high, name="x", index_of=look.index_of)
        self.bars.show_values(values["y"][0], labels=names, kind="probability", name="y", marked=label,
                              predicted=trace.prediction)
        said = [] if trace.prediction is None else [self.tr("It says: {predicted} ({probability}).").format(
            predicted=f"<b>{names[trace.prediction]}</b>", probability=formatting.percent(trace.probability))]
        if label is not None:
            said.append(self.tr("The right answer is {label}.").format(label=f"<b>{names[label]}</b>"))
        said.append(self._experience(trace.iteration))
        self._verdict.setText(joined(said))
        self._advice.setText(self.tr(
            "Press Run, or the space bar. It then looks at {count} {samples} at a time, and corrects itself a little "
            "after each look. Watch the curve of its mistakes fall here, and its answer for the sample become "
            "right.").format(count=formatting.integer(run.config.batch_size), samples=phrase(look.words.samples)))

    @property
    def words(self) -> tuple[str, ...]:
        """What is written, from top to bottom."""
        return tuple(label.text() for label in (self._heading, self._verdict, self._advice))

    def _experience(self, iteration: int) -> str:
        if iteration == 0:
            return self.tr("It has not learnt anything yet: it guesses.")
        return filled(self.tr("So far it has corrected itself {count:,} {count:time|times}."), count=iteration)

    # --- room ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._placing.ask()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        over = self.parentWidget().rect()
        self.setGeometry(over)
        wide = over.width() >= theme().scaled(WIDE)
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    @Slot()
    def _update_sizes(self) -> None:
        scaled = theme().scaled
        self._heading.setFont(theme().font(1.4, bold=True))
        self._verdict.setFont(theme().font(1.15))
        for view in (self.picture, self.bars):
            view.setFixedSize(scaled(SIDE), scaled(SIDE))
        for layout in self._layouts:
            layout.setSpacing(scaled(8))
        self._parts.setSpacing(scaled(20))
        self._column.setContentsMargins(scaled(16), scaled(12), scaled(14), scaled(12))
        self._placing.ask()
