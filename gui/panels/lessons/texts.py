"""What a lesson is called, before it is opened."""

import unicodedata

from engine.lessons.lesson import Lesson
from engine.lessons.text import Text


def plain(text: Text | None, language: str) -> str:
    """A text without the numbers in it, of which there are none yet."""
    if text is None:
        return ""
    return "".join(each if isinstance(each, str) else "…" for each in text.pieces(language))


def is_about(lesson: Lesson, words: str, language: str) -> bool:
    """Whether a lesson is found by all of these words: in its title, what it is about, its section and its number."""
    said = _folded(" ".join((plain(lesson.title, language), plain(lesson.about, language), lesson.book,
                             str(lesson.number or ""), lesson.id)))
    return all(word in said for word in _folded(words).split())


def _folded(text: str) -> str:
    """The same in small letters, those of full width as those of half."""
    return unicodedata.normalize("NFKC", text).casefold()
