"""The fields of the experiment: what is typed there as a draft of a `TrainingConfig`, checked at every key.

The draft is compared with the run in training. Learning rate and iterations take effect at once; whatever else differs
needs a new network, and is marked.
"""

import dataclasses
import secrets

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.data import catalogue
from engine.nn.network import parameter_count
from engine.training.config import DTYPES, MAX_HIDDEN_LAYERS, TrainingConfig, problem_of
from gui import formatting
from gui.engine_texts import phrase, translated
from gui.panels.experiment import texts, values
from gui.theme import theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.form import Form, FormRow
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.value_edit import ValueEdit

LIVE = ("learning_rate", "iterations")  # take effect while training runs
PAUSE = 700  # milliseconds without a key after which they do
SEEDS_OFFERED = 10_000  # a new seed is below this: short enough to be told to a neighbour

_SETTINGS = ("dataset", "hidden_layers", "hidden_sizes", "activation", "weight_init", "learning_rate", "batch_size",
             "iterations", "seed", "dtype")


class ExperimentForm(Form):
    """All fields, and what they say together.

    Signals
    -------
    changed(): a person has changed a field
    dataset_chosen(str): another data set was chosen
    learning_rate_changed(float), iterations_changed(int): to be used from now on
    """

    changed = Signal()
    dataset_chosen = Signal(object)
    learning_rate_changed = Signal(object)
    iterations_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running: TrainingConfig | None = None
        self._problems: dict[str, str] = {}
        self._sizes: tuple[int, ...] = TrainingConfig().hidden_sizes  # meant for the hidden layers, however many
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._apply_live)
        self._make_fields()
        self._row_of: dict[str, FormRow] = {}
        self._read_outs: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        self._show_values(TrainingConfig())
        self._update()

    # --- what the fields say ---------------------------------------------------------------------------------------

    @property
    def draft(self) -> TrainingConfig | None:
        """What the fields say together; None while one of them cannot be used."""
        return None if self._problems else TrainingConfig(**self._draft_values())

    @property
    def pending(self) -> tuple[str, ...]:
        """The fields that need a new network before they take effect."""
        if self._running is None:
            return ()
        return tuple(key for key in _SETTINGS if key not in LIVE and self._differs(key))

    # --- what the window shows -------------------------------------------------------------------------------------

    def show_config(self, config: TrainingConfig) -> None:
        """The config of the run in training: every field says it, none is marked. Emits nothing.

        What is being typed just now is left alone, and is a change from this config.
        """
        self._running = config
        self._show_values(config, spare_typing=True)
        self._update()

    def show_learning_rate(self, rate: float) -> None:
        """The learning rate that training uses now. One that is being typed is left alone. Emits nothing."""
        if self._running is None:
            return
        was_typed = self._edits["learning_rate"].value != self._running.learning_rate
        self._running = dataclasses.replace(self._running, learning_rate=rate)
        if not was_typed:
            self._edits["learning_rate"].set_value(rate)
        self._update()

    def show_iterations(self, iterations: int) -> None:
        """How many iterations are planned now. What is being typed is left alone. Emits nothing."""
        if self._running is None:
            return
        self._running = dataclasses.replace(self._running, iterations=iterations)
        if not self._edits["iterations"].is_being_typed:
            self._edits["iterations"].set_value(iterations)
        self._update()

    def show_dataset(self, name: str) -> None:
        """Choose a data set. Emits nothing."""
        self._choices["dataset"].set_value(name)
        self._update()

    def choose_dataset(self, name: str) -> None:
        """Choose a data set as if a person had done it, but without `dataset_chosen`: it is there already."""
        if name != self._choices["dataset"].value:
            self._choices["dataset"].set_value(name)
            self._on_changed()

    def undo(self) -> None:
        """Back to the values of the run in training."""
        if self._running is None:
            return
        self._pause.stop()
        another = self._choices["dataset"].value != self._running.dataset
        self._show_values(self._running)
        self._update()
        self.changed.emit()
        if another:
            self.dataset_chosen.emit(self._running.dataset)

    # --- making it -------------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self._choices = {
            "dataset": ChoiceBox([(source.name, translated(source.title)) for source in catalogue.SOURCES]),
            "activation": ChoiceBox(texts.activations()),
            "weight_init": ChoiceBox(texts.weight_inits()),
            "dtype": ChoiceBox([(name, name) for name in DTYPES]),
        }
        self._edits = {
            "hidden_layers": ValueEdit(values.whole_number, str, smallest="00", steps=True),
            "hidden_sizes": ValueEdit(values.layer_sizes, values.write_sizes),
            "learning_rate": ValueEdit(values.real_number, values.write_real),
            "batch_size": ValueEdit(values.whole_number, formatting.integer),
            "iterations": ValueEdit(values.whole_number, formatting.integer),
            "seed": ValueEdit(values.whole_number, str, smallest="00000"),
        }
        self._fewer = GlyphButton("minus", self.tr("One hidden layer less"))
        self._more = GlyphButton("plus", self.tr("One hidden layer more"))
        self._die = GlyphButton("die", self.tr("A new seed, drawn at random"))

    def _lay_out(self) -> None:
        self.add_section(self.tr("Data"))
        self._add("dataset")
        self._add_read_outs("train", "test")
        self.add_section(self.tr("Network"))
        self._add("hidden_layers", self._fewer, self._more)
        self._add("hidden_sizes")
        self._add_read_outs("layers")
        self._add("activation")
        self._add("weight_init")
        self._add_read_outs("parameters")
        self.add_section(self.tr("Learning"))
        self._add_read_outs("optimizer")
        self._read_outs["optimizer"].setText("SGD")
        for key in ("learning_rate", "batch_size", "iterations"):
            self._add(key)
        self._add("seed", self._die)
        self._add("dtype")

    def _add(self, key: str, *buttons: GlyphButton) -> None:
        entry = {**self._choices, **self._edits}[key]
        field = _with_buttons(entry, buttons) if buttons else entry
        self._row_of[key] = self.add_row(texts.labels()[key], field, texts.tips()[key], entry)

    def _add_read_outs(self, *keys: str) -> None:
        for key in keys:
            label = QLabel()
            label.setWordWrap(True)
            self._read_outs[key] = label
            self.add_row(texts.labels()[key], label, texts.tips()[key])

    def _connect(self) -> None:
        for key, box in self._choices.items():
            box.changed.connect(self._on_dataset_changed if key == "dataset" else self._on_changed)
        for key, edit in self._edits.items():
            edit.entered.connect(self._on_entered)
            if key in LIVE:
                edit.changed.connect(self._on_live_changed)
        self._edits["hidden_layers"].changed.connect(self._on_layers_changed)
        self._edits["hidden_sizes"].changed.connect(self._on_sizes_changed)
        self._edits["batch_size"].changed.connect(self._on_changed)
        self._edits["seed"].changed.connect(self._on_changed)
        self._edits["hidden_layers"].stepped.connect(self._step_layers)
        self._fewer.clicked.connect(self._on_fewer)
        self._more.clicked.connect(self._on_more)
        self._die.clicked.connect(self._on_die)

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot()
    def _on_changed(self) -> None:
        self._update()
        self.changed.emit()

    @Slot()
    def _on_dataset_changed(self) -> None:
        self._on_changed()
        self.dataset_chosen.emit(self._choices["dataset"].value)

    @Slot()
    def _on_live_changed(self) -> None:
        self._on_changed()
        self._pause.start()

    @Slot()
    def _on_layers_changed(self) -> None:
        """Another number of hidden layers: their sizes follow, unless they are just being typed wrongly."""
        layers = self._edits["hidden_layers"].value
        if not self._problem("hidden_layers") and layers > 0 and self._typed_sizes() is not None:
            self._edits["hidden_sizes"].set_value(values.fitted(self._sizes, layers))
        self._on_changed()

    @Slot()
    def _on_sizes_changed(self) -> None:
        """Other sizes: a list of them says how many layers there are."""
        sizes = self._typed_sizes()
        if sizes is not None:
            self._sizes = sizes
            if len(sizes) > 1:
                self._edits["hidden_layers"].set_value(len(sizes))
        self._on_changed()

    @Slot()
    def _on_fewer(self) -> None:
        self._step_layers(-1)

    @Slot()
    def _on_more(self) -> None:
        self._step_layers(1)

    @Slot(object)
    def _step_layers(self, step: int) -> None:
        layers = self._edits["hidden_layers"].value
        layers = layers + step if isinstance(layers, int) else len(self._sizes)
        self._edits["hidden_layers"].set_value(min(max(layers, 0), MAX_HIDDEN_LAYERS))
        self._on_layers_changed()

    @Slot()
    def _on_die(self) -> None:
        old = self._edits["seed"].value
        self._edits["seed"].set_value(next(seed for seed in iter(_random_seed, None) if seed != old))
        self._on_changed()

    @Slot()
    def _on_entered(self) -> None:
        """Write what was typed as all numbers are written, and use what can be used at once."""
        for key, edit in self._edits.items():
            if key not in self._problems:
                edit.tidy()
        self._apply_live()

    @Slot()
    def _apply_live(self) -> None:
        self._pause.stop()
        for key, signal in zip(LIVE, (self.learning_rate_changed, self.iterations_changed), strict=True):
            value = self._edits[key].value
            if self._running is not None and key not in self._problems and value != getattr(self._running, key):
                self._running = dataclasses.replace(self._running, **{key: value})
                signal.emit(value)

    # --- parts -----------------------------------------------------------------------------------------------------

    def _value(self, key: str) -> object:
        return self._choices[key].value if key in self._choices else self._edits[key].value

    def _draft_values(self) -> dict[str, object]:
        """The fields of a `TrainingConfig`; only those without a problem are of the right type."""
        found = {key: self._value(key) for key in _SETTINGS if key != "hidden_layers"}
        return found | {"hidden_sizes": self._hidden_sizes()}

    def _hidden_sizes(self) -> tuple[int, ...] | None:
        """The sizes of all hidden layers; None while one of the two fields cannot be used."""
        if self._problem("hidden_layers") or self._problem("hidden_sizes"):
            return None
        layers = self._value("hidden_layers")
        return values.fitted(self._value("hidden_sizes"), layers) if layers else ()

    def _typed_sizes(self) -> tuple[int, ...] | None:
        """What is typed as hidden sizes, if it can be used with some number of layers."""
        sizes = self._value("hidden_sizes")
        return None if problem_of("hidden_sizes", sizes) is not None else sizes

    def _problem(self, key: str) -> str:
        """What is wrong with a field; nothing if it is empty."""
        value = self._value(key)
        if key == "hidden_layers":
            return self._problem_of_layers(value)
        if key == "hidden_sizes" and self._value("hidden_layers") == 0:
            return ""
        train_size = catalogue.source(self._choices["dataset"].value).train_size
        problem = problem_of(key, self.tr("empty") if value == "" else value, train_size=train_size)
        if problem is None and key == "hidden_sizes" and not self._problem("hidden_layers"):
            problem = problem_of(key, values.fitted(value, self._value("hidden_layers")))  # one number stands for all
        return "" if problem is None else phrase(problem)

    def _problem_of_layers(self, value: object) -> str:
        if isinstance(value, int) and 0 <= value <= MAX_HIDDEN_LAYERS:
            return ""
        return self.tr("Hidden layers: choose a whole number from 0 to {highest}.").format(highest=MAX_HIDDEN_LAYERS)

    def _differs(self, key: str) -> bool:
        """Whether a field says something else than the run in training."""
        running = self._running
        if key == "hidden_layers":
            return self._value(key) != len(running.hidden_sizes)
        if key == "hidden_sizes":
            return self._sizes_differ(running.hidden_sizes)
        return self._value(key) != getattr(running, key)

    def _sizes_differ(self, running: tuple[int, ...]) -> bool:
        """Whether the sizes were changed, apart from what another number of layers made of them."""
        if not running or self._problem("hidden_layers"):
            return False
        return self._hidden_sizes() != values.fitted(running, self._value("hidden_layers"))

    def _show_values(self, config: TrainingConfig, *, spare_typing: bool = False) -> None:
        for key, box in self._choices.items():
            box.set_value(getattr(config, key))
        sizes = config.hidden_sizes or self._sizes
        found = {"hidden_layers": len(config.hidden_sizes), "hidden_sizes": sizes}
        for key, edit in self._edits.items():
            if not (spare_typing and edit.is_being_typed):
                edit.set_value(found[key] if key in found else getattr(config, key))
        self._sizes = self._typed_sizes() or self._sizes

    def _update(self) -> None:
        """Say everything that follows from what the fields say."""
        self._problems = {key: problem for key in _SETTINGS if (problem := self._problem(key))}
        pending = self.pending
        for key in _SETTINGS:
            self._row_of[key].show_message(self._problems.get(key, ""))
            self._row_of[key].mark(self.tr("Takes effect at Reset.") if key in pending else "")
        for key, edit in self._edits.items():
            edit.set_invalid(key in self._problems)
        layers = self._value("hidden_layers")
        self._edits["hidden_sizes"].setEnabled(layers != 0)
        self._fewer.setEnabled(layers != 0)
        self._more.setEnabled(layers != MAX_HIDDEN_LAYERS)
        self._update_read_outs()

    def _update_read_outs(self) -> None:
        source, hidden = catalogue.source(self._choices["dataset"].value), self._hidden_sizes()
        sizes = None if hidden is None else (source.input_size, *hidden, source.class_count)
        for key, count in (("train", source.train_size), ("test", source.test_size)):
            text = f"{formatting.integer(count)} × {source.input_size}"
            self._read_outs[key].setText(text.replace(" ", "\N{NO-BREAK SPACE}"))
        nothing = formatting.NOTHING
        self._read_outs["layers"].setText(values.layers_text(sizes) if sizes else nothing)
        self._read_outs["parameters"].setText(
            formatting.integer(parameter_count(sizes)) if sizes else nothing)
        self.fit()


def _random_seed() -> int:
    return secrets.randbelow(SEEDS_OFFERED)


def _with_buttons(entry: QWidget, buttons: tuple[GlyphButton, ...]) -> QWidget:
    field = QWidget()
    row = QHBoxLayout(field)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().scaled(2))
    row.addWidget(entry, 1)
    for button in buttons:
        row.addWidget(button)
    return field
