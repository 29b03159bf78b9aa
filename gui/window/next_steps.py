"""What is done when a person follows up what was observed: the buttons of the line under the curves."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from engine.inspection.place import Place
from engine.training.observations.observation import Step

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


class NextSteps(QObject):
    """Takes the steps that observations suggest.

    Parameters
    ----------
    window
        Where.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    @Slot(object)
    def take(self, step: Step) -> None:
        """Carry out a step."""
        window = self._window
        if step.what == "look":
            window.workspace.bring_forward(window.iteration)
            window.iteration.open_place(Place(step.name, step.at))
        elif step.what == "use":
            window.actions_["experiment"].setChecked(True)
            window.experiment.choose(step.settings)
        elif step.what == "set":
            window.actions_["experiment"].setChecked(True)
            window.experiment.ask_for(step.name)
        elif step.what == "go to":
            window.session.go_to(step.iteration)
        elif step.what == "log axis":
            window.curves.set_logarithmic(True)
        else:
            window.run_desk.run()
