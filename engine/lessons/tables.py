"""A table of a lesson's file, taken apart strictly: what is asked for is there and of its type, and nothing else is.

Whatever is wrong is noted with its line, and the rest is looked at all the same: whoever writes a lesson is told all
that there is to mend at once.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from engine.lessons.acts import Act, ActError, parse_act
from engine.lessons.expressions.parse import ExpressionError, parse
from engine.lessons.expressions.tree import Expression
from engine.lessons.faults import Fault
from engine.lessons.lines import Path
from engine.lessons.markdown import pictures_in, problem_of
from engine.lessons.text import LANGUAGES, Live, Text, pieces_of
from engine.problem import EngineError, Problem, shortened

LONGEST_LIST = 100  # acts, hints, panels
PARTS = ("option", "item")  # what stands in tables of its own
LONGEST_NAME = 60   # characters of what is written in one line
_LARGE = 10**15

_Read = TypeVar("_Read")

_TYPES = {dict: Problem("a table"), list: Problem("a list"), str: Problem("a text in quotes"), bool: Problem(
    "true or false"), int: Problem("a whole number"), float: Problem("a number")}


class Source:
    """The file that is read: where its values stand, what lies beside it, and what is wrong with it so far.

    Parameters
    ----------
    file
        Its name.
    lines
        Where each value stands.
    beside
        The names of what came with it.
    """

    def __init__(self, file: str, lines: Mapping[Path, int], beside: Collection[str]) -> None:
        self.file, self.beside = file, beside
        self.faults: list[Fault] = []
        self.texts: list[tuple[int, Text]] = []            # with their lines
        self.expressions: list[tuple[int, Expression]] = []
        self.notes: set[str] = set()                       # names of numbers that are kept
        self._lines = lines

    def line(self, path: Path) -> int:
        """Where a value stands; of one that is missing, where it is missing."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def wrong(self, path: Path, what: Problem) -> None:
        """Note what is wrong with a value."""
        self.faults.append(Fault(self.file, self.line(path), what))


class Table:
    """One table.

    Parameters
    ----------
    source
        Its file.
    values
        What `tomllib` makes of it.
    path
        What leads to it.
    """

    def __init__(self, source: Source, values: Mapping[str, Any], path: Path = ()) -> None:
        self.source, self.path = source, path
        self._values = values
        self._known: dict[str, None] = {}

    @property
    def line(self) -> int:
        """Where it stands."""
        return self.source.line(self.path)

    def wrong(self, name: str, problem: Problem, **values: object) -> None:
        """Note what is wrong with one of its values."""
        self.source.wrong((*self.path, name), problem.given(name=name, **values))

    def has(self, name: str) -> bool:
        """Whether there is such a value, which is one that there can be."""
        self._known[name] = None
        return name in self._values

    def close(self) -> None:
        """Note what nobody has asked for."""
        for name in self._values.keys() - self._known.keys():
            near = get_close_matches(name, self._known, 1)
            names = ", ".join(self._known)
            if near:
                self.wrong(name, Problem("there is no {name} here; {near} is meant, perhaps. There are {names}."),
                           near=near[0], names=names)
            else:
                self.wrong(name, Problem("there is no {name} here: leave it out. There are {names}."), names=names)

    def needs(self, *names: str) -> None:
        """Note what is missing."""
        for name in names:
            if name in PARTS and not self.has(name):
                self.wrong(name, Problem("{name} is missing: write two or more {header}, each with {text}."),
                           header=f"[[step.{name}]]", text='en = "…"')
            elif not self.has(name):
                self.wrong(name, Problem("{name} is missing: write it here."))

    # --- single values ---------------------------------------------------------------------------------------------

    def value(self, name: str, kind: type[_Read]) -> _Read | None:
        """A value of this type; None if there is none. An int is a float, too, and a bool is no number."""
        if not self.has(name):
            return None
        found = self._values[name]
        if kind is float and type(found) is int and abs(found) < _LARGE:
            found = float(found)
        if type(found) is kind:
            return found
        self.wrong(name, Problem("{name} is {found}, and must be {kind}."), found=plain(found), kind=_TYPES[kind])
        return None

    def flag(self, name: str) -> bool:
        """True or false; false if it is not there."""
        return self.value(name, bool) or False

    def whole(self, name: str, lowest: int, highest: int) -> int:
        """A whole number; 0 if it is not there."""
        found = self.value(name, int)
        if found is None or lowest <= found <= highest:
            return found or 0
        self.wrong(name, Problem("{name} is {found}; choose from {lowest} to {highest}."), found=plain(found),
                   lowest=lowest, highest=highest)
        return 0

    def real(self, name: str, usual: float) -> float:
        """A number from 0 on that is finite."""
        found = self.value(name, float)
        if found is None or (found >= 0 and math.isfinite(found)):
            return usual if found is None else found
        self.wrong(name, Problem(
            "{name} is {found}, and must be a number from 0 on, as {usual:g}."), found=found, usual=usual)
        return usual

    def word(self, name: str, form: str = r".*\S.*", example: str = "") -> str:
        """A short text in one line, of this form; empty if it is not there."""
        found = self.value(name, str)
        if found is None or (len(found) <= LONGEST_NAME and re.fullmatch(form, found)):
            return found or ""
        if example:
            self.wrong(name, Problem(
                "{name} is “{found}”; it is written as {example}, with at most {most} characters."),
                       found=shortened(found), example=example, most=LONGEST_NAME)
        else:
            self.wrong(name, Problem("{name} is “{found}”, and must be one line of at most {most} characters."),
                       found=shortened(found), most=LONGEST_NAME)
        return ""

    # --- what is written in the languages of lessons -----------------------------------------------------------------

    def expression(self, name: str) -> Expression | None:
        """A condition, or an answer."""
        written = self.value(name, str)
        if written is None:
            return None
        try:
            found = parse(written)
        except ExpressionError as error:
            self.wrong(name, Problem("{name} cannot be read: {why}"), why=error.problem)
            return None
        self.source.expressions.append((self.source.line((*self.path, name)), found))
        return found

    def acts(self, name: str) -> tuple[Act, ...]:
        """An act, or a list of them."""
        if isinstance(self._values.get(name), str):
            self._known[name] = None
            return self._all_of(parse_act, ActError, [(self._values[name], (*self.path, name))])
        return self._all_of(parse_act, ActError, self._strings(name))

    def names(self, name: str, known: Collection[str]) -> tuple[str, ...] | None:
        """A list of names that are known; None if it is not there."""
        if not self.has(name):
            return None
        found = self._strings(name)
        for each, path in found:
            if each not in known:
                self.source.wrong(path, Problem("{name}: there is no {found}. There are {names}.", {
                    "name": name, "found": shortened(each), "names": ", ".join(known)}))
        return tuple(each for each, _ in found)

    def _strings(self, name: str) -> list[tuple[str, Path]]:
        """The texts of a list, each with what leads to it."""
        found = self.value(name, list) or []
        path = (*self.path, name)
        if len(found) > LONGEST_LIST:
            self.wrong(name, Problem("{name} has {count:,} entries, and can have {most}: make several steps of it."),
                       count=len(found), most=LONGEST_LIST)
        for number, each in enumerate(found[:LONGEST_LIST]):
            if not isinstance(each, str):
                self.source.wrong((*path, number), Problem(
                    "{name} holds {found}, and must be a list of texts in quotes.", {
                        "name": name, "found": plain(each)}))
        return [(each, (*path, number)) for number, each in enumerate(found[:LONGEST_LIST]) if isinstance(each, str)]

    def _all_of(
        self, read: Callable[[str], _Read], error: type[EngineError], found: Iterable[tuple[str, Path]]
    ) -> tuple[_Read, ...]:
        """What is read of each; what cannot be read is noted."""
        read_so_far = []
        for written, path in found:
            try:
                read_so_far.append(read(written))
            except error as cannot:
                self.source.wrong(path, cannot.problem)
        return tuple(read_so_far)

    # --- texts -----------------------------------------------------------------------------------------------------

    def text(self, name: str) -> Text | None:
        """A text in languages, in a table of its own; None if it is not there or cannot be used."""
        inner = self.table(name, '.en = "…"')
        if inner is None:
            return None
        found = inner.text_here()
        inner.close()
        return found

    def text_here(self) -> Text | None:
        """A text in languages that stands among other values of this table."""
        words = {language: self.value(language, str) for language in LANGUAGES}
        written = {language: said for language, said in words.items() if said is not None}
        if not any(map(self.has, LANGUAGES)):
            self.wrong("en", Problem("the text is missing: write it as {example}."), example='en = "…"')
        return self._text({language: (said, (*self.path, language)) for language, said in written.items()})

    def texts(self, name: str) -> tuple[Text, ...]:
        """A list of texts: in each language as many."""
        inner = self.table(name, '.en = ["…", "…"]')
        if inner is None:
            return ()
        lists = {language: inner._strings(language) for language in LANGUAGES if inner.has(language)}
        inner.close()
        lengths = {len(each) for each in lists.values()}
        if len(lengths) > 1:
            self.wrong(name, Problem(
                "{name} has unlike numbers of entries ({counts}): write as many in each language."),
                       counts=", ".join(f"{language}: {len(each)}" for language, each in lists.items()))
        found = (self._text({language: each[number] for language, each in lists.items() if number < len(each)})
                 for number in range(max(lengths, default=0)))
        return tuple(each for each in found if each is not None)

    def _text(self, written: Mapping[str, tuple[str, Path]]) -> Text | None:
        found = {language: self._pieces(said, path) for language, (said, path) in written.items()}
        text = Text({language: pieces for language, pieces in found.items() if pieces is not None})
        if not text.words:
            return None
        self.source.texts.append((self.line, text))
        for language, pieces in text.words.items():
            line = self.source.line(written[language][1])
            self.source.expressions += [(line, each.expression) for each in pieces if isinstance(each, Live)]
        return text

    def _pieces(self, said: str, path: Path) -> tuple[str | Live, ...] | None:
        """A text taken apart; None if it cannot be shown, which is noted."""
        problem, pieces = problem_of(said), None
        missing = [each for each in pictures_in(said) if each not in self.source.beside]
        if problem is None and missing:
            problem = Problem("the picture {picture} did not come with it: put both into one zip", {
                "picture": missing[0]})
        try:
            pieces = pieces_of(said.strip())
        except ExpressionError as error:
            problem = problem or error.problem
        if problem is not None:
            self.source.wrong(path, Problem("the text cannot be shown: {why}", {"why": problem}))
        return pieces if problem is None else None

    # --- tables within it --------------------------------------------------------------------------------------------

    def table(self, name: str, example: str = "") -> "Table | None":
        """A table within this one; None if it is not there. The example is for whoever wrote something else."""
        if example and self.has(name) and not isinstance(self._values[name], dict):
            self.wrong(name, Problem("{name} is {found}; it is written as {example}."), found=plain(self._values[name]),
                       example=f"{name}{example}")
            return None
        found = self.value(name, dict)
        return None if found is None else Table(self.source, found, (*self.path, name))

    def tables(self, name: str, most: int) -> list["Table"]:
        """The tables of a list of them: at most so many."""
        found: Sequence[object] = self.value(name, list) or ()
        if len(found) > most:
            self.wrong(name, Problem(
                "there are {count:,} of {name}, and at most {most} can be: make several lessons of it."),
                       count=len(found), most=most)
        tables = []
        for number, each in enumerate(found[:most]):
            if isinstance(each, dict):
                tables.append(Table(self.source, each, (*self.path, name, number)))
            else:
                self.source.wrong((*self.path, name, number), Problem(
                    "{name} holds {found}, and must be a list of tables: [[{name}]].", {
                        "name": name, "found": plain(each)}))
        return tables

    def expressions(self, name: str) -> dict[str, Expression]:
        """A table of names, each with an expression."""
        inner = self.table(name, ' = { first_loss = "loss" }')
        if inner is None:
            return {}
        self.source.notes.update(inner._values)  # known by name, even where one of them is wrong
        found = {each: inner.expression(each) for each in inner._values}
        return {each: expression for each, expression in found.items() if expression is not None}

    def plain(self) -> Mapping[str, Any]:
        """All that is in it, as it is."""
        return self._values


def plain(found: object) -> str:
    """A value as it can stand in a sentence, however large it is."""
    if isinstance(found, (dict, list)):
        return str(_TYPES[type(found)])
    if isinstance(found, str):
        return f"“{shortened(found)}”"
    if isinstance(found, int) and abs(found) >= _LARGE:
        return "very large"  # too many digits are not even written
    return str(found).lower()
