"""A program is written whole, to any name, and never over what somebody else wrote."""

import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest
from test_files import posix, sweep

from engine.runs.program.hand_on import FORMS, NotOursError, prepare_program, write_program

REPOSITORY = Path(__file__).resolve().parents[4]


def hand_on(trainer, path: Path, form: str) -> None:
    prepare_program(path)
    assert write_program(trainer, path, form) == [path]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["run", "with a space", "実行 結果.py", "run.ipynb", "n" * 252 + ".py", "数" * 85])
def test_any_name(tmp_path, tiny_trainer, form, name):
    path = tmp_path / "a new one" / "結果" / name
    hand_on(tiny_trainer(), path, form)
    assert [each.name for each in path.parent.iterdir()] == [name]
    text = path.read_text(encoding="utf-8")
    if form == "script":
        compile(text, name, "exec")
    else:
        assert json.loads(text)["nbformat"] == 4


WRITING = """
    from conftest import make_tiny
    from engine.runs.program.hand_on import write_program
    from engine.training.config import TrainingConfig
    from engine.training.trainer import Trainer
    tiny = make_tiny()
    old, new = (Trainer(TrainingConfig(dataset="tiny", hidden_sizes=(5,), batch_size=10, seed=seed), tiny)
                for seed in (1, 2))
"""


@posix
@pytest.mark.parametrize("form", FORMS)
def test_killed_at_any_step_it_is_the_old_or_the_new_one(tmp_path, tiny_trainer, form):
    *killed, whole = sweep(tmp_path, WRITING + f"""
    sweep(sys.argv[1], lambda folder: folder.mkdir() or write_program(old, folder / "a", "{form}"),
          lambda folder: write_program(new, folder / "a", "{form}"))
    """)
    found = [(folder / "a").read_bytes() for folder in killed]
    assert len(found) > 5 and {*found} == {found[0], (whole / "a").read_bytes()}
    for folder in killed:
        write_program(tiny_trainer(), folder / "a", form)
        assert [each.name for each in folder.iterdir()] == ["a"], "nothing is left over"


@posix
@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_the_old_one_and_nothing_else(tmp_path, form):
    """The system refuses every write beyond so many bytes."""
    program = textwrap.dedent(WRITING) + textwrap.dedent("""
        import os, resource, signal
        path, form = Path(sys.argv[1], "a"), sys.argv[2]
        write_program(new, path, form)
        size = path.stat().st_size
        write_program(old, path, form)
        before = path.read_bytes()
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        for room in (0, 1, 100, *range(0, size, size // 20), size - 1):
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, -1))
            try:
                write_program(new, path, form)
            except OSError as error:
                assert error.strerror == "File too large", error
            else:
                print(room, "was enough")
            assert path.read_bytes() == before and os.listdir(sys.argv[1]) == ["a"]
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, -1))
        write_program(new, path, form)
        print("written")
    """)
    head = "import sys; sys.path[:0] = ['tests/engine']\nfrom pathlib import Path\n"
    done = subprocess.run([sys.executable, "-c", head + program, str(tmp_path), form], cwd=REPOSITORY, text=True,
                          capture_output=True, timeout=120)
    assert (done.stdout, done.stderr) == ("written\n", "")


def test_what_was_handed_on_before_is_replaced(tmp_path, tiny_trainer):
    path = tmp_path / "run"
    for form in (*FORMS, *FORMS):
        for seed in (1, 2):
            hand_on(tiny_trainer(seed=seed), path, form)
            assert path.read_text(encoding="utf-8") == FORMS[form](tiny_trainer(seed=seed))
    path.write_bytes(b"")  # as a program makes one that asks for a name
    hand_on(tiny_trainer(), path, "script")


@pytest.mark.parametrize("content", [
    b"print('mine')\n", b"\xff\xfe\x00", b"\n" * 5000 + b"A training run of Backprop Lab"])
def test_what_somebody_else_wrote_is_left_alone(tmp_path, content):
    path = tmp_path / "mine.py"
    path.write_bytes(content)
    with pytest.raises(NotOursError, match=r"mine\.py is there already, and is no run that was handed on"):
        prepare_program(path)
    assert path.read_bytes() == content and [each.name for each in tmp_path.iterdir()] == ["mine.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_what_a_link_leads_to_is_left_alone(tmp_path, tiny_trainer):
    (tmp_path / "mine.py").write_text("mine")
    (tmp_path / "link.py").symlink_to("mine.py")
    with pytest.raises(NotOursError):
        prepare_program(tmp_path / "link.py")
    write_program(tiny_trainer(), tmp_path / "link.py", "script")  # by somebody who was asked
    assert (tmp_path / "mine.py").read_text() == "mine" and not (tmp_path / "link.py").is_symlink()


def test_where_nothing_can_be_written(tmp_path, tiny_trainer):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "folder", tmp_path / "file" / "run.py", tmp_path / ("n" * 300), Path()):
        with pytest.raises(OSError):
            prepare_program(path)
        with pytest.raises(OSError):
            write_program(tiny_trainer(), path, "script")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of a folder")
def test_a_folder_that_may_not_be_written_to():
    program = """
import os, sys
from pathlib import Path
from engine.runs.program.hand_on import prepare_program
if os.geteuid() == 0:
    os.seteuid(65534)  # the superuser may write anywhere
try:
    prepare_program(Path(sys.argv[1]))
except OSError as error:
    print(type(error).__name__)
"""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        found = subprocess.run([sys.executable, "-c", program, str(Path(folder, "run.py"))], capture_output=True,
                               text=True, cwd=REPOSITORY, timeout=60)
    assert (found.stdout, found.stderr) == ("PermissionError\n", "")
