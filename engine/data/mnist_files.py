"""The four files of MNIST as they were published, and the names under which they go around."""

from dataclasses import dataclass

from engine.data.download import RemoteFile

TITLE = "MNIST"


@dataclass(frozen=True, slots=True)
class MnistFile:
    """One of the four files.

    Parameters
    ----------
    remote
        The file as published, packed.
    content_sha256
        SHA-256 of what is inside, unpacked.
    """

    remote: RemoteFile
    content_sha256: str

    @property
    def is_images(self) -> bool:
        """Whether it holds images; otherwise labels."""
        return "-images-" in self.remote.name

    @property
    def is_test(self) -> bool:
        """Whether it is of the test set."""
        return self.remote.name.startswith("t10k")

    @property
    def accepted_names(self) -> tuple[str, ...]:
        """The names under which the file goes around, the published one first."""
        packed = self.remote.name
        dotted = packed.replace("-idx", ".idx")
        return packed, packed.removesuffix(".gz"), dotted, dotted.removesuffix(".gz")


@dataclass(frozen=True, slots=True)
class MnistFiles:
    """The four files of a data set in the form of MNIST."""

    train_images: MnistFile
    train_labels: MnistFile
    test_images: MnistFile
    test_labels: MnistFile

    @property
    def all(self) -> tuple[MnistFile, ...]:
        """The four, those of the training set first."""
        return self.train_images, self.train_labels, self.test_images, self.test_labels

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The accepted names of each."""
        return tuple(file.accepted_names for file in self.all)

    def is_accepted(self, name: str) -> bool:
        """Whether one of the four files goes around under this name, in whatever letters."""
        return name.lower() in {accepted.lower() for names in self.names for accepted in names}

    @property
    def download_size(self) -> int:
        """Bytes to download if none is there yet."""
        return sum(file.remote.size for file in self.all)


FILES = MnistFiles(
    train_images=MnistFile(
        RemoteFile("train-images-idx3-ubyte.gz", 9_912_422,
                   "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    train_labels=MnistFile(
        RemoteFile("train-labels-idx1-ubyte.gz", 28_881,
                   "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    test_images=MnistFile(
        RemoteFile("t10k-images-idx3-ubyte.gz", 1_648_877,
                   "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    test_labels=MnistFile(
        RemoteFile("t10k-labels-idx1-ubyte.gz", 4_542,
                   "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
)
