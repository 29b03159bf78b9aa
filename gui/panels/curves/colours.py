"""The colours of kept runs; apart from the plots, for the list of these runs needs them too."""

from gui.theme import theme


def kept_colour(place: int) -> str:
    """The colour of a kept run, by its place in the list."""
    colours = theme().palette.kept_runs
    return colours[place % len(colours)]
