"""The names of the network that the book's programs import (`engine.data.mnist` has `load_mnist`)."""

from engine.nn.network import TwoLayerNet

__all__ = ["TwoLayerNet"]
