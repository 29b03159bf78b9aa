"""Everything a network does wrong, done by a real server on this computer."""

import gzip
import os
import pickle
import re
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.data import mnist
from engine.data.dataset import DatasetError
from engine.data.download import DownloadCancelledError, DownloadError, FolderError
from engine.problem import printable

REPOSITORY = Path(__file__).resolve().parents[3]
FIRST = "train-images-idx3-ubyte.gz"
NAMES = sorted(file.remote.name for file in mnist.FILES.all)


def download(fake, folder, *mirrors, **options):
    return mnist.download_mnist(folder, mirrors=mirrors, files=fake.files, **options)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def failure(fake, folder, *mirrors, **options) -> DownloadError:
    """The error of a download that fails; nothing may be left in the folder."""
    with pytest.raises(DownloadError) as caught:
        download(fake, folder, *mirrors, **options)
    assert list(folder.iterdir()) == []
    assert f"no mirror gave {FIRST}" in str(caught.value)
    return caught.value


def answer(fake, folder, mirror, **options) -> str:
    """What the one mirror is said to have answered."""
    (_, problem), = failure(fake, folder, mirror, **options).answers
    return str(problem)


def test_download(fake, server, tmp_path):
    folder = download(fake, tmp_path / "new" / "folder", server.mirror("good"))
    assert contents(folder) == fake.published
    assert len(server.requested) == 4
    data = mnist.read_mnist(folder, files=fake.files)
    assert data.train.x.shape == (300, 784)


def test_goes_to_the_cache_by_default(fake, server, own_cache):
    assert download(fake, None, server.mirror("good")) == own_cache
    assert mnist.find_mnist() == own_cache


def test_files_can_be_read_by_whoever_can_read_the_folder(fake, server, tmp_path):
    tmp_path.chmod(0o755)
    download(fake, tmp_path, server.mirror("good"))
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o644}


def test_progress_goes_from_nothing_to_everything(fake, server, tmp_path):
    calls = []
    download(fake, tmp_path, server.mirror("good"), progress=lambda *call: calls.append(call))
    done = [call[0] for call in calls]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, fake.size)
    assert len(set(done)) > 6  # not only file by file
    assert {call[1] for call in calls} == {fake.size}
    assert {call[2] for call in calls} == set(NAMES)


def test_what_is_there_is_not_downloaded_again(fake, server, tmp_path):
    fake.write(tmp_path)
    assert download(fake, tmp_path, server.mirror("good")) == tmp_path
    assert server.requested == []


def test_unpacked_files_count_as_there(fake, server, tmp_path):
    for name, data in fake.contents.items():
        (tmp_path / name.removesuffix(".gz")).write_bytes(data)
    download(fake, tmp_path, server.mirror("good"))
    assert server.requested == []


OTHER = struct.pack(">4B3I", 0, 0, 8, 3, 2, 28, 28) + bytes(2 * 784)


@pytest.mark.parametrize("lacking", [None, *NAMES])
def test_another_data_set_under_the_same_names_is_left_as_it_is(fake, server, tmp_path, own_cache, lacking):
    """Fashion-MNIST comes under the names of MNIST. Nothing of MNIST is put beside it, either."""
    for folder, given in ((tmp_path / "fashion", tmp_path / "fashion"), (own_cache, None)):
        for name, content in fake.contents.items():
            other = content[:-1] + bytes([content[-1] ^ 1])
            if name != lacking:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(gzip.compress(other, mtime=0))
        before = contents(folder)
        with pytest.raises(FolderError, match="It is left as it is") as caught:
            download(fake, given, server.mirror("good"))
        assert str(folder / (FIRST if lacking != FIRST else "train-labels-idx1-ubyte.gz")) in str(caught.value)
        assert contents(folder) == before
    assert server.requested == []


WHOLE = {  # valid IDX files that MNIST's reader does not take
    "too many": struct.pack(">4B3I", 0, 0, 8, 3, 124_800, 2, 2) + bytes(124_800 * 4),
    "labels of QMNIST": struct.pack(">4B2I", 0, 0, 0x0C, 2, 20, 8) + bytes(20 * 8 * 4),
    "colours": struct.pack(">4B4I", 0, 0, 8, 4, 5, 28, 28, 3) + bytes(5 * 784 * 3),
    "numbers": struct.pack(">4BI", 0, 0, 0x0D, 1, 6) + bytes(24),
    "larger images": struct.pack(">4B3I", 0, 0, 8, 3, 2, 64, 64) + bytes(2 * 64 * 64),
}


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("packed", [True, False])
def test_a_whole_file_of_another_kind_is_left_as_it_is(fake, server, tmp_path, own_cache, kind, packed):
    name = FIRST if packed else FIRST.removesuffix(".gz")
    for folder in (tmp_path / "mine", own_cache):
        folder.mkdir(parents=True)
        (folder / name).write_bytes(gzip.compress(WHOLE[kind]) if packed else WHOLE[kind])
        before = contents(folder)
        with pytest.raises(FolderError, match=f"{name} is whole, but it is not MNIST's"):
            download(fake, folder, server.mirror("good"))
        assert contents(folder) == before
    assert server.requested == []


def flip_a_bit(data):
    return data[:500] + bytes([data[500] ^ 1]) + data[501:]


DAMAGES = {"a bit": flip_a_bit, "cut off": lambda data: data[:1000], "empty": lambda data: b"",
           "a web page": lambda data: b"<!DOCTYPE html><title>Please log in</title>"}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_of_the_cache_that_was_damaged_since_is_fetched_anew(fake, server, own_cache, damage):
    fake.write(own_cache)
    (own_cache / FIRST).write_bytes(DAMAGES[damage](fake.published[FIRST]))
    with pytest.raises(DatasetError, match=FIRST):
        mnist.read_mnist(own_cache, files=fake.files)
    download(fake, None, server.mirror("good"))
    assert server.requested == [f"good/{FIRST}"]
    assert contents(own_cache) == fake.published


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_in_another_folder_is_left_unless_there_is_nothing_in_it(fake, server, tmp_path, damage):
    fake.write(tmp_path)
    (tmp_path / FIRST).write_bytes(DAMAGES[damage](fake.published[FIRST]))
    before = contents(tmp_path)
    if damage == "empty":
        download(fake, tmp_path, server.mirror("good"))
        assert contents(tmp_path) == fake.published
        return
    with pytest.raises(FolderError, match="A download puts nothing in the place of a file of yours") as caught:
        download(fake, tmp_path, server.mirror("good"))
    assert str(tmp_path / FIRST) in str(caught.value)
    assert (contents(tmp_path), server.requested) == (before, [])


@pytest.mark.skipif(os.name == "nt", reason="links are others there")
def test_what_is_in_the_way_and_no_file_is_named_and_left(fake, server, tmp_path):
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / FIRST).symlink_to("nowhere")
    (tmp_path / "folder" / FIRST).mkdir(parents=True)
    for folder in (tmp_path / "linked", tmp_path / "folder"):
        with pytest.raises(FolderError, match=f"{FIRST} is in the way of a download"):
            download(fake, folder, server.mirror("good"))
        assert os.path.lexists(folder / FIRST)
    assert server.requested == []


def test_what_comes_to_the_folder_during_the_download_is_left(fake, server, tmp_path):
    def put_there(done, total, name):
        if done == 0:
            (tmp_path / FIRST.upper()).write_bytes(gzip.compress(OTHER))

    with pytest.raises(FolderError, match="It is left as it is"):
        download(fake, tmp_path, server.mirror("good"), progress=put_there)
    assert contents(tmp_path) == {FIRST.upper(): (tmp_path / FIRST.upper()).read_bytes()}


def test_a_packed_file_that_is_called_encoded_is_not_unpacked(fake, server, tmp_path):
    download(fake, tmp_path, server.mirror("encoded"))
    assert contents(tmp_path) == fake.published


@pytest.mark.parametrize("behaviour", ["forbidden", "busy", "page", "dropped", "wrong", "other_size", "endless"])
def test_next_mirror(fake, server, tmp_path, behaviour):
    download(fake, tmp_path, server.mirror(behaviour), server.mirror("good"))
    assert contents(tmp_path) == fake.published
    # The mirror that gave the first file is asked first for the others.
    assert [request.split("/")[0] for request in server.requested] == [behaviour, "good", "good", "good", "good"]


def test_mirror_that_does_not_exist(fake, server, tmp_path):
    download(fake, tmp_path, "http://127.0.0.1:9/", server.mirror("good"))
    assert contents(tmp_path) == fake.published


def test_no_mirror_gives_it(fake, server, tmp_path):
    mirrors = [server.mirror(behaviour) for behaviour in ("forbidden", "busy", "page")]
    error = failure(fake, tmp_path, *mirrors, "http://127.0.0.1:9/")
    assert [(host, str(problem)) for host, problem in error.answers] == [
        (server.host, "answered 403 Forbidden"),
        (server.host, "answered 503 Service Unavailable"),
        (server.host, "answered with a web page instead of the file"),
        ("127.0.0.1:9", "could not be reached"),
    ]
    for host, problem in error.answers:
        assert f"{host}: {problem}" in str(error)
    assert "choose a folder that holds the files" in str(error)


@pytest.mark.parametrize("behaviour", ["dropped", "dropped_without_length"])
def test_dropped_half_way(fake, server, tmp_path, behaviour):
    size = len(fake.published[FIRST])
    assert answer(fake, tmp_path, server.mirror(behaviour)) == f"stopped at {size // 2:,} of {size:,} bytes"


def test_stalled_half_way(fake, server, tmp_path):
    size = len(fake.published[FIRST])
    found = answer(fake, tmp_path, server.mirror("stalled"), stall_seconds=0.3)
    assert found == f"stopped at {size // 2:,} of {size:,} bytes"


def test_no_answer_at_all(fake, server, tmp_path):
    assert answer(fake, tmp_path, server.mirror("silent"), stall_seconds=0.3) == "gave no answer within 0.3 seconds"


def test_a_mirror_that_drips_is_given_up(fake, server, tmp_path):
    found = answer(fake, tmp_path, server.mirror("dripping"), stall_seconds=0.3)
    assert re.fullmatch(r"was too slow: [\d,]+ bytes in 0\.3 seconds", found)
    download(fake, tmp_path, server.mirror("dripping"), server.mirror("good"), stall_seconds=0.3)
    assert contents(tmp_path) == fake.published


@pytest.mark.parametrize(("behaviour", "begin"), [
    ("steering", "answered 403 \\x1b[2J\\x1b]0;owned\\x07NoNo"), ("steering_length", "offered \\x1b[31m999")])
def test_what_a_mirror_says_cannot_steer_a_terminal(fake, server, tmp_path, behaviour, begin):
    error = failure(fake, tmp_path, server.mirror(behaviour))
    (_, found), = error.answers
    assert str(found).startswith(begin) and len(str(found)) < 200
    assert str(error).isprintable() and len(str(error)) < 500


def test_right_size_wrong_content(fake, server, tmp_path):
    assert "SHA-256 differs" in answer(fake, tmp_path, server.mirror("wrong"))


def test_other_size(fake, server, tmp_path):
    size = len(fake.published[FIRST])
    assert answer(fake, tmp_path, server.mirror("other_size")) == f"offered {size + 1} instead of {size:,} bytes"


def test_body_without_end(fake, server, tmp_path):
    size = len(fake.published[FIRST])
    assert answer(fake, tmp_path, server.mirror("endless")) == f"sent more than the {size:,} bytes of the file"


@pytest.mark.parametrize("behaviour", ["stalled", "silent", "dripping"])
def test_cancel_while_the_connection_is_silent(fake, server, tmp_path, behaviour):
    cancelled = threading.Event()

    def cancel_when_silent():
        server.half_sent.wait()
        cancelled.set()

    canceller = threading.Thread(target=cancel_when_silent)
    canceller.start()
    with pytest.raises(DownloadCancelledError):  # where cancelling does nothing, this takes an hour
        download(fake, tmp_path, server.mirror(behaviour), cancelled=cancelled.is_set, stall_seconds=3600)
    canceller.join()
    assert list(tmp_path.iterdir()) == []


def test_cancel_keeps_what_was_complete(fake, server, tmp_path):
    cancelled = threading.Event()

    def cancel_at_second_file(done, total, name):
        if done > len(fake.published[FIRST]):
            cancelled.set()

    with pytest.raises(DownloadCancelledError):
        download(fake, tmp_path, server.mirror("good"), cancelled=cancelled.is_set, progress=cancel_at_second_file)
    kept = contents(tmp_path)
    assert kept
    assert kept.items() < fake.published.items()
    download(fake, tmp_path, server.mirror("good"))
    assert contents(tmp_path) == fake.published


def test_cancelled_before_it_began(fake, server, tmp_path):
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(DownloadCancelledError):
        download(fake, tmp_path, server.mirror("good"), cancelled=cancelled.is_set)
    assert list(tmp_path.iterdir()) == []


def test_cancel_while_waiting_for_another_download(fake, server, tmp_path):
    other_cancelled, cancelled = threading.Event(), threading.Event()
    ends = []

    def other():
        try:
            download(fake, tmp_path, server.mirror("stalled"), cancelled=other_cancelled.is_set, stall_seconds=3600)
        except DownloadCancelledError:
            ends.append("cancelled")

    thread = threading.Thread(target=other)
    thread.start()
    server.half_sent.wait()
    cancelled.set()
    with pytest.raises(DownloadCancelledError):
        download(fake, tmp_path, server.mirror("good"), cancelled=cancelled.is_set)
    assert ends == []  # the other one went on
    other_cancelled.set()
    thread.join()
    assert ends == ["cancelled"]


PROGRAM = """
import pickle, sys
from engine.data import mnist
folder, mirror, limit, files = pickle.load(sys.stdin.buffer)
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print("begins", flush=True)
try:
    mnist.download_mnist(folder, mirrors=[mirror], files=files, stall_seconds=3600)
except Exception as error:
    print(error)
    sys.exit(3)
"""


@pytest.fixture
def start_process(fake):
    """Starts a download in a process of its own."""
    started = []

    def start(folder, mirror, limit=0, program=PROGRAM):
        process = subprocess.Popen(
            [sys.executable, "-c", program], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if program is IN_TERMINAL else None,
        )
        started.append(process)
        pickle.dump((folder, mirror, limit, fake.files), process.stdin)
        process.stdin.close()
        assert process.stdout.readline() == b"begins\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.stdout.close()
        process.wait()


def test_killed_half_way(fake, server, start_process, tmp_path):
    process = start_process(tmp_path, server.mirror("stalled"))
    server.half_sent.wait()
    process.kill()
    process.wait()
    left, = tmp_path.iterdir()
    assert left.name.startswith(".backprop-lab-")
    download(fake, tmp_path, server.mirror("good"))
    assert contents(tmp_path) == fake.published


IN_TERMINAL = """
import pickle, sys
from functools import partial
from engine.data import mnist
from engine.data.download_line import download_in_terminal
folder, mirror, limit, files = pickle.load(sys.stdin.buffer)
print("begins", flush=True)
download_in_terminal("MNIST", partial(mnist.download_mnist, folder, mirrors=[mirror], files=files, stall_seconds=3600))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
@pytest.mark.parametrize("behaviour", ["stalled", "silent", "dripping"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ended_by_a_signal_nothing_is_left(fake, server, start_process, tmp_path, name, behaviour):
    process = start_process(tmp_path, server.mirror(behaviour), program=IN_TERMINAL)
    server.half_sent.wait()
    process.send_signal(getattr(signal, name))
    # Ctrl+C is an exception that main.py catches; here it ends the program as Python does.
    assert process.wait() == (-signal.SIGINT if name == "SIGINT" else 128 + getattr(signal, name))
    assert list(tmp_path.iterdir()) == []


def test_two_instances_at_once(fake, server, start_process, tmp_path):
    first = start_process(tmp_path, server.mirror("stalled"))
    server.half_sent.wait()
    second = start_process(tmp_path, server.mirror("stalled"))
    server.go_on.set()
    assert (first.wait(), second.wait()) == (0, 0)
    assert contents(tmp_path) == fake.published
    assert len(server.requested) == 4  # the second one waited, and found everything there


def test_disk_full(fake, server, start_process, tmp_path):
    # No file may grow over 50,000 bytes: to the program, that is a disk that runs full.
    process = start_process(tmp_path, server.mirror("good"), limit=50_000)
    message = process.stdout.read().decode()
    assert process.wait() == 3
    assert f"cannot be kept in {tmp_path}" in message
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be(fake, server, tmp_path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file" / "mnist", tmp_path / ("n" * 256), "a\0b"):
        with pytest.raises(FolderError) as caught:
            download(fake, folder, server.mirror("good"))
        assert f"cannot be kept in {printable(folder)}" in str(caught.value)
        assert "Choose another folder, or make this one writable" in str(caught.value)
    assert server.requested == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_is_read_only(fake, server, tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(DatasetError, match="Choose another folder"):
        download(fake, tmp_path, server.mirror("good"))
    tmp_path.chmod(0o755)
    assert server.requested == []


def test_import_is_quick():
    """What is slow to import is imported when it is needed."""
    program = "import engine.data.mnist, sys; print([m for m in ('pooch', 'requests', 'PySide6') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"
