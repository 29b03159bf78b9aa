"""A line that says that changes wait for Reset, and offers to reset now, to use them without, or to take them back."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import TAKES_BACK


class PendingBar(Guarded, QWidget):
    """Says that changes wait for Reset. Hidden while there is none.

    Signals
    -------
    reset_wanted(), undo_wanted()
    here_wanted(): what needs no new network is to take effect in the run as it is
    """

    reset_wanted = Signal()
    undo_wanted = Signal()
    here_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fitting = Later(self, self._fit)
        self._shown = (False, True, "")
        self._text = DimLabel(self.tr("Changes take effect at Reset."))
        self._text.setWordWrap(True)
        self._reset = QPushButton(self.tr("Reset now"))
        self._reset.setProperty("role", "primary-small")
        self._undo = QPushButton(self.tr("Undo"))
        self._undo.setProperty("role", "small")
        self._undo.setProperty(TAKES_BACK, True)
        self._undo.setToolTip(self.tr("Go back to the values of the run in training"))
        self._here = SmallButton(tip=wrapped(self.tr(
            "Go on in this run with another optimizer or minibatch size. What was run of later iterations is kept as a "
            "run of its own.")))
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self._reset, self._undo):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._text)
        self._column.addWidget(self._here)
        self._column.addLayout(self._buttons)
        self._reset.clicked.connect(self.reset_wanted)
        self._undo.clicked.connect(self.undo_wanted)
        self._here.clicked.connect(self.here_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self._fit)
        self.hide()

    def show_pending(self, pending: bool, *, usable: bool, here: str = "") -> None:
        """Whether changes are pending, whether they can be used, and from where on without a new network, if at all."""
        if (pending, usable, here) == self._shown:
            return
        self._shown = pending, usable, here
        self.setVisible(pending)
        self._here.setVisible(bool(here))
        self._here.setText(here)
        self._text.setText(self.tr("Changes take effect at Reset, or in this run:") if here else
                           self.tr("Changes take effect at Reset."))
        self._reset.setEnabled(usable)
        self._reset.setProperty("role", "primary-small" if usable else "small")
        self._reset.style().unpolish(self._reset)
        self._reset.style().polish(self._reset)
        self._reset.setToolTip(
            self.tr("Start a new network with these values; the run so far is given up") if usable else
            self.tr("First put right what is marked above"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    @Slot()
    def _fit(self) -> None:
        gap = theme().scaled(6)
        beside = self._reset.sizeHint().width() + gap + self._undo.sizeHint().width() <= self.width()
        self._buttons.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(gap)
        self._column.setSpacing(gap)
