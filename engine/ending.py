"""Being asked to end: by Ctrl+C, by the system, by a terminal that is closed. What is under way is tidied up first.

A signal that is ignored, as SIGHUP under nohup, stays ignored.
"""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

Handler = Callable[[int, FrameType | None], None]


class Request:
    """Whether somebody has asked to end.

    Attributes
    ----------
    number
        Of the first signal that came; 0 for none.
    """

    def __init__(self) -> None:
        self.number = 0

    @property
    def exit_code(self) -> int:
        """What a program gives back that ends for this reason: 128 + n for signal n, so 130 for Ctrl+C."""
        return exit_code(self.number)


def exit_code(number: int) -> int:
    """What a program gives back that signal `number` has ended."""
    return 128 + number


@contextmanager
def noted() -> Iterator[Request]:
    """A request that signals are noted in, so that work goes on to where it can end well.

    A second Ctrl+C breaks in at once, as usual. Of the others any number may come: a terminal that is closed sends two.
    """
    request = Request()

    def note(number: int, frame: FrameType | None) -> None:
        request.number = request.number or number
        if number == signal.SIGINT:
            signal.signal(number, signal.default_int_handler)

    with _handled(SIGNALS, note):
        yield request


@contextmanager
def by_exception() -> Iterator[None]:
    """Let the other signals end the program as Ctrl+C does: by an exception, so that all that is open is tidied up."""
    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(exit_code(number))

    with _handled([number for number in SIGNALS if number != signal.SIGINT], leave):
        yield


@contextmanager
def _handled(numbers: Iterable[int], handler: Handler) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # which no signal reaches
        yield
        return
    usual = {number: signal.getsignal(number) for number in numbers}
    usual = {number: before for number, before in usual.items() if before is not signal.SIG_IGN}
    for number in usual:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, before in usual.items():
            signal.signal(number, signal.SIG_DFL if before is None else before)
