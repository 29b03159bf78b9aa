"""The iteration panel: one iteration taken apart, operation by operation and number by number."""
