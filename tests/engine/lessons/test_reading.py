"""A lesson is read from its file; what is wrong with it is said, with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.lessons.faults import LessonError
from engine.lessons.lesson import Kind
from engine.lessons.reading import LARGEST_FILE, MOST_STEPS, read_lesson
from engine.lessons.text import Live
from engine.training.config import TrainingConfig

WHOLE = '''\
format = 1
id = "why-divide-by-n"
number = 9
book = "5.6.3"
minutes = 6
about.en = "What becomes of the gradient of a minibatch that is twice as large."
about.ja = "ミニバッチを 2 倍にすると勾配はどうなるか。"
goes_on = { en = "Section 5.6.3 goes on.", ja = "5.6.3 節に続きます。" }
[title]
en = "Why divide by N?"
ja = "なぜ N で割るのか"
[setup]
config = { dataset = "digits", hidden_sizes = [20, 10], batch_size = 4, learning_rate = 1, seed = 1 }
sample = "test 12"
before = ["run to iteration 300", "step operation until Loss forward"]
show = ["iteration", "sample"]

[[step]]
kind = "say"
name = "first"
text.en = """
The loss is {= loss }, `a < b`, and **{= test_acc :percent}** are right.

![the net](net.png) * a list
"""
text.ja = "損失は {= loss } です。"
after.en = "So."
after.ja = "はい。"
show = ["curves", "where from"]
highlight = "panel curves"
note = { first = "loss", "second" = "sum(dW2)" }

[[step]]
kind = "do"
task.en = "Go on."
task.ja = "進めて。"
highlight = "step operation"
done = "operation == 'Softmax+Loss backward'"
do_it = "step operation until Softmax+Loss backward"
wrong = [{ when = "iteration > 300", says.en = "Too far.", says.ja = "行き過ぎ。" }]

[[step]]
kind = "choice"
name = "guess"
predict = true
before = ["start again with batch_size = 8"]
ask.en = "What becomes of `dW2`?"
ask.ja = "`dW2` は?"
[[step.option]]
en = "It doubles."
ja = "2 倍になる。"
says.en = "It would, if L were a sum."
says.ja = "L が和ならそう。"
[[step.option]]
en = "It stays."
ja = "変わらない。"
right = true
[[step.option]]
en = "It depends."
ja = "場合による。"
right = "loss < first"

[[step]]
kind = "number"
recall = "guess"
ask.en = "Work out `da2[0, 3]`."
ask.ja = "`da2[0, 3]` は?"
answer = "da2[0, 3]"
within = 0.05
unit = "%"
reveal = ["where from da2[0, 3]"]
hints.en = ["Where are y and t?", "`(y − t)/N`"]
hints.ja = ["y と t は?", "`(y − t)/N`"]
wrong = [{ when = "given == -answer", says = { en = "The sign.", ja = "符号。" } }]

[[step]]
kind = "cell"
ask = { en = "Click the smallest.", ja = "最小をクリック。" }
answer = "da2[0, argmin(da2[0, :])]"

[[step]]
kind = "order"
ask = { en = "Order them.", ja = "並べて。" }
[[step.item]]
en = "one"
ja = "一"
[[step.item]]
en = "two"
ja = "二"

[[step]]
kind = "observe"
vary = true
ask = { en = "Look.", ja = "見て。" }
done = "seen('curves')"
do_it = ["show curves"]
write = true
'''

MINIMAL = 'format = 1\nid = "a"\ntitle.en = "A"\n[[step]]\nkind = "say"\ntext.en = "Hello"\n'


def faults_of(text: str | bytes, **beside) -> list[str]:
    """What is said of a file."""
    with pytest.raises(LessonError) as error:
        read_lesson(text if isinstance(text, bytes) else text.encode(), "a.lesson.toml", **beside)
    return [str(fault) for fault in error.value.faults]


def test_a_whole_lesson_is_read():
    lesson, warnings = read_lesson(WHOLE.encode(), "a.lesson.toml", {"net.png"})
    assert warnings == () and lesson.languages == ("en", "ja")
    assert (lesson.id, lesson.number, lesson.book, lesson.minutes) == ("why-divide-by-n", 9, "5.6.3", 6)
    assert lesson.title.words == {"en": ("Why divide by N?",), "ja": ("なぜ N で割るのか",)}
    assert lesson.goes_on.pieces("ja") == ("5.6.3 節に続きます。",)
    assert lesson.setup.config == TrainingConfig(
        hidden_sizes=(20, 10), batch_size=4, learning_rate=1.0, seed=1)
    assert [act.text for act in lesson.setup.before] == [
        "run to iteration 300", "step operation until Loss forward", "sample test 12"]
    assert lesson.setup.show == ("iteration", "sample")
    assert [step.kind for step in lesson.steps] == list(Kind)
    assert [step.line for step in lesson.steps] == [
        number for number, line in enumerate(WHOLE.splitlines(), 1) if line == "[[step]]"]
    say, do, choice, number, cell, order, observe = lesson.steps
    live = [each for each in say.text.pieces("en") if isinstance(each, Live)]
    assert [(each.expression.text, each.form) for each in live] == [("loss", ""), ("test_acc", "percent")]
    assert (say.show, say.highlight) == (("curves", "where from"), "panel curves")
    assert {name: each.text for name, each in say.note.items()} == {"first": "loss", "second": "sum(dW2)"}
    assert do.ask.pieces("en") == ("Go on.",) and do.done.text == "operation == 'Softmax+Loss backward'"
    assert [act.name for act in do.do_it] == ["step until"]
    assert [(each.when.text, each.says.pieces("en")) for each in do.wrong] == [("iteration > 300", ("Too far.",))]
    assert choice.predict and [each.right and each.right.text for each in choice.options] == [
        None, "true", "loss < first"]
    assert (number.recall, number.answer.text, number.within, number.unit) == ("guess", "da2[0, 3]", 0.05, "%")
    assert [hint.pieces("ja") for hint in number.hints] == [("y と t は?",), ("`(y − t)/N`",)]
    assert cell.answer.text.startswith("da2[0, argmin") and cell.within == 0.01
    assert [each.pieces("en") for each in order.items] == [("one",), ("two",)]
    assert observe.vary and observe.write and [act.text for act in observe.do_it] == ["show curves"]


def test_the_shortest_lesson_has_what_is_usual():
    lesson, warnings = read_lesson(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode(), "a.lesson.toml")
    assert warnings == () and lesson.languages == ("en",)
    assert (lesson.setup.config, lesson.setup.before, lesson.setup.show) == (TrainingConfig(), (), None)
    assert (lesson.number, lesson.book, lesson.minutes, lesson.about) == (0, "", 0, None)


def test_what_is_missing_in_a_language_is_said_and_keeps_nobody_from_using_it():
    text = WHOLE.replace('\nsays.ja = "L が和ならそう。"', "").replace('after.ja = "はい。"', "#")
    lesson, (warning,) = read_lesson(text.encode(), "a.lesson.toml", {"net.png"})
    assert lesson.steps[0].after.pieces("ja") == ("So.",)
    assert str(warning) == (
        "a.lesson.toml, line 27: 2 texts of the lesson are not written in “ja”, the first of them here; what there is "
        "in another language is shown instead.")


ONE = {  # what is written instead of what, how many lines below that it is said, and what is said
    "an unknown key": ('vary = true', 'vray = true', 0, "there is no vray here; vary is meant, perhaps."),
    "a key of another kind": ('write = true', 'within = 0.1', 0, "there is no within here"),
    "an unknown kind": ('kind = "cell"', 'kind = "click"', 0, "there is no kind click. There are say, do, choice, "),
    "a wrong type": ('minutes = 6', 'minutes = "6"', 0, "minutes is “6”, and must be a whole number."),
    "a bool as a number": ('number = 9', 'number = true', 0, "number is true, and must be a whole number."),
    "out of range": ('minutes = 6', 'minutes = 0', 0, "minutes is 0; choose from 1 to 120."),
    "very large": ('minutes = 6', 'minutes = 0x' + 9000 * "f", 0, "minutes is very large; choose from 1 to 120."),
    "an id": ('id = "why-divide-by-n"', 'id = "Why divide?"', 0,
              "id is “Why divide?”; it is written as why-divide-by-n"),
    "a long id": ('id = "why-divide-by-n"', f'id = "{61 * "a"}"', 0, "with at most 60 characters."),
    "a section": ('book = "5.6.3"', 'book = "chapter 5"', 0, "it is written as 5.6.3"),
    "a plain text": ('about.en = "What becomes of the gradient of a minibatch that is twice as large."\nabout.ja',
                     'about = "What"\nabout2', 0, "about is “What”; it is written as about.en = \"…\"."),
    "an empty text": ('en = "It stays."', 'en = " "', 0, "the text cannot be shown: it is empty"),
    "a long text": ('en = "It stays."', f'en = "{2001 * "a"}"', 0, "it has 2,001 characters, and at most 2,000"),
    "HTML": ('en = "It stays."', 'en = "It <img src=x> stays."', 0, "it holds <img src=x> stays., and HTML is not"),
    "a link": ('en = "It stays."', 'en = "It [stays](x)."', 0, "it holds the link [stays](x)., and a lesson leads"),
    "an address": ('en = "It stays."', 'en = "See http://x.org/y."', 0, "the address http://x.org/y."),
    "a remote picture": ('net.png', 'http://x.org/net.png', -3, "![the net](http://x.org/net.png) * a lis… is no "),
    "a picture elsewhere": ('net.png', '../net.png', -3, "is no picture that comes with the lesson"),
    "a picture that is not there": ('net.png', 'nets.png', -3, "the picture nets.png did not come with it"),
    "what steers": ('en = "It stays."', 'en = "It \\u202e stays."', 0, "it holds the character \\u202e, which steers"),
    "a backslash": ('en = "It stays."', 'en = "$\\frac{1}{2}$"', 0, "it holds \\f, which TOML takes for one character "
                    "that is not seen: a backslash is written \\\\"),
    "a live number": ('{= loss } です', '{= los( } です', 0, "There is no function los."),
    "a number that is not closed": ('{= loss } です', '{= loss です', 0, "{= and is not closed: write {= L }."),
    "no text in any language": ('en = "one"\nja = "一"', 'right = true', 0, "there is no right here"),
    "an unknown language": ('ja = "二"', 'de = "zwei"', 0, "there is no de here"),
    "an unknown panel": ('show = ["iteration", "sample"]', 'show = ["iteration",\n"samples"]', 1,
                         "show: there is no samples. There are experiment, curves, iteration, sample, runs"),
    "no panel": ('show = ["iteration", "sample"]', "show = []", 0, "show is empty, and something has to be seen"),
    "a mark": ('highlight = "panel curves"', 'highlight = "panel curve"', 0, "there is no panel curve."),
    "an act": ('do_it = ["show curves"]', 'do_it = ["pause",\n"shows curves"]', 1, "There is no command shows curves."),
    "no list": ('show = ["curves", "where from"]', 'show = "curves"', 0, "show is “curves”, and must be a list."),
    "a list of something else": ('do_it = ["show curves"]', 'do_it = [3, "show curves"]', 0,
                                 "do_it holds 3, and must be a list of texts in quotes."),
    "a condition": ('done = "seen(\'curves\')"', 'done = "iteration = 3"', 0, "done cannot be read: "),
    "no condition": ('done = "seen(\'curves\')"', 'done = true', 0, "done is true, and must be a text in quotes."),
    "a deep condition": ('done = "seen(\'curves\')"', f'done = "{240 * "("}1{240 * ")"}"', 0, "20 parts deep"),
    "a condition as long as it is deep": ('done = "seen(\'curves\')"', f'done = "{20_000 * "("}"', 0, "500 characters"),
    "an answer": ('answer = "da2[0, 3]"', 'answer = "da2[0, 3"', 0, "answer cannot be read: "),
    "an empty answer": ('answer = "da2[0, 3]"', 'answer = ""', 0, "answer cannot be read: "),
    "a tolerance": ('within = 0.05', 'within = nan', 0, "within is nan, and must be a number from 0 on, as 0.01."),
    "an unknown name": ('done = "seen(\'curves\')"', 'done = "iteratoin > 3"', 0,
                        "there is no iteratoin; iteration is meant, perhaps."),
    "a name that is nothing": ('right = "loss < first"', 'right = "zebra > 3"', 0,
                               "there is no zebra. There are N, activation, "),
    "an unknown name in a text": ('{= loss } です', '{= lossy } です', 0, "there is no lossy; loss is meant, perhaps."),
    "a note with a name that is taken": ('first = "loss"', 'W1 = "loss"', 0, "W1 cannot be the name of a number"),
    "a field": ('batch_size = 4', 'batchsize = 4', 0, "there is no batchsize; batch_size is meant, perhaps."),
    "a value of a field": ('batch_size = 4', 'batch_size = 0', 0, "Batch size is 0; choose from 1 to"),
    "a type of a field": ('hidden_sizes = [20, 10]', 'hidden_sizes = 20', 0, "Hidden units are 20; give a whole"),
    "a data set": ('dataset = "digits"', 'dataset = "letters"', 0,
                   "dataset: there is no “letters”. There are digits, "),
    "a saved run": ('sample = "test 12"', 'run = "a.npz"', 0, "a saved run has its config with it: leave out run or"),
    "a sample": ('sample = "test 12"', 'sample = "12"', 0, "sample is “12”; it is written as test 12"),
    "unlike hints": ('hints.ja = ["y と t は?", "`(y − t)/N`"]', 'hints.ja = ["y と t は?"]', -1,
                     "hints has unlike numbers of entries (en: 2, ja: 1): write as many in each language."),
    "two steps of one name": ('name = "guess"', 'name = "first"', 0, "two steps are called first"),
    "an unknown recall": ('recall = "guess"', 'recall = "ges"', 0, 'no step before this one is called ges'),
    "one option": ('en = "two"\nja = "二"', 'en = "two"\nja = "二"\n[[step.option]]\nen = "A"', 2,
                   "there is no option here"),
}


def test_the_lesson_that_is_spoilt_is_whole():
    read_lesson(WHOLE.encode(), "a.lesson.toml", {"net.png"})


@pytest.mark.parametrize("case", ONE)
def test_a_fault_is_said_with_its_line(case):
    there, instead, below, said = ONE[case]
    line = WHOLE[:WHOLE.index(there)].count("\n") + 1 + below
    found = faults_of(WHOLE.replace(there, instead, 1), beside={"net.png"})
    assert any(said in fault and fault.startswith(f"a.lesson.toml, line {line}: ") for fault in found), found


@pytest.mark.parametrize("key, where", [
    ("format", 1), ("id", 1), ("title", 1), ("step", 1), ("kind", 4), ("text", 4)])
def test_what_is_missing_is_said_where_it_is_missing(key, where):
    name = "[[step]]" if key == "step" else key
    lines = [line for line in MINIMAL.splitlines() if not line.startswith(name)]
    if key == "step":
        lines = lines[:3]
    found = faults_of("\n".join(lines))
    assert any(fault.startswith(f"a.lesson.toml, line {where}: {key} is missing") for fault in found), found


@pytest.mark.parametrize("kind, keys", [
    ("do", "task done do_it"), ("choice", "ask option"), ("number", "ask answer"), ("cell", "ask answer"),
    ("order", "ask item"), ("observe", "ask")])
def test_each_kind_of_step_says_what_it_needs(kind, keys):
    found = faults_of(MINIMAL.replace('"say"', f'"{kind}"'))
    parts = 'write two or more [[step.{}]], each with en = "…".'
    assert found == [
        f"a.lesson.toml, line 4: {key} is missing: "
        + (parts.format(key) if key in ("option", "item") else "write it here.") for key in keys.split()]


def test_several_faults_are_said_at_once_in_their_order():
    text = 'format = 1\nid = "A"\nminuets = 3\n[[step]]\nkind = "sya"\n'
    found = faults_of(text)
    assert [fault.split(": ")[0] for fault in found] == [f"a.lesson.toml, line {line}" for line in (1, 2, 3, 5)]
    with pytest.raises(LessonError, match=r"^a.lesson.toml, line 1: title is missing: write it here. \(3 more faults"):
        read_lesson(text.encode(), "a.lesson.toml")


@pytest.mark.parametrize("content, said", [
    (b"", "line 1: format is missing: write it here."),
    (b"hello", "line 1: this is not TOML: Expected '=' after a key in a key/value pair."),
    (b"format = 1\nformat = 1", "line 2: this is not TOML: Cannot overwrite a value."),
    (b"\n\nformat = [1,", "line 3: this is not TOML: Invalid value. Mend it here, or just before."),
    (b"format = 1\nid = '\xff'", "line 2: this is no text in UTF-8: save it as UTF-8 in the editor."),
    (b"\x89PNG\r\n\x1a\n\x00", "line 1: this is no text in UTF-8"),
    (b"format = 2\nanything = 1", "line 1: this lesson is of format 2, and this program reads up to 1: get a newer"),
    (b"format = 1e3", "line 1: format is 1000.0, and must be a whole number."),
    (b"format = 0", "line 1: there is no format 0: write format = 1."),
    (b"a = 1\nb = " + 10_000 * b"[", "line 2: brackets are nested here, or names dotted, more than 20 deep"),
    (b"a = 1\nb" + 10_000 * b".c" + b" = 1", "line 2: brackets are nested here, or names dotted, more than 20 deep"),
    (b"#" + LARGEST_FILE * b"x", "a.lesson.toml: it is larger than 256 KB, and no lesson is: is this the right file?"),
    (b"x = " + 5000 * b"9", "line 1: this is not TOML"),
    (b"x = 1979-99-99", "line 1: this is not TOML"),
])
def test_what_is_no_lesson_at_all(content, said):
    (found,) = faults_of(content) if content else faults_of(content)[:1]
    assert said in found


@pytest.mark.parametrize("written, said", [
    ('id = "x\nminutes = 3', 'the " at the end of this text is missing'),
    ('id = "x "y" z"', 'more follows after the " that closes a text; inside of a text it is written \\"'),
    ("id = “x”", 'a text stands in straight quotes: "…"'),
    ("predict = True", "true and false are written with small letters"),
    ("done = loss > 3", 'a text stands in quotes, an expression and an act too: "loss < 0.3"'),
    ("within = 0,05", "a number is written with a point, as 0.5"),
    ("config = { learning_rate = 0,000001 }", "a number is written with a point, as 0.5"),
    ("option = [{ en = 'x',\n ja = 'y' }]", "what is in { } stands on one line, and its last value has no comma"),
    ("option = [{ en = 'x', }]", "what is in { } stands on one line, and its last value has no comma"),
    ("[[step]]\n[step]", "each step begins with [[step]], in two brackets"),
    ("[step]\n[step]", "each step begins with [[step]], in two brackets"),
    ("[step]\n[[step]]", "each step begins with [[step]], in two brackets"),
    ('text.en = "a\\q"', "a backslash inside of a text is written \\\\"),
    ('text.en = """x', 'the """ at the end of a text is missing'),
])
def test_of_slips_in_toml_it_is_said_what_is_meant(written, said):
    (found,) = faults_of(f"format = 1\n{written}\n")
    line = 3 if written.startswith("[") else 2
    assert found == f"a.lesson.toml, line {line}: this is not TOML: {said}. Mend it here, or just before."


def test_a_note_that_cannot_be_read_is_known_by_its_name():
    note = 'text.en = "{= four }"\nnote = { four = "1 +" }'
    (found,) = faults_of(MINIMAL.replace(MINIMAL[MINIMAL.index("text"):], note))
    assert found.startswith("a.lesson.toml, line 7: four cannot be read: ")
    (found,) = faults_of(MINIMAL + 'note = "loss"\n')
    assert found.endswith(': note is “loss”; it is written as note = { first_loss = "loss" }.')


def test_a_lesson_has_an_end():
    step = '[[step]]\nkind = "say"\ntext.en = "Hello"\n'
    read_lesson((MINIMAL + (MOST_STEPS - 1) * step).encode(), "a.lesson.toml")
    (found,) = faults_of(MINIMAL + 999 * step)
    assert found == ("a.lesson.toml, line 4: there are 1,000 of step, and at most 100 can be: make several lessons of "
                     "it.")
    option = '[[step.option]]\nen = "one"\n'
    choice = MINIMAL.replace('"say"', '"choice"').replace("text", "ask")
    read_lesson((choice + 12 * option).encode(), "a.lesson.toml")
    assert "there are 13 of option, and at most 12 can be" in faults_of(choice + 13 * option)[0]
    assert "there is only 1 of option here; write 2 at least." in faults_of(choice + option)[0]
    assert "do_it has 101 entries, and can have 100" in faults_of(
        MINIMAL.replace('"say"', f'"do"\ntask.en = "x"\ndone = "true"\ndo_it = {101 * ["run"]}'))[0]


@given(st.binary(max_size=200))
def test_no_file_does_anything_but_say_what_is_wrong(content):
    assert faults_of(content)


LINES = WHOLE.splitlines(keepends=True)


@given(st.lists(st.sampled_from(LINES), max_size=40), st.integers(0, len(WHOLE)),
       st.text('[]{}"\'=.#\n a1', max_size=4))
def test_a_lesson_that_was_torn_apart_says_what_is_wrong_too(lines, at, typed):
    for text in ("format = 1\n" + "".join(lines), WHOLE[:at] + typed + WHOLE[at:]):
        try:
            read_lesson(text.encode(), "a.lesson.toml")
        except LessonError as error:
            last = text.count("\n") + 1
            assert all(0 <= fault.line <= last and str(fault.what) for fault in error.faults)
