"""A picture of one's own on its way to the network."""

from gui.panels.picture.panel import PicturePanel

__all__ = ["PicturePanel"]
