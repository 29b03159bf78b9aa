"""Where the training in a terminal gets its data from: a folder, the usual places, or a download."""

import contextlib
import gzip
import os
import re
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from engine.data import catalogue, digits, mnist
from engine.terminal import run as terminal


@pytest.fixture
def mirrors(server) -> list[str]:
    """The mirrors that are asked, one that works; may be changed."""
    return [server.mirror("good")]


@pytest.fixture
def small_mnist(fake, mirrors, own_cache, monkeypatch):
    """MNIST in small in the place of the real one; it is not on this computer."""
    source = replace(mnist.SOURCE, load=partial(mnist.load_dataset, files=fake.files),
                     download=partial(mnist.download_mnist, mirrors=mirrors, files=fake.files))
    monkeypatch.setattr(catalogue, "SOURCES", (digits.SOURCE, source))
    return fake


def run(capsys, *options: str) -> tuple[int, str, str]:
    """Exit code, and what a short run prints to stdout and to stderr."""
    code = terminal.main(["--dataset", "mnist", "--iterations", "2", "--hidden-size", "3", *options])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize("name", ["~nobody-of-this-name", "n" * 256])
def test_a_folder_that_cannot_be_looked_into(small_mnist, capsys, monkeypatch, name):
    code, out, err = run(capsys, "--data-dir", name)
    assert (code, out) == (2, "")
    assert err.startswith(f"main.py --headless: MNIST: {name} ") and err.count("\n") == 1
    monkeypatch.setenv("MNIST_DIR", name)
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert name in err and "--download downloads" in err and err.count("\n") == 1


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_not_there_and_the_way_to_get_it_is_named(small_mnist, server, own_cache, capsys):
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith(f"main.py --headless: MNIST is not on this computer (looked in {own_cache}). ")
    assert "--download downloads" in err
    assert server.requested == []


def test_download(small_mnist, server, own_cache, capsys):
    code, out, err = run(capsys, "--download")
    assert (code, err) == (0, f"MNIST: downloaded to {own_cache}\n")
    assert out.startswith("x_train : (300, 784)\n") and "iter 2 (100.0%)" in out
    assert names(own_cache) == sorted(small_mnist.published)
    assert run(capsys, "--download")[::2] == (0, "")
    assert len(server.requested) == 4


def test_download_into_a_folder_that_lacks_a_file(small_mnist, server, own_cache, tmp_path, capsys):
    folder = small_mnist.write(tmp_path / "mine")
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    code, _, err = run(capsys, "--data-dir", str(folder), "--download")
    assert (code, err) == (0, f"MNIST: downloaded to {folder}\n")
    assert server.requested == ["good/t10k-labels-idx1-ubyte.gz"]
    assert not own_cache.exists()


def test_what_was_downloaded_and_damaged_since_is_fetched_anew(small_mnist, server, own_cache, capsys):
    small_mnist.write(own_cache)
    (own_cache / "t10k-images-idx3-ubyte.gz").write_bytes(b"")
    code, out, err = run(capsys)
    assert (code, out) == (2, "") and "t10k-images-idx3-ubyte.gz is empty" in err
    assert run(capsys, "--download")[0] == 0
    assert server.requested == ["good/t10k-images-idx3-ubyte.gz"]


def test_a_mirror_that_refuses(small_mnist, server, mirrors, capsys):
    mirrors[:] = [server.mirror("forbidden")]
    code, out, err = run(capsys, "--download")
    assert (code, out) == (2, "")
    assert f"{server.host}: answered 403 Forbidden." in err


def test_a_folder_that_lacks_a_file_is_refused_although_there_is_another_copy(
        small_mnist, own_cache, tmp_path, monkeypatch, capsys):
    small_mnist.write(own_cache)
    monkeypatch.setenv("MNIST_DIR", str(own_cache))
    folder = small_mnist.write(tmp_path / "mine")
    assert run(capsys, "--data-dir", str(folder))[0] == 0
    (folder / "train-labels-idx1-ubyte.gz").unlink()
    (folder / "t10k-images-idx3-ubyte.gz").unlink()
    code, out, err = run(capsys, "--data-dir", str(folder))
    assert (code, out) == (2, "")
    assert err.startswith(
        f"main.py --headless: MNIST: {folder} has no train-labels-idx1-ubyte, t10k-images-idx3-ubyte (nor ")
    assert run(capsys)[0] == 0


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def fashion(small_mnist, tmp_path) -> Path:
    """A folder with other files under MNIST's names, whose labels begin as those of Fashion-MNIST do."""
    folder = tmp_path / "fashion"
    folder.mkdir()
    for name, content in small_mnist.contents.items():
        content = bytearray(content)
        if "labels" in name:
            content[8:18] = bytes((9, 0, 0, 3, 0, 2, 7, 2, 5, 5))
        content[-1] ^= 1
        (folder / name).write_bytes(gzip.compress(bytes(content)))
    return folder


@pytest.mark.parametrize("options", [[], ["--download"]])
def test_fashion_mnist_in_the_folder_that_is_named(fashion, server, capsys, options):
    before = contents(fashion)
    code, out, err = run(capsys, "--data-dir", str(fashion), *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"main.py --headless: {fashion}/") and err.count("\n") == 1
    assert "it seems to belong to Fashion-MNIST. It is left as it is. Choose the folder with MNIST's own files" in err
    assert (contents(fashion), server.requested) == (before, [])


def test_fashion_mnist_in_the_folder_of_the_environment(fashion, server, own_cache, monkeypatch, capsys):
    monkeypatch.setenv("MNIST_DIR", str(fashion))
    before = contents(fashion)
    code, out, err = run(capsys)
    assert (code, out) == (2, "") and "seems to belong to Fashion-MNIST" in err
    code, out, err = run(capsys, "--download")  # to the cache, and not without a word
    assert code == 0 and "iter 2 (100.0%)" in out
    said, downloaded = err.splitlines()
    assert "it seems to belong to Fashion-MNIST. It is left as it is." in said
    assert downloaded == f"MNIST: downloaded to {own_cache}"
    assert contents(fashion) == before


def test_what_was_seen_in_a_folder_is_said(small_mnist, tmp_path, own_cache, monkeypatch, capsys):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "MNIST.zip").write_bytes(b"PK\x03\x04")
    code, out, err = run(capsys, "--data-dir", str(folder))
    assert (code, out) == (2, "") and "What was seen there: MNIST.zip (a ZIP archive). Unpack it" in err
    monkeypatch.setenv("MNIST_DIR", str(folder))
    assert run(capsys)[::2] == (code, err)
    small_mnist.write(own_cache)
    code, out, err = run(capsys)
    assert code == 0 and "MNIST.zip (a ZIP archive)" in err and "Another copy is used now." in err
    small_mnist.write(folder / "MNIST" / "raw")
    assert run(capsys)[::2] == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="links are others there")
@pytest.mark.parametrize("options", [[], ["--download"]])
def test_something_else_in_place_of_a_folder(small_mnist, server, tmp_path, capsys, options):
    (tmp_path / "MNIST.zip").write_bytes(b"PK\x03\x04")
    (tmp_path / "link").symlink_to("nowhere")
    for name, words in (("MNIST.zip", "is a ZIP archive, not a folder. Unpack it"), ("link", "is a link that leads")):
        code, out, err = run(capsys, "--data-dir", str(tmp_path / name), *options)
        assert (code, out) == (2, "")
        assert err.startswith(f"main.py --headless: MNIST: {tmp_path / name} {words}")
    assert server.requested == []


def test_the_ways_that_are_named_are_there(small_mnist, capsys):
    named = set(re.findall(r"--[a-z-]+", terminal._WAYS))
    assert named == {"--data-dir", "--download"}
    with pytest.raises(SystemExit):
        terminal.main(["--help"])
    assert named <= set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert mnist.ENVIRONMENT_VARIABLE in terminal._WAYS


@pytest.mark.parametrize("options", [["--data-dir", "anywhere"], ["--download"]])
def test_options_that_the_built_in_digits_do_not_need(capsys, options):
    code, out, err = run(capsys, "--dataset", "digits", *options)
    assert (code, err) == (
        0, f"main.py --headless: {options[0]} is not used: the data set digits comes with the program.\n")
    assert "iter 2 (100.0%)" in out


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of POSIX")
def test_the_line_of_a_download_at_a_terminal(small_mnist, mirrors, server, own_cache):
    mirrors[:] = [server.mirror("forbidden"), server.mirror("good")]
    master, slave = os.openpty()
    received = []
    reader = threading.Thread(target=lambda: received.append(read_all(master)))
    reader.start()
    with (open(slave, "w") as err, contextlib.redirect_stderr(err),
          open(os.devnull, "w") as out, contextlib.redirect_stdout(out)):
        assert terminal.main(["--dataset", "mnist", "--download", "--iterations", "1", "--hidden-size", "3"]) == 0
    reader.join()
    os.close(master)
    line, _, rest = received[0].decode().replace("\r\n", "\n").partition("\n")
    assert rest == f"MNIST: downloaded to {own_cache}\n"
    size = small_mnist.size / 1e6
    told = [part.rstrip() for part in line.split("\r") if part]
    assert told[0] == f"MNIST:   0.0 of {size:.1f} MB  train-images-idx3-ubyte.gz"
    assert told[-1] == f"MNIST: {size:5.1f} of {size:.1f} MB  t10k-labels-idx1-ubyte.gz"
    assert len(told) > 8


def read_all(master: int) -> bytes:
    found = b""
    while True:
        try:
            part = os.read(master, 1 << 16)
        except OSError:  # how Linux tells that nobody writes any more
            return found
        if not part:
            return found
        found += part
