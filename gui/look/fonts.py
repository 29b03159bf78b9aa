"""The window's own fonts: with them it looks the same on every machine, whatever is installed there.

What they lack, letters of scripts other than Latin, Greek and Japanese, Qt takes from the fonts of the machine.
"""

import logging

import numpy as np
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

import resources

SANS, MONO = "Backprop Lab Sans", "Backprop Lab Mono"
FILES = {  # family -> its files
    SANS: ("fonts/sans-regular.ttf", "fonts/sans-bold.ttf"),
    MONO: ("fonts/mono-regular.ttf", "fonts/mono-bold.ttf"),
}
_SUM_OF_A_WHOLE_FILE = 0xB1B0AFBA  # of its 32-bit numbers: the format says so
_FIGURES_OF_EQUAL_WIDTH = "tnum"

logger = logging.getLogger(__name__)


def load() -> tuple[QFont, QFont]:
    """The font of running text, and the one with letters of equal width; to be asked once an application.

    A family of which a file is missing or damaged is not used: the log says so, and the machine's own font stands in.
    """
    there = {family for family, files in FILES.items() if all(_add(file) for file in files)}
    kinds = QFontDatabase.SystemFont
    plain, fixed = map(QFontDatabase.systemFont, (kinds.GeneralFont, kinds.FixedFont))
    # Said outright also where it is the machine's, or a widget takes the family of what it lies in.
    plain.setFamilies([SANS] if SANS in there else plain.families())
    fixed.setFamilies([family for family in (MONO, SANS) if family in there] if MONO in there else fixed.families())
    return _even(plain), _even(fixed)


def _add(file: str) -> bool:
    """Give a file to Qt, which takes one that was cut short for a whole one and writes nothing with it."""
    try:
        content = resources.path(file).read_bytes()
        if not _is_whole(content):
            raise ValueError("it is damaged")
        if QFontDatabase.addApplicationFontFromData(QByteArray(content)) < 0:
            raise ValueError("Qt cannot read it")
    except (OSError, ValueError) as error:
        logger.warning("the window is written in another font, %s cannot be used: %s", file, error)
        return False
    return True


def _is_whole(content: bytes) -> bool:
    numbers = np.frombuffer(content[:len(content) // 4 * 4], ">u4")
    return int(numbers.sum(dtype=np.uint64)) & 0xFFFFFFFF == _SUM_OF_A_WHOLE_FILE


def _even(font: QFont) -> QFont:
    """The same with figures of equal width, and letters as wide as they are drawn, however the machine is set up."""
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if hasattr(QFont, "setFeature"):
        font.setFeature(QFont.Tag(_FIGURES_OF_EQUAL_WIDTH), 1)
    return font
