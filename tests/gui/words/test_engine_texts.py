"""The engine's sentences in the language of the window."""

import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from engine.data import idx
from engine.data.download import DownloadError
from engine.problem import Problem, filled
from engine.training.config import ConfigError, TrainingConfig, problem_of
from gui import app
from gui.words import engine_texts


class Shouting(QTranslator):
    """A translation into capitals. Places are kept, or broken where it is told to."""

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__()
        self._broken = broken

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if context != "engine":
            return ""
        parts = string.Formatter().parse(text)
        name = "{{{}}}" if not self._broken else "{{{}_}}"
        return "".join(before.upper() + (name.format(place) if place else "") for before, place, *_ in parts)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def shouting(qapp):
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    yield
    QApplication.removeTranslator(translator)


def test_without_a_translation_a_problem_is_said_in_english(qapp):
    for field, value in (("seed", -1), ("batch_size", 0), ("learning_rate", 0), ("hidden_sizes", (0,))):
        problem = problem_of(field, value)
        assert engine_texts.phrase(problem) == str(problem)


def test_a_problem_is_translated_before_it_is_filled_in(shouting):
    assert engine_texts.phrase(Problem("{name} is {value}; it must be a whole number.",
                                       {"name": Problem("Batch size"), "value": "seed"})) == (
        "BATCH SIZE IS seed; IT MUST BE A WHOLE NUMBER.")


def test_values_that_are_no_problems_stay_as_they_are(shouting):
    problem = Problem("{file} is empty. Get a fresh copy of it.", {"file": Path("/data/x.gz")})
    assert engine_texts.phrase(problem) == "/data/x.gz IS EMPTY. GET A FRESH COPY OF IT."


def test_all_problems_of_a_config_are_translated(shouting):
    with pytest.raises(ConfigError) as caught:
        TrainingConfig(seed=-1, batch_size=0)
    assert engine_texts.phrase_error(caught.value) == (
        "BATCH SIZE IS 0; CHOOSE FROM 1 TO 10000000. SEED IS -1; CHOOSE FROM 0 TO 4294967295.")


def test_the_answers_of_mirrors_are_translated(shouting):
    error = DownloadError("MNIST", "x.gz", [("a.org", Problem("could not be reached")),
                                            ("b.org", Problem("failed ({kind})", {"kind": "Oops"}))])
    assert "a.org: COULD NOT BE REACHED; b.org: FAILED (Oops). CHECK" in engine_texts.phrase_error(error)


def test_a_broken_translation_falls_back_to_english(qapp, caplog):
    translator = Shouting(broken=True)
    QCoreApplication.installTranslator(translator)
    try:
        assert engine_texts.phrase(problem_of("seed", 1.5)) == "Seed is 1.5; it must be a whole number."
    finally:
        QCoreApplication.removeTranslator(translator)
    assert "a translation has places" in caplog.text


def test_other_texts_stay_as_they_are(qapp):
    assert engine_texts.translated("Built-in digits") == "Built-in digits"
    assert engine_texts.translated("") == ""


@pytest.mark.parametrize(("language", "count", "said", "found"), [
    ("en", 0, "The planned 0 iterations are done.", "/x has 0 dimensions instead of 3"),
    ("en", 1, "The planned 1 iteration is done.", "/x has 1 dimension instead of 3"),
    ("en", 2, "The planned 2 iterations are done.", "/x has 2 dimensions instead of 3"),
    ("ja", 0, "予定の0イテレーションが終わりました。", "/xの次元数が3ではなく0です"),
    ("ja", 1, "予定の1イテレーションが終わりました。", "/xの次元数が3ではなく1です"),
    ("ja", 2, "予定の2イテレーションが終わりました。", "/xの次元数が3ではなく2です"),
])
def test_words_go_with_the_count_in_both_languages(qapp, language, count, said, found):
    """Those of the window, and those of the engine."""
    translators = app.Translators(qapp)
    translators.use(language)
    try:
        planned = QCoreApplication.translate(
            "MainWindow", "The planned {count:,} {count:iteration is|iterations are} done.")
        assert filled(planned, count=count) == said
        error = idx._other_idx(bytes((0, 0, idx.UNSIGNED_BYTE, count)), Path("/x"), 3)
        assert engine_texts.phrase_error(error).startswith(found)
    finally:
        translators.use("en")
