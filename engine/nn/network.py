"""The network: a stack of layers, a prediction through all of them, and a gradient back through all of them.

The network of the book (section 5.7.2) is the case of one hidden layer of `Network`, which stacks any number: Affine1,
activation1, Affine2, activation2, ..., the last Affine, and softmax with loss.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from engine.nn import functions, given, operations, terms
from engine.nn.cells import Curve
from engine.nn.first_weights import weights_drawn
from engine.nn.layers import (
    ACTIVATIONS,
    Activation,
    Affine,
    Arrays,
    Draw,
    Layer,
    Setting,
    Shape,
    SoftmaxWithLoss,
)
from engine.nn.numerical import numerical_gradient
from engine.nn.operations import Operation, Values
from engine.nn.variables import INPUTS, SAMPLES, Role, Variable, Variables

# Rows that are predicted at a time when there are many: their values stay in the processor's cache.
CHUNK = 1000
CHUNK_WORK = 10**9  # samples times parameters, about 50 ms of work


class Network:
    """A stack of Affine layers with an activation between each two, and softmax with loss at the end.

    Parameters
    ----------
    sizes
        Width of input, hidden layers and output: ``(784, 50, 10)``.
    activation
        ``"relu"``, ``"sigmoid"`` or ``"tanh"``.
    weight_init
        Standard deviation of the first weights, or the name of a rule that gives it for each layer from its number
        of inputs n: ``"zero"``, ``"std 0.01"``, ``"std 1"``, ``"xavier"`` (1/√n), ``"he"`` (√(2/n)). First
        biases are 0.
    rng
        Where the first weights are drawn from. Without one they differ each time. They are drawn in float64 and then
        rounded, so that a float32 network starts where the float64 one does.
    dtype
        float32 or float64, for parameters and everything computed with them.
    kinds
        The classes of the layers, from x to the loss, where it is to be stacked of others. Those that begin new units
        take their widths from `sizes`, one after the other.
    seed
        What its layers draw with, those that draw.

    Attributes
    ----------
    params : dict of str to ndarray
        W1 (D, H), b1 (H,), W2, b2, ... The caller may update them in place. Setting `params` to another dict copies
        its values into the arrays that are there.
    kept : dict of str to ndarray
        What its layers keep that is not learnt. Operations put new arrays in the place of old ones.
    layers
        What it is stacked of, from x to the loss.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or a size below 1, or an unknown activation, rule or dtype.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        *,
        activation: str = "relu",
        weight_init: str | float = "std 0.01",
        rng: np.random.Generator | None = None,
        dtype: np.dtype | type | str = np.float32,
        kinds: Sequence[type[Layer]] | None = None,
        seed: int = 0,
    ) -> None:
        if np.dtype(dtype) not in (np.float32, np.float64):
            raise ValueError(f"dtype must be float32 or float64; got {np.dtype(dtype)}")
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError(f"sizes must be two or more numbers of 1 or more, from input to output; got {sizes}")
        if activation not in ACTIVATIONS:
            raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}; got {activation!r}")
        self.sizes = tuple(sizes)
        self.dtype = np.dtype(dtype)
        self.activation_name = activation
        self.seed = seed
        draw = weights_drawn(weight_init, np.random.default_rng() if rng is None else rng)
        self._build(kinds or stack(len(sizes) - 1, ACTIVATIONS[activation]), {}, {}, draw)

    def _build(
        self, kinds: Sequence[type[Layer]], params: Arrays, kept: Arrays, draw: Draw | None = None,
        training: bool = True,
    ) -> None:
        """Stack layers of these classes around arrays; with `draw`, around first ones."""
        self.kinds, self._params, self.kept, self.training = tuple(kinds), params, kept, training
        self.layers: list[Layer] = []
        self._shapes: list[Shape] = [self.sizes[:1]]  # what goes into each layer, and what comes out of the last
        number = 0
        for place, kind in enumerate(self.kinds):
            number += kind.begins
            if draw is not None:
                first = kind.first_params(number, self._shapes[-1], self.sizes[number], draw)
                params.update({name: value.astype(self.dtype) for name, value in first.items()})
                first = kind.first_kept(number, self._shapes[-1])
                kept.update({name: value.astype(self.dtype) for name, value in first.items()})
            layer = kind(params, number) if kind.learns else kind()  # type: ignore[call-arg]
            layer.setting = Setting(place, self.seed, kept, training)
            self.layers.append(layer)
            self._shapes.append(layer.shape(self._shapes[-1]))
        self.affines = [layer for layer in self.layers if isinstance(layer, Affine)]
        self.activation = next((layer for layer in self.layers if isinstance(layer, Activation)),
                               ACTIVATIONS[self.activation_name]())
        self._hidden = self.layers[:-1]
        self.last_layer = next(layer for layer in self.layers if isinstance(layer, SoftmaxWithLoss))
        self._tables: dict[tuple, Variables] = {}

    # --- what it computes, described when it is first asked for: most copies of a network only compute ---------------

    @cached_property
    def forward_operations(self) -> tuple[Operation, ...]:
        """From x and t to L."""
        value, found = Variable("x", Role.INPUT, (SAMPLES, INPUTS), term=terms.INPUT), []
        for layer in self._hidden:
            found.append(operations.forward(layer, value))
            value = found[-1].makes[0]
        softmax = operations.softmax_forward(self.last_layer, value)
        t = Variable("t", Role.TARGET, value.axes, term=terms.ANSWERS)
        loss = operations.loss_forward(self.last_layer, softmax.makes[0], t)
        return (*found, softmax, loss)

    @cached_property
    def backward_to_input(self) -> tuple[Operation, ...]:
        """From L back to the gradients of all parameters, and of x, which learning does not need: to be looked at."""
        return self._backward(with_dx=True)

    @cached_property
    def backward_operations(self) -> tuple[Operation, ...]:
        """From L back to the gradient of every parameter, the layers in reverse order."""
        return self._backward(with_dx=False)

    def _backward(self, *, with_dx: bool) -> tuple[Operation, ...]:
        *_, softmax, loss = self.forward_operations
        found = [operations.loss_backward(self.last_layer, softmax.makes[0], loss.makes[0].cells.operands["t"])]
        first = next(position for position, kind in enumerate(self.kinds) if kind.learns)
        for position, layer in reversed(list(enumerate(self._hidden))):
            if with_dx or position >= first:  # nothing before the first that learns needs a gradient
                found.append(operations.backward(layer, found[-1].makes[0], with_dx or position > first))
        return tuple(found)

    @cached_property
    def variables(self) -> Variables:
        """All that forward and backward compute with, the gradient of x included."""
        return self.variables_of((*self.forward_operations, *self.backward_to_input))

    def variables_of(self, of: tuple[Operation, ...], *, labelled: bool = True) -> Variables:
        """The table of what these operations compute with; without t where nothing is labelled."""
        if (of, labelled) not in self._tables:
            used = {one.name: one for operation in self.forward_operations for one in operation.uses}
            known = [one for one in used.values() if one.cells is None and (labelled or one.role is not Role.TARGET)]
            known.sort(key=lambda one: one.role is not Role.PARAMETER)
            self._tables[of, labelled] = Variables(known, of, self._lengths(known))
        return self._tables[of, labelled]

    def _lengths(self, known: Sequence[Variable]) -> dict[str, int]:
        """How much there is of each axis: of what goes through the layers, and of what they learn and keep."""
        arrays = {**self._params, **self.kept}
        shapes = [(one.axes, arrays[one.name].shape) for one in known if one.name in arrays]
        through = [one.makes[0].axes[1:] for one in self.forward_operations]
        shapes += [((INPUTS,), self._shapes[0]), *zip(through, self._shapes[1:], strict=False)]
        return {axis: length for axes, shape in shapes for axis, length in zip(axes, shape, strict=True)}

    @cached_property
    def logits(self) -> str:
        """The name of the last a."""
        return self.variables["y"].cells.operands["x"].name

    def drawn_of(self, values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Of some values those that its layers drew at random."""
        return {name: value for name, value in values.items()
                if name in self.variables and self.variables[name].role is Role.DRAWN}

    @cached_property
    def kinks(self) -> tuple[str, ...]:
        """The names of the values that have a kink at 0, since units are silenced there."""
        curves = [one.cells for one in self.variables.values() if isinstance(one.cells, Curve)]
        return tuple(curve.operands["x"].name for curve in curves if curve.activation.silences)

    @property
    def params(self) -> dict[str, np.ndarray]:
        """The parameters by name; the very arrays that the layers use."""
        return self._params

    @params.setter
    def params(self, values: Mapping[str, np.ndarray]) -> None:
        if values.keys() != self._params.keys():
            raise ValueError(f"params has {', '.join(values)}; this network has {', '.join(self._params)}")
        for name, value in values.items():
            if np.shape(value) != self._params[name].shape:
                raise ValueError(f"{name} has shape {np.shape(value)}; it must be {self._params[name].shape}")
        for name, value in values.items():
            self._params[name][...] = value

    def __reduce__(self) -> tuple:
        """How to copy and to pickle: the operations are bound to their network, so a copy makes its own."""
        return _rebuilt, (
            self.sizes, self.activation_name, self.seed, self._params, self.kept, self.kinds, self.training)

    def _with(self, params: Arrays, kept: Arrays, kinds: Sequence[type[Layer]] | None = None) -> "Network":
        """The same network around these very arrays, perhaps of other layers."""
        return _rebuilt(
            self.sizes, self.activation_name, self.seed, params, kept, kinds or self.kinds, self.training)

    @cached_property
    def in_evaluation(self) -> "Network":
        """The same network, around the same arrays, as it computes when it is not being trained."""
        if not any(kind.differs for kind in self.kinds):
            return self
        return _rebuilt(self.sizes, self.activation_name, self.seed, self._params, self.kept, self.kinds, False)

    @property
    def depth(self) -> int:
        """Number of Affine layers."""
        return len(self.affines)

    @property
    def chunk(self) -> int:
        """How many of many samples are predicted at a time: few for a large network, so that none takes long."""
        return max(1, min(CHUNK, CHUNK_WORK // sum(value.size for value in self._params.values())))

    def copy(self, dtype: np.dtype | type | None = None) -> "Network":
        """The same network with arrays of its own, of another dtype if asked (float32 to float64 is exact)."""
        params, kept = ({name: value.astype(dtype or self.dtype) for name, value in arrays.items()}
                        for arrays in (self._params, self.kept))
        return self._with(params, kept)

    def with_params(self, params: Arrays, kept: Mapping[str, np.ndarray] | None = None) -> "Network":
        """The same network around other parameters: it uses these very arrays; and perhaps other ones that it keeps."""
        return self._with(params, dict(self.kept if kept is None else kept))

    def with_kinds(self, kinds: Sequence[type[Layer]]) -> "Network":
        """The same network with parameters of its own, stacked of layers of other classes."""
        return self._with({name: value.copy() for name, value in self._params.items()}, dict(self.kept), kinds)

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Logits of each sample: (N, D) → (N, C). The largest is the prediction; softmax would not change which."""
        return self._logits(self._x(x))

    def loss(self, x: np.ndarray, t: np.ndarray) -> np.floating:
        """L, the cross entropy, mean over the minibatch. `t` is one-hot (N, C) or class numbers (N,)."""
        x = self._x(x)
        return self.loss_of(x, self._t(t, len(x)))

    def loss_of(self, x: np.ndarray, t: np.ndarray) -> np.floating:
        """`loss` of what is as it should be already: x (N, D) and one-hot t (N, C), both of the network's dtype."""
        return self.last_layer.loss(functions.log_softmax(self._logits(x)), t)

    def _logits(self, x: np.ndarray) -> np.ndarray:
        for layer in self._hidden:
            x = layer.forward(x)
        return x

    def classify(self, x: np.ndarray) -> np.ndarray:
        """The predicted class number of each sample: (N, D) → (N,)."""
        x = given.rows(x, self.sizes[0])
        with np.errstate(over="ignore", invalid="ignore"):  # a network that has diverged is wrong, which is seen anyway
            return np.concatenate([self.predict(x[first:first + self.chunk]).argmax(axis=1)
                                   for first in range(0, len(x), self.chunk)])

    def accuracy(self, x: np.ndarray, t: np.ndarray) -> float:
        """The share of samples whose largest logit is that of their label: 0 to 1."""
        predicted = self.classify(x)
        return float((predicted == given.labels(t, len(predicted), self.sizes[-1])).mean())

    def gradient(self, x: np.ndarray, t: np.ndarray) -> dict[str, np.ndarray]:
        """∂L/∂ each parameter by backpropagation, under the parameter's name: {"W1": dW1, "b1": db1, ...}."""
        return self.parameter_gradients(self.values(x, t))

    def parameter_gradients(self, values: Values) -> dict[str, np.ndarray]:
        """Of the values of a pass back the gradients of the parameters, under the parameters' names."""
        return {name: values[self.variables.gradient(name).name] for name in self.params}

    def values(
        self, x: np.ndarray, t: np.ndarray, drawn: Mapping[str, np.ndarray] | None = None, *, with_dx: bool = False,
    ) -> Values:
        """Every value of one pass forward and back, by name: x, t, a1, z1, ..., y, L, da2, ..., dW1, db1.

        Learning does not need dx, the gradient of the input; it is added on request, to be looked at. `drawn` is as in
        `forward_values`.
        """
        values = self.forward_values(x, t, drawn)
        for operation in self.backward_to_input if with_dx else self.backward_operations:
            operation.run(values)
        return values

    def forward_values(
        self, x: np.ndarray, t: np.ndarray, drawn: Mapping[str, np.ndarray] | None = None,
    ) -> Values:
        """Every value on the way from input to loss, by name: x, t, a1, z1, a2, ..., y, L.

        What layers draw at random is drawn, or is what `drawn` has, by name.
        """
        x = self._x(x)
        values = {"x": x, "t": self._t(t, len(x)), **(drawn or {})}
        for operation in self.forward_operations:
            operation.run(values)
        return values

    def numerical_gradient(self, x: np.ndarray, t: np.ndarray, h: float = 1e-4) -> dict[str, np.ndarray]:
        """∂L/∂ each parameter by central differences, in float64: two losses for every single parameter (book, 4.5.1).

        As slow as it sounds: it is here to check `gradient`, which gives the same in one pass.
        """
        exact = self.copy(np.float64)
        x = exact._x(x)
        t = exact._t(t, len(x))
        return {name: numerical_gradient(lambda: exact.loss(x, t), exact.params[name], h) for name in exact.params}

    def shape(self, name: str, batch_size: int) -> tuple[int, ...]:
        """Shape of the value called `name` (or of its gradient) when N samples are looked at together."""
        return self.variables.shape(name, batch_size)

    def _x(self, x: np.ndarray) -> np.ndarray:
        """`x` as (N, D) of the network's dtype."""
        return given.rows(x, self.sizes[0]).astype(self.dtype, copy=False)

    def _t(self, t: np.ndarray, count: int) -> np.ndarray:
        """`t` as one-hot rows (N, C) of the network's dtype."""
        return given.targets(t, count, self.sizes[-1], self.dtype)


class TwoLayerNet(Network):
    """The network of the book: Affine → ReLU → Affine → softmax with loss (section 5.7.2).

    With the book's arguments alone it is the book's: in float64, with first weights from numpy's global generator, so
    that the same ones come after the same ``np.random.seed``. Nothing else here uses that generator.

    Parameters
    ----------
    input_size, hidden_size, output_size
        D, H and C.
    weight_init_std
        Standard deviation of the first weights.
    rng, dtype
        As in `Network`, where they are given.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        output_size: int,
        weight_init_std: float = 0.01,
        *,
        rng: np.random.Generator | None = None,
        dtype: np.dtype | type | str = np.float64,
    ) -> None:
        source: Any = np.random if rng is None else rng  # the module draws from the global generator, by the same names
        super().__init__((input_size, hidden_size, output_size), weight_init=weight_init_std, rng=source, dtype=dtype)


def stack(depth: int, activation: type[Activation]) -> tuple[type[Layer], ...]:
    """The layers of a network of so many Affine layers: an activation between each two, and the loss at the end."""
    return (*(Affine, activation) * (depth - 1), Affine, SoftmaxWithLoss)


def _rebuilt(
    sizes: Sequence[int], activation: str, seed: int, params: Arrays, kept: Arrays, kinds: Sequence[type[Layer]],
    training: bool,
) -> Network:
    """A network around arrays that exist."""
    network = Network.__new__(Network)
    network.sizes, network.activation_name, network.seed = tuple(sizes), activation, seed
    network.dtype = next(iter(params.values())).dtype
    network._build(kinds, params, kept, training=training)
    return network


def parameter_count(sizes: Sequence[int]) -> int:
    """How many numbers a network of these sizes learns: all weights and biases together."""
    return sum(fan_in * fan_out + fan_out for fan_in, fan_out in pairwise(sizes))
