"""The trail: how it grows and shrinks, and that it never needs more room than there is."""

import pytest
from PySide6.QtCore import Qt

from bench.rest import come_to_rest
from engine.inspection.place import Place
from gui.look.theme import theme
from gui.panels.iteration.where_from.trail import Trail, TrailBar

DW, DA, DZ, LOSS = Place("dW1", (44, 4)), Place("da1", (43, 4)), Place("dz1", (43, 4)), Place("L")


def followed(*places):
    trail = Trail()
    for place in places:
        trail.follow(place)
        trail.show(place)
    return trail


def test_an_operand_lengthens_it_and_a_place_of_it_shortens_it():
    trail = followed(DW, DA, DZ)
    assert trail.places == (DW, DA, DZ)
    assert (trail.last, trail.before) == (DZ, DA)
    trail.show(DW)
    assert trail.places == (DW,)
    assert trail.before is None


def test_any_other_place_begins_anew():
    trail = followed(DW, DA)
    trail.show(LOSS)
    assert trail.places == (LOSS,)


def test_an_operand_that_was_not_shown_is_forgotten():
    trail = followed(DW)
    trail.follow(DA)
    trail.show(LOSS)
    trail.show(DA)
    assert trail.places == (DA,)


@pytest.fixture
def bar(qtbot, qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    widget = TrailBar()
    qtbot.addWidget(widget)
    widget.resize(600, 30)
    widget.show()
    yield widget
    theme().set_text_scale(1.0)


def test_it_begins_with_the_whole_variable_and_ends_with_the_present_place(bar, qtbot):
    places, variables = [], []
    bar.place_chosen.connect(places.append)
    bar.variable_chosen.connect(variables.append)
    bar.show_places((DW, DA))
    assert bar.texts == bar.shown_texts == ("dW1", "dW1[44, 4]", "da1[43, 4]")
    for text in bar.texts:
        qtbot.mouseClick(bar.pill(text), Qt.MouseButton.LeftButton)
    assert (variables, places) == (["dW1"], [DW])
    assert [bar.pill(text).isChecked() for text in bar.texts] == [False, False, True]


def test_a_scalar_is_its_own_variable(bar):
    bar.show_places((LOSS,))
    assert bar.texts == ("L",)


@pytest.mark.layout
def test_what_has_no_room_at_the_left_is_in_the_menu(in_any_font, bar, qtbot):
    chosen = []
    bar.place_chosen.connect(chosen.append)
    places = tuple(Place("a1", (n, 4)) for n in range(40))
    bar.show_places(places)
    shown = bar.shown_texts
    assert shown == bar.texts[-len(shown):] and 1 <= len(shown) < 12
    assert all(bar.pill(text).geometry().right() < bar.width() for text in shown)
    hidden = [action.text() for action in bar._menu.actions()]
    assert (*hidden, *shown) == bar.texts
    bar._menu.actions()[1].trigger()
    assert chosen == [places[0]]


@pytest.mark.layout
@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_it_never_asks_for_more_room(in_any_font, bar, scale):
    before = bar.minimumSizeHint().width()
    bar.show_places(tuple(Place("dW10 new", (1000 + n, 4095)) for n in range(60)))
    theme().set_text_scale(scale)
    bar.resize(80, bar.height())
    come_to_rest(bar)
    assert bar.minimumSizeHint().width() == round(scale * before)
    assert len(bar.shown_texts) == 1
    assert bar.pill(bar.shown_texts[0]).geometry().right() < 80
