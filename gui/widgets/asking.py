"""A button that begins something long, its progress, and a way to break it off."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui.look.theme import theme
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped


class Asking(QWidget):
    """One row: the button, and while it is under way, progress and Cancel.

    Signals
    -------
    wanted(): the button was pressed
    cancelled(): Cancel was pressed
    ended(): it is under way no longer
    """

    wanted = Signal()
    cancelled = Signal()
    ended = Signal()

    def __init__(self, text: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button, self.cancel = SmallButton(text, wrapped(tip)), SmallButton(self.tr("Cancel"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.button.clicked.connect(self._on_pressed)
        self.cancel.clicked.connect(self._on_cancelled)
        theme().changed.connect(self._fit)
        self._fit()
        self.end()

    @property
    def is_under_way(self) -> bool:
        """Whether it has begun and not ended."""
        return not self.cancel.isHidden()

    def begin(self) -> None:
        """It is under way."""
        self.bar.setRange(0, 0)
        self._show(under_way=True)

    def show_progress(self, done: int, total: int) -> None:
        """So much is done."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def end(self) -> None:
        """It has ended."""
        self._show(under_way=False)
        self.ended.emit()

    def _show(self, under_way: bool) -> None:
        self.button.setEnabled(not under_way)
        self.bar.setVisible(under_way)
        self.cancel.setVisible(under_way)

    @Slot()
    def _on_pressed(self) -> None:
        self.wanted.emit()

    @Slot()
    def _on_cancelled(self) -> None:
        self.end()
        self.cancelled.emit()

    @Slot()
    def _fit(self) -> None:
        self.bar.setFixedWidth(theme().scaled(110))
