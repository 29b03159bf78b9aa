"""What each of the three maps says, and what it does not."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
Sentences = tuple[str, str]


def explanations(is_picture: bool) -> tuple[Sentences, Sentences, Sentences]:
    """Of the gradient, of its product with the input, and of occlusion: what it says, and what it does not."""
    return _of_pictures() if is_picture else _of_points()


def _of_pictures() -> tuple[Sentences, Sentences, Sentences]:
    return (
        (translate("Pixels", "It says where a little more ink would raise the number (orange) or lower it (blue)."),
         translate("Pixels", "It does not say what the ink that is there has done, nor what much more would do.")),
        (translate("Pixels", "It says how much the ink of each pixel counts for the number (orange) or against it "
                             "(blue)."),
         translate("Pixels", "It does not say that missing ink counts, too: paper is 0 here. And it takes all of the "
                             "ink to count as much as the last bit of it.")),
        (translate("Pixels", "It says by how much the number falls (orange) or rises (blue) when the patch around a "
                             "pixel is covered: each is really tried."),
         translate("Pixels", "It does not say what patches do together, and a covered digit is like none that was "
                             "learnt from.")))


def _of_points() -> tuple[Sentences, Sentences, Sentences]:
    return (
        (translate("Pixels", "It says where a slightly larger input would raise the number (orange) or lower it "
                             "(blue)."),
         translate("Pixels", "It does not say what the input as it is has done, nor what a much larger one would do.")),
        (translate("Pixels", "It says how much each input counts for the number (orange) or against it (blue)."),
         translate("Pixels", "It does not say that an input of 0 counts, too. And it takes all of an input to count as "
                             "much as the last bit of it.")),
        ("", ""))
