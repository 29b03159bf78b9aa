"""Which samples are asked about: the test data or the training data; and a button where asking them takes long."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.problem import filled
from gui.widgets.asking import Asking
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.pill import PillGroup

_NAMES = "test", "train"


class SplitChoice(QWidget):
    """The two pills, how many samples there are, and the button beneath.

    Attributes
    ----------
    asking : Asking
        Seen only where asking takes long.

    Signals
    -------
    chosen(int): a person has chosen the other one
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pills = PillGroup((self.tr("test"), self.tr("training")))
        self._count = DimLabel(small=True)
        self.asking = Asking(self.tr("Compare"), self.tr(
            "Ask the network about all samples, with all units and without those that are off"))
        row, column = QHBoxLayout(), QVBoxLayout(self)
        for part in (SectionLabel(self.tr("All samples")), self.pills, self._count):
            row.addWidget(part)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.asking)
        self.pills.chosen.connect(self.chosen)
        self.asking.hide()

    @property
    def name(self) -> str:
        """``"test"`` or ``"train"``."""
        return _NAMES[self.pills.current]

    def show_asked(self, long: bool, count: int) -> None:
        """Whether asking takes long, and how many samples are asked about."""
        self.asking.setVisible(long)
        self._count.setText(filled(self.tr("{count:,} {count:sample|samples}"), count=count))

    def take_over(self, other: "SplitChoice") -> None:
        """Choose what another one has chosen. Emits nothing."""
        self.pills.choose(other.pills.current)
