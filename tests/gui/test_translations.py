"""The window in Japanese: nothing that is seen is left out, and what is loaded is what was written."""

import ast
import importlib.util
import re
import shutil
import string
from collections import Counter
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QLineEdit, QTreeView, QWidget

import gui
import resources
from engine.data import catalogue
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import app
from gui.settings import Settings
from gui.window.main_window import MainWindow
from gui.words import engine_texts

SOURCES = sorted(Path(gui.__file__).parent.rglob("*.py"))
WRITTEN = resources.path("translations/backprop_lab_ja.ts")
LOADED = resources.path("translations/backprop_lab_ja.qm")
TOOL = Path(gui.__file__).parents[1] / ".ci" / "make_translations.py"
# These translate what QT_TRANSLATE_NOOP marks elsewhere.
TAKE_LISTED_TEXTS = {"gui/words/engine_texts.py", "gui/words/run_names.py", "gui/panels/experiment/texts.py"}
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def messages(file: Path) -> list[tuple[str, str, ElementTree.Element]]:
    """(context, text, translation) of all texts in a .ts file."""
    return [(context.findtext("name"), message.findtext("source"), message.find("translation"))
            for context in ElementTree.parse(file).getroot().iter("context") for message in context.iter("message")]


def the_tool() -> ModuleType:
    """What brings the file up to date; it lies outside of all packages."""
    spec = importlib.util.spec_from_file_location(TOOL.stem, TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_translations = the_tool()
ALL = messages(WRITTEN)
CHANGED = {text for _, text, translation in ALL if translation.text != text}  # not the same in both languages


class Collector(ast.NodeVisitor):
    """The texts that are passed to tr() and its like, with their contexts, and the calls that no tool can read."""

    def __init__(self, file: Path) -> None:
        self.texts: set[tuple[str, str]] = set()
        self.unreadable: list[str] = []
        self._file = file.relative_to(Path(gui.__file__).parents[1]).as_posix()
        self._classes: list[str] = []
        self.visit(ast.parse(file.read_text(encoding="utf-8")))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        if called == "self.tr":
            self._add(node, [ast.Constant(self._classes[-1]), *node.args])
        elif called in ("translate", "QCoreApplication.translate", "QT_TRANSLATE_NOOP"):
            self._add(node, node.args)
        elif called.rpartition(".")[2] in ("tr", "_tr", "_translate"):
            self._refuse(node)
        self.generic_visit(node)

    def _add(self, node: ast.Call, arguments: list[ast.expr]) -> None:
        if len(arguments) == 2 and all(isinstance(each, ast.Constant) for each in arguments):
            self.texts.add((arguments[0].value, arguments[1].value))
        elif self._file not in TAKE_LISTED_TEXTS:
            self._refuse(node)

    def _refuse(self, node: ast.Call) -> None:
        self.unreadable.append(f"{self._file}:{node.lineno}: {ast.unparse(node)}")


COLLECTED = [Collector(file) for file in SOURCES]


# --- what is written -----------------------------------------------------------------------------------------------

def test_texts_are_written_so_that_they_can_be_collected():
    """As they stand, by self.tr() or translate(): the tool that collects them sees neither aliases nor variables."""
    assert [call for collected in COLLECTED for call in collected.unreadable] == []


def test_the_engine_s_sentences_are_written_where_they_are_raised():
    """A sentence that is put together is not found; one that was found elsewhere may be handed on."""
    first = [ast.unparse(call.args[0]) for call in make_translations.calls()
             if isinstance(call.func, ast.Name) and call.args and not isinstance(call.args[0], ast.Constant)]
    assert [each for each in first if not re.fullmatch(r"(\w+\.)?(text|title|TITLE|problems)|{.*}", each)] == []


def test_every_text_that_is_seen_is_in_the_file_and_no_other():
    """Else run `.ci/make_translations.py`, and translate what it names."""
    wanted = make_translations.listed().union(*(collected.texts for collected in COLLECTED))
    found = {(context, text) for context, text, _ in ALL}
    assert len(found) == len(ALL)
    missing, obsolete = sorted(wanted - found), sorted(found - wanted)
    assert not missing and not obsolete, f"missing: {missing}, obsolete: {obsolete}"


def test_the_tool_finds_the_same_texts_and_keeps_their_translations(tmp_path):
    if make_translations.tool("lupdate") is None:
        pytest.skip("PySide6 came without lupdate, which collects texts")
    copy = Path(shutil.copy(WRITTEN, tmp_path))
    assert make_translations.update(copy) == []
    assert [(*texts, translation.text) for *texts, translation in messages(copy)] == [
        (*texts, translation.text) for *texts, translation in ALL]


def test_every_text_is_translated():
    assert [text for _, text, translation in ALL if translation.attrib or not translation.text] == []


def test_translations_have_the_same_places():
    for _, text, translation in ALL:
        assert places(translation.text) == places(text)


def places(text: str) -> Counter:
    """What is filled in, and how it is written there; and what is marked up. A language may do without a choice."""
    found = Counter(re.findall(r"</?\w+>", text))
    for _, name, spec, _ in string.Formatter().parse(text):
        if name is not None:
            found += places(spec) if "|" in spec else Counter([(name, spec)])
    return found


PLACE = r"\{\w+(?::[^{}|]*)?\}"
CHOICE = re.compile(rf"\{{\w+:([^{{}}|]|{PLACE})*\|(([^{{}}|]|{PLACE})*)\}}")
NOUNS = ("bytes|cells|changes|digits|dimensions|epochs|images|iterations|labels|layers|operations|parameters|pixels|"
         "points|rows|runs|samples|seconds|terms|units|values|weights")
COUNTED = re.compile(rf"({PLACE}) (?:hidden |training |test )?({NOUNS})\b")


def test_a_count_that_can_be_one_chooses_its_words():
    """Before a noun in the plural, as it stands, there is only what is never 1; see `engine.problem.filled`."""
    found = Counter(" ".join(pair) for _, text, _ in ALL for pair in COUNTED.findall(CHOICE.sub("", text)))
    assert found == {
        "{all:,} images": 2, "{all:,} points": 2, "{all:,} samples": 3,  # of a training set
        "{size:,} bytes": 4, "{expected:,} bytes": 1, "{expected} bytes": 1,  # of a data set's file, or of a header
        "{shape} values": 3, "{width} pixels": 2,  # 28 × 28 of them
        "{count:,} points": 1, "{count:,} images": 2,
        "{count} samples": 1,  # of a minibatch, where one of a single sample is told otherwise
        "{count:,} labels": 1,  # as many as a data set is known by
        "{count:,} terms": 2, "{cells} cells": 1,  # where one alone is told otherwise, or cannot be
        "{count:,} weights": 1, "{count} layers": 1,  # too many
        "{count} iterations": 1, "{patience} iterations": 1, "{count} parameters": 1, "{count} changes": 1,
        "{all} operations": 1, "{digits} digits": 4,
    }


def without_places(text: str) -> str:
    """The words alone, of a choice those for many."""
    return re.sub(PLACE, "{}", CHOICE.sub(r"\2", text))


def test_menu_letters_stand_after_the_words():
    for _, text, translation in ALL:
        letter = re.search("&(.)", text)
        if letter:
            assert translation.text.endswith(f"(&{letter[1].upper()})")
        else:
            assert "&" not in translation.text


def test_translations_are_in_japanese_but_for_names_and_signs():
    same = {text for _, text, translation in ALL if not JAPANESE.search(translation.text)}
    assert same == {
        "Accuracy", "Cross Entropy Error", "MNIST", "OK", "Test acc", "Val acc", "val acc {accuracy}",
        "MNIST: Y. LeCun, C. Cortes and C. J. C. Burges.", "Train acc", "acc", "epochs", "iteration",
        "loss", "lr {value}", "of {total}", "softmax", "test acc {accuracy}",
        "train acc {accuracy}", "{speed} it/s", "{units} × {classes} · {limit}",
        "{units} {units:unit|units}, {height} × {width} each · {limit}", "{file} ({form})", "{one}, {rest}",
        "{written}: {why}", "{mark}: {why}", "{file}: {what}", "en",  # by which lessons call the language
    }


def glossary() -> list[tuple[list[str], list[str], list[str]]]:
    """The table in the folder's README: the English words, the Japanese ones for them, and those that are not used."""
    lines = resources.path("translations/README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [([re.sub(r" \(.*", "", word) for word in english.split(", ")], japanese.split(", "), [
        word for word in others.split(", ") if word]) for english, japanese, others in rows[1:]]


GLOSSARY = glossary()
NAMES = re.compile(r"Backprop Lab|Softmax\+Loss|Softmax-with-Loss|Machine Learning Repository|Deep Learning")
AXES = {"iteration (loss after each update, on the same minibatch)", "iteration (loss after each update)"}
TRANSLATED = [(text, translation.text) for _, text, translation in ALL if JAPANESE.search(translation.text or "")]


@pytest.mark.parametrize(("english", "japanese", "others"), GLOSSARY, ids=[row[0][0] for row in GLOSSARY])
def test_one_word_for_one_thing(english, japanese, others):
    """The book's, wherever the English has its word. The plots' axes keep the English ones."""
    words = re.compile(rf"\b(?:{'|'.join(english)})(?:s|es)?\b", re.IGNORECASE)
    assert [(text, said) for text, said in TRANSLATED if text not in AXES
            and words.search(NAMES.sub("", without_places(text)))
            and not any(word in said for word in japanese)] == []
    assert [(text, said) for text, said in TRANSLATED if any(word in said for word in others)] == []


def test_a_unit_is_cut_and_its_layer_called_hidden_by_the_same_words_everywhere():
    """Beside each other: a button of the one page leads to the other."""
    of_units = [translation.text for context, text, translation in ALL
                if re.search(r"\boff\b", text) and (re.search(r"\bunits?\b", text) or context == "UnitDetail")]
    assert len(of_units) > 3 and not [text for text in of_units if "オフ" in text]
    assert not [text for _, text in TRANSLATED if re.search(r"第\{\w+\}層", text)]


def test_a_node_of_the_graph_is_not_called_what_a_row_of_neurons_is():
    """The book's レイヤ has a forward and a backward; its 層 has weights, and is hidden or not."""
    for _, said in TRANSLATED:
        assert not re.search("(Affine|ReLU|Relu|Softmax|Loss)層", said)
        assert not re.search("(隠れ|入力|出力|中間|[0-9一二]|最初の|最後の)レイヤ", said)


SPACE_IN_A_SENTENCE = re.compile("[A-Za-z0-9}%‖²ᵀ)] [ぁ-ヿ一-鿿]|[ぁ-ヿ一-鿿] [A-Za-z0-9{[(−]")
MISWRITTEN = {
    "a space beside a particle or a counter": "[A-Za-z0-9}%‖²ᵀ)] [ぁ-ん個枚回番層桁倍秒]|[ぁ-ん] [A-Za-z0-9{[(−]",
    "a space beside a mark": " [、。：；（）「」！？]|[、。：；（）「」！？] ",
    "a mark of half width": r"[ぁ-ヿ一-鿿}][:;!?](?![^{]*\})|[ぁ-ヿ一-鿿][,.]",
    "a bracket of half width": r"\([^&()]*[ぁ-ヿ一-鿿][^()]*\)|\(\{\w+\}\)",
    "a letter or a figure of full width": "[０-９Ａ-Ｚａ-ｚ]",
    "a plain verb": "[るうだ]。|(?<!まし)(?<!でし)た。|(?<!くださ)い。",
}


@pytest.mark.parametrize("mistake", MISWRITTEN)
def test_translations_are_written_in_one_way(mistake):
    assert [said for _, said in TRANSLATED if re.search(MISWRITTEN[mistake], said)] == []


def test_no_space_stands_within_a_sentence():
    assert [said for _, said in TRANSLATED if "。" in said and SPACE_IN_A_SENTENCE.search(said)] == []


def test_translations_end_as_the_english_does():
    assert [said for text, said in TRANSLATED if text != "no." and (text[-1] == ".") != (said[-1] in "。.")] == []
    assert [said for _, said in TRANSLATED if said != said.strip()] == []


def test_the_file_names_no_place_on_the_machine_where_it_was_made():
    assert "<location" not in WRITTEN.read_text(encoding="utf-8")


# --- what is loaded ------------------------------------------------------------------------------------------------

def test_what_is_loaded_is_what_was_written(qapp):
    translator = QTranslator()
    assert translator.load(str(LOADED))
    stale = [text for context, text, translation in ALL if translator.translate(context, text) != translation.text]
    assert stale == []


@pytest.fixture
def japanese(qapp):
    translators = app.Translators(qapp)
    translators.use("ja")
    yield
    translators.use("en")


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_all_operations_have_a_name(japanese, activation):
    config = TrainingConfig(hidden_sizes=(6, 5), activation=activation)
    names = [operation.name for operation in Trainer(config, catalogue.load("digits")).operations]
    assert len(names) == 21
    assert [name for name in names if not JAPANESE.search(engine_texts.operation_name(name))] == []


def test_what_an_operation_works_on_keeps_its_name(japanese):
    for name, expected in (
        ("draw", "ミニバッチの抽出"), ("Affine1 forward", "Affine1 順伝播"), ("update W1", "W1の更新"),
        ("Softmax+Loss backward", "Softmax+Loss 逆伝播"), ("loss after update", "更新後の損失"), ("new", "new"),
    ):
        assert engine_texts.operation_name(name) == expected


@pytest.fixture
def window(japanese, qtbot):
    made = MainWindow(Settings())
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    made.show()
    qtbot.waitUntil(lambda: made.session.standing is not None)
    yield made
    made.close()


def test_the_window_says_nothing_in_english(window, qtbot):
    window.do("step operation")
    qtbot.waitUntil(lambda: window.session.standing.position == 1)
    said = {text for each in (window, *window.findChildren(QWidget), *window.findChildren(QAction))
            for text in texts_of(each)}
    assert {"ファイル(&F)", "▶ 実行", "実験", "サンプル", "順伝播", "学習率", "Cross Entropy Error"} <= said
    assert said & CHANGED == set()
    assert "ミニバッチの抽出" in window.controls.line


def texts_of(each: QWidget | QAction) -> list[str]:
    """All texts of a widget or an action, also those that only a pointer or a screen reader brings out."""
    found = [each.toolTip(), each.whatsThis(), each.statusTip()]
    if isinstance(each, QWidget):
        found += [each.windowTitle(), each.accessibleName(), each.accessibleDescription()]
    if isinstance(each, (QAbstractButton, QAction, QLabel)):
        found.append(each.text())
    if isinstance(each, QComboBox):
        found += [each.itemText(i) for i in range(each.count())]
    return [re.sub(r"</?qt>", "", text) for text in found]


def test_a_dialog_of_qt_speaks_one_language(japanese, qtbot, tmp_path):
    dialog = QFileDialog(None, "フォルダ", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    qtbot.addWidget(dialog)
    dialog.show()
    said = {each.text() for kind in (QLabel, QAbstractButton, QAction) for each in dialog.findChildren(kind)}
    said |= {each.toolTip() for each in dialog.findChildren(QWidget)}
    columns = dialog.findChild(QTreeView).model()
    said |= {columns.headerData(column, Qt.Orientation.Horizontal) for column in range(columns.columnCount())}
    said |= {action.text() for action in QLineEdit(dialog).createStandardContextMenu().actions()}
    assert [text for text in said if text and not JAPANESE.search(text)] == []


# --- choosing ------------------------------------------------------------------------------------------------------

def test_the_language_is_chosen_in_the_menu(window):
    languages = window.actions_.languages
    assert [action.text() for action in languages.values()] == ["システムに合わせる", "English", "日本語"]
    assert languages[""].isChecked()
    languages["en"].trigger()
    assert window._settings.language == "en"
    assert [name for name, action in languages.items() if action.isChecked()] == ["en"]


@pytest.mark.parametrize(("chosen", "ticked"), [("ja_JP", "ja"), ("fr", "en")])
def test_a_language_that_is_not_in_the_menu_is_kept(japanese, qtbot, chosen, ticked):
    """The menu ticks what is spoken in its place."""
    settings = Settings(language=chosen)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    window.close()
    assert settings.language == chosen
    assert [name for name, action in window.actions_.languages.items() if action.isChecked()] == [ticked]
    assert QCoreApplication.translate("MainWindow", "Cancel") == "キャンセル"
