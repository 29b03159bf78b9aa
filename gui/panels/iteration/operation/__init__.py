"""One operation: its formula, its matrices, its code, what it does and why."""
