"""On which line of a TOML file each value stands, which `tomllib` does not tell.

`lines_of` goes through a text that `tomllib` has already taken, so that it need not ask whether it is right.
`too_deep` comes before `tomllib`, and takes any text.
"""

import re
import tomllib
from collections.abc import Iterator

DEEPEST = 20  # brackets within one another; and parts of a dotted key

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'   # up to two quotes at the end are its own
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+')"
    r"|(?P<comment>\#[^\n]*+)|(?P<space>[ \t\r]++)|(?P<line>\n)|(?P<sign>[\[\]{},=.])|(?P<word>[^\s\[\]{},=.\#\"']++)"
    r"|(?P<other>.)", re.DOTALL)


def too_deep(text: str) -> int | None:
    """The line on which brackets, or the parts of a key, are too deep within one another; None if nowhere."""
    depth = parts = 0
    line = 1
    for token in _TOKEN.finditer(text):
        found = token[0]
        if found in ("[", "{"):
            depth += 1
        elif found in ("]", "}"):
            depth = max(depth - 1, 0)
        if found in ("\n", "=", ",", "{", "["):
            parts = 0
        parts += found == "."
        if depth > DEEPEST or parts > DEEPEST:
            return line
        line += found.count("\n")
    return None


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1 on, of every table, key and element in a text that is right TOML.

    A path is what leads to a value in what `tomllib` makes of the text: ``("step", 2, "ask", "en")``. A table stands
    where its header is, or the first key that makes it; the whole, ``()``, on the first line.
    """
    return _Lines(text).found


class _Lines:
    """One text while it is gone through."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {(): 1}
        self._counts: dict[Path, int] = {}  # of the tables that stand in an array so far
        self._tokens = _meaning(text)
        self._next()
        self._table: Path = ()
        while self._kind != "end":
            if self._kind == "line":
                self._next()
            elif self._said == "[":
                self._table = self._header()
            else:
                self._pair(self._table)

    def _next(self) -> str:
        said = getattr(self, "_said", "")
        self._kind, self._said, self._line = next(self._tokens)
        return said

    def _skip(self, *signs: str) -> None:
        while self._kind == "line" or self._said in signs:
            self._next()

    def _note(self, start: Path, parts: list[str], line: int) -> Path:
        """Note where a dotted key stands, and return what it leads to: of tables in an array, the last one so far."""
        path = start
        for part in parts:
            path = (*path, part)
            self.found.setdefault(path, line)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _header(self) -> Path:
        line = self._line
        self._next()
        many = self._said == "["
        if many:
            self._next()
        *before, last = self._key()
        path = (*self._note((), before, line), last)
        for _ in range(1 + many):
            self._next()
        if not many:
            self.found[path] = line  # also where a table further in was named before
            return path
        self.found.setdefault(path, line)
        number = self._counts[path] = self._counts.get(path, 0) + 1
        self.found[*path, number - 1] = line
        return (*path, number - 1)

    def _key(self) -> list[str]:
        """The parts of a key, up to what is behind it."""
        parts = []
        while self._said not in ("=", "]"):
            kind, said = self._kind, self._next()
            if kind == "text":
                parts.append(_unquoted(said))
            elif kind == "word":
                parts.append(said)
        return parts

    def _pair(self, table: Path) -> None:
        line = self._line
        path = self._note(table, self._key(), line)
        self._next()
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        if self._said == "[":
            self._array(path)
        elif self._said == "{":
            self._inline(path)
        else:
            while self._kind != "end" and self._kind != "line" and self._said not in (",", "]", "}"):
                self._next()

    def _array(self, path: Path) -> None:
        self._next()
        self._skip()
        number = 0
        while self._said != "]":
            element = (*path, number)
            self.found[element] = self._line
            self._value(element)
            self._skip(",")
            number += 1
        self._next()

    def _inline(self, path: Path) -> None:
        self._next()
        self._skip()
        while self._said != "}":
            self._pair(path)
            self._skip(",")
        self._next()


def _meaning(text: str) -> Iterator[tuple[str, str, int]]:
    """(kind, what it is, line) of all that means something; the end for ever."""
    line = 1
    for token in _TOKEN.finditer(text):
        if token.lastgroup not in ("space", "comment"):
            yield token.lastgroup or "", token[0], line
        line += token[0].count("\n")
    while True:
        yield "end", "", line


def _unquoted(text: str) -> str:
    """A key without its quotes."""
    return next(iter(tomllib.loads(f"{text} = 0")))
