"""What a variable is called in words, as the window says it: beside its name, in a tip, and at length."""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from engine.nn.terms import Term
from gui.words.engine_texts import phrase

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Wording:
    """A name in words.

    Parameters
    ----------
    short
        To stand beside the name.
    tip
        A sentence or two, and the section of the book.
    rich
        The same with its heading and, where a lesson shows it, a link whose address is the lesson's id.
    """

    short: str
    tip: str
    rich: str


def wording(name: str, term: Term | None) -> Wording | None:
    """What a variable of this name is called; None where it has no name in words."""
    if term is None:
        return None
    short, says = phrase(term.short), phrase(term.says)
    book = translate("Terms", "Book: {section}").format(section=term.book)
    link = escape(translate("Terms", "See the lesson on it"))
    lesson = f'<p><a href="{term.lesson}">{link}</a></p>' if term.lesson else ""
    rich = f"<p><b>{escape(name)}</b> · {escape(short)}</p><p>{escape(says)}</p><p>{escape(book)}</p>{lesson}"
    return Wording(short, f"{short}: {says} ({book})", rich)
