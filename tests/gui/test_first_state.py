"""What can be ticked is as what it stands for: after the start, and whoever changes it. And no choice gets lost."""

from pathlib import Path

import pytest
from lab import CTRL, Key
from PySide6.QtCore import QCoreApplication, Qt

from bench.rest import come_to_rest
from engine.training.config import TrainingConfig
from gui import app, settings
from gui.window.last_crash import tell_of_crash

FULL = Qt.WindowState.WindowFullScreen


def ticked(lab) -> list[str]:
    actions = lab.window.actions_
    return [name for name, each in (("full screen", actions["full screen"]), ("experiment", actions["experiment"]))
            if each.isChecked()]


def reopened(lab, open_lab):
    lab.close()
    return open_lab(None, None)


# --- what is ticked ------------------------------------------------------------------------------------------------

def test_full_screen_is_ticked_where_it_is_full(open_lab):
    first = open_lab()
    first.press(Key.Key_F11)
    assert first.window.isFullScreen() and "full screen" in ticked(first)
    second = reopened(first, open_lab)
    assert second.window.isFullScreen() and "full screen" in ticked(second)
    second.press(Key.Key_F11)
    assert not second.window.isFullScreen() and "full screen" not in ticked(second)
    third = reopened(second, open_lab)
    assert not third.window.isFullScreen() and "full screen" not in ticked(third)


@pytest.mark.parametrize("leave", ["reset", "system"])
def test_full_screen_is_not_ticked_once_it_has_been_left(lab, leave):
    lab.press(Key.Key_F11)
    if leave == "reset":
        lab.trigger("View", "Reset layout")
    else:
        lab.window.setWindowState(lab.window.windowState() & ~FULL)
    assert not lab.window.isFullScreen() and "full screen" not in ticked(lab)
    lab.press(Key.Key_F11)
    assert lab.window.isFullScreen() and "full screen" in ticked(lab)


def test_full_screen_is_ticked_when_the_system_makes_it_full(lab):
    lab.window.setWindowState(lab.window.windowState() | FULL)
    assert "full screen" in ticked(lab)


@pytest.mark.parametrize("folded", [[], ["shown"], ["folded"]])
def test_the_experiment_panel_is_ticked_where_it_is_seen(open_lab, folded):
    settings.save(settings.Settings(folded=folded))
    lab = open_lab()
    for size in ((1280, 720), (1920, 1080), (800, 600)):
        lab.resize(*size)
        assert ("experiment" in ticked(lab)) == lab.window.experiment.isVisible()
    lab.trigger("View", "Reset layout")
    QCoreApplication.processEvents()
    assert ("experiment" in ticked(lab)) == lab.window.experiment.isVisible()


@pytest.mark.parametrize(("remembered", "shown"), [
    ("", ""), ("en", "en"), ("ja", "ja"), ("en_GB", "en"), ("ja_JP", "ja"), ("de", "en")])
def test_the_language_that_is_spoken_is_ticked_and_the_one_that_was_chosen_is_kept(open_lab, remembered, shown):
    settings.save(settings.Settings(language=remembered))
    lab = open_lab(wait=False)
    assert [name for name, each in lab.window.actions_.languages.items() if each.isChecked()] == [shown]
    lab.close()
    assert settings.load()[0].language == remembered


@pytest.mark.parametrize("scheme", settings.SCHEMES)
@pytest.mark.parametrize("on", [True, False])
def test_every_choice_is_shown_as_it_is_remembered(open_lab, scheme, on):
    settings.save(settings.Settings(scheme=scheme, log_axis=on, smoothing=60 if on else 1, gradient_of_minibatch=on,
                                    hold_scale=on, speed=10.0 if on else None))
    lab = open_lab()
    window = lab.window
    assert [name for name, each in window.actions_.schemes.items() if each.isChecked()] == [scheme]
    assert (window.curves.log_button.isChecked(), window.curves.loss_plot.logarithmic) == (on, on)
    chosen = [each.data() for each in window.curves.smoothing_button.menu().actions() if each.isChecked()]
    assert chosen == [window.curves.loss_plot.smoothing] == [60 if on else 1]
    assert lab.button("minibatch").isChecked() == lab.button("held").isChecked() == on
    assert all(button.isChecked() for button in window.curves.follow_buttons)


def test_the_speed_is_the_one_that_is_shown(open_lab):
    settings.save(settings.Settings(speed=5000.0))  # more than the slider has, but for no limit at all
    lab = open_lab()
    assert lab.window.controls.speed == 1000 == lab.session._worker._pace._speed
    lab.close()
    assert settings.load()[0].speed == 5000.0


# --- what is told at the start -------------------------------------------------------------------------------------

def test_all_that_is_told_at_the_start_is_seen_at_once(open_lab, settings_dir):
    settings_dir.mkdir()
    (settings_dir / settings.FILE_NAME).write_text("{")
    lab = open_lab()
    tell_of_crash(lab.window.notices, Path("/somewhere/crash.txt"))
    QCoreApplication.processEvents()
    bars = [each.bar for each in (lab.window.first_notices, lab.window.notices, lab.window.data_notices)]
    assert [bar.text.split()[0] for bar in bars] == ["The", "The", "MNIST,"] and all(bar.isVisible() for bar in bars)
    page = lab.window.centralWidget().rect()
    assert all(page.contains(bar.geometry()) for bar in bars)
    assert not any(one.geometry().intersects(other.geometry()) for one in bars for other in bars if one is not other)


# --- what cannot be had now ----------------------------------------------------------------------------------------

@pytest.fixture
def on_a_stick(small_mnist, tmp_path):
    """MNIST in a folder that somebody has chosen, and that has gone: its place, and where it is meanwhile."""
    stick, away = tmp_path / "stick" / "mnist", tmp_path / "away"
    small_mnist.write(away)
    stick.parent.mkdir()
    settings.save(settings.Settings(config=TrainingConfig(dataset="mnist", batch_size=5, seed=4),
                                    data_dir=str(stick), mnist_offer_hidden=True))
    return stick, away


def test_a_folder_that_is_gone_is_named_and_used_again_once_it_is_back(open_lab, on_a_stick):
    stick, away = on_a_stick
    first = open_lab()
    assert first.session.run.config.dataset == "digits"
    assert first.offer.startswith(f"MNIST: {stick} ")
    first.press(Key.Key_Right)
    first.settle()
    first.enter("Learning rate", "0.05")
    first.press(Key.Key_R, CTRL)
    first.press(Key.Key_R, CTRL)
    first.ready()
    first.close()
    kept = settings.load()[0]
    assert (kept.config.dataset, kept.data_dir, kept.mnist_offer_hidden) == ("mnist", str(stick), True)
    assert kept.config.learning_rate == 0.05
    away.rename(stick)
    second = open_lab()
    assert second.session.run.config == TrainingConfig(dataset="mnist", batch_size=5, seed=4, learning_rate=0.05)
    assert second.offer == ""


def test_other_data_that_is_chosen_then_is_a_choice(open_lab, on_a_stick):
    stick, away = on_a_stick
    first = open_lab()
    away.rename(stick)
    first.choose_dataset("MNIST")
    first.until(lambda: first.session.run.config.dataset == "mnist")
    first.ready()
    first.choose_dataset("Built-in")
    first.until(lambda: first.session.run.config.dataset == "digits")
    first.ready()
    first.close()
    assert settings.load()[0].config.dataset == "digits"


def test_files_from_elsewhere_do_not_stand_in_without_a_word(qapp, open_lab, on_a_stick, monkeypatch):
    stick, away = on_a_stick
    monkeypatch.setenv("MNIST_DIR", str(away))
    lab = open_lab()
    assert lab.session.run.config.dataset == "mnist"
    assert lab.offer.startswith(f"MNIST: {stick} ") and lab.offer.endswith("is read from its usual place.")
    translators = app.Translators(qapp)
    lab.window.language_chosen.connect(translators.use)
    lab.window.actions_.languages["ja"].trigger()
    come_to_rest(lab.window)
    said = lab.offer
    translators.use("en")
    assert str(stick) in said and "does not exist" not in said
    lab.close()
    assert settings.load()[0].data_dir == str(stick)


def test_a_batch_size_that_stands_in_is_not_remembered(open_lab, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    settings.save(settings.Settings(config=TrainingConfig(dataset="mnist", batch_size=1000)))
    lab = open_lab()
    assert lab.session.run.config.batch_size == 100
    lab.close()
    assert settings.load()[0].config.batch_size == 1000
