"""From text to tree: the grammar of the small language, and nothing else. What is not in it is refused.

::

    either     = both {"or" both}
    both       = denied {"and" denied}
    denied     = "not" denied | compared
    compared   = summed [("==" | "!=" | "<" | "<=" | ">" | ">=") summed]
    summed     = multiplied {("+" | "-") multiplied}
    multiplied = signed {("*" | "/") signed}
    signed     = "-" signed | raised
    raised     = least ["**" signed]
    least      = number | 'text' | true | false | name ["[" index {"," index} "]"]
                 | function "(" [either {"," either}] ")" | "(" either ")"
    index      = ":" | either
"""

import re
from collections.abc import Callable
from typing import TypeVar

from engine.lessons.expressions.functions import FUNCTIONS
from engine.lessons.expressions.tree import Call, Constant, Expression, Index, Name, Node, Pair, Sign
from engine.problem import EngineError, shortened

Rule = TypeVar("Rule", bound=Node | None)  # what a rule of the grammar makes

LONGEST = 500  # characters of an expression
DEEPEST = 20   # parts within one another
MOST = 200     # parts

_WORDS = ("or", "and", "not", "true", "false")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)"
    r"|'(?P<text>[^'\n]*)'|(?P<sign>==|!=|<=|>=|\*\*|[-+*/<>()\[\],:])|(?P<end>$))")
_MEANT = {"=": "==", "&": "and", "|": "or", "!": "not", "^": "**", '"': "'", "\u2212": "-", "\u00d7": "*"}
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


class ExpressionError(EngineError):
    """A text that is no expression. Its problem says why."""


def parse(text: str) -> Expression:
    """The expression that a text is.

    Raises
    ------
    ExpressionError
        If it is none, or one that is too long or too deep.
    """
    if len(text) > LONGEST:
        raise ExpressionError("An expression can have {most} characters, and this one has {count:,}: {written}",
                              most=LONGEST, count=len(text), written=shortened(text, 40))
    return Expression(text, _Parser(text).whole())


class _Parser:
    """One text on its way to a tree."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._next = 0
        self._depth = self._count = 0

    def whole(self) -> Node:
        node = self._either()
        if self._kind != "end":
            raise self._unexpected()
        return node

    # --- tokens ----------------------------------------------------------------------------------------------------

    @property
    def _kind(self) -> str:
        return self._tokens[self._next][0]

    @property
    def _said(self) -> str:
        return self._tokens[self._next][1]

    def _take(self) -> str:
        self._next += 1
        return self._tokens[self._next - 1][1]

    def _is(self, *signs: str) -> bool:
        return self._kind in ("sign", "word") and self._said in signs

    def _expect(self, sign: str) -> None:
        if not self._is(sign):
            raise self._unexpected(sign)
        self._take()

    def _unexpected(self, wanted: str = "") -> ExpressionError:
        found = self._said if self._kind != "end" else "its end"
        if wanted:
            return ExpressionError("In the expression {written} there is {found} where {wanted} is needed.",
                                   written=self._text, found=found, wanted=wanted)
        return ExpressionError("In the expression {written} there is {found} where something else is needed.",
                               written=self._text, found=found)

    def _made(self, node: Node) -> Node:
        self._count += 1
        if self._count > MOST:
            raise ExpressionError("An expression can have {most} parts, and this one has more: {written}", most=MOST,
                                  written=shortened(self._text, 40))
        return node

    def _deeper(self, rule: Callable[[], Rule]) -> Rule:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("An expression can be {most} parts deep, and this one is deeper: {written}",
                                  most=DEEPEST, written=shortened(self._text, 40))
        node = rule()
        self._depth -= 1
        return node

    # --- rules -----------------------------------------------------------------------------------------------------

    def _either(self) -> Node:
        return self._chain(self._both, "or")

    def _both(self) -> Node:
        return self._chain(self._denied, "and")

    def _chain(self, rule: Callable[[], Node], *signs: str) -> Node:
        node = rule()
        while self._is(*signs):
            node = self._made(Pair(self._take(), node, rule()))
        return node

    def _denied(self) -> Node:
        if not self._is("not"):
            return self._compared()
        self._take()
        return self._made(Sign("not", self._deeper(self._denied)))

    def _compared(self) -> Node:
        node = self._summed()
        if self._is(*_COMPARISONS):
            node = self._made(Pair(self._take(), node, self._summed()))
        return node

    def _summed(self) -> Node:
        return self._chain(self._multiplied, "+", "-")

    def _multiplied(self) -> Node:
        return self._chain(self._signed, "*", "/")

    def _signed(self) -> Node:
        if not self._is("-"):
            return self._raised()
        self._take()
        return self._made(Sign("-", self._deeper(self._signed)))

    def _raised(self) -> Node:
        node = self._least()
        if self._is("**"):
            self._take()
            node = self._made(Pair("**", node, self._deeper(self._signed)))
        return node

    def _least(self) -> Node:
        if self._kind == "number":
            return self._made(Constant(float(self._take())))
        if self._kind == "text":
            return self._made(Constant(self._take()))
        if self._is("true", "false"):
            return self._made(Constant(self._take() == "true"))
        if self._kind == "name":
            return self._named(self._take())
        self._expect("(")
        node = self._deeper(self._either)
        self._expect(")")
        return node

    def _named(self, name: str) -> Node:
        if self._is("("):
            return self._call(name)
        if not self._is("["):
            return self._made(Name(name))
        at = self._listed("[", "]", self._index)
        if not at:
            raise self._unexpected("an index")
        return self._made(Index(name, at))

    def _call(self, name: str) -> Node:
        function = FUNCTIONS.get(name)
        if function is None:
            raise ExpressionError("There is no function {name}. There are {names}.", name=name,
                                  names=", ".join(FUNCTIONS))
        given = self._listed("(", ")", self._either)
        if not function.fewest <= len(given) <= function.most:
            raise ExpressionError("In the expression {written} the function {name} is given {count} "
                                  "{count:value|values}; it is used as {form}.", written=self._text, name=name,
                                  count=len(given), form=function.form)
        return self._made(Call(name, given))

    def _listed(self, opening: str, closing: str, rule: Callable[[], Node | None]) -> tuple:
        self._expect(opening)
        found: list[Node | None] = []
        while not self._is(closing):
            if found:
                self._expect(",")
            found.append(self._deeper(rule))
        self._take()
        return tuple(found)

    def _index(self) -> Node | None:
        node = None
        if not self._is(":"):
            node = self._either()
        elif self._take() and self._is("]", ","):
            return None
        if node is None or self._is(":"):
            raise ExpressionError("In the expression {written} there is a range, and there are none: a single : stands "
                                  "for all of an axis.", written=self._text)
        return node


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words and signs of a text, each with its kind; the last is its end."""
    found, position = [], 0
    while True:
        token = _TOKEN.match(text, position)
        if token is None:
            character = text[position:].lstrip()[:1]
            if character in _MEANT:
                raise ExpressionError("In the expression {written} the character {character} means nothing; {meant} is "
                                      "meant, perhaps.", written=text, character=character, meant=_MEANT[character])
            raise ExpressionError("In the expression {written} the character {character} means nothing.", written=text,
                                  character=character)
        kind = str(token.lastgroup)
        said = token[kind]
        found.append(("word" if kind == "name" and said in _WORDS else kind, said))
        if kind == "end":
            return found
        position = token.end()
