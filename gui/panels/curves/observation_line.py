"""The line under the curves: what is going on in the run, with the figures, and buttons for what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from engine.training.config import HYPERPARAMETERS
from engine.training.observations.observation import Observation, Step
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.qt.take_down import take_down
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.labels import ElidedLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.engine_texts import phrase, translated

HEIGHT = 26  # pixels at normal text, whatever is said
WIDE = 620   # and from which width on there is more than one button beside the text

translate = QCoreApplication.translate


class ObservationLine(Guarded, QWidget):
    """One line, never more: what does not fit is in its tooltip. As high with nothing to say, so that nothing jumps.

    Signals
    -------
    step_wanted(Step): a button was pressed
    off_wanted(): nothing more is to be said here
    """

    step_wanted = Signal(object)
    off_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Observation | None = None
        self.buttons: list[SmallButton] = []
        self._fitting = Later(self, self._fit)
        self._text = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._text.setProperty("role", "dim")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.off = GlyphButton("cross", self.tr("No more such remarks; the View menu brings them back"))
        self.off.clicked.connect(self.off_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self.off)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self.show_first(())

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def show_first(self, observations: Sequence[Observation]) -> None:
        """Say the first of these; nothing where there is none."""
        observation = observations[0] if observations else None
        before = () if self.shown is None else self.shown.steps
        steps = () if observation is None else observation.steps
        self.shown = observation
        said = "" if observation is None else phrase(observation.said)
        if said != self._text.text():
            self._text.setText(said)
            self._text.setToolTip(wrapped(said))
            self._text.setAccessibleName(said)
        self.off.setVisible(observation is not None)
        if steps != before:
            self._offer(steps)

    def _offer(self, steps: Sequence[Step]) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            take_down(button)
        self.buttons = [SmallButton(words_of(step), parent=self) for step in steps]
        for place, button in enumerate(self.buttons, 1):
            button.clicked.connect(self._on_clicked)
            self._row.insertWidget(place, button)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    def _fit(self) -> None:
        """Where there is little width the text needs it more than a second button does."""
        for place, button in enumerate(self.buttons):
            button.setVisible(place == 0 or self.width() >= theme().scaled(WIDE))

    @Slot()
    def _on_clicked(self) -> None:
        self.step_wanted.emit(self.shown.steps[self.buttons.index(self.sender())])

    @Slot()
    def _update_sizes(self) -> None:
        self._row.setContentsMargins(theme().scaled(14), 0, theme().scaled(6), 0)
        self._row.setSpacing(theme().scaled(8))
        self.setFixedHeight(theme().scaled(HEIGHT))


def words_of(step: Step) -> str:
    """What the button of a step says."""
    words = {
        "look": translate("ObservationLine", "Look at {name}"), "use": translate("ObservationLine", "Use {choices}"),
        "set": "{field}…",
        "go to": translate("ObservationLine", "Go to iteration {iteration}"),
        "log axis": translate("ObservationLine", "Log axis"),
        "more iterations": translate("ObservationLine", "More iterations")}
    declared = HYPERPARAMETERS.get(step.name)
    return words[step.what].format(
        name=step.name, choices=", ".join(translated(str(HYPERPARAMETERS[name].kind.words(value)))
                                          for name, value in step.settings.items()),
        field="" if declared is None else translated(declared.called or declared.label),
        iteration=formatting.integer(step.iteration))
