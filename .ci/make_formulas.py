"""Render the formulas of all operations as SVG. Run when a formula has changed; what it writes is committed.

    python -m venv ../formulas-venv && ../formulas-venv/bin/pip install ziamath numpy
    PYTHONPATH=. ../formulas-venv/bin/python .ci/make_formulas.py         (in the folder of the program)

An operation of the engine says its formula in plain text, ``"dW1 = xᵀ·da1   db1 = Σ da1"``. Here each part of it, for
networks of one to six layers and every activation, is written in TeX and drawn as outlines, so that the program needs
neither TeX nor a font for it. ``index.json`` says which file shows which text. A formula that is not there is shown as
the plain text that it is. ziamath is under the MIT licence, its font STIX Two Math under the SIL Open Font Licence.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from engine.data.words import IMAGES, POINTS
from engine.nn.layers import ACTIVATIONS
from engine.nn.network import Network
from engine.nn.operations import affine_backward
from engine.nn.optimizers import OPTIMIZERS, SGD

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "formulas"
DEEPEST = 6  # as many Affine layers as the program shows
SIZE = 24  # pixels of a letter; the window scales it

DRAWS = [words.minibatch.text for words in (IMAGES, POINTS)]
WHOLE = {  # what is said in words, or is better set than the plain text can be
    "L, once more, with the new weights":
        r"L_{\mathrm{new}} = L(x, t\,;\; W_{\mathrm{new}}, b_{\mathrm{new}})",
    **dict.fromkeys(DRAWS, r"x, t = (x_i, t_i)\;\; i \in \{ N \mathrm{\ random\ numbers} \}"),
}
RULES = (  # plain text to TeX, one after the other
    (r"−\(1/N\) Σ t·log softmax\((\w+)\)", r"-\\frac{1}{N} \\sum_{n,k} t \\cdot \\log\\,\\operatorname{softmax}(\1)"),
    (r"1 / \(1 \+ exp\(−(\w+)\)\)", r"\\frac{1}{1 + e^{-\1}}"),
    (r"\((\w+) − (\w+)\)/N", r"\\frac{\1 - \2}{N}"),
    (r"Σ (\w+)$", r"\\sum_n \1"),
    (r"\b(max|tanh)\(", r"\\\1("),
    (r"= softmax\(", r"= \\operatorname{softmax}("),
    (r"lr·√\(1 − 0.999\^k\)/\(1 − 0.9\^k\)/\(√(\w+) \+ 1e-7\)",
     r"\\frac{\\mathrm{lr}}{\\sqrt{\1} + 10^{-7}} \\cdot \\frac{\\sqrt{1 - 0.999^k}}{1 - 0.9^k}"),
    (r"lr/\(√(\w+) \+ 1e-7\)", r"\\frac{\\mathrm{lr}}{\\sqrt{\1} + 10^{-7}}"),
    (r"\blr([Wb])([1-9]\d*)", r"\\mathrm{lr}_{\1_{\2}}"),
    (r"\b([mvh])([Wb])([1-9]\d*)", r"\1_{\2_{\3}}"),
    (r"\blr·", r"\\mathrm{lr} \\cdot "),
    ("·", r" \\cdot "),
    ("⊙", r"\\;\\odot\\; "),
    ("←", r" \\leftarrow "),
    ("−", "-"),
    ("²", "^2"),
    ("ᵀ", r"^{\\mathsf{T}}"),
    (r"(?<![\\a-z])(d?[azWb])([1-9]\d*)", r"\1_{\2}"),
)


def main() -> None:
    """Write all formulas, and the index."""
    import ziafont
    import ziamath

    ziafont.config.svg2 = False  # each letter as a path of its own: QtSvg does not know all that SVG 2 has
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    index = {}
    for stem, plain in formulas():
        if plain not in index:
            index[plain] = f"{stem}.svg"
            text = ziamath.Latex(tex(plain), size=SIZE, color="currentColor").svg()
            (FOLDER / index[plain]).write_text(short(text), encoding="utf-8")
    (FOLDER / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def formulas() -> Iterator[tuple[str, str]]:
    """(name of a file, plain text) of every part of every formula."""
    for plain in reversed(WHOLE):
        yield "draw" if plain in DRAWS else "loss-after-update", plain
    for name in (f"{kind}{number}" for number in range(1, DEEPEST + 1) for kind in "Wb"):
        for optimizer in OPTIMIZERS.values():
            for part in re.split(" {2,}", optimizer.formula.format(W=name)):
                yield stem("update" if optimizer is SGD else optimizer.title, part), part
    for depth in range(1, DEEPEST + 1):
        for activation in ACTIVATIONS:
            network = Network((1,) * (depth + 1), activation=activation)
            # Which is computed where one sample is looked at.
            with_dx = affine_backward(network.affines[0], network.variables["da1"])
            for operation in (*network.forward_operations, *network.backward_operations, with_dx):
                for part in re.split(" {2,}", operation.formula):
                    yield stem(operation.name, part), part


def stem(name: str, part: str) -> str:
    """``"affine2-backward-dw2"``: of the operation and of what it makes."""
    made = part.partition(" ")[0]
    if made in ("y", "L"):
        made += "-of-" + re.search(r"a\d+", part)[0]  # the last Affine layer is another in a deeper network
    return re.sub(r"[^a-z0-9]+", "-", f"{name} {made}".lower())


def tex(plain: str) -> str:
    """A formula in TeX."""
    if plain in WHOLE:
        return WHOLE[plain]
    for pattern, replacement in RULES:
        plain = re.sub(pattern, replacement, plain)
    return plain


def short(svg: str) -> str:
    """The same outlines with numbers of two decimals."""
    return re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), svg)


if __name__ == "__main__":
    main()
