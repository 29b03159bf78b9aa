"""What a learner sees of lessons: a narrow column beside the panels, with the list of them or the one that is open."""

from gui.panels.lessons.column import LessonColumn

__all__ = ["LessonColumn"]
