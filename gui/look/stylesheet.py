"""The one style sheet: Qt's Fusion style with rounded, quiet controls in the colours of a palette."""

from collections.abc import Callable, Mapping
from string import Template

from gui.look.palette import Palette

# Sizes are written for text of normal size; `px` places are filled in as scaled.
_SHEET = Template("""
QMainWindow, QDialog, QWidget#page { background: $window; }
QToolTip { background: $field; color: $text; border: 1px solid $border; padding: ${px4}px ${px6}px; }

QFrame#card { background: $card; border: 1px solid $border; border-radius: ${px8}px; }
QFrame#explanation { background: $field; border: 1px solid $border; }
QFrame#notice { background: $card; border: 1px solid $border; border-radius: ${px6}px; }
QFrame#notice[kind="warning"] { border-left: 3px solid $warning; }
QFrame#notice[kind="info"] { border-left: 3px solid $accent; }

QFrame#aside { background: $field; border: none; border-left: 3px solid $border; }
QFrame#aside[kind="said"] { border-left-color: $accent; }
QFrame#aside[kind="warning"] { border-left-color: $warning; }

QFrame#controls { background: $card; border-bottom: 1px solid $border; }

QLabel { background: transparent; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="dim"], QLabel[role="note"] { color: $dim; }
QLabel[role="note"] { font-size: ${small}px; }
QLabel[role="note"][kind="warning"] { color: $warning; }
QLabel[role="section"] { color: $dim; font-size: ${small}px; }
QLabel[role="name"] { font-weight: 600; font-size: ${small}px; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="bubble"] { background: $field; color: $dim; border: 1px solid $border; border-radius: ${px4}px;
    padding: ${px2}px ${px6}px; font-size: ${small}px; }
QLabel[role="bubble"][kind="warning"] { color: $warning; border-color: $warning; }
QLabel:disabled { color: $disabled; }

QStatusBar { background: $card; color: $dim; border-top: 1px solid $border; }
QMenuBar { background: $card; color: $text; }
QMenuBar::item { background: transparent; padding: ${px4}px ${px8}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; border-radius: ${px4}px; }

QPushButton, QToolButton[role="button"], QToolButton[role="primary"] {
    background: $field; color: $text; border: 1px solid $border; border-radius: ${px6}px;
    padding: ${px5}px ${px12}px; }
QPushButton:hover, QToolButton[role="button"]:hover { background: $hover; }
QPushButton:pressed, QToolButton[role="button"]:pressed { background: $pressed; }
QPushButton:focus, QToolButton[role="button"]:focus {
    border: 2px solid $text; padding: ${in5}px ${in12}px; }
QPushButton:disabled, QToolButton[role="button"]:disabled {
    color: $disabled; background: $card; }
QPushButton[role="primary"], QPushButton[role="primary-small"], QToolButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover, QPushButton[role="primary-small"]:hover,
QToolButton[role="primary"]:hover {
    background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus, QPushButton[role="primary-small"]:focus, QToolButton[role="primary"]:focus {
    background: $card; color: $accent; border: 2px solid $accent; padding: ${in5}px ${in12}px; }
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {
    background: $field; color: $disabled; border-color: $border; }
QPushButton[role="small"], QPushButton[role="primary-small"] {
    padding: ${px2}px ${px10}px; font-size: ${small}px; }
QPushButton[role="small"]:focus, QPushButton[role="primary-small"]:focus { padding: ${in2}px ${in10}px; }

QPushButton[role="pill"] { border-radius: ${pill}px; padding: 0 ${px10}px; font-size: ${small}px;
    min-height: ${pill_height}px; max-height: ${pill_height}px; }
QPushButton[role="pill"]:checked { color: $accent; border-color: $accent; }
QPushButton[role="pill"]:focus { background: $highlight; border: 2px solid $text; padding: 0 ${in10}px;
    min-height: ${pill_inside}px; max-height: ${pill_inside}px; }

QToolButton[role="flat"] { background: transparent; color: $dim; border: 1px solid transparent;
    border-radius: ${px4}px; padding: ${px2}px ${px4}px; }
QToolButton[role="flat"]:hover { background: $hover; color: $text; }
QToolButton[role="flat"]:focus { border: 2px solid $text; padding: ${in2}px ${in4}px; }
QToolButton[role="flat"]:disabled { color: $disabled; }
QToolButton[role="flat"]:checked { color: $accent; }

QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
    background: $field; color: $text; border: 1px solid $border; border-radius: ${px6}px;
    padding: ${px4}px ${px8}px; selection-background-color: $accent; selection-color: $on_accent; }
QSpinBox, QDoubleSpinBox { padding: ${px3}px ${px8}px; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { background: $hover; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: ${in4}px ${in8}px; }
QSpinBox:focus, QDoubleSpinBox:focus { padding: ${in3}px ${in8}px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
    color: $disabled; background: $card; }
QLineEdit[invalid="true"], QSpinBox[invalid="true"], QDoubleSpinBox[invalid="true"], QComboBox[invalid="true"] {
    border-color: $warning; }
QLineEdit[typed="true"] { border-style: dashed; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    background: transparent; border: none; padding: 0; }
/* Arrow keys and wheel step; the buttons are a pixel wide, at either side, because Qt then insets the text as in the
   other fields. Do not ask for NoButtons: the text would get no room at all. */
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: padding; subcontrol-position: center left;
    left: ${px6}px; width: 1px; border: none; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: padding; subcontrol-position: center right;
    right: ${px6}px; width: 1px; border: none; }
QComboBox::drop-down { border: none; width: ${px24}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${px16}px; height: ${px16}px; }
QComboBox::down-arrow:disabled { image: url("$arrow_disabled"); }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $border; outline: none;
    selection-background-color: $highlight; selection-color: $text; }

QCheckBox, QRadioButton { background: transparent; spacing: ${px6}px; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QTableView::indicator {
    width: ${px14}px; height: ${px14}px; background: $field; border: 1px solid $dim; border-radius: ${px3}px; }
QRadioButton::indicator { border-radius: ${radio}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $text;
    width: ${tick_inside}px; height: ${tick_inside}px; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QTableView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $card; border-color: $disabled; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }

QSlider { min-height: ${px18}px; }
QSlider::groove:horizontal { height: ${px4}px; background: $border; border-radius: ${groove}px; }
QSlider::handle:horizontal { width: ${knob_width}px; margin: -${px5}px 0;
    border-radius: ${knob}px; background: $accent; }
QSlider::handle:horizontal:hover { background: $accent_hover; }
QSlider::handle:horizontal:focus { border: 2px solid $text; width: ${knob_inside}px; }
QSlider::handle:horizontal:disabled { background: $disabled; }

QProgressBar { background: $border; border: none; border-radius: ${progress}px;
    min-height: ${px6}px; max-height: ${px6}px; }
QProgressBar::chunk { background: $accent; border-radius: ${progress}px; }

QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${px10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${px10}px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: ${scroll}px; margin: ${px2}px; }
QScrollBar::handle:vertical { min-height: ${px24}px; }
QScrollBar::handle:horizontal { min-width: ${px24}px; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::handle:disabled { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QAbstractItemView { background: $field; border: 1px solid $border; outline: none;
    selection-background-color: $highlight; selection-color: $text; }
QAbstractItemView::item { padding: ${px3}px ${px4}px; }
QTableView { background: $card; border: none; border-top: 1px solid $line; border-radius: 0; }
QHeaderView { background: transparent; border: none; font-size: ${small}px; }
QHeaderView::section { background: $card; color: $dim; border: none; padding: ${px4}px; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $highlight; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $dim; border: none; border-bottom: 2px solid transparent;
    padding: ${px4}px ${px12}px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
""")

_PIXELS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 24)


def stylesheet(
    palette: Palette, scaled: Callable[[float], int], small_pixels: int, glyphs: Mapping[str, str],
) -> str:
    """The style sheet of the whole window.

    Parameters
    ----------
    palette
        The colours.
    scaled
        From a length at normal text size to the length now, in pixels.
    small_pixels
        Size of captions and notes.
    glyphs
        Files of the marks, as `gui.look.glyphs.paths` gives them.
    """
    places = {field: getattr(palette, field) for field in palette.__slots__ if field != "kept_runs"} | dict(glyphs)
    places |= {f"px{length}": scaled(length) for length in _PIXELS}
    places |= {f"in{length}": scaled(length) - 1 for length in _PIXELS}  # where the border is a pixel thicker
    places |= {"pill_height": scaled(20), "pill_inside": scaled(20) - 2, "tick_inside": scaled(14) - 2}
    places |= {"small": small_pixels}
    return _SHEET.substitute(places | _round_ends(scaled))


def _round_ends(scaled: Callable[[float], int]) -> dict[str, int]:
    """Corners of what is round at its ends: half the thickness and never more, or Qt draws a square."""
    border = 1
    knob = scaled(4) + 2 * scaled(5)  # as thick as its groove and what it stands out on either side
    return {
        "pill": scaled(20) // 2 + border, "radio": scaled(14) // 2 + border,
        "knob": knob // 2, "knob_width": knob, "knob_inside": knob - 4,
        "groove": scaled(4) // 2, "progress": scaled(6) // 2, "scroll": (scaled(10) - 2 * scaled(2)) // 2,
    }
