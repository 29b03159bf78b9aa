"""The window's own fonts; `make` makes them from those of the Noto project."""
