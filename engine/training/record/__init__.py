"""What a run records: every loss and accuracy, at a cost that does not grow with their number."""
