"""Sentences one after another, in whichever language they are. Knows nothing of Qt."""

import re
import unicodedata
from collections.abc import Iterable


def joined(sentences: Iterable[str]) -> str:
    """One text of these sentences: ``"One. Two."``, and in Japanese, whose 。 has its own room, ``"一。二。"``.

    What is empty is left out. A sentence may be rich text.
    """
    text = ""
    for sentence in filter(None, sentences):
        end = re.sub(r"<[^>]*>\s*$", "", text)[-1:]
        parted = bool(end) and unicodedata.east_asian_width(end) not in "WF"
        text += f" {sentence}" if parted else sentence
    return text
