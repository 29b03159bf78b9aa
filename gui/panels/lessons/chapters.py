"""The chapters of the book, by which lessons are listed."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.lessons.lesson import Lesson

CHAPTERS = {
    "1": QT_TRANSLATE_NOOP("Chapters", "Introduction to Python"),
    "2": QT_TRANSLATE_NOOP("Chapters", "Perceptrons"),
    "3": QT_TRANSLATE_NOOP("Chapters", "Neural networks"),
    "4": QT_TRANSLATE_NOOP("Chapters", "Neural network learning"),
    "5": QT_TRANSLATE_NOOP("Chapters", "Backpropagation"),
    "6": QT_TRANSLATE_NOOP("Chapters", "Training techniques"),
    "7": QT_TRANSLATE_NOOP("Chapters", "Convolutional neural networks"),
    "8": QT_TRANSLATE_NOOP("Chapters", "Deep learning"),
}

translate = QCoreApplication.translate


def chapter_of(lesson: Lesson) -> str:
    """The number of its chapter; empty for those that belong to none."""
    number = lesson.book.partition(".")[0]
    return number if number in CHAPTERS else ""


def heading(chapter: str) -> str:
    """``Chapter 5: Backpropagation``."""
    if not chapter:
        return translate("Chapters", "Other lessons")
    return translate("Chapters", "Chapter {number}: {title}").format(
        number=chapter, title=translate("Chapters", str(CHAPTERS[chapter])))
