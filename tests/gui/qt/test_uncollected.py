"""Python's collector waits while Qt goes through all widgets, and goes on as it was."""

import gc

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.uncollected import loading, uncollected


def test_it_waits_and_goes_on_as_it_was():
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError), uncollected():
        raise ValueError
    assert gc.isenabled()


def test_what_is_loaded_is_left_alone_for_good():
    before = gc.get_freeze_count()
    try:
        with loading():
            made = [[] for _ in range(1000)]
            assert not gc.isenabled()
        assert gc.get_freeze_count() >= before + len(made)
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_no_widget_is_collected_while_another_hears_of_another_look(qapp, qtbot):
    heard = []

    class Listener(Guarded, QWidget):
        def changeEvent(self, event: QEvent) -> None:
            if event.type() == QEvent.Type.StyleChange:
                heard.append(gc.isenabled())
            super().changeEvent(event)

    theme().apply(qapp)
    listener = Listener()
    qtbot.addWidget(listener)
    listener.show()
    heard.clear()
    theme().set_text_scale(1.3)
    theme().set_text_scale(1.0)
    assert heard and not any(heard) and gc.isenabled()
