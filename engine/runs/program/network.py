"""The network of a program: the class that the book calls TwoLayerNet, for any number of layers."""

from engine.nn.network import Network
from engine.runs.program.borrowed import joined

FROM_LAYERS = ("__init__", "forward", "backward", "backward_params", "softmax", "loss")  # what is asked of a layer

_NETWORK = '''\
class {name}:
    """{stack}.

    The book's layers remember what their forward saw. These do not: `gradient` keeps it, and hands it to the backward.
    """

    def __init__(self):
        rng = stream(SEED, WEIGHTS)
        self.params = {{}}
        for number, (fan_in, units) in enumerate(zip(SIZES, SIZES[1:]), 1):
            std = {std}
            self.params[f"W{{number}}"] = (std * rng.standard_normal((fan_in, units))).astype(DTYPE)
            self.params[f"b{{number}}"] = np.zeros(units, DTYPE)
        self.layers = [
{layers}
        ]
        self.last_layer = {last}()

    def predict(self, x):
        """Logits: (N, D) → (N, C)."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        """L, the mean over the minibatch, of x (N, D) and one-hot t (N, C)."""
        return self.last_layer.loss(log_softmax(self.predict(x)), t)

    def accuracy(self, x, t):
        """The share of samples whose largest logit is that of their label: of all samples x, and their labels t."""
        right = 0
        for first in range(0, len(x), CHUNK):
            some = slice(first, first + CHUNK)
            right += np.count_nonzero(self.predict({some}).argmax(axis=1) == t[some])
        return right / len(x)

    def gradient(self, x, t):
        """∂L/∂ each parameter by backpropagation: {{"W1": dW1, "b1": db1, ...}}."""
        # forward: what comes out of a layer goes into the next
        passed = [x]
        for layer in self.layers:
            passed.append(layer.forward(passed[-1]))
        y, _ = self.last_layer.softmax(passed[-1])                      # (N, C)

        # backward: from the loss to the first layer
        grads = {{}}
        dout = self.last_layer.backward(y, t)                           # (N, C)
        for layer, x, out in zip(self.layers[::-1], passed[-2::-1], passed[::-1]):
            if isinstance(layer, Affine):
                grads[layer.weights], grads[layer.bias] = layer.backward_params(dout, x)
                dout = layer.backward(dout)
            else:
                dout = layer.backward(dout, x, out)
        return grads'''


def name_of(network: Network) -> str:
    """What the book calls such a network."""
    return "TwoLayerNet" if network.depth == 2 else "MultiLayerNet"


def network_class(network: Network, std: str, some: str) -> str:
    """The class.

    Parameters
    ----------
    std
        The expression for the standard deviation of the first weights, given `fan_in`.
    some
        The expression for what goes into it, of x[some].
    """
    number, made = 0, []
    for kind in network.kinds[:-1]:
        number += kind.begins
        made.append(f"{kind.__name__}(self.params, {number})" if kind.learns else f"{kind.__name__}()")
    titles = [getattr(kind, "title", kind.__name__) for kind in network.kinds[:-1]]
    stack = titles if len(titles) <= 5 else [*titles[:2], "...", titles[-1]]
    return _NETWORK.format(
        name=name_of(network), std=std, some=some, last=network.kinds[-1].__name__,
        stack=" → ".join([*stack, "softmax with loss"]),
        layers=joined([f"            {each}," for each in made], 0))
