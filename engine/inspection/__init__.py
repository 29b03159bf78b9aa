"""How one looks inside: one sample or one iteration taken apart, and where each of its numbers comes from."""
