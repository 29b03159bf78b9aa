"""The chapters of the book, by which lessons are listed."""

from PySide6.QtCore import QCoreApplication

from engine.lessons.lesson import Lesson

CHAPTERS = "12345678A"  # A is the appendix

translate = QCoreApplication.translate


def chapter_of(lesson: Lesson) -> str:
    """The number of its chapter; empty for those that belong to none."""
    number = lesson.book.partition(".")[0]
    return number if len(number) == 1 and number in CHAPTERS else ""


def heading(chapter: str) -> str:
    """``Chapter 5: Backpropagation``."""
    if not chapter:
        return translate("Chapters", "Other lessons")
    words = translate("Chapters", "Chapter {number}: {title}") if chapter.isdigit() else translate(
        "Chapters", "Appendix {number}: {title}")
    return words.format(number=chapter, title=_titles()[chapter])


def _titles() -> dict[str, str]:
    return dict(zip(CHAPTERS, (
        translate("Chapters", "Introduction to Python"), translate("Chapters", "Perceptrons"),
        translate("Chapters", "Neural networks"), translate("Chapters", "Neural network learning"),
        translate("Chapters", "Backpropagation"), translate("Chapters", "Training techniques"),
        translate("Chapters", "Convolutional neural networks"), translate("Chapters", "Deep Learning"),
        translate("Chapters", "The computational graph of Softmax-with-Loss"),
    ), strict=True))
