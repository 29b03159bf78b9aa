"""Lessons: a case, a prediction, one step at a time, and the number that answers it."""
