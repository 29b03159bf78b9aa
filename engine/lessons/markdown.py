"""What a text of a lesson may hold: a small and harmless part of Markdown.

There are paragraphs, lists, **bold**, *italic*, `code`, and pictures that come with the lesson. A text leads nowhere:
it has no links and no HTML, and fetches nothing.
"""

import re

from engine.lessons.text import LIVE
from engine.problem import Problem, shortened

LONGEST = 2000  # characters of a text

_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(([^()\s]*)\)")
_PICTURE_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:png|jpg|jpeg)", re.IGNORECASE)
# Within one line, and not behind a backslash: what lies beyond, a renderer may not take for code.
_CODE = re.compile(r"\\.|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")

_LETTERS = {"\b": r"\b", "\f": r"\f", "\r": r"\r"}  # what TOML makes of a backslash, as in \frac and \beta
_SLIP = re.compile("[\b\f\r]")

_REFUSED = (
    (re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
     Problem("it holds the character {found}, which steers how a text is shown: leave it out")),
    (re.compile(r"</?[A-Za-z!?][^\n]{0,20}|&#?\w+;"),
     Problem("it holds {found}, and HTML is not shown: write it as `code`, or leave it out")),
    (re.compile(r"!\[[^\n]{0,40}"),
     Problem("{found} is no picture that comes with the lesson: write ![what it shows](name.png)")),
    (re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]*://[^\s)]{0,40}|\bwww\.\S{1,40}|[\w.+-]{1,40}@[\w-]{1,40}\.\w+"),
     Problem("it holds the address {found}, and a lesson leads nowhere: name the book's section in words")),
    (re.compile(r"\[[^\]\n]*\](?:\(|\[|:)[^\n]{0,40}"),
     Problem("it holds the link {found}, and a lesson leads nowhere: say it in words, or write it as `code`")),
)


def problem_of(text: str) -> Problem | None:
    """What a text holds that it may not, as the part of a sentence; None if all of it can be shown."""
    if not text.strip():
        return Problem("it is empty: write something, or leave it out")
    if len(text) > LONGEST:
        return Problem("it has {count:,} characters, and at most {most:,} can be shown: make two of it",
                       {"count": len(text), "most": LONGEST})
    slip = _SLIP.search(text)
    if slip:
        return Problem("it holds {written}, which TOML takes for one character that is not seen: a backslash is "
                       "written {double}", {"written": _LETTERS[slip[0]], "double": "\\\\"})
    shown = _CODE.sub("`", LIVE.sub("0", text))
    shown = _PICTURE.sub(lambda found: "" if _PICTURE_NAME.fullmatch(found[1]) else found[0], shown)
    for pattern, problem in _REFUSED:
        found = pattern.search(shown)
        if found:
            return problem.given(found=shortened(found[0], 40))
    return None


def pictures_in(text: str) -> tuple[str, ...]:
    """The names of the pictures in a text."""
    return tuple(_PICTURE.findall(_CODE.sub("", text)))
