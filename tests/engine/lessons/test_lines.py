"""On which line each value of a TOML file stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.lessons.lines import DEEPEST, lines_of, too_deep

ALL = '''\
# a comment with [brackets] and "quotes
format = 1
title.en = "A # title"            # no comment inside
title . "ja" = 'x = [1, 2'
[setup]
config = { dataset = "digits", hidden_sizes = [5, 4], "batch size" = 4 }
before = [
  "one",   # with a comment, ]
  # a line of its own
  """two
lines""", 'three',
]
[[step]]
kind = "say"
text.en = """
Long "text" with ""two"" and a last one: """"
after.en = \'\'\'it's ''\'\'\'
[[step]]
kind = "choice"
ask = { en = "?", ja = "？" }
[[step.option]]
en = "yes \\" no"
right = true
[[step.option]]
en = "no"
says.en = "because"
[step.note]
first = "dW2[3, 4]"
at = 1979-05-27 07:32:00
[[step]]
[step.text]
en = ""
'''


def paths_of(value: object, path: tuple = ()) -> set[tuple]:
    """Of all that is in what tomllib makes of a text."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(paths_of(each, (*path, name)) for name, each in inside))


def test_every_value_has_the_line_it_stands_on():
    found = lines_of(ALL)
    assert set(found) == paths_of(tomllib.loads(ALL))
    lines = ALL.split("\n")
    for path, begins in {
        ("format",): "format", ("title",): "title.en", ("title", "en"): "title.en", ("title", "ja"): "title .",
        ("setup",): "[setup]", ("setup", "config"): "config", ("setup", "config", "batch size"): "config",
        ("setup", "config", "hidden_sizes", 1): "config", ("setup", "before"): "before",
        ("setup", "before", 0): '  "one"', ("setup", "before", 1): '  """two', ("setup", "before", 2): 'lines"""',
        ("step", 0, "text", "en"): "text.en", ("step", 0, "after", "en"): "after.en",
        ("step", 1, "ask", "ja"): "ask", ("step", 1, "option", 0, "right"): "right",
        ("step", 1, "option", 1, "says"): "says", ("step", 1, "note"): "[step.note]",
        ("step", 1, "note", "at"): "at", ("step", 2, "text"): "[step.text]", ("step", 2, "text", "en"): 'en = ""',
    }.items():
        assert lines[found[path] - 1].startswith(begins), path
    assert [found["step", number] for number in range(3)] == [13, 18, 30]
    assert [found["step", 1, "option", number] for number in range(2)] == [21, 24]
    assert found[("step",)] == 13


def test_a_table_that_is_named_after_what_is_in_it_stands_at_its_header():
    assert lines_of("[a.b]\nx = 1\n[a]\ny = 2\n") == {
        (): 1, ("a",): 3, ("a", "b"): 1, ("a", "b", "x"): 2, ("a", "y"): 4}


def test_lines_may_end_as_on_windows():
    assert lines_of("a = 1\r\nb = '''\r\n'''\r\nc = [\r\n1]\r\n") == {
        (): 1, ("a",): 1, ("b",): 2, ("c",): 4, ("c", 0): 5}


KEYS = st.text("abcdefg1-_ .=#[]\"'{}é", max_size=4)
STRINGS = st.text("ab \"'\\#[]{},=.\n\té、", max_size=12)
VALUES = st.recursive(
    st.one_of(st.integers(-99, 99), st.booleans(), STRINGS, st.floats(-9, 9, width=16)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)), max_leaves=12)


class Writer:
    """Writes a table as TOML in ways that hypothesis chooses, and notes on which line each value begins."""

    def __init__(self, draw) -> None:
        self.draw, self.text, self.lines = draw, "", {(): 1}

    def write(self, text: str) -> None:
        self.text += text

    def one_of(self, *choices):
        return self.draw(st.sampled_from(choices))

    def note(self, path: tuple) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def string(self, text: str, *, long: bool = True) -> str:
        escaped = "".join(each if each.isprintable() and each not in '"\\' else f"\\u{ord(each):04x}" for each in text)
        ways = [f'"{escaped}"']
        if "'" not in text and "\n" not in text:
            ways.append(f"'{text}'")
        if long:
            ways.append('"""' + "\n" * text.startswith("\n") + text.replace("\\", "\\\\").replace('"', '\\"') + '"""')
            if "''" not in text and not text.startswith("\n"):
                ways.append(f"'''{text}'''")
        return self.one_of(*ways)

    def value(self, value: object, path: tuple) -> None:
        if isinstance(value, dict):
            self.write("{ ")
            for number, (name, each) in enumerate(value.items()):
                self.write(", " * (number > 0))
                self.pair(name, each, path)
            self.write(" }")
        elif isinstance(value, list):
            gap = ("", " ", "\n", " # [ \" '\n", "\n\n  ")
            self.write("[")
            for number, each in enumerate(value):
                self.write(self.one_of(*gap))
                self.note((*path, number))
                self.value(each, (*path, number))
                self.write(self.one_of(*gap) + "," + self.one_of(*gap))
            self.write("]")
        else:
            self.write(str(value).lower() if isinstance(value, bool) else self.string(value) if isinstance(
                value, str) else repr(value))

    def pair(self, name: str, value: object, path: tuple) -> None:
        self.note((*path, name))
        self.write(self.string(name, long=False) + self.one_of("=", " = "))
        if isinstance(value, dict) and value and self.one_of(True, False):
            self.text = self.text.rstrip("= ")
            self.write(self.one_of(".", " . "))
            (first, inner), *rest = value.items()
            if not rest:
                self.pair(first, inner, (*path, name))
                return
            self.text = self.text.rstrip(". ") + " = "
        self.value(value, (*path, name))

    def document(self, table: dict) -> None:
        """The plain values, and then each table and each array of tables with a header."""
        headed = {name: each for name, each in table.items() if isinstance(each, dict) or (
            isinstance(each, list) and each and all(isinstance(inner, dict) for inner in each))}
        for name, each in table.items():
            if name not in headed:
                self.pair(name, each, ())
                self.write(self.one_of("\n", " # = \"\n", "\n\n"))
        for name, each in headed.items():
            for number, inner in enumerate([each] if isinstance(each, dict) else each):
                self.note((name,))
                path = (name,) if isinstance(each, dict) else (name, number)
                self.note(path)
                key = self.string(name, long=False)
                self.write(f"[{key}]\n" if isinstance(each, dict) else f"[[ {key} ]] # ]\n")
                for part, value in inner.items():
                    self.pair(part, value, path)
                    self.write("\n")


@given(st.data(), st.dictionaries(KEYS, VALUES, max_size=4))
def test_whatever_is_written_each_value_is_found_on_its_line(data, table):
    writer = Writer(data.draw)
    writer.document(table)
    assert tomllib.loads(writer.text) == table
    assert lines_of(writer.text) == writer.lines


@pytest.mark.parametrize("text", [
    "a = 1\nb = " + 10_000 * "[", "a = 1\nb = " + 10_000 * "{ a = ", "\n" + 10_000 * "[",
    "\n" + 10_000 * "a." + "a = 1", "x = 1\n[" + 50_000 * "a . " + "a]", 'a = """"""\nb = ' + 100_000 * "[1,",
    'a = "not closed\n' + 10_000 * "["])
def test_what_is_too_deep_is_found_without_going_there(text):
    assert too_deep(text) == 2


def test_what_stands_in_texts_and_comments_is_not_deep():
    inside = 99 * "[" + 99 * "."
    text = f"# {inside}\na = '{inside}'\nb = '''\n{inside}\n'''\nc = \"{inside}\"\n"
    assert too_deep(text + 99 * "d = 1.5\n") is None
    deepest = "a = " + DEEPEST * "[" + DEEPEST * "]"
    assert too_deep(deepest) is None and len(lines_of(deepest)) == DEEPEST + 1


@given(st.text("a[]{}=.,'\"\\# \n", max_size=60))
def test_any_text_can_be_asked_whether_it_is_too_deep(text):
    assert too_deep(text) is None or text.count("[") + text.count("{") + text.count(".") > DEEPEST
