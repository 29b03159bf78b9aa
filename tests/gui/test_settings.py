"""Settings: what was chosen comes back, and no file can keep the program from starting."""

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from engine.training.config import TrainingConfig
from gui import settings
from gui.settings import Settings

CHOSEN = Settings(
    scheme="dark", text_scale=1.5, language="ja", geometry="AdnQywAD", splitters={"middle": [300, 400, 0]},
    folded=["experiment"],
    config=TrainingConfig(
        dataset="mnist", images=300, validation=0.2, hidden_sizes=(30, 20), learning_rate=0.05, seed=7),
    speed=12.5, smoothing=60, log_axis=True, gradient_of_minibatch=True, hold_scale=True, data_dir="/data/手書き",
    mnist_offer_hidden=True, observations=False, folder="/runs/課題", recent=["/runs/課題/a.npz", "/b.npz"],
    first_run=True, short_names=False,
)

posix = pytest.mark.skipif(os.name == "nt", reason="rights, pipes, links and limits are others there")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def write(path: Path, **changes: object) -> None:
    """What was saved, with some values exchanged."""
    path.write_text(json.dumps(asdict(CHOSEN) | changes))


def test_whether_it_is_the_first_start(path):
    assert settings.is_first_start(path)
    settings.save(Settings(), path)
    assert not settings.is_first_start(path)


def test_first_start_gives_the_defaults_and_says_nothing(path):
    found, notice = settings.load(path)
    assert found == Settings()
    assert notice is None
    assert not path.exists()
    assert found.config == TrainingConfig()


def test_what_was_saved_comes_back(path):
    assert settings.save(CHOSEN, path) is None
    assert settings.load(path) == (CHOSEN, None)
    assert os.listdir(path.parent) == ["settings.json"]


def test_defaults_differ_from_the_choices_of_this_test_in_every_field():
    same = [f.name for f in fields(Settings) if getattr(CHOSEN, f.name) == getattr(Settings(), f.name)]
    assert same == ["version"]


def test_default_place_can_be_chosen_by_the_environment(settings_dir):
    assert settings.save(CHOSEN) is None
    assert settings.default_path() == settings_dir / "settings.json"
    assert settings.load() == (CHOSEN, None)


def test_each_settings_object_has_its_own_lists():
    Settings().folded.append("curves")
    assert Settings().folded == []


GARBAGE = {
    "empty": b"", "binary": bytes(range(256)), "cut off": b'{"version": 1, "scheme": "da', "a list": b"[1, 2]",
    "null": b"null", "not UTF-8": b'{"language": "\xff\xfe"}', "deeply nested": b"[" * 200_000,
    "a number of many digits": b'{"version": 1, "speed": ' + b"9" * 5000 + b"}", "too large": b" " * 2_000_000 + b"{}",
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_gives_the_defaults_and_is_kept_aside(path, content):
    path.write_bytes(content)
    found, notice = settings.load(path)
    assert found == Settings()
    assert (path.parent / "settings.json.old").read_bytes() == content
    assert str(path.parent / "settings.json.old") in notice
    assert "\n" not in notice
    assert settings.load(path) == (Settings(), None), "the second start has nothing to complain about"


def test_a_newer_version_is_not_guessed_at(path):
    write(path, version=2, scheme={"colours": "new"})
    content = path.read_bytes()
    found, notice = settings.load(path)
    assert found == Settings()
    assert "newer version" in notice
    assert (path.parent / "settings.json.old").read_bytes() == content


def test_files_kept_aside_do_not_replace_each_other(path):
    for content in (b"first", b"second", b"third"):
        path.write_bytes(content)
        settings.load(path)
    kept = {name: (path.parent / name).read_bytes() for name in os.listdir(path.parent) if name != "settings.json"}
    assert kept == {"settings.json.old": b"first", "settings.json.old.2": b"second", "settings.json.old.3": b"third"}


BAD_VALUES = [
    ("version", 0), ("version", True), ("version", "1"), ("version", None), ("scheme", "blue"), ("scheme", ["dark"]),
    ("text_scale", 0.69), ("text_scale", 2.51), ("text_scale", True), ("text_scale", "1.5"), ("text_scale", 10**400),
    ("text_scale", float("nan")), ("language", "../../x"), ("language", 5), ("geometry", "not base64!"),
    ("geometry", "äöü"), ("geometry", [1]), ("splitters", [1]), ("splitters", {"a": 1}), ("splitters", {"a": [1.5]}),
    ("splitters", {"a": [-1]}), ("splitters", {"a": [2**40]}), ("folded", "experiment"), ("folded", [1]),
    ("speed", 0), ("speed", -1), ("speed", float("inf")), ("speed", "fast"), ("smoothing", 0), ("smoothing", 1.5),
    ("log_axis", 1), ("gradient_of_minibatch", "yes"), ("hold_scale", None), ("data_dir", None), ("data_dir", "a\0b"),
    ("data_dir", "\ud800"), ("mnist_offer_hidden", 0), ("config", []), ("config", None),
]


@pytest.mark.parametrize(("name", "value"), BAD_VALUES, ids=lambda value: repr(value)[:30])
def test_one_bad_value_falls_back_alone(path, name, value):
    write(path, **{name: value})
    content = path.read_bytes()
    found, notice = settings.load(path)
    assert asdict(found) == asdict(CHOSEN) | {name: asdict(Settings())[name]}
    assert name in notice
    assert (path.parent / "settings.json.old").read_bytes() == content
    assert settings.load(path) == (found, None)


BAD_HYPERPARAMETERS = [
    ("dataset", "nothing of the kind"), ("dataset", 3), ("images", -1), ("images", "all"), ("images", 3.5),
    ("validation", 1.0), ("validation", "none"), ("validation", float("nan")),
    ("hidden_sizes", 50), ("hidden_sizes", [0]),
    ("hidden_sizes", [10**6]), ("hidden_sizes", ["50"]), ("hidden_sizes", [5] * 11), ("activation", "step"),
    ("activation", {}), ("weight_init", 0.01), ("batch_size", 0), ("batch_size", 100.0), ("learning_rate", 0),
    ("learning_rate", -0.1), ("learning_rate", 10**400), ("learning_rate", float("nan")), ("learning_rate", True),
    ("iterations", -5), ("seed", -1), ("seed", 2**32), ("dtype", "float16"),
]


@pytest.mark.parametrize(("name", "value"), BAD_HYPERPARAMETERS, ids=lambda value: repr(value)[:30])
def test_one_bad_hyperparameter_falls_back_alone(path, name, value):
    write(path, config=asdict(CHOSEN.config) | {name: value})
    found, notice = settings.load(path)
    assert found.config == replace(CHOSEN.config, **{name: getattr(TrainingConfig(), name)})
    assert f"config.{name}" in notice


def test_what_is_missing_or_unknown_is_no_damage(path):
    path.write_text('{"version": 1, "scheme": "light", "colour_of_the_moon": 5, "config": {"seed": 3, "moon": 1}}')
    found, notice = settings.load(path)
    assert notice is None
    assert found == Settings(scheme="light", config=TrainingConfig(seed=3))


def test_whole_numbers_become_floats_where_floats_are_kept(path):
    write(path, text_scale=2, speed=5, config=asdict(CHOSEN.config) | {"learning_rate": 1})
    found, notice = settings.load(path)
    assert notice is None
    assert [type(v) for v in (found.text_scale, found.speed, found.config.learning_rate)] == [float] * 3


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=8)
NAMES = [f.name for f in fields(Settings)]
HYPERPARAMETERS = [f.name for f in fields(TrainingConfig)]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(values=st.dictionaries(st.sampled_from(NAMES), JSON_VALUES, max_size=4),
       config=st.dictionaries(st.sampled_from(HYPERPARAMETERS), JSON_VALUES, max_size=3))
def test_whatever_is_in_the_file_the_settings_can_be_used(path, values, config):
    for old in path.parent.glob("settings.json*"):
        old.unlink()
    path.write_text(json.dumps({"version": 1, "config": config} | values))
    found, notice = settings.load(path)
    assert isinstance(found.config, TrainingConfig)
    assert settings.load(path)[1] is None if notice else True
    assert settings.save(found, path) is None
    assert settings.load(path) == (found, None)


@posix
def test_a_folder_or_a_pipe_in_the_place_of_the_file_is_put_aside(path):
    path.mkdir()
    assert settings.load(path)[0] == Settings()
    assert (path.parent / "settings.json.old").is_dir()
    path.unlink()
    os.mkfifo(path)
    assert settings.load(path)[0] == Settings()
    assert (path.parent / "settings.json.old.2").is_fifo()


@pytest.fixture
def locked():
    """A folder with settings in it, that may be read and not written to, for whoever runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings.save(Settings(), folder / "settings.json")
        (folder / "settings.json").chmod(0o644)
        (folder / "garbage.json").write_text("garbage")
        folder.chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root:  # who may write anywhere, so act as nobody meanwhile
            os.seteuid(65534)
        yield folder
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@posix
def test_a_folder_that_cannot_be_written_to_is_said(locked):
    problem = settings.save(CHOSEN, locked / "settings.json")
    assert "Permission denied" in problem
    assert str(locked) in problem
    assert settings.load(locked / "settings.json") == (Settings(), None), "the file is as it was"
    assert sorted(os.listdir(locked)) == ["garbage.json", "settings.json"]


@posix
def test_a_damaged_file_that_cannot_be_moved_is_said(locked):
    found, notice = settings.load(locked / "garbage.json")
    assert found == Settings()
    assert "cannot be kept aside (Permission denied)" in notice
    assert (locked / "garbage.json").read_text() == "garbage"


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "taken").write_text("")
    assert "taken" in settings.save(CHOSEN, tmp_path / "taken" / "settings.json")


@posix
def test_a_full_disk_leaves_the_old_file_and_no_debris(path):
    settings.save(CHOSEN, path)
    script = textwrap.dedent(f"""
        import resource, signal, sys
        from gui import settings
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # the system refuses to write more, as a full disk does
        sys.exit(settings.save(settings.Settings(), settings.Path({str(path)!r})) is None)
    """)
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(settings.__file__).parent.parent)
    assert settings.load(path) == (CHOSEN, None)
    assert os.listdir(path.parent) == ["settings.json"]


AT_ONCE = """
import sys
from pathlib import Path
from gui import settings
path, count = Path(sys.argv[1]), int(sys.argv[2])
for number in range(count):
    print("ready", flush=True)
    sys.stdin.readline()
    if sys.argv[3] == "save":
        print(*(settings.save(settings.Settings(smoothing=each + 1), path) for each in range(100)), flush=True)
    else:
        found, notice = settings.load(path)
        print(found == settings.Settings(), "settings.json.old" in (notice or ""), flush=True)
"""


def several_at_once(path: Path, action: str, count: int = 1, prepare=lambda: None) -> list[list[str]]:
    """What each of four programs says that do this at the same moment, so many times."""
    programs = [subprocess.Popen([sys.executable, "-c", AT_ONCE, str(path), str(count), action], text=True,
                                 cwd=Path(settings.__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                for _ in range(4)]
    said = []
    for _ in range(count):
        for program in programs:
            assert program.stdout.readline() == "ready\n"
        prepare()
        for program in programs:
            program.stdin.write("go\n")
            program.stdin.flush()
        said.append([program.stdout.readline().strip() for program in programs])
    for program in programs:
        program.communicate(timeout=60)
    return said


def test_windows_that_save_at_once_all_succeed(path):
    said, = several_at_once(path, "save")
    assert [set(words.split()) for words in said] == [{"None"}] * 4
    assert settings.load(path) == (Settings(smoothing=100), None)
    assert os.listdir(path.parent) == ["settings.json"]


def test_windows_that_find_garbage_at_once_keep_it_aside_once(path):
    contents = [f"garbage {number}".encode() for number in range(12)]
    coming = iter(contents)
    said = several_at_once(path, "load", 12, lambda: path.write_bytes(next(coming)))
    assert all(words.startswith("True") for each in said for words in each), "all start with the defaults"
    assert all(sum(words.endswith("True") for words in each) == 1 for each in said), "one says where it went"
    kept = sorted(file.read_bytes() for file in path.parent.iterdir() if file != path)
    assert kept == sorted(contents)
    assert settings.load(path) == (Settings(), None)


@posix
def test_killed_at_any_step_they_are_the_old_or_the_new_ones(path):
    script = textwrap.dedent(f"""
        import os, signal, sys
        from pathlib import Path
        from gui import settings
        path, number, steps = Path({str(path)!r}), 0, 0
        def watch(event, args):
            global steps
            if event == "open" or event.startswith("os.") or event == "shutil.rmtree":
                steps += 1
                if steps == number:
                    os.kill(os.getpid(), signal.SIGKILL)
        while True:
            number += 1
            child = os.fork()
            if not child:
                sys.addaudithook(watch)
                settings.save(settings.Settings(smoothing=number), path)
                os._exit(0)
            killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
            found, notice = settings.load(path)
            print(found.smoothing, notice)
            if not killed:
                break
    """)
    done = subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(settings.__file__).parent.parent,
                          stdout=subprocess.PIPE, text=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert len(lines) > 5 and {notice for _, notice in lines} == {"None"}
    found = [int(smoothing) for smoothing, _ in lines]
    assert all(smoothing in (number, *found[:number - 1], 1) for number, smoothing in enumerate(found, 1))
    assert found[-1] == len(found) and os.listdir(path.parent) == ["settings.json"]


@posix
def test_a_link_to_the_settings_stays_a_link(path, tmp_path):
    target = tmp_path / "elsewhere" / "mine.json"
    target.parent.mkdir()
    target.write_text("{}")
    path.symlink_to(target)
    settings.save(CHOSEN, path)
    assert path.is_symlink()
    assert settings.load(target) == (CHOSEN, None)


@pytest.mark.parametrize(("content", "language"), [
    ('{"version": 1, "language": "ja", "speed": "x"}', "ja"), ('{"language": 7}', ""), ("[]", ""), ("garbage", "")])
def test_what_is_wrong_can_be_said_in_the_language_of_the_file(tmp_path, content, language):
    file = tmp_path / "settings.json"
    assert settings.language(file) == ""
    file.write_text(content)
    assert settings.language(file) == language
    assert file.read_text() == content
