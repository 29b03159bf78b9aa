"""For a whole class to read: all written large and all folded away that is not looked at, until the same key again.

Nothing of it is remembered: whatever ends the program meanwhile, the next start is as things were before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Slot

from gui.look.theme import theme
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

LARGE = QSize(960, 540)  # pixels at normal text that the screen then has room for: two panels beside each other
LEAST = 1.3  # of the normal text size, where the screen is smaller: panels take turns then
OF_BEFORE = ("text_scale", "geometry", "splitters", "folded", "observations")  # what is remembered as it was


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """How everything was."""

    scale: float
    state: Qt.WindowState
    observing: bool
    arrangement: tuple
    remembered: dict[str, object]


class Projector(QObject):
    """Turns the window into one that can be read from the back row, and back.

    Parameters
    ----------
    window
        Which.
    gather
        Brings the settings up to date, and returns them.
    """

    def __init__(self, window: "MainWindow", gather: Callable[[], Settings]) -> None:
        super().__init__(window)
        self._window, self._gather = window, gather
        self._before: Before | None = None

    @property
    def is_on(self) -> bool:
        """Whether everything is large."""
        return self._before is not None

    @Slot(bool)
    def turn(self, on: bool) -> None:
        """Make everything large, or as it was."""
        if on and not self.is_on:
            self._enlarge()
        elif not on and self._before is not None:
            before, self._before = self._before, None
            self._put_back(before)
        self._window.actions_["projector"].setChecked(self.is_on)

    @Slot()
    def end(self) -> None:
        """Make everything as it was."""
        self.turn(False)

    def hold(self) -> None:
        """The views are others, made as it is remembered: they are to be as they are now."""
        if self.is_on:
            self._observe(False)

    def leave_out(self, settings: Settings) -> None:
        """Let the settings be as they were before."""
        if self._before is not None:
            for name, value in self._before.remembered.items():
                setattr(settings, name, value)

    def _enlarge(self) -> None:
        window, room, settings = self._window, self._window.room, self._gather()
        self._before = Before(theme().text_scale, window.windowState(), window.curves.is_observing, room.arrangement,
                              {name: getattr(settings, name) for name in OF_BEFORE})
        screen = window.screen().size()
        scale = min(screen.width() / LARGE.width(), screen.height() / LARGE.height())
        room.fill_screen(True)
        room.fold_away()
        room.write_in(max(scale, LEAST, theme().text_scale))
        self._observe(False)
        window.iteration.show_large(True)

    def _put_back(self, before: Before) -> None:
        window = self._window
        window.iteration.show_large(False)
        self._observe(before.observing)
        window.setWindowState(before.state)
        window.room.write_in(before.scale)
        window.room.put_back(before.arrangement)

    def _observe(self, on: bool) -> None:
        self._window.curves.set_observing(on)
        self._window.actions_["remarks"].setChecked(on)
