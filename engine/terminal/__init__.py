"""The same training without a window; and all that the program prints."""
