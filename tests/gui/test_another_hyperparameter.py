"""What another hyperparameter costs: one declaration. Whatever shows, keeps or reads hyperparameters then has it."""

import json
import sys
from dataclasses import asdict, dataclass, replace
from html import unescape

import pytest
from lab import Lab
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from engine.terminal import run as terminal
from engine.training.config import ConfigError, TrainingConfig, from_plain, problem_of
from engine.training.hyperparameter import declarations, declared
from engine.training.kinds import RealNumber
from engine.training.run_settings import RunSettings
from engine.training.trainer import Trainer
from gui import settings
from gui.widgets.form import FormRow
from gui.words.run_names import difference

TIP = "How much of each weight fades in an update; the book's training program has none of it."


@dataclass(frozen=True, slots=True)
class Further(TrainingConfig):
    """A config with one hyperparameter more."""

    weight_decay: float = declared(
        0.0, RealNumber(0, 1), label="Weight decay", help="share of the weights that fades", short="decay {value}",
        book="6.4.2", tip=TIP)


@pytest.fixture(autouse=True)
def it_is_declared(monkeypatch):
    """Everywhere the config is the one with the further field."""
    for module in [module for name, module in sys.modules.items() if name.startswith(("engine.", "gui."))]:
        for name, other in (("TrainingConfig", Further), ("HYPERPARAMETERS", declarations(Further))):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, other)


def test_it_is_checked():
    assert str(problem_of("weight_decay", -1)) == "Weight decay is -1; choose from 0 to 1."
    with pytest.raises(ConfigError, match=r"Weight decay is 2; choose from 0 to 1."):
        Further(weight_decay=2)


def test_it_comes_back_from_plain_data_and_from_the_settings(tmp_path):
    config = Further(weight_decay=0.25)
    assert from_plain(json.loads(json.dumps(asdict(config)))) == (config, [])
    assert settings.save(settings.Settings(config=config), tmp_path / "settings.json") is None
    assert settings.load(tmp_path / "settings.json")[0].config == config
    assert from_plain({"weight_decay": "much"}) == (Further(), ["weight_decay"])


def test_it_is_an_option_of_the_command_line(capsys):
    trainer, _ = terminal._trainer(terminal._parser().parse_args(["--weight-decay", "1e-3"]))
    assert trainer.config.weight_decay == 0.001
    with pytest.raises(SystemExit):
        terminal.main(["--weight-decay", "2"])
    assert "argument --weight-decay: Weight decay is 2.0; choose from 0 to 1." in capsys.readouterr().err
    assert "share of the weights that fades (default: 0.0)" in terminal._parser().format_help()


def test_a_kept_run_is_named_by_it():
    config = Further(weight_decay=0.25)
    assert difference(RunSettings(((1, config),), 10_000), replace(config, weight_decay=0)) == "decay 0.25"
    assert difference(RunSettings(((1, config),), 10_000), config) == ""


@pytest.fixture
def lab(open_lab) -> Lab:
    settings.save(settings.Settings(config=Further(weight_decay=0.25)))
    return open_lab()


def test_the_form_has_it_and_the_trainer_gets_it(lab, qtbot):
    rows = lab.window.experiment.findChildren(FormRow)
    labels = [row._label.text() for row in rows]
    row = rows[labels.index("Weight decay")]
    assert labels[labels.index("Weight decay") - 1] == "Numbers"  # below what is declared before it
    field = row.findChild(QLineEdit)
    assert field.text() == "0.25" and TIP in unescape(field.toolTip())
    assert lab.session.run.config == Further(weight_decay=0.25)
    lab.enter("Weight decay", "7")
    assert row.message == "Weight decay is 7.0; choose from 0 to 1."
    lab.enter("Weight decay", "5e-1")
    lab.until(lambda: lab.session.run.config.weight_decay == 0.5)
    assert (field.text(), lab.window.experiment.draft) == ("0.5", Further(weight_decay=0.5))
    lab.press(Qt.Key.Key_Right)
    lab.enter("Weight decay", "0")
    assert (row.is_marked, lab.pending) == (True, True)


def test_a_change_that_needs_no_new_network_comes_to_the_trainer_by_its_name(open_lab, monkeypatch):
    """What it does to a run is said there."""
    heard, set_live = [], Trainer.set_live
    monkeypatch.setattr(
        Trainer, "set_live", lambda trainer, *change: (heard.append(change), set_live(trainer, *change)))
    live = replace(declarations(Further)["weight_decay"], live=True)
    monkeypatch.setattr("gui.panels.experiment.form.HYPERPARAMETERS", {**declarations(Further), "weight_decay": live})
    settings.save(settings.Settings(config=Further()))
    lab = open_lab()
    lab.press(Qt.Key.Key_Right)
    lab.enter("Weight decay", "0.5")
    lab.settle()
    assert (heard, lab.pending, lab.window.experiment.draft.weight_decay) == ([("weight_decay", 0.5)], False, 0.5)
