"""A problem in words: what is wrong with which thing, and what to do next.

The sentence and the values that go into it stay apart, so that a window can translate the sentence
first and fill in the values afterwards. ``str(problem)`` is the English sentence, filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence or more, with named places for values.

    Parameters
    ----------
    text
        English text with ``{name}`` places, as for `str.format`.
    values
        What goes into the places.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)


class EngineError(Exception):
    """What every exception of the engine is: an exception that carries a `Problem`."""

    def __init__(self, text: str, **values: object) -> None:
        self.problem = Problem(text, values)
        super().__init__(str(self.problem))
