"""The fields of the experiment: what was entered there is a draft of a `TrainingConfig`.

The draft is compared with the run in training. Learning rate and iterations take effect once they are entered; whatever
else differs is marked. It needs a new network or, if it keeps the shapes, that it is asked for in the run as it is.
What is still being typed is checked at every key, and does nothing.
"""

import dataclasses
import secrets
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.data import catalogue
from engine.nn.network import parameter_count
from engine.problem import Problem
from engine.training.config import (
    HYPERPARAMETERS,
    MAX_HIDDEN_LAYERS,
    TrainingConfig,
    as_in_the_book,
    images_for,
    problem_of,
    usual_rate,
)
from engine.training.kinds import Kind
from engine.typed_numbers import whole_number
from gui.look.theme import theme
from gui.panels.experiment import texts
from gui.panels.experiment.hidden_layers import HiddenLayers, is_count
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.form import Form, FormRow
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.suggestion_button import SuggestionButton
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit
from gui.words import formatting
from gui.words.engine_texts import phrase, translated
from gui.words.sentences import joined

SEEDS_OFFERED = 10_000  # a new seed is below this: short enough to be told to a neighbour

_CHOOSE = ("dataset", "images", "validation")  # what is learnt from
_NARROW = {"seed": {"smallest": "00000"}}  # beside a button


class ExperimentForm(Form):
    """All fields, and what they say together: one for each hyperparameter, and one for how many hidden layers.

    Signals
    -------
    changed(): a person has entered or chosen another value
    typing(): a person types, and what is said under the field may be another
    dataset_chosen(str): another data set was chosen
    live_changed(str, object): the name of a hyperparameter, and the value to be used from now on
    """

    changed = Signal()
    typing = Signal()
    dataset_chosen = Signal(object)
    live_changed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running: TrainingConfig | None = None  # with what was changed on the way and is in use now
        self._train_size: int | None = None  # how many training images it has, with those of one's own
        self._later: Mapping[str, tuple[int, Any]] = {}
        self._under_way: float | None = None
        self._problems: dict[str, str] = {}
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
        """What was entered into the fields, together; None while something of it cannot be used."""
        return None if self._problems else TrainingConfig(**self._draft_values())

    @property
    def pending(self) -> tuple[str, ...]:
        """The fields that do not take effect by themselves."""
        if self._running is None:
            return ()
        return tuple(key for key in self._fields if key not in self._live and self._differs(key))

    @property
    def pending_here(self) -> tuple[str, ...]:
        """Those of them that can take effect without a new network."""
        if self._running is None:
            return ()
        there = images_for(dataclasses.asdict(self._running), catalogue.source(self._running.dataset).train_size)
        return tuple(key for key in self.pending if key in self._on_the_way and key not in self._problems
                     and problem_of(key, self._value(key), train_size=there[key]) is None)

    # --- what the window shows -------------------------------------------------------------------------------------

    def show_config(self, config: TrainingConfig, train_size: int | None = None) -> None:
        """The config of the run in training: every field says it, none is marked. Emits nothing.

        What is being typed just now is left alone. `train_size` is how many training images there are for it, as not
        each run has those of its data set alone.
        """
        self._running, self._train_size, self._later, self._under_way = config, train_size, {}, None
        self._show_values(config)
        self._update()

    def show_in_use(
        self, in_use: TrainingConfig, later: Mapping[str, tuple[int, Any]] = MappingProxyType({}),
        under_way: float | None = None,
    ) -> bool:
        """What the next update uses, wherever training has come to. What is being typed is left alone. Emits nothing.

        Parameters
        ----------
        in_use
            The config of the next update, with how many updates the run makes.
        later
            By name what will be another one, from which iteration on, and which one.
        under_way
            The learning rate of an update that is half done.

        Returns
        -------
        bool
            Whether that is anything new.
        """
        before = self._running
        if before is None or (in_use, later, under_way) == (before, self._later, self._under_way):
            return False  # as it nearly always is, some times a second
        other = [key for key in (*self._live, *self._on_the_way) if getattr(before, key) != getattr(in_use, key)]
        other = [key for key in other if key in self._live or not self._differs(key)]  # what a person has chosen stays
        self._running, self._later, self._under_way = in_use, later, under_way
        for key in other:
            (self._choices if key in self._choices else self._edits)[key].set_value(getattr(in_use, key))
        self._update()
        return True

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

    def choose(self, settings: Mapping[str, object]) -> None:
        """Choose values as if a person had done it."""
        for name, value in settings.items():
            (self._choices if name in self._choices else self._edits)[name].set_value(value)
        self._on_changed()

    def ask_for(self, name: str) -> None:
        """Let a field be typed into."""
        self._edits[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self._edits[name].selectAll()

    def row_of(self, name: str) -> FormRow:
        """The field of a hyperparameter, with its label."""
        return self._row_of[name]

    def enter(self) -> None:
        """Let what is being typed have effect, as Enter does."""
        for edit in self._edits.values():
            if edit.is_being_typed:
                edit.enter()

    def take_over(self, other: "ExperimentForm") -> None:
        """Say what another form says, what has only been typed there too. Emits nothing."""
        self._running, self._layers.meant = other._running, other._layers.meant
        self._train_size = other._train_size
        self._later, self._under_way = other._later, other._under_way
        for key, box in self._choices.items():
            box.set_value(other._choices[key].value)
        for key, edit in self._edits.items():
            edit.take_over(other._edits[key])
        self._update()

    def take_focus_over(self, other: "ExperimentForm", focused: QWidget | None) -> None:
        """Let the field have the focus that has it in another form, if one has."""
        for fields, others in ((self._edits, other._edits), (self._choices, other._choices)):
            for key, field in fields.items():
                if others[key] is focused:
                    field.setFocus(Qt.FocusReason.OtherFocusReason)

    def use_here(self) -> None:
        """Have what can take effect without a new network do so from the next update on."""
        for key in self.pending_here:
            self._apply_live(key)
        self._on_changed()

    def undo(self) -> None:
        """Back to the values of the run in training."""
        if self._running is None:
            return
        another = self._choices["dataset"].value != self._running.dataset
        for edit in self._edits.values():
            edit.take_back()
        self._show_values(self._running)
        self._update()
        self.changed.emit()
        if another:
            self.dataset_chosen.emit(self._running.dataset)

    # --- making it -------------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self._choices = {
            name: ChoiceBox([(value, translated(words)) for value, words in declared.kind.choices])
            for name, declared in HYPERPARAMETERS.items() if declared.kind.choices}
        self._edits = {"hidden_layers": ValueEdit(whole_number, str, smallest="00", steps=True), **{
            name: ValueEdit(partial(_read, declared.kind), partial(_write, declared.kind), **_NARROW.get(name, {}))
            for name, declared in HYPERPARAMETERS.items() if not declared.kind.choices}}
        self._suggestions = {
            name: SuggestionButton([(value, translated(words)) for value, words in declared.kind.suggestions])
            for name, declared in HYPERPARAMETERS.items() if declared.kind.suggestions}
        self._layers = HiddenLayers(self._edits["hidden_layers"], self._edits["hidden_sizes"])
        self._live = tuple(name for name, declared in HYPERPARAMETERS.items() if declared.live)
        self._on_the_way = tuple(name for name, declared in HYPERPARAMETERS.items() if declared.on_the_way)
        self._fewer = GlyphButton("minus", self.tr("One hidden layer less"))
        self._more = GlyphButton("plus", self.tr("One hidden layer more"))
        self._die = GlyphButton("die", self.tr("A new seed, drawn at random"))
        self._book = QPushButton(self.tr("As in the book"))
        self._book.setProperty("role", "small")
        self._book.setAutoDefault(False)
        self._book.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._book.setToolTip(wrapped(texts.book()))

    def _lay_out(self) -> None:
        entries = {**self._choices, **self._edits}
        buttons: dict[str, tuple[GlyphButton, ...]] = {
            "hidden_layers": (self._fewer, self._more), "seed": (self._die,),
            **{name: (button,) for name, button in self._suggestions.items()}}
        words, rows_of_read_outs = texts.words(), {}
        for caption, rows in self._order():
            self.add_section(caption)
            for key in rows:
                label, tip = words[key]
                if key in entries:
                    field = _with_buttons(entries[key], buttons[key]) if key in buttons else entries[key]
                    self._row_of[key] = self.add_row(label, field, tip, entries[key])
                else:
                    self._read_outs[key] = QLabel()
                    self._read_outs[key].setWordWrap(True)
                    rows_of_read_outs[key] = self.add_row(label, self._read_outs[key], tip)
        self._train = rows_of_read_outs["train"]
        self.add_button(self._book)
        self._fields = tuple(self._row_of)

    def _order(self) -> tuple[tuple[str, list[str]], ...]:
        """The rows below each caption. What has no place here stands below what is declared before it."""
        sections = (
            (self.tr("Data"), ["dataset", "images", "validation", "train", "test"]),
            (self.tr("Network"), [
                "hidden_layers", "hidden_sizes", "layers", "activation", "weight_init", "parameters"]),
            (self.tr("Learning"), ["optimizer", "learning_rate", "batch_size", "iterations", "seed", "dtype"]),
        )
        for before, name in pairwise(HYPERPARAMETERS):
            if not any(name in rows for _, rows in sections):
                rows = next(rows for _, rows in sections if before in rows)
                rows.insert(rows.index(before) + 1, name)
        return sections

    def _connect(self) -> None:
        for key, box in self._choices.items():
            box.changed.connect(self._on_dataset_changed if key == "dataset" else self._on_changed)
        for edit in self._edits.values():
            edit.typing.connect(self._on_typing)
            edit.entered.connect(self._on_entered)
            edit.taken_back.connect(self._on_taken_back)
        for button in self._suggestions.values():
            button.chosen.connect(self._on_suggestion)
        self._edits["hidden_layers"].stepped.connect(self._step_layers)
        self._fewer.clicked.connect(self._on_fewer)
        self._more.clicked.connect(self._on_more)
        self._die.clicked.connect(self._on_die)
        self._book.clicked.connect(self._on_book)

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot()
    def _on_typing(self) -> None:
        self._update()
        self.typing.emit()

    @Slot()
    def _on_changed(self) -> None:
        self._update()
        self.changed.emit()

    @Slot()
    def _on_dataset_changed(self) -> None:
        self._on_changed()
        self.dataset_chosen.emit(self._choices["dataset"].value)

    @Slot(object)
    def _on_entered(self, typed: bool) -> None:
        """What was typed has effect; Enter on a learning rate takes back that it was to be another one later."""
        key = next(key for key, edit in self._edits.items() if edit is self.sender())
        if typed and key == "hidden_layers":
            self._layers.fit_sizes()
        elif typed and key == "hidden_sizes":
            self._layers.take_sizes()
        self._on_changed()
        if key in self._live and (typed or key in self._later):
            self._apply_live(key)

    @Slot()
    def _on_taken_back(self) -> None:
        """Escape takes back what was entered and cannot be used, too."""
        key = next(key for key, edit in self._edits.items() if edit is self.sender())
        if key in self._problems and self._running is not None:
            self._edits[key].set_value(self._value_of(self._running, key))
            self._on_changed()
        else:
            self._on_typing()

    @Slot()
    def _on_fewer(self) -> None:
        self._step_layers(-1)

    @Slot()
    def _on_more(self) -> None:
        self._step_layers(1)

    @Slot(object)
    def _step_layers(self, step: int) -> None:
        self._layers.step(step)
        self._on_changed()

    @Slot()
    def _on_die(self) -> None:
        seed = self._edits["seed"]
        seed.set_value(next(drawn for drawn in iter(_random_seed, None) if drawn != seed.value))
        self._on_changed()

    @Slot(object)
    def _on_suggestion(self, value: object) -> None:
        key = next(key for key, button in self._suggestions.items() if button is self.sender())
        self._edits[key].take_back()
        self._edits[key].set_value(value)
        self._on_changed()
        if key in self._live:
            self._apply_live(key)

    @Slot()
    def _on_book(self) -> None:
        """The values of the book. The seed stays, for the book has none; what takes effect at once does."""
        seed = 0 if self._problem("seed") else self._value("seed")
        another = self._choices["dataset"].value
        self._show_values(as_in_the_book(seed))
        self._on_changed()
        for key in self._live:
            self._apply_live(key)
        if self._choices["dataset"].value != another:
            self.dataset_chosen.emit(self._choices["dataset"].value)

    def _apply_live(self, key: str) -> None:
        if self._running is not None and key not in self._problems:
            value = self._value(key)
            self._running = dataclasses.replace(self._running, **{key: value})
            self.live_changed.emit(key, value)

    # --- parts -----------------------------------------------------------------------------------------------------

    def _value(self, key: str) -> object:
        return self._choices[key].value if key in self._choices else self._edits[key].value

    def _draft_values(self) -> dict[str, object]:
        """The fields of a `TrainingConfig`; only those without a problem are of the right type."""
        return {name: self._value(name) for name in HYPERPARAMETERS} | {"hidden_sizes": self._layers.value}

    def _problem(self, key: str, *, typed: bool = False) -> str:
        """What is wrong with what was entered into a field, or is being typed; nothing if it is empty."""
        value = self._edits[key].typed_value if typed else self._value(key)
        if key == "hidden_sizes" and self._value("hidden_layers") == 0:
            return ""
        if typed and self._edits[key].is_being_typed and not self._edits[key].text().strip():
            return ""  # there is nothing in it yet
        if isinstance(value, Problem) and self._edits[key].text().strip():
            return phrase(value)
        if key == "hidden_layers":
            return self._problem_of_layers(value)
        problem = problem_of(key, self.tr("empty") if isinstance(value, Problem) else value,
                             train_size=self._images_for()[key])
        if problem is None and key == "hidden_sizes":
            problem = self._layers.problem(value)
        return "" if problem is None else phrase(problem)

    def _images_for(self) -> dict[str, int | None]:
        """How many training images there are for each field."""
        return images_for(self._draft_values(), catalogue.source(self._choices["dataset"].value).train_size)

    def _there(self) -> dict[str, int | None]:
        """The same, of those that the run has, while no field that chooses them says anything else."""
        if self._train_size is None or any(map(self._differs, _CHOOSE)):
            return self._images_for()
        return images_for(self._draft_values(), self._train_size)

    def _problem_of_layers(self, value: object) -> str:
        if is_count(value):
            return ""
        return self.tr("Hidden layers: choose a whole number from 0 to {highest}.").format(highest=MAX_HIDDEN_LAYERS)

    def _differs(self, key: str) -> bool:
        """Whether a field says something else than the run in training."""
        running = self._running
        if key == "hidden_layers":
            return self._value(key) != len(running.hidden_sizes)
        if key == "hidden_sizes":
            return self._layers.differ(running.hidden_sizes)
        return self._value(key) != getattr(running, key)

    def _show_values(self, config: TrainingConfig) -> None:
        for key, box in self._choices.items():
            box.set_value(getattr(config, key))
        for key, edit in self._edits.items():
            edit.set_value(self._value_of(config, key))
        self._layers.mean_sizes()

    def _value_of(self, config: TrainingConfig, key: str) -> object:
        """What a field says of a config."""
        if key == "hidden_layers":
            return len(config.hidden_sizes)
        return self._layers.shown(config.hidden_sizes) if key == "hidden_sizes" else getattr(config, key)

    def _update(self) -> None:
        """Say everything that follows from what was entered, and what is wrong with what is being typed."""
        self._problems = {key: problem for key in self._fields if (problem := self._problem(key))}
        pending = self.pending
        for key in self._fields:
            self._row_of[key].mark(self._waits(key) if key in pending else "")
            problem = self._problem(key, typed=True) if key in self._edits else self._problems.get(key, "")
            if key in self._edits:
                self._edits[key].set_invalid(bool(problem))
            if problem and key in self._problems and key in self._live and self._running is not None:
                problem = joined((problem, self._in_use(key)))
            if not problem and key in self._edits and self._edits[key].is_being_typed:
                self._row_of[key].clear_message()  # the hint of what is typed lies there
            else:
                self._row_of[key].show_message(problem or self._note(key), warning=bool(problem))
        layers = self._value("hidden_layers")
        self._edits["hidden_sizes"].setEnabled(layers != 0)
        self._fewer.setEnabled(layers != 0)
        self._more.setEnabled(layers != MAX_HIDDEN_LAYERS)
        self._update_read_outs()

    def _waits(self, key: str) -> str:
        """What something that was entered waits for."""
        if key in self._on_the_way:
            return self.tr("Takes effect at Reset. With the button below it does so in this run, from here on.")
        return self.tr("Takes effect at Reset.")

    def _in_use(self, key: str) -> str:
        """What goes on to be used, where what the field says cannot be."""
        value = self._edits[key].written(getattr(self._running, key))
        return self.tr("{value} stays in use.").format(value=value)

    def _note(self, key: str) -> str:
        """What else there is to know of a field: where it was or will be another value, or is unusual.

        And how many images a share is.
        """
        if key == "validation" and self._value(key):
            there = self._there()
            return self.tr("Kept back: {count}").format(count=formatting.integer(there[key] - there["batch_size"]))
        rate = key == "learning_rate" and self._running is not None
        if rate and self._under_way not in (None, self._running.learning_rate):
            return self.tr("The update under way goes on with {rate}.").format(
                rate=self._edits[key].written(self._under_way))
        if key not in self._later:
            return self._usual_rate() if rate else self._begins_anew(key)
        first, value = self._later[key]
        text = self.tr("From iteration {first} on: {rate}, as before. What is entered here replaces that.")
        if key not in self._live:
            text = self.tr("From iteration {first} on: {rate}, as before.")
        written = self._edits[key].written(value) if key in self._edits else translated(
            HYPERPARAMETERS[key].kind.words(value))
        return text.format(first=formatting.integer(first), rate=written)

    def _begins_anew(self, key: str) -> str:
        """What becomes of what an optimizer remembers, where another one can take its place."""
        if key != "optimizer" or key not in self.pending_here:
            return ""
        return self.tr("In this run it begins with nothing remembered.")

    def _usual_rate(self) -> str:
        """The book's learning rate for the optimizer that was chosen, where another one is far from it."""
        chosen, rate = self._value("optimizer"), self._value("learning_rate")
        if "learning_rate" in self._problems or chosen == self._running.optimizer == TrainingConfig().optimizer:
            return ""
        usual = usual_rate(chosen, rate)
        return "" if usual is None else self.tr("The book has {rate} for {optimizer}.").format(
            rate=self._edits["learning_rate"].written(usual), optimizer=self._choices["optimizer"].currentText())

    def _update_read_outs(self) -> None:
        source, hidden = catalogue.source(self._choices["dataset"].value), self._layers.value
        sizes = None if hidden is None else (source.input_size, *hidden, source.class_count)
        learnt = self._there()["batch_size"]
        for key, count in (("train", learnt), ("test", source.test_size)):
            text = f"{formatting.integer(count)} × {source.input_size}"
            self._read_outs[key].setText(text.replace(" ", "\N{NO-BREAK SPACE}"))
        self._train.show_message(self._own_among(learnt), warning=False)
        nothing = formatting.NOTHING
        self._read_outs["layers"].setText(" \N{EN DASH} ".join(map(str, sizes)) if sizes else nothing)
        self._read_outs["parameters"].setText(
            formatting.integer(parameter_count(sizes)) if sizes else nothing)
        self.fit()

    def _own_among(self, learnt: int | None) -> str:
        """How many of those that are learnt from are of one's own, where all are; of some it is not known."""
        own = (self._train_size or 0) - (catalogue.source(self._choices["dataset"].value).train_size or 0)
        if learnt != self._train_size or own <= 0:
            return ""
        return self.tr("Your own among them: {count}").format(count=formatting.integer(own))


def _random_seed() -> int:
    return secrets.randbelow(SEEDS_OFFERED)


def _read(kind: Kind, text: str) -> object:
    """What was typed, which can also be one of the words that stand for a value in the language of the window."""
    meant = [value for value, words in kind.suggestions if text.strip().casefold() == translated(words).casefold()]
    return meant[0] if meant else kind.read(text)


def _write(kind: Kind, value: object) -> str:
    return translated(kind.write(value))


def _with_buttons(entry: QWidget, buttons: tuple[GlyphButton, ...]) -> QWidget:
    field = QWidget()
    row = QHBoxLayout(field)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().scaled(2))
    row.addWidget(entry, 1)
    for button in buttons:
        row.addWidget(button)
    return field
