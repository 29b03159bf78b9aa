"""The look of the window in one place: colours, fonts, text size, style, colour maps.

Widgets ask `theme` for what they need and repaint when its ``changed`` is emitted.
"""

import math
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.look import fonts, glyphs
from gui.look import palette as palettes
from gui.look.palette import DARK, LIGHT, Palette
from gui.look.stylesheet import stylesheet
from gui.qt.uncollected import uncollected

__all__ = ["DARK", "LIGHT", "Palette", "Scheme", "Theme", "css", "pixels", "theme"]

Scheme = Literal["system", "light", "dark"]
SMALLEST_TEXT, LARGEST_TEXT = 0.7, 2.5
TEXT_PIXELS = 12  # of running text at normal size
_CAPTION = 0.92  # captions and notes against running text


class Theme(QObject):
    """The palette in force, the text size, and everything made from the two.

    Signals
    -------
    changed
        The `Palette`, after colours or text size have changed. Widgets that paint themselves repaint.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app: QApplication | None = None
        self._scheme: Scheme = "system"
        self._text_scale = 1.0
        self._plain, self._fixed = fonts.load()
        self._fonts: dict[tuple[bool, int, bool], QFont] = {}
        self._palette = LIGHT
        self._maps: dict[str, np.ndarray] = {}
        self._use(self._palette_for_scheme())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    @property
    def palette(self) -> Palette:
        """The colours in force."""
        return self._palette

    @property
    def scheme(self) -> Scheme:
        """What was asked for: the system's choice, light, or dark."""
        return self._scheme

    @property
    def text_scale(self) -> float:
        """1 is normal text size."""
        return self._text_scale

    def set_scheme(self, scheme: Scheme) -> None:
        """Follow the system's choice of light or dark, or keep to one of them."""
        self._scheme = scheme
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(scheme, Qt.ColorScheme.Unknown)
        QGuiApplication.styleHints().setColorScheme(wanted)  # native dialogs and title bars follow; Unknown: system
        self._switch_to(self._palette_for_scheme())

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger or smaller, and with it all that text must fit in."""
        scale = min(max(float(scale), SMALLEST_TEXT), LARGEST_TEXT)
        if scale != self._text_scale:
            self._text_scale = scale
            self._refresh()

    def scaled(self, length: float) -> int:
        """A length in pixels, written for normal text, at the present text size; at least 1 unless it is 0.

        It grows with the pixels that letters have, of which there are only whole ones, so that it keeps its proportion.
        """
        now = length * pixels(self._text_scale) / TEXT_PIXELS
        return max(1, round(now)) if length > 0 else round(now)

    def font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The window's font with figures of equal width; `size` is relative to running text."""
        return self._font(False, size, bold)

    def fixed_font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The one with letters of equal width; `size` is relative to running text."""
        return self._font(True, size, bold)

    def _font(self, fixed: bool, size: float, bold: bool) -> QFont:
        key = (fixed, pixels(self._text_scale * size), bold)
        if key not in self._fonts:  # one is asked for at every text that is painted
            self._fonts[key] = self._make_font(*key)
        return QFont(self._fonts[key])

    def _make_font(self, fixed: bool, height: int, bold: bool) -> QFont:
        font = QFont(self._fixed if fixed else self._plain)
        font.setPixelSize(height)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def smaller(self, size: float, share: float) -> float:
        """The largest size, relative to running text, at which letters have no more than this share of those of `size`.

        For what is written as large as there is room for: letters have whole pixels, so a size in between would be
        rounded up as often as down.
        """
        height = math.floor(pixels(self._text_scale * size) * share)
        return max(1, height) / (TEXT_PIXELS * self._text_scale)

    def write_with(self, plain: QFont, fixed: QFont) -> None:
        """Take other fonts than the window's own, of running text and of equal width. Their sizes do not matter."""
        self._plain, self._fixed = plain, fixed
        self._refresh()

    def caption_font(self, *, bold: bool = False) -> QFont:
        """The font of captions, notes and the numbers inside charts."""
        return self.font(_CAPTION, bold=bold)

    def begin(self, app: QApplication) -> None:
        """Give the application this look, all but the style sheet, which `apply` adds.

        For a window that is built before it is shown: with a style sheet, a widget is styled anew each time that
        it, or what it lies in, is put into something. Without, all are styled at once when all are there.
        """
        self._app = app
        app.setStyle("Fusion")
        self._use_font_and_colours(app)

    def apply(self, app: QApplication) -> None:
        """Give the application this look, and keep it up to date from now on."""
        if self._app is not app:
            self.begin(app)
        self._refresh()

    def diverging_lut(self) -> np.ndarray:
        """Colours of values about zero, (256,) uint32; see `gui.look.palette.diverging_lut`."""
        return self._map("diverging")

    def sequential_lut(self) -> np.ndarray:
        """Colours of values ≥ 0, (256,) uint32; see `gui.look.palette.sequential_lut`."""
        return self._map("sequential")

    def image_lut(self) -> np.ndarray:
        """Colours of an image, (256,) uint32; see `gui.look.palette.image_lut`."""
        return self._map("image")

    @Slot()
    def _on_system_scheme_changed(self) -> None:
        if self._scheme == "system":
            self._switch_to(self._palette_for_scheme())

    def _palette_for_scheme(self) -> Palette:
        if self._scheme == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._scheme == "dark"
        return DARK if dark else LIGHT

    def _switch_to(self, palette: Palette) -> None:
        if palette is not self._palette:
            self._use(palette)
            self._refresh()

    def _use(self, palette: Palette) -> None:
        self._palette = palette
        self._maps = {
            "diverging": palettes.diverging_lut(palette),
            "sequential": palettes.sequential_lut(palette),
            "image": palettes.image_lut(palette),
        }
        for colours in self._maps.values():
            colours.setflags(write=False)

    def _map(self, kind: str) -> np.ndarray:
        return self._maps[kind]

    def _refresh(self) -> None:
        self._fonts.clear()
        if self._app is not None:
            with uncollected():
                self._use_font_and_colours(self._app)
                self._app.setStyleSheet(stylesheet(
                    self._palette, self.scaled, self.caption_font().pixelSize(), glyphs.paths(self._palette)))
        self.changed.emit(self._palette)

    def _use_font_and_colours(self, app: QApplication) -> None:
        """Tell the application, which tells every widget of it, so only what is new."""
        font, palette = self.font(), _qt_palette(self._palette)
        if app.font() != font:
            app.setFont(font)
        if app.palette() != palette:
            app.setPalette(palette)


def pixels(size: float) -> int:
    """Height of a font whose size is given relative to running text of normal size; letters have whole pixels."""
    return max(1, round(TEXT_PIXELS * size))


def css(font: QFont) -> str:
    """A font as rich text and style sheets write it."""
    families = ", ".join(f"'{family}'" for family in font.families())
    return f"font-family: {families}; font-size: {font.pixelSize()}px"


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of the application; made at the first call, which must come after the `QApplication`."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window,), colours.window),
        ((role.Base, role.Button, role.ToolTipBase), colours.field),
        ((role.AlternateBase, role.Midlight), colours.hover),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), colours.text),
        ((role.PlaceholderText,), colours.dim),
        ((role.Highlight, role.Accent, role.Link), colours.accent),
        ((role.HighlightedText,), colours.on_accent),
        ((role.Light, role.Mid, role.Dark), colours.border),
        ((role.Shadow,), colours.window),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    return palette
