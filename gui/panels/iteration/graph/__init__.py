"""The computational graph of one iteration."""
