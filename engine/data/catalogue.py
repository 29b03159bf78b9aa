"""The list of data sets to choose from. A further one is a file beside this one, and its line in `SOURCES`."""

from engine.data import digits, mnist
from engine.data.dataset import Dataset, DatasetError
from engine.data.source import DataDir, Source

SOURCES: tuple[Source, ...] = (
    digits.SOURCE,
    mnist.SOURCE,
)


def source(name: str) -> Source:
    """The data set of that name.

    Raises
    ------
    DatasetError
        If there is none.
    """
    for candidate in SOURCES:
        if candidate.name == name:
            return candidate
    raise DatasetError(
        "There is no data set named {name}; choose one of {names}.",
        name=name, names=", ".join(candidate.name for candidate in SOURCES),
    )


def load(name: str, data_dir: DataDir = None) -> Dataset:
    """Load the data set of that name. Nothing is downloaded.

    Parameters
    ----------
    name
        Name of one of the `SOURCES`.
    data_dir
        The folder with its files; None for the usual places.

    Raises
    ------
    DatasetError
        If there is no such data set, it is not on this computer, or its files are damaged.
    """
    return source(name).load(data_dir)
