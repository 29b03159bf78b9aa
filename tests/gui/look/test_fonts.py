"""The window's own fonts: they have what the window writes, are used everywhere, and can be done without."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolTip, QVBoxLayout, QWidget

import resources
from gui.look import fonts
from gui.look.theme import pixels, theme

ROOT = Path(__file__).resolve().parents[3]
WRITTEN = [*ROOT.glob("gui/**/*.py"), *ROOT.glob("engine/**/*.py"), *ROOT.glob("resources/translations/*.ts")]
PLAIN, BOLD = fonts.FILES[fonts.SANS]
DIGITS = "0123456789"


@pytest.fixture
def own_fonts(qapp, monkeypatch, tmp_path):
    """A function that puts other files in the place of the fonts: it is given the folder that has copies of them."""
    shutil.copytree(resources.path("fonts"), tmp_path / "fonts")
    monkeypatch.setattr(resources, "_FOLDER", tmp_path)
    return tmp_path / "fonts"


def raw(font: QFont) -> QRawFont:
    return QRawFont.fromFont(font)


@pytest.mark.parametrize("file", [PLAIN, BOLD])
def test_they_have_every_character_that_is_written_anywhere(qapp, file):
    font = QRawFont(str(resources.path(file)), 12)
    written = {character for path in WRITTEN for character in path.read_text("utf-8")} - {"\n"}
    assert [each for each in sorted(written) if not font.supportsCharacter(ord(each))] == []


@pytest.mark.parametrize("file", [each for files in fonts.FILES.values() for each in files])
def test_figures_are_of_equal_width_and_all_lines_of_one_height(qapp, file):
    font = QRawFont(str(resources.path(file)), 1000)
    assert len({advance.x() for advance in font.advancesForGlyphIndexes(font.glyphIndexesForString(DIGITS))}) == 1
    assert (font.ascent(), font.descent(), font.leading()) == pytest.approx((950, 250, 0), abs=1)


@pytest.mark.parametrize(("make", "family"), [("font", fonts.SANS), ("caption_font", fonts.SANS),
                                              ("fixed_font", fonts.MONO)])
@pytest.mark.parametrize("bold", [False, True])
def test_the_theme_hands_them_out(qapp, make, family, bold):
    found = QFontInfo(getattr(theme(), make)(bold=bold))
    assert (found.family(), found.bold()) == (family, bold)
    assert found.pixelSize() == {"font": 12, "caption_font": 11, "fixed_font": 12}[make]


def test_everything_is_written_in_them(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    label, button, menu = QLabel("損失 −0.5", window), QPushButton("Run", window), QMenu("Run", window)
    note = QLabel("note", window)
    note.setProperty("role", "note")
    column = QVBoxLayout(window)
    for each in (label, button, note):
        column.addWidget(each)
    with qtbot.waitExposed(window):
        window.show()
    QToolTip.showText(window.mapToGlobal(QPoint()), "tip", window)
    for each in (label, button, menu, note):
        each.ensurePolished()
        assert QFontInfo(each.font()).family() == fonts.SANS
    assert [QFontInfo(each.font()).pixelSize() for each in (label, note)] == [12, 11]
    assert QFontInfo(QToolTip.font()).family() == fonts.SANS
    QToolTip.hideText()


def test_text_of_two_scripts_is_as_high_as_that_of_one(qapp, qtbot):
    labels = [QLabel(text) for text in ("Loss", "損失", "Loss 損失 → ∂L/∂W ▶ ⊙ ☰")]
    for each in labels:
        qtbot.addWidget(each)
    assert len({each.sizeHint().height() for each in labels}) == 1


def test_what_they_lack_is_taken_from_the_machine_if_it_has_it(qapp):
    assert not raw(theme().font()).supportsCharacter(ord("ж"))
    assert QFontMetricsF(theme().font()).horizontalAdvance("ж") > 0  # a letter of another font, or a box


@pytest.mark.parametrize("scale", [0.7, 0.9, 1.0, 1.1, 1.21, 1.331, 1.5, 2.0, 2.5])
def test_lengths_keep_their_proportion_to_letters(qapp, scale):
    theme().set_text_scale(scale)
    try:
        letters = QFontInfo(theme().font()).pixelSize()
        assert letters == pixels(scale)
        assert theme().scaled(1200) == 100 * letters
    finally:
        theme().set_text_scale(1.0)


@pytest.mark.parametrize("damage", ["missing", "empty", "cut short", "changed", "no font"])
def test_without_one_of_them_the_fonts_of_the_machine_stand_in(own_fonts, damage, caplog):
    file = own_fonts / "sans-regular.ttf"
    content = file.read_bytes()
    file.unlink()
    if damage != "missing":
        file.write_bytes({"empty": b"", "cut short": content[:len(content) // 2], "no font": b"a font",
                          "changed": content[:5000] + b"\0\0\1\1" + content[5004:]}[damage])
    plain, fixed = fonts.load()
    assert fonts.SANS not in plain.families()
    assert fixed.families() == [fonts.MONO]
    assert "sans-regular.ttf" in caplog.text
    assert QFontMetricsF(plain).height() > 0


def test_a_bold_one_that_is_damaged_is_not_mixed_with_another_font(own_fonts, caplog):
    (own_fonts / "sans-bold.ttf").write_bytes(b"")
    assert fonts.SANS not in fonts.load()[0].families()


def test_fonts_lie_where_a_path_is_not_made_of_letters(qapp, monkeypatch, tmp_path):
    folder = tmp_path / "a:b,c;d é 日本"
    shutil.copytree(resources.path("fonts"), folder / "fonts")
    monkeypatch.setattr(resources, "_FOLDER", folder)
    assert [font.families()[0] for font in fonts.load()] == [fonts.SANS, fonts.MONO]
