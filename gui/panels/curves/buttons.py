"""The buttons in the headers of the cards, beside the names of the plots."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from gui.widgets.tips import wrapped
from gui.words import formatting

if TYPE_CHECKING:  # the buttons are there before the plots, whose library takes long to load
    from gui.widgets.zoom_plot import ZoomPlot

SMOOTHINGS = (1, 10, 60, 300, 1000)  # losses that a point of the smoothed curve is the mean of; 1: no smoothing


class FlatButton(QToolButton):
    """A quiet button for the header of a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to training


class LogButton(FlatButton):
    """Whether the loss axis is logarithmic."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setText(self.tr("log"))
        self.setToolTip(self.tr("Logarithmic loss axis: small losses far apart"))
        self.setAccessibleName(self.tr("Logarithmic loss axis"))


class WhenButton(FlatButton):
    """Whether it is shown at which iterations the chosen sample was right."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setText(self.tr("when?"))
        self.setToolTip(wrapped(self.tr(
            "At which iterations the chosen sample was right: a band beneath the loss curve, found by running them "
            "again.")))
        self.setAccessibleName(self.tr("When the chosen sample was right"))


class ShowButton(FlatButton):
    """What the second card shows; its menu is made by what offers that."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(self.tr("show…"))
        self.setToolTip(wrapped(self.tr(
            "What to draw here: the accuracies, or what the whole network does over time: gradients, updates, silent "
            "units, activations, one cell.")))
        self.setAccessibleName(self.tr("What this card shows"))


class FollowButton(FlatButton):
    """Whether a plot shows the whole run; the plot and the button tell each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(self.tr("follow"))
        self.setToolTip(self.tr("Show the whole run and follow it. Zooming ends it, a double click restores it"))

    def attach(self, plot: "ZoomPlot") -> None:
        """Be the button of this plot from now on."""
        self.setAccessibleName(self.tr("Follow the run: {plot}").format(plot=plot.accessibleName()))
        plot.follow(self.isChecked())
        self.toggled.connect(plot.follow)
        plot.following_changed.connect(self.setChecked)


class SmoothingButton(FlatButton):
    """A menu of `SMOOTHINGS`. Its text says which one is chosen.

    Signals
    -------
    chosen
        How many losses, when a person has chosen.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setToolTip(self.tr("Draw the mean of the last losses over the losses themselves"))
        self.setMenu(self._menu())
        self.setPopupMode(self.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.choose(1)

    def choose(self, count: int) -> None:
        """Show this choice. Emits nothing."""
        for action in self.menu().actions():
            action.setChecked(action.data() == count)
        text = self.tr("smoothing off") if count == 1 else self.tr("smoothing {count}").format(
            count=formatting.integer(count))
        self.setText(text)
        self.setAccessibleName(text)

    def _menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        for count in SMOOTHINGS:
            text = self.tr("off") if count == 1 else self.tr("mean of the last {count}").format(
                count=formatting.integer(count))
            action = QAction(text, group, checkable=True)
            action.setData(count)
            menu.addAction(action)
        group.triggered.connect(self._on_triggered)
        return menu

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())
