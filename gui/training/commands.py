"""The commands from the window to the worker, in order: numbered, and some of them in a hurry."""

from dataclasses import dataclass
from queue import Empty, SimpleQueue

STEPS = ("step iteration", "step operation", "back operation", "back iteration")  # that a person waits for
MOVES = {  # longer ones: unit and count
    "forward 10": ("iterations", 10), "back 10": ("iterations", -10),
    "forward 100": ("iterations", 100), "back 100": ("iterations", -100),
    "forward epoch": ("epochs", 1), "back epoch": ("epochs", -1)}


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """What is to be done, by its name, and with what.

    Its number is by one more than that of the command that was sent before.
    """

    number: int
    name: str
    arguments: tuple = ()


class Commands:
    """A queue between two threads: one sends commands and never waits, the other takes them and carries them out.

    Attributes
    ----------
    sent : int
        Number of the last command that was sent; 0 before the first.
    begun : int
        Number of the last command that was taken.
    """

    def __init__(self) -> None:
        self._queue: SimpleQueue[Command] = SimpleQueue()
        self.sent = self.begun = 0
        self._urgent = 0    # number of the last command that nothing long may stand in the way of
        self._awaited = 0   # number of the last step

    # --- by the thread that sends ----------------------------------------------------------------------------------

    def send(self, name: str, *arguments: object, urgent: bool = False) -> int:
        """Queue a command. Returns its number.

        Parameters
        ----------
        urgent
            Whether what it would have to wait for is broken off: what takes long, and steps that have not begun yet.
        """
        number = self.sent + 1
        # What is told of a command is told before it can be taken.
        if urgent:
            self._urgent = number
        if name in STEPS or name == "move":
            self._awaited = number
        self.sent = number
        self._queue.put(Command(number, name, arguments))
        return number

    # --- by the thread that carries them out -----------------------------------------------------------------------

    def take(self, timeout: float | None = None) -> Command | None:
        """The next command, waited for; None if none came in so many seconds."""
        try:
            command = self._queue.get(timeout=timeout)
        except Empty:
            return None
        self.begun = command.number
        return command

    def has_more(self) -> bool:
        """Whether a command waits to be taken."""
        return not self._queue.empty()

    @property
    def break_off(self) -> bool:
        """Whether an urgent command waits: what takes long, or is a step, is not to be gone on with."""
        return self._urgent > self.begun

    @property
    def step_waits(self) -> bool:
        """Whether a step waits: what nobody waits for makes way."""
        return self._awaited > self.begun
