"""Files written whole or not at all: killed at every step, on a full disk, beside others, and where links lie."""

import os
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from engine.files import folder_named, is_file, prepare_together, trouble_at, write_file, write_together

REPOSITORY = Path(__file__).resolve().parents[2]
NAMES = ("loss.csv", "accuracy.csv", "params.npz")
OLD, NEW = ({name: f"{run} {name}".encode() for name in NAMES} for run in ("old", "new"))

posix = pytest.mark.skipif(os.name == "nt", reason="links, rights, limits and signals are others there")


def writers(contents: dict[str, bytes]) -> dict:
    return {name: lambda file, content=content: file.write(content) for name, content in contents.items()}


def seen(folder: Path) -> dict[str, bytes]:
    """The files that a person sees."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- killed ----------------------------------------------------------------------------------------------------------

SWEEP = """
import os, signal, sys, warnings
from pathlib import Path
sys.path[:0] = ["tests/engine"]
from test_files import NEW, OLD, REPOSITORY, writers
from engine.files import write_file, write_together

EVENTS = ("open", "tempfile.mkdtemp", "shutil.rmtree")
def dies_at(number, act):
    '''Do this in a process that is killed before its file operation of that number; whether it came so far.'''
    child = os.fork()
    if not child:
        steps = 0
        def watch(event, args):
            nonlocal steps
            if event in EVENTS or event.startswith("os."):
                steps += 1
                if steps == number:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(watch)
        act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

def sweep(root, prepare, act):
    number = 1
    while True:
        folder = Path(root, str(number))
        prepare(folder)
        if not dies_at(number, lambda: act(folder)):
            break
        number += 1
    print(number)
"""


def sweep(root: Path, program: str) -> list[Path]:
    """Run a program that makes a folder for each step at which its writer is killed, and a last one where it is not."""
    done = subprocess.run([sys.executable, "-c", SWEEP + textwrap.dedent(program), str(root)], cwd=REPOSITORY,
                          capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    return [root / str(number) for number in range(1, int(done.stdout) + 1)]


@posix
@pytest.mark.parametrize("before", ["OLD", "{}"])
def test_killed_at_any_step_files_that_belong_together_are_never_mixed(tmp_path, before):
    *killed, whole = sweep(tmp_path, f"""
        sweep(sys.argv[1], lambda folder: write_together(folder, writers({before})),
              lambda folder: write_together(folder, writers(NEW)))
    """)
    assert seen(whole) == NEW
    old = OLD if before == "OLD" else {}
    found = [seen(folder) for folder in killed]
    assert len(found) > 20
    assert all(files.items() <= old.items() or files.items() <= NEW.items() for files in found)
    assert old in found and NEW in found
    for folder, files in zip(killed, found, strict=True):
        prepare_together(folder, NAMES)  # as the next run does at its start
        assert seen(folder) in ((old, NEW) if files == old else (NEW,))
        assert names_in(folder) == sorted(seen(folder)), "nothing is left over"


@posix
@pytest.mark.parametrize("left", [2, 0])
def test_killed_while_it_finishes_what_was_killed_before(tmp_path, left):
    """Where the next one is killed as well, the one after that still finds all there is."""
    *killed, whole = sweep(tmp_path, f"""
        import shutil
        from test_files import seen
        from engine.files import prepare_together
        for number in range(1, 99):
            middle = Path(sys.argv[1], f"killed before {{number}}")
            write_together(middle, writers(OLD))
            dies_at(number, lambda: write_together(middle, writers(NEW)))
            if len(seen(middle)) == {left}:  # so many of the old ones are not out of the way yet
                break
        sweep(sys.argv[1], lambda folder: shutil.copytree(middle, folder),
              lambda folder: prepare_together(folder, tuple(NEW)))
    """)
    assert seen(whole) == NEW and len(killed) > 10
    for folder in killed:
        assert seen(folder).items() <= NEW.items() or seen(folder).items() <= OLD.items()
        prepare_together(folder, NAMES)
        assert seen(folder) == NEW
        assert names_in(folder) == sorted(NAMES)


@posix
def test_killed_at_any_step_one_file_is_the_old_or_the_new_one(tmp_path):
    *killed, whole = sweep(tmp_path, """
        sweep(sys.argv[1], lambda folder: write_file(folder / "a", lambda file: file.write(b"old")),
              lambda folder: write_file(folder / "a", lambda file: file.write(b"new")))
    """)
    assert seen(whole) == {"a": b"new"}
    found = [seen(folder)["a"] for folder in killed]
    assert len(found) > 5 and set(found) == {b"old", b"new"}
    for folder in killed:
        write_file(folder / "a", lambda file: file.write(b"next"))
        assert names_in(folder) == ["a"] and (folder / "a").read_bytes() == b"next"


# --- what cannot be written ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NAMES)
def test_a_folder_in_the_place_of_a_file(tmp_path, name):
    write_together(tmp_path, writers(OLD))
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine").touch()
    before = names_in(tmp_path)
    for act in (lambda: prepare_together(tmp_path, NAMES), lambda: write_together(tmp_path, writers(NEW))):
        with pytest.raises(IsADirectoryError) as caught:
            act()
        assert caught.value.filename == str(tmp_path / name)
    assert names_in(tmp_path) == before
    assert all((tmp_path / other).read_bytes() == OLD[other] for other in NAMES if other != name)
    assert names_in(tmp_path / name) == ["mine"]


@posix
def test_a_pipe_in_the_place_of_a_file_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "loss.csv")
    with pytest.raises(FileExistsError):
        write_together(tmp_path, writers(NEW))
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "loss.csv", lambda file: None)
    assert (tmp_path / "loss.csv").is_fifo() and names_in(tmp_path) == ["loss.csv"]
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "full", lambda file: None, through_links=True)
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("failing", NAMES)
def test_a_writer_that_fails_leaves_the_old_files_and_nothing_else(tmp_path, failing):
    def fail(file) -> None:
        file.write(b"half")
        raise OSError("no more room")

    write_together(tmp_path, writers(OLD))
    with pytest.raises(OSError, match="no more room"):
        write_together(tmp_path, writers(NEW) | {failing: fail})
    assert seen(tmp_path) == OLD and names_in(tmp_path) == sorted(NAMES)


@posix
def test_interrupted_while_the_files_change_places_they_are_put_back(tmp_path):
    """Ctrl+C, and whatever else is raised between two of the names, at each of them."""
    program = """
        import os, sys
        sys.path[:0] = ["tests/engine"]
        from pathlib import Path
        from test_files import NEW, OLD, seen, writers
        from engine.files import write_together
        replace, left = os.replace, 0
        def breaks(*names):
            global left
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
            replace(*names)
        os.replace = breaks
        for number in range(1, 20):
            folder = Path(sys.argv[1], str(number))
            write_together(folder, writers(OLD))
            left = number
            try:
                write_together(folder, writers(NEW))
            except KeyboardInterrupt:
                assert seen(folder) == OLD and len(os.listdir(folder)) == 3
            else:
                break
        print(number)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(tmp_path)], cwd=REPOSITORY,
                          capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("7\n", "")  # three go, three come


# --- names, links, rights --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["with spaces", "結果", "n" * 255, "'quoted\"", "-rf"])
def test_any_name_that_a_file_can_have(tmp_path, name):
    for content in (b"first", b"second"):
        write_file(tmp_path / name, lambda file, content=content: file.write(content))
        assert (tmp_path / name).read_bytes() == content
    (tmp_path / name).unlink()
    write_together(tmp_path / name, writers(NEW))
    assert seen(tmp_path / name) == NEW


@posix
def test_a_link_in_the_place_of_a_file_is_replaced_and_not_written_through(tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"of somebody else")
    folder = tmp_path / "out"
    folder.mkdir()
    for name, target in zip(NAMES, (other, tmp_path / "nowhere", tmp_path), strict=True):
        (folder / name).symlink_to(target)
    write_together(folder, writers(NEW))
    assert seen(folder) == NEW and not any((folder / name).is_symlink() for name in NAMES)
    assert other.read_bytes() == b"of somebody else" and not (tmp_path / "nowhere").exists()


@posix
def test_a_link_to_the_folder_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_together(tmp_path / "link", writers(NEW))
    assert seen(tmp_path / "real") == NEW


@posix
def test_links_in_a_circle_are_an_error(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError):
        write_file(tmp_path / "a" / "file", lambda file: None)
    assert names_in(tmp_path) == ["a", "b"]


@posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_whoever_may_read_other_new_files_may_read_these(tmp_path, mask, mode):
    before = os.umask(mask)
    try:
        write_file(tmp_path / "one", lambda file: None)
        write_together(tmp_path, writers(NEW))
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {mode}


@posix
def test_a_file_hands_its_permissions_down(tmp_path):
    write_file(tmp_path / "one", lambda file: None)
    (tmp_path / "one").chmod(0o640)
    write_file(tmp_path / "one", lambda file: file.write(b"new"))
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o640


@posix
def test_what_only_has_the_name_of_something_left_is_not_touched(tmp_path):
    os.mkfifo(tmp_path / ".backprop-lab-pipe.new")  # opening it would wait for somebody who writes
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    (tmp_path / ".backprop-lab-link.new").symlink_to("mine")
    (tmp_path / ".backprop-lab-file.new").touch()
    before = names_in(tmp_path)
    write_together(tmp_path, writers(NEW))
    assert names_in(tmp_path) == sorted([*before, *NAMES]) and names_in(tmp_path / "mine") == ["file"]


def test_only_what_is_its_own_and_dead_is_removed(tmp_path):
    mine = [".backprop-lab-notes", ".backprop-lab-a.ready", "loss.csv.new", ".loss.csv.part"]
    for name in mine[:2]:
        (tmp_path / name).mkdir()
    (tmp_path / mine[1] / "mine").touch()  # no file of those that are written here
    for name in mine[2:]:
        (tmp_path / name).touch()
    (tmp_path / ".backprop-lab-dead.new").mkdir()
    write_together(tmp_path, writers(NEW))
    assert names_in(tmp_path) == sorted([*mine, *NAMES])


# --- several at once -------------------------------------------------------------------------------------------------

def test_several_that_write_at_once_all_succeed_and_never_mix(tmp_path):
    found = []

    def write(run: int) -> None:
        for _ in range(20):
            write_together(tmp_path, writers({name: f"{run}".encode() for name in NAMES}))
            write_file(tmp_path / "one", lambda file: file.write(f"{run}".encode()))
            found.append(run)

    threads = [threading.Thread(target=write, args=(run,)) for run in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    assert len({(tmp_path / name).read_bytes() for name in NAMES}) == 1
    assert names_in(tmp_path) == sorted([*NAMES, "one"])


class Paused:
    """Somebody who writes a file and stands still in the middle of it."""

    def __init__(self, path: Path) -> None:
        self.begun, self.go_on, self.failed = threading.Event(), threading.Event(), None
        self._thread = threading.Thread(target=self._write, args=(path,))
        self._thread.start()
        self.begun.wait()

    def _write(self, path: Path) -> None:
        def slowly(file) -> None:
            self.begun.set()
            self.go_on.wait()
            file.write(b"slow")

        try:
            write_file(path, slowly)
        except OSError as error:
            self.failed = error

    def finish(self) -> None:
        self.go_on.set()
        self._thread.join()
        assert self.failed is None


def test_who_is_tired_of_waiting_writes_all_the_same_and_is_not_taken_for_dead(tmp_path):
    first = Paused(tmp_path / "first")
    second = Paused(tmp_path / "second")  # does not wait for ever
    first.finish()
    write_file(tmp_path / "third", lambda file: file.write(b"third"))  # tidies up before
    second.finish()
    assert names_in(tmp_path) == ["first", "second", "third"]


# --- looking ---------------------------------------------------------------------------------------------------------

def unreadable(tmp_path: Path) -> dict[str, str]:
    """Names that nobody can look into, and why."""
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    return {str(tmp_path / "file" / "folder"): "Not a directory", str(tmp_path / ("n" * 256)): "File name too long",
            str(tmp_path / "loop" / "x"): "symbolic links", "a\0b": "null", "~nobody-of-this-name\0": "null"}


@posix
def test_what_cannot_be_looked_at_is_no_file_and_the_reason_is_told(tmp_path):
    for name, reason in unreadable(tmp_path).items():
        assert not is_file(folder_named(name) / "file")
        assert reason in trouble_at(folder_named(name) / "file")
    assert trouble_at(tmp_path / "nothing") is None and trouble_at(tmp_path) is None


def test_a_home_that_nobody_has_is_a_name_like_any_other(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert folder_named("~/data") == tmp_path / "data"
    assert folder_named("~nobody-of-this-name/data") == Path("~nobody-of-this-name/data")
