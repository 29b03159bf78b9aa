"""Make the window's fonts. Run when a character is missing; what it writes is committed.

    apt-get download fonts-noto-core fonts-noto-mono fonts-noto-cjk          (Debian 12; nothing is installed)
    for package in fonts-noto-*.deb; do dpkg -x "$package" ../noto; done
    python -m venv ../fonts-venv && ../fonts-venv/bin/pip install fonttools
    PYTHONPATH=. ../fonts-venv/bin/python .ci/make_fonts.py ../noto          (in the folder of the program)

Each font is put together from several of the Noto project: a character is taken from the first that has it. One file
with all that the window writes has one height of line, whatever the text, where a font that borrows letters from
another has two. The family has a name of its own, never to be mistaken for what is installed on the machine.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "fonts"
VERSION = "1.000"
EM = 1000
ASCENT, DESCENT = 950, 250  # of a line: as high as one of DejaVu Sans, for which the window was drawn, and a little air
CURVE = 1.5  # how far a curve of the Japanese font may be from the original: 1/30 of a pixel where a letter has 20
COPYRIGHT = "Copyright 2015-2018 Google LLC. Copyright 2014-2021 Adobe (http://www.adobe.com/)."
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."

# Kanji that are in daily use (the list of 2010) or are terms of the field, and not in the first level of JIS X 0208.
MORE_KANJI = "曖彙咽鬱楷諧毀嗅惧憬錮傲恣摯羞箋踪緻訃璧瘍拉辣璃慄瞭嘲塡剝頰𠮟叱喩弄籠蔑哺貪閾冪尤嵌楕跨"


@dataclass(frozen=True)
class Recipe:
    """A font to make: its name, and what its letters are taken from, the first that has a letter first."""

    file: str
    family: str
    style: str
    weight: int
    sources: tuple[str, ...]
    japanese: bool


SANS, MONO = "Backprop Lab Sans", "Backprop Lab Mono"
MATHS, SIGNS = "NotoSansMath-Regular.ttf", "NotoSansSymbols2-Regular.ttf"  # there is no bold of them
RECIPES = (
    Recipe("sans-regular.ttf", SANS, "Regular", 400, (
        "NotoSans-Regular.ttf", MATHS, "NotoSansCJK-Regular.ttc", "NotoSansSymbols-Regular.ttf", SIGNS), True),
    Recipe("sans-bold.ttf", SANS, "Bold", 700, (
        "NotoSans-Bold.ttf", "NotoSansCJK-Bold.ttc", MATHS, "NotoSansSymbols-Bold.ttf", SIGNS), True),
    Recipe("mono-regular.ttf", MONO, "Regular", 400, ("NotoSansMono-Regular.ttf",), False),
    Recipe("mono-bold.ttf", MONO, "Bold", 700, ("NotoSansMono-Bold.ttf",), False),
)


def main(noto: Path) -> None:
    """Write all fonts."""
    for recipe in RECIPES:
        path = FOLDER / recipe.file
        made = make(recipe, noto)
        made.save(path)
        print(f"{recipe.file}: {len(made.getBestCmap()):,} characters, {path.stat().st_size:,} bytes")


def characters(japanese: bool) -> set[int]:
    """The code points that a font should have, where one of its sources has them."""
    ranges = [
        (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x370, 0x3FF),  # Latin, Greek
        (0x1D2C, 0x1D6A), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x20BF),  # ᵀ, Vietnamese, punctuation, ⁻¹, ₁, €
        (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),  # letterlike, fractions, arrows, mathematics
        (0x2300, 0x2335), (0x23CE, 0x23CF), (0x23E9, 0x23FA),  # ⌘, ⏎, ⏸
        (0x2500, 0x25FF), (0x2610, 0x2612), (0x2630, 0x2630), (0x2680, 0x2685),  # boxes, ▶, ☐, ☰, ⚀
        (0x2713, 0x2718), (0x2758, 0x275A), (0x27E8, 0x27E9), (0x2A00, 0x2A0C),  # ✓, ❚, ⟨⟩
    ]
    if japanese:
        ranges += [(0x3000, 0x30FF), (0x31F0, 0x31FF), (0xFF00, 0xFFEF), (0x2460, 0x2473)]
    found = {code for first, last in ranges for code in range(first, last + 1)}
    return found | set(map(ord, kanji())) if japanese else found


def kanji() -> Iterator[str]:
    """The first level of JIS X 0208, rows 16 to 47, and `MORE_KANJI`."""
    for row in range(16, 48):
        for cell in range(1, 95):
            try:
                yield bytes((row + 0xA0, cell + 0xA0)).decode("euc_jp")
            except UnicodeDecodeError:
                continue  # the last row is not full
    yield from MORE_KANJI


def make(recipe: Recipe, noto: Path) -> TTFont:
    """One font."""
    glyphs, widths, names = {}, {}, {}
    sources = [opened(noto, source) for source in recipe.sources]
    wanted = sorted(characters(recipe.japanese))
    glyphs[".notdef"], widths[".notdef"] = drawn(sources[0], ".notdef")
    for code in wanted:
        source = next((each for each in sources if code in each.getBestCmap()), None)
        if source is None:
            continue
        # Letters of the first source keep their names, by which its kerning finds them.
        name = source.getBestCmap()[code] if source is sources[0] else f"u{code:04X}"
        names[code] = name
        if name not in glyphs:
            glyphs[name], widths[name] = drawn(source, name if source is sources[0] else source.getBestCmap()[code])
    order = {name: place for place, name in enumerate(sources[0].getGlyphOrder())}
    in_order = sorted(glyphs, key=lambda name: order.get(name, len(order)))  # that which the kerning is sorted by
    return built(recipe, {name: glyphs[name] for name in in_order}, widths, names, kerning(sources[0], names))


def opened(noto: Path, name: str) -> TTFont:
    """A font of the Noto project, of a collection the Japanese one."""
    path, = noto.rglob(name)
    return TTFont(path, fontNumber=0) if path.suffix == ".ttc" else TTFont(path)


def drawn(font: TTFont, name: str) -> tuple[object, int]:
    """A glyph as quadratic curves on the common em, without hints, and its width."""
    scale = EM / font["head"].unitsPerEm
    recorded = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(recorded)
    pen = TTGlyphPen(None)
    cubic = "CFF " in font
    outline = Cu2QuPen(pen, CURVE, reverse_direction=True) if cubic else pen
    recorded.replay(TransformPen(outline, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph(), round(font["hmtx"][name][0] * scale)


def kerning(font: TTFont, names: dict[int, str]):
    """The pairs of letters that are set closer, of those that are taken from this font; None where it has none."""
    options = subset.Options(layout_features=["kern"], glyph_names=True, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for code, name in names.items() if font.getBestCmap().get(code) == name])
    small = TTFont(font.reader.file.name)
    subsetter.subset(small)
    assert small["head"].unitsPerEm == EM, "the kerning would have to be scaled"
    return small.get("GPOS")


def built(recipe: Recipe, glyphs: dict, widths: dict, names: dict, gpos) -> TTFont:
    """Put together what was gathered."""
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (width, getattr(table[name], "xMin", 0)) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
    builder.setupNameTable({
        "copyright": COPYRIGHT, "familyName": recipe.family, "styleName": recipe.style,
        "uniqueFontIdentifier": f"{recipe.family} {recipe.style} {VERSION}",
        "fullName": f"{recipe.family} {recipe.style}", "version": f"Version {VERSION}",
        "psName": f"{recipe.family.replace(' ', '')}-{recipe.style}",
        "licenseDescription": LICENCE, "licenseInfoURL": "https://openfontlicense.org",
    })
    bold = recipe.weight >= 700
    builder.setupOS2(
        version=4, usWeightClass=recipe.weight, sTypoAscender=ASCENT, sTypoDescender=-DESCENT, sTypoLineGap=0,
        usWinAscent=ASCENT, usWinDescent=DESCENT, sxHeight=536, sCapHeight=714,
        fsSelection=0x80 | (0x20 if bold else 0x40))  # line heights as said here on every system; bold or regular
    builder.font["head"].macStyle = int(bold)
    builder.font["head"].created = builder.font["head"].modified = 0  # made twice, it is the same file
    builder.font.recalcTimestamp = False
    builder.setupPost(isFixedPitch=int(recipe.family == MONO), keepGlyphNames=False)
    if gpos is not None:
        builder.font["GPOS"] = gpos
    return builder.font


if __name__ == "__main__":
    main(Path(sys.argv[1]))
