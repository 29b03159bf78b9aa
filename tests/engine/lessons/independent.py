"""What expressions of lessons come to, by a computation of its own: a network in float64, and Python's own `eval`.

Taken from the engine are only the parameters before the iteration that is shown, what the optimizer remembered, which
images were drawn, and counters; all that is computed from these is computed here, by the formulas of the book.
"""

import ast
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from engine.lessons.view import COUNTERS, CURVES, LOOKED_AT, SAMPLE, View
from engine.training.config import HYPERPARAMETERS
from engine.training.minibatch import Minibatches
from engine.training.trainer import Trainer

Arrays = dict[str, np.ndarray]
TINY = 1e-7
SLOPES: dict[str, tuple[Callable, Callable]] = {  # of each activation: itself, and its derivative from in- and output
    "relu": (lambda a: np.maximum(0, a), lambda a, z: (a > 0) * 1.0),
    "sigmoid": (lambda a: 1 / (1 + np.exp(-a)), lambda a, z: z * (1 - z)),
    "tanh": (np.tanh, lambda a, z: 1 - z * z),
}


# --- a network ------------------------------------------------------------------------------------------------------

def forward(params: Mapping[str, np.ndarray], x: np.ndarray, activation: str, mistake: str = "") -> Arrays:
    """All values on the way to y, by the names of the book; also with the mistake of Break it that is made there."""
    found, z, depth = {"x": x}, x, len(params) // 2
    for layer in range(1, depth + 1):
        found[f"a{layer}"] = z @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < depth:
            a = found[f"a{layer}"]
            z = found[f"z{layer}"] = a if mistake == "mask in forward" else SLOPES[activation][0](a)
    powers = np.exp(found[f"a{depth}"] - found[f"a{depth}"].max(axis=1, keepdims=True))
    found["y"] = powers / powers.sum(axis=1, keepdims=True)
    return found


def losses(found: Arrays, t: np.ndarray, depth: int) -> np.ndarray:
    """The cross entropy of each image, from its logits."""
    a = found[f"a{depth}"]
    top = a.max(axis=1)
    return np.log(np.exp(a - top[:, None]).sum(axis=1)) + top - (a * t).sum(axis=1)


def backward(
    params: Mapping[str, np.ndarray], found: Arrays, t: np.ndarray, activation: str, mistake: str = "",
) -> Arrays:
    """The gradients, also with one of the mistakes of Break it."""
    depth, given = len(params) // 2, {}
    t = np.roll(t, 1, axis=0) if mistake == "labels of other rows" else t
    da = (found["y"] - t) / (1 if mistake == "division by N" else len(t))
    for layer in range(depth, 0, -1):
        given[f"da{layer}"] = da
        z = found[f"z{layer - 1}"] if layer > 1 else found["x"]
        given[f"dW{layer}"] = z.T @ da
        given[f"db{layer}"] = _bias(da, mistake)
        if layer > 1:
            W = params[f"W{layer}"]
            dz = given[f"dz{layer - 1}"] = da @ (W if mistake == "transpose" and len(W) == len(W.T) else W.T)
            da = dz * _slope(activation, found[f"a{layer - 1}"], z, mistake)
    return given


def _bias(da: np.ndarray, mistake: str) -> np.ndarray:
    if mistake == "axis in db":
        return np.full(da.shape[1], da.sum())
    return da[0] if mistake == "sum in db" else da.sum(axis=0)


def _slope(activation: str, a: np.ndarray, z: np.ndarray, mistake: str) -> np.ndarray:
    if mistake in ("relu mask", "activation slope"):
        return np.ones_like(a)
    return (a <= 0) * 1.0 if mistake == "mask sign" else SLOPES[activation][1](a, z)


def step(optimizer: str, W: np.ndarray, g: np.ndarray, slots: Mapping[str, np.ndarray], lr: float) -> np.ndarray:
    """A parameter after the update (book, 6.1)."""
    if optimizer == "sgd":
        return W - lr * g
    if optimizer == "momentum":
        return W + (0.9 * slots["v"] - lr * g)
    if optimizer == "nesterov":
        return W + 0.81 * slots["v"] - 1.9 * lr * g
    if optimizer == "adagrad":
        return W - lr * g / (np.sqrt(slots["h"] + g * g) + TINY)
    if optimizer == "rmsprop":
        return W - lr * g / (np.sqrt(0.99 * slots["h"] + 0.01 * g * g) + TINY)
    k, m, v = slots["k"] + 1, 0.9 * slots["m"] + 0.1 * g, 0.999 * slots["v"] + 0.001 * g * g
    return W - lr * np.sqrt(1 - 0.999 ** k) / (1 - 0.9 ** k) * m / (np.sqrt(v) + TINY)


# --- an expression --------------------------------------------------------------------------------------------------

class Independent:
    """Values of expressions at one moment of a lesson.

    Parameters
    ----------
    trainer
        Where the run of the lesson stands.
    view
        What the lesson looks up then; asked only for what is not computed.

    Attributes
    ----------
    slack : float
        By how much a value may differ for rounding: a difference of two losses over a tiny h says nothing else.
    """

    def __init__(self, trainer: Trainer, view: View) -> None:
        self._trainer, self._view, self.slack = trainer, view, 2e-6
        snapshot = view.snapshot
        self._config = view.config
        self._classes = len(trainer.dataset.class_names)
        self.names: Arrays = {}
        if snapshot is not None:
            self._take_minibatch(snapshot)

    def _take_minibatch(self, snapshot) -> None:
        dataset, activation = self._trainer.dataset, self._config.activation
        self._params = {name: np.asarray(value, float) for name, value in snapshot.network.params.items()}
        images = np.asarray(dataset.train.x[snapshot.indices], float)
        t = np.eye(self._classes)[dataset.train.labels[snapshot.indices]]
        found = forward(self._params, images, activation)
        each = losses(found, t, len(self._params) // 2)
        gradients = backward(self._params, found, t, activation)
        remembered = {name: np.asarray(value, float) for name, value in snapshot.slots.items()}
        self.names = {**self._params, **remembered, **found, "t": t, "l": each, "L": each.mean(), **gradients}
        for name, W in self._params.items():
            slots = {slot.removesuffix(name): value for slot, value in snapshot.slots.items() if slot.endswith(name)}
            self.names[f"{name}_new"] = step(self._config.optimizer, W, gradients[f"d{name}"], slots,
                                             snapshot.learning_rate)
        after = forward({name: self.names[f"{name}_new"] for name in self._params}, images, activation)
        self.names.update({f"{name}_new": value for name, value in after.items() if name != "x"})
        self.names["l_new"] = losses(after, t, len(self._params) // 2)

    def value(self, text: str):
        """What an expression comes to."""
        tree = _Plain().visit(ast.parse(text.strip(), mode="eval"))
        known = {"__builtins__": {}, "true": True, "false": False, "_either": _either, "_both": _both,
                 "_not": np.logical_not, "_name": self._name, "_part": _part, "_slice": lambda: slice(None),
                 **self._functions()}
        with np.errstate(all="ignore"):
            return eval(compile(ast.fix_missing_locations(tree), text, "eval"), known)

    def place(self, text: str) -> tuple[str, tuple[int, ...]]:
        """The cell that an expression names."""
        node = ast.parse(text.strip(), mode="eval").body
        if not isinstance(node, ast.Subscript):
            return text.strip(), ()
        listed = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return ast.unparse(node.value), tuple(int(self.value(ast.unparse(each))) for each in listed)

    def _name(self, name: str, alone: bool = True):
        if name in self.names:
            return self.names[name]
        if name.startswith(SAMPLE):
            return self._of_sample()[name.removeprefix(SAMPLE)]
        if name == "N":
            return len(self.names["x"])
        if name in ("lr", "learning_rate"):
            return self._config.learning_rate
        if name == "prediction":
            return int(np.argmax(self._of_sample()["y"]))
        if name in CURVES:
            found = self._curve(name)
            return found[-1] if alone else found
        assert name in (*self._view.extra, *COUNTERS, *LOOKED_AT, *HYPERPARAMETERS), name
        return self._view.value(name)

    def _of_sample(self) -> Arrays:
        sample = self._view.trace.sample
        params = {name: np.asarray(value, float) for name, value in self._trainer.network.params.items()}
        found = forward(params, np.asarray(sample.x, float)[None], self._config.activation)
        if sample.label is not None:
            t = np.eye(self._classes)[[sample.label]]
            each = losses(found, t, len(params) // 2)
            found.update(t=t, L=each, l=each, **backward(params, found, t, self._config.activation))
        rows = {name: value[0] if name not in params and not name.startswith(("dW", "db")) else value
                for name, value in found.items()}
        return {**params, **rows}

    # --- curves ----------------------------------------------------------------------------------------------------

    def _curve(self, name: str) -> np.ndarray:
        """From the parameters after each iteration that it needs."""
        if name == "smooth_loss":
            return np.array([self._curve("loss")[-60:].mean()])
        dataset = self._trainer.dataset
        if name == "loss":
            draws = Minibatches(self._config.seed, len(dataset.train), self._config.batch_size)
            batches = [draws.indices(max(k, 1)) for k in range(self._view.iteration + 1)]
            return np.array([self._loss(params, batch) for params, batch in zip(self._history(), batches, strict=True)])
        ends = [point.iteration for point in self._view.history.accuracies() if point.iteration <= self._view.iteration]
        part = dataset.train if name == "train_acc" else dataset.test
        images, params = np.asarray(part.x[:], float), list(self._history())
        answers = (forward(params[end], images, self._config.activation)["y"].argmax(axis=1) for end in ends)
        return np.array([np.mean(each == part.labels) for each in answers])

    def _loss(self, params: Arrays, batch: np.ndarray) -> float:
        split = self._trainer.dataset.train
        found = forward(params, np.asarray(split.x[batch], float), self._config.activation)
        return losses(found, np.eye(self._classes)[split.labels[batch]], len(params) // 2).mean()

    def _history(self) -> Iterator[Arrays]:
        """The parameters after each iteration from 0 on, of the run that another trainer goes through again."""
        again = Trainer(self._config, self._trainer.dataset)
        again.resume(self._trainer.course())
        again.go_to(0)
        for k in range(self._view.iteration + 1):
            again.go_to(k) if k == 0 else again.run_iteration()
            yield {name: np.asarray(value, float) for name, value in again.network.params.items()}

    # --- functions -------------------------------------------------------------------------------------------------

    def _functions(self) -> dict[str, Callable]:
        def of_all(what: Callable) -> Callable:
            return lambda *given: what(np.concatenate([np.ravel(each) for each in given]).astype(float))

        return {
            **{name: of_all(getattr(np, name)) for name in ("max", "min", "sum", "mean", "std", "argmax", "argmin")},
            "norm": of_all(lambda each: np.sqrt((each * each).sum())), "len": np.size,
            "abs": np.abs, "sqrt": np.sqrt, "log": np.log, "exp": np.exp,
            "round": lambda value, decimals=0: np.round(value, int(decimals)), "diff": np.diff,
            "share": lambda truths: np.mean(truths), "count": lambda truths: np.sum(truths), "any": np.any,
            "all": np.all, "seen": self._view.seen, "drawn": self._drawn, "new": lambda name, *at: _part(
                self.names[f"{name}_new"], *at), "analytic": lambda name, *at: self.names[f"d{name}"][at],
            "numeric": self._numeric, "loss_if": self._loss_if, "mistaken": self._mistaken,
        }

    def _drawn(self, iterations: float) -> int:
        draws = Minibatches(self._config.seed, len(self._trainer.dataset.train), self._config.batch_size)
        return len({index for k in range(1, int(iterations) + 1) for index in draws.indices(k).tolist()})

    def _moved(self, name: str, at: tuple[int, ...], value: float) -> float:
        params = {each: W.copy() for each, W in self._params.items()}
        params[name][at] = value
        found = forward(params, self.names["x"], self._config.activation)
        return losses(found, self.names["t"], len(params) // 2).mean()

    def _numeric(self, name: str, *rest) -> float:
        at, h = (rest[:-1], rest[-1]) if len(rest) > self._params[name].ndim else (rest, 1e-4)
        here = self._params[name][at]
        self.slack = max(self.slack, 4 * np.finfo(float).eps * self.names["L"] / h)
        return (self._moved(name, at, here + h) - self._moved(name, at, here - h)) / (2 * h)

    def _loss_if(self, name: str, *rest) -> float:
        return self._moved(name, rest[:-1], rest[-1])

    def _mistaken(self, mistake: str, name: str, *at):
        found = forward(self._params, self.names["x"], self._config.activation, mistake)
        return _part(backward(self._params, found, self.names["t"], self._config.activation, mistake)[name], *at)


def _part(whole, *at):
    return np.asarray(whole)[tuple(int(each) if not isinstance(each, slice) else each for each in at)] if at else whole


def _either(first, later: Callable):
    return True if np.ndim(first) == 0 and first else np.logical_or(first, later())


def _both(first, later: Callable):
    return False if np.ndim(first) == 0 and not first else np.logical_and(first, later())


class _Plain(ast.NodeTransformer):
    """An expression of the small language as Python: names are looked up, places are handed on by name and index."""

    PLACES = ("new", "analytic", "numeric", "loss_if", "mistaken")

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        name = "_either" if isinstance(node.op, ast.Or) else "_both"
        found = self.visit(node.values[0])
        for each in node.values[1:]:
            later = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
            found = _call(name, found, ast.Lambda(later, self.visit(each)))
        return found

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        inside = self.visit(node.operand)
        return _call("_not", inside) if isinstance(node.op, ast.Not) else ast.UnaryOp(node.op, inside)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return node if node.id in ("true", "false") else _call("_name", ast.Constant(node.id))

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return _call("_name", ast.Constant(f"{node.value.id}.{node.attr}"))

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        return _call("_part", _call("_name", ast.Constant(ast.unparse(node.value)), ast.Constant(False)),
                     *self._indices(node))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        given = []
        for number, each in enumerate(node.args):
            if node.func.id in self.PLACES and number == (node.func.id == "mistaken"):
                is_cell = isinstance(each, ast.Subscript)
                given += [ast.Constant(ast.unparse(each.value if is_cell else each)),
                          *(self._indices(each) if is_cell else ())]
            else:
                given.append(self.visit(each))
        return ast.Call(node.func, given, [])

    def _indices(self, node: ast.Subscript) -> list[ast.AST]:
        listed = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        whole = _call("_slice")
        return [whole if isinstance(each, ast.Slice) else self.visit(each) for each in listed]


def _call(name: str, *given: ast.AST) -> ast.AST:
    return ast.Call(ast.Name(name, ast.Load()), list(given), [])
