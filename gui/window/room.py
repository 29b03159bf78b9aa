"""The room that the window takes on the screen, how large what is in it is written, and what of that is remembered."""

import base64

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from gui.look.theme import theme
from gui.settings import Settings
from gui.widgets.still_scroll import StillScroll
from gui.window.workspace import Workspace

FIRST_SIZE = QSize(1760, 1000)
TITLE_BAR = 40       # about what the system puts around a window
TEXT_STEP = 1.1
FOLDINGS = ("shown", "folded")


class Room(QObject):
    """Gives the workspace its room, and the window its size.

    Parameters
    ----------
    window
        The window. Its session stands by while everything is written in another size.
    settings
        Where sizes are remembered.

    Attributes
    ----------
    beside : QWidget or None
        What stands beside the workspace and takes its width from it.
    """

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self.beside: QWidget | None = None
        self._workspace: Workspace
        self._scroll: StillScroll
        self._awaited: tuple[QSize, tuple] | None = None  # an arrangement, and the size that the room has for it

    def furnish(self, workspace: Workspace) -> StillScroll:
        """Hold this workspace from now on. Returns what it lies in, to be put into the window."""
        # For text so large, or a window so small, that the panels do not fit. The bars are the edges right and below.
        scroll = StillScroll(workspace, sideways=True)
        scroll.resized.connect(self.arrange)
        self.turn_to(workspace, scroll)
        return scroll

    def turn_to(self, workspace: Workspace, scroll: StillScroll) -> None:
        """Hold a workspace again that lies in this."""
        self._workspace, self._scroll = workspace, scroll

    @Slot()
    def arrange(self) -> None:
        """Share out the room of the window. What is decided here depends on its size alone, not on what it shows."""
        self._workspace.beside = 0 if self.beside is None else self.beside.sizeHint().width()
        if not self._workspace.folding:
            self._workspace.set_folding("")
        self._workspace.take_room(self._scroll.size())
        if self._awaited is not None and self._awaited[0] == self._scroll.size():
            self._workspace.arrange_as(self._awaited[1])
            self._awaited = None

    @property
    def arrangement(self) -> tuple[QSize, tuple]:
        """What is seen, in which shares, in how much room; for `put_back`."""
        return self._scroll.size(), self._workspace.arrangement

    def put_back(self, arrangement: tuple[QSize, tuple]) -> None:
        """Show what was seen then, in the same shares as soon as there is as much room: a window takes its time."""
        self._workspace.arrange_as(arrangement[1])
        self._awaited = arrangement
        self.arrange()

    def fold_away(self) -> None:
        """Show no more than what is looked at."""
        self._awaited = None
        self._workspace.fold_away()

    # --- what is remembered ----------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Make it as it was remembered."""
        settings, workspace = self._settings, self._workspace
        if not self._window.restoreGeometry(QByteArray(base64.b64decode(settings.geometry or ""))):
            self._take_first_size()
        workspace.set_folding(next((each for each in FOLDINGS if each in settings.folded), ""))
        workspace.set_widths_by_hand(settings.splitters.get("main", []))

    def remember(self, workspace: Workspace) -> None:
        """Put it into the settings, as it is now; with the shares of a workspace that it holds, or has held."""
        settings = self._settings
        settings.geometry = base64.b64encode(self._window.saveGeometry().data()).decode()
        widths = workspace.widths_by_hand
        settings.splitters = {"main": widths} if widths else {}
        settings.folded = [workspace.folding] if workspace.folding else []

    def _take_first_size(self) -> None:
        """Comfortable where the screen has room for that, else all of the screen."""
        window, room = self._window, self._window.screen().availableSize()
        window.resize(min(room.width(), FIRST_SIZE.width()), min(room.height() - TITLE_BAR, FIRST_SIZE.height()))
        if room.width() <= FIRST_SIZE.width() or room.height() <= FIRST_SIZE.height():
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)

    # --- commands --------------------------------------------------------------------------------------------------

    @Slot()
    def larger_text(self) -> None:
        self._set_text_scale(theme().text_scale * TEXT_STEP)

    @Slot()
    def smaller_text(self) -> None:
        self._set_text_scale(theme().text_scale / TEXT_STEP)

    @Slot()
    def normal_text(self) -> None:
        self._set_text_scale(1.0)

    def _set_text_scale(self, scale: float) -> None:
        self.write_in(scale)
        self._settings.text_scale = theme().text_scale

    def write_in(self, scale: float) -> None:
        """Write everything in this size for now."""
        self._window.session.stand_by()
        theme().set_text_scale(scale)
        self.arrange()

    @Slot(bool)
    def fill_screen(self, on: bool) -> None:
        """Let the window take the whole screen, or no longer."""
        full = Qt.WindowState.WindowFullScreen
        state = self._window.windowState()
        self._window.setWindowState(state | full if on else state & ~full)

    @Slot()
    def reset(self) -> None:
        """Make it as it is where nothing is remembered."""
        self._workspace.folding = ""
        self._window.showNormal()
        self._set_text_scale(1.0)
        self._take_first_size()
        self._workspace.set_widths_by_hand([])
