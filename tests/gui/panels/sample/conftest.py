"""A sample panel on a screen, and a real trainer that answers what the panel asks."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample, Trace, trace
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.sample import SamplePanel
from gui.training.reports import Classified
from gui.training.worker import told_of
from gui.widgets.bars import Bars
from gui.widgets.digit_strip import Thumbnails
from gui.widgets.draw_pad import DrawPad
from gui.widgets.tensor_view import TensorView

DIGITS = load_digits()
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """The panel, the trainer whose network it looks into, and everything the panel has asked for."""

    def __init__(self, qtbot, size=(760, 1000)) -> None:
        self.qtbot = qtbot
        self.panel = SamplePanel()
        self.trainer: Trainer | None = None
        self.samples: list[Sample | None] = []
        self.splits: list[str] = []
        self.questions: list[tuple] = []  # with the indices, or None for all
        self._unanswered: list[tuple] = []
        self.panel.sample_chosen.connect(self.samples.append)
        self.panel.predictions_wanted.connect(self._on_wanted)
        qtbot.addWidget(self.panel)
        self.panel.resize(*size)
        with qtbot.waitExposed(self.panel):
            self.panel.show()

    # --- what the window does ------------------------------------------------------------------------------------

    def begin(self, **config) -> "Bench":
        """A new network."""
        self.trainer = Trainer(TrainingConfig(**config), DIGITS)
        self.panel.show_run(told_of(self.trainer))
        come_to_rest(self.panel)  # what is new on the panel is shown with the next events
        return self.answer()

    def train(self, iterations: int) -> "Bench":
        for _ in range(iterations):
            self.trainer.run_iteration()
        return self.answer()

    def operate(self, operations: int) -> "Bench":
        for _ in range(operations):
            self.trainer.run_operation()
        return self.answer()

    def answer(self) -> "Bench":
        """Trace the chosen sample, and predict what the panel asks for."""
        if self.sample is not None:
            self.panel.show_trace(self.trace())
        while self._unanswered:
            split, indices = self._unanswered.pop(0)
            found = self.predictions(split)
            self.panel.show_predictions(Classified(
                split, self.trainer.iteration, found if indices is None else found[indices], indices))
        return self

    def _on_wanted(self, split: str, indices: np.ndarray | None) -> None:
        self.splits.append(split)
        self.questions.append((split, indices))
        self._unanswered.append((split, indices))

    # --- what is true --------------------------------------------------------------------------------------------

    @property
    def sample(self) -> Sample | None:
        """What the panel wants to look at."""
        return self.samples[-1] if self.samples else None

    def trace(self) -> Trace:
        return trace(self.trainer.network, self.sample, iteration=self.trainer.iteration,
                     position=self.trainer.position, minibatch=self.trainer.values)

    def predictions(self, split: str) -> np.ndarray:
        """What the network makes of every sample: affine layers with ReLU between, in so many words."""
        params, z = self.trainer.network.params, DIGITS.split(split).x
        for layer in range(1, len(params) // 2):
            z = np.maximum(z @ params[f"W{layer}"] + params[f"b{layer}"], 0)
        return (z @ params[f"W{len(params) // 2}"] + params[f"b{len(params) // 2}"]).argmax(axis=1)

    # --- what a person sees --------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The variables that are on the panel."""
        return [view.name for view in self.panel.findChildren(TensorView) if view.isVisibleTo(self.panel)]

    def view(self, name: str) -> TensorView:
        found, = (view for view in self.panel.findChildren(TensorView)
                  if view.name == name and view.isVisibleTo(self.panel))
        return found

    def picture(self, name: str) -> QImage:
        """How a view is drawn, when all have taken their places: a number may just have become longer."""
        come_to_rest(self.panel)
        return self.view(name).widget.grab().toImage()

    def message(self, name: str) -> str:
        """What is said in place of a variable's values."""
        return self.view(name).widget.message

    def texts(self, name: str) -> tuple[str, ...]:
        """The numbers written at bars."""
        assert isinstance(self.view(name).widget, Bars)
        return self.view(name).widget.texts

    def words(self) -> list[str]:
        """Every text on the panel, without its form."""
        return [re.sub("<[^>]*>", " ", label.text()).strip() for label in self.panel.findChildren(QLabel)
                if label.isVisibleTo(self.panel)]

    @property
    def read_out(self) -> str:
        found, = (label for label in self.panel.findChildren(QLabel)
                  if label.accessibleName() == "Value under the pointer")
        return found.text()

    def point_at(self, name: str, across: float, down: float) -> str:
        """Move the mouse over a view, to parts of its width and height; returns the read-out."""
        widget = self.view(name).widget
        self.qtbot.mouseMove(widget, QPoint(int(across * widget.width()), int(down * widget.height())))
        return self.read_out

    def read(self, name: str, columns: int, rows: int) -> dict[tuple[int, ...], float]:
        """The values of a view, as the pointer finds them at so many points across and down: by index."""
        widget, found = self.view(name).widget, []
        widget.hovered.connect(found.append)
        for row in range(rows):
            for column in range(columns):
                self.qtbot.mouseMove(widget, QPoint(int((column + 0.5) / columns * widget.width()),
                                                    int((row + 0.5) / rows * widget.height())))
        cells = [cell for cell in found if cell is not None]
        assert {cell.name for cell in cells} == {name}
        return {cell.index: cell.value for cell in cells}

    def leave(self) -> None:
        """Point at something that has no value."""
        self.qtbot.mouseMove(self.view("x").widget, QPoint(self.view("x").widget.width() - 1, 0))

    # --- what a person does --------------------------------------------------------------------------------------

    def named(self, kind: type, name: str) -> QWidget:
        found, = (each for each in self.panel.findChildren(kind) if each.accessibleName() == name)
        return found

    def button(self, text: str) -> QAbstractButton:
        found, = (each for each in self.panel.findChildren(QAbstractButton)
                  if each.text() == text and each.isVisibleTo(self.panel))
        return found

    def click(self, text: str) -> "Bench":
        button = self.button(text)
        self.qtbot.mouseClick(button, LEFT, pos=QPoint(8, button.height() // 2))
        return self.answer()

    def enter(self, text: str) -> "Bench":
        """Type a number and press Enter."""
        field = self.number
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClick(field, Qt.Key.Key_Backspace)
        if text.isascii():
            self.qtbot.keyClicks(field, text)
        else:
            field.insert(text)  # pasted: the library that presses keys here knows only those of ASCII
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        return self.answer()

    def choose(self, box: str, text: str) -> "Bench":
        """Open a drop-down and choose."""
        found = self.named(QComboBox, box)
        there = found.findText(text)
        assert there >= 0
        found.showPopup()
        found.view().setCurrentIndex(found.model().index(there, 0))
        self.qtbot.keyClick(found.view(), Qt.Key.Key_Return)
        return self.answer()

    def click_thumbnail(self, position: int) -> "Bench":
        self.qtbot.mouseClick(self.thumbnails, LEFT, pos=self.thumbnails.rect_of(position).center().toPoint())
        return self.answer()

    def draw(self, *points: tuple[float, float]) -> "Bench":
        """Draw a line over the sheet through these parts of its width and height."""
        pad = self.pad
        pixels = [QPoint(int(x * pad.width()), int(y * pad.height())) for x, y in points]
        self.qtbot.mousePress(pad, LEFT, pos=pixels[0])
        for pixel in pixels[1:]:
            self.qtbot.mouseMove(pad, pixel)
        self.qtbot.mouseRelease(pad, LEFT, pos=pixels[-1])
        return self.answer()

    @property
    def number(self) -> QLineEdit:
        return self.named(QLineEdit, "Number of the sample")

    @property
    def thumbnails(self) -> Thumbnails:
        return self.panel.findChild(Thumbnails)

    @property
    def pad(self) -> DrawPad:
        return self.panel.findChild(DrawPad)


@pytest.fixture(scope="module")
def light(qapp) -> None:
    theme().apply(qapp)
    theme().set_scheme("light")


@pytest.fixture
def bench(qtbot, light) -> Bench:
    """An untrained network of the book's form on the built-in digits, looked into with the first test image."""
    yield Bench(qtbot).begin()
    theme().set_text_scale(1.0)
