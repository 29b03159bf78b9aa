"""The mathematics once more, by somebody who has not seen the engine: what the sentences of the app are held against.

In long double where the machine has it: on most, 64 binary digits instead of 53. Written for being right, not quick.
"""

import numpy as np

WIDE = np.longdouble
IGNORED = np.errstate(all="ignore")


def function(activation: str, a: np.ndarray) -> np.ndarray:
    """z of a."""
    if activation == "none":
        return a
    if activation == "relu":
        return np.where(a > 0, a, np.where(np.isnan(a), a, a * 0))
    if activation == "tanh":
        return np.tanh(a)
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1 / (1 + small), small / (1 + small))


def slope(activation: str, a: np.ndarray) -> np.ndarray:
    """The derivative of the function, without a difference of two nearly equal numbers."""
    if activation == "none":
        return a**0
    if activation == "relu":
        return (a > 0).astype(a.dtype)
    small = np.exp(-np.abs(a))
    if activation == "tanh":
        return (2 * small / (1 + small * small)) ** 2
    return small / (1 + small) ** 2


def slope_read_off(activation: str, z: np.ndarray) -> np.ndarray:
    """The same from what the function gave, as a backward does."""
    z = WIDE(z)
    return 1 - z * z if activation == "tanh" else z * (1 - z)


def remembered(optimizer: str, slots: dict, g: np.ndarray) -> dict:
    """What an optimizer remembers after a step, by slot; that of momentum, which depends on lr, not among it."""
    square = g * g
    return {
        "adagrad": lambda h: {"h": h + square}, "rmsprop": lambda h: {"h": WIDE(0.99) * h + WIDE(0.01) * square},
        "adam": lambda m, v, k: {"m": WIDE(0.9) * m + WIDE(0.1) * g, "v": WIDE(0.999) * v + WIDE(0.001) * square,
                                 "k": k + 1},
    }[optimizer](**slots)


def own_rate(lr: WIDE, sizes: np.ndarray, k: WIDE | None = None) -> np.ndarray:
    """The learning rate of a number by the sizes of its gradients, h or v; of Adam in its step k."""
    correction = 1 if k is None else np.sqrt(1 - WIDE(0.999) ** k) / (1 - WIDE(0.9) ** k)
    return lr * correction / (np.sqrt(sizes) + WIDE(1e-7))


def added(optimizer: str, lr: WIDE, g: np.ndarray, slots: dict, rate: np.ndarray | None = None) -> list:
    """What is added to a number: of the memory, if anything, and last of the gradient."""
    if optimizer in ("sgd", "momentum", "nesterov"):
        memory, fresh = {"sgd": (None, 1), "momentum": (0.9, 1), "nesterov": (0.81, 1.9)}[optimizer]
        return [*([] if memory is None else [WIDE(memory) * slots["v"]]), -WIDE(fresh) * lr * g]
    if rate is None:
        after = remembered(optimizer, slots, g)
        rate = own_rate(lr, after["v" if optimizer == "adam" else "h"], after.get("k"))
    return [-WIDE(0.9) * rate * slots["m"], -WIDE(0.1) * rate * g] if optimizer == "adam" else [-rate * g]


def missing(logits: np.ndarray, label: int) -> np.ndarray:
    """What the probability of a class falls short of 1, with all its digits."""
    parts = np.exp(logits - logits.max())
    return np.delete(parts, label).sum() / parts.sum()


def softmax(logits: np.ndarray) -> np.ndarray:
    parts = np.exp(logits - logits.max())
    return parts / parts.sum()


def sample_loss(logits: np.ndarray, label: int) -> np.ndarray:
    """−log of the probability of the class."""
    largest = int(logits.argmax())
    rest = np.delete(np.exp(logits - logits[largest]), largest).sum()
    return np.log1p(rest) + (logits[largest] - logits[label])


class Reference:
    """A network of given parameters on given samples: every value forward and back.

    Parameters
    ----------
    params
        W1, b1, ...
    x, labels
        (N, D) and (N,).
    activation
        Its name.
    kind
        The type that it is computed in.
    """

    def __init__(self, params, x, labels, activation: str, kind=WIDE) -> None:
        self.params = {name: np.asarray(value).astype(kind) for name, value in params.items()}
        self.x, self.labels, self.activation, self.kind = np.asarray(x).astype(kind), labels, activation, kind
        self.depth = len(params) // 2

    @IGNORED
    def forward(self, params=None) -> dict:
        """a1, z1, ..., and l, the loss of each sample, and L."""
        params, values, z = params or self.params, {}, self.x
        for number in range(1, self.depth + 1):
            a = values[f"a{number}"] = z @ params[f"W{number}"] + params[f"b{number}"]
            z = values[f"z{number}"] = function(self.activation, a)
        del values[f"z{self.depth}"]
        if self.labels is not None:
            rows = zip(a, self.labels, strict=True)
            values["l"] = np.array([sample_loss(row, label) for row, label in rows], self.kind)
            values["L"] = values["l"].mean()
        return values

    @IGNORED
    def backward(self) -> dict:
        """All of that, and the gradients of L: da, dz, dW, db, and dx."""
        values = self.forward()
        da = np.array([softmax(row) for row in values[f"a{self.depth}"]], self.kind)
        for n, label in enumerate(self.labels):
            da[n, label] = -missing(values[f"a{self.depth}"][n], label)
        da /= len(self.x)
        for number in range(self.depth, 0, -1):
            values[f"da{number}"] = da
            before = self.x if number == 1 else values[f"z{number - 1}"]
            values[f"dW{number}"], values[f"db{number}"] = before.T @ da, da.sum(axis=0)
            dz = da @ self.params[f"W{number}"].T
            values["dx" if number == 1 else f"dz{number - 1}"] = dz
            if number > 1:
                a = values[f"a{number - 1}"]
                da = np.where((a <= 0) & (self.activation == "relu"), 0 * a, dz * slope(self.activation, a))
        return values

    @IGNORED
    def moved(self, name: str, index: tuple, h: float) -> dict:
        """Forward with one parameter h higher."""
        params = dict(self.params)
        params[name] = params[name].copy()
        params[name][index] += self.kind(h)
        return self.forward(params)

    def difference(self, name: str, index: tuple, h: float) -> float:
        """(L(h) − L(−h)) / 2h."""
        return (self.moved(name, index, h)["L"] - self.moved(name, index, -h)["L"]) / (2 * self.kind(h))
