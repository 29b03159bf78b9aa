import pytest

from engine.data import catalogue
from engine.data.dataset import DatasetError


def test_names():
    assert [source.name for source in catalogue.SOURCES] == ["digits", "mnist"]
    assert catalogue.source("mnist").title == "MNIST"


def test_unknown_name():
    with pytest.raises(DatasetError, match="no data set named cifar; choose one of digits, mnist"):
        catalogue.load("cifar")


def check(source, data):
    """What is told before loading is what is loaded."""
    assert (source.name, source.title) == (data.name, data.title)
    assert (source.look, source.input_size) == (data.look, data.input_size)
    assert source.class_count == data.class_count
    assert (source.train_size, source.test_size) == (len(data.train), len(data.test))


def test_digits():
    source = catalogue.source("digits")
    assert source.is_available(None)
    assert source.download is None
    check(source, catalogue.load("digits"))


def test_mnist(mnist_folder, own_cache):
    source = catalogue.source("mnist")
    assert source.is_available(mnist_folder)
    assert source.download_size == 11_594_722
    check(source, catalogue.load("mnist", mnist_folder))


def test_mnist_that_is_not_there(own_cache, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path / "elsewhere"))
    assert not catalogue.source("mnist").is_available(None)
    with pytest.raises(DatasetError) as caught:
        catalogue.load("mnist")
    for part in (str(tmp_path / "elsewhere"), str(own_cache), "Download it (11.6 MB)", "choose the folder"):
        assert part in str(caught.value)


def test_which_comes_in_files_of_its_own():
    assert [source.name for source in catalogue.SOURCES if source.has_files] == ["mnist"]
