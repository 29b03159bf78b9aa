"""The engine's sentences in the language of the window.

The engine knows nothing of languages: it raises an English template with the values that go into it. The template is
translated first and filled in afterwards. `.ci/make_translations.py` finds them where they are raised.
"""

import logging
import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.data.download import DownloadError
from engine.problem import EngineError, Problem, filled, listed
from engine.training.config import ConfigError
from gui.words.sentences import joined

logger = logging.getLogger(__name__)

OPERATIONS = (  # what the names of operations are made of
    QT_TRANSLATE_NOOP("engine", "{part} forward"),
    QT_TRANSLATE_NOOP("engine", "{part} backward"),
    QT_TRANSLATE_NOOP("engine", "update {part}"),
)


def phrase(problem: Problem) -> str:
    """A problem in the language of the window. A value that is itself a problem, or several, is translated too."""
    values = {key: listed(value, phrase) for key, value in problem.values.items()}
    template = translated(problem.text)
    try:
        return filled(template, **values)
    except (LookupError, ValueError, TypeError, AttributeError):
        logger.error("a translation has places that the original has not: %r of %r", template, problem.text)
        return str(problem)


def phrase_error(error: EngineError) -> str:
    """An exception of the engine in the language of the window, with the problems that it is made of."""
    if isinstance(error, ConfigError):
        return joined(phrase(problem) for problem in error.problems.values())
    problem = error.problem
    if isinstance(error, DownloadError):
        answers = "; ".join(f"{host}: {phrase(answer)}" for host, answer in error.answers)
        problem = Problem(problem.text, {**problem.values, "answers": answers})
    return phrase(problem)


def translated(text: str) -> str:
    """What the engine calls something, such as the title of a data set; what has no translation as it is."""
    return QCoreApplication.translate("engine", text)


def operation_name(name: str) -> str:
    """The name of an operation, as ``"Affine1 forward"``. What it works on is called the same in every language."""
    for template in map(str, OPERATIONS):
        found = re.fullmatch(template.replace("{part}", "(?P<part>.+)"), name)
        if found:
            return translated(template).format(**found.groupdict())
    return translated(name)
