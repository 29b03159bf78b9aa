"""What this program is, what it is made of, and under which terms."""

import platform
import tomllib
from importlib import metadata

from PySide6.QtCore import QSize, Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication, QIcon, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import resources
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.labels import DimLabel, SectionLabel

NAME = "Backprop Lab"
PARTS = (  # distribution, name, licence: the same in every language
    ("PySide6-Essentials", "Qt for Python", "LGPL 3"),
    ("numpy", "NumPy", "BSD 3-Clause"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("pooch", "Pooch", "BSD 3-Clause"),
)


def version() -> str:
    """The version of this program, as pyproject.toml has it; a question mark where that file is missing."""
    try:
        with open(resources.path("../pyproject.toml"), "rb") as file:
            return tomllib.load(file)["project"]["version"]
    except (OSError, ValueError, KeyError):
        return "?"


def versions() -> list[tuple[str, str]]:
    """Name and version of everything that runs here, for a report: nothing is imported for it."""
    parts = [(title, _version_of(distribution)) for distribution, title, _ in PARTS]
    return [(NAME, version()), ("Python", platform.python_version()), ("Qt", qVersion()), *parts,
            ("System", platform.platform())]


def _version_of(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "?"


class AboutDialog(Guarded, QDialog):
    """Name, version, licences and the makers of fonts and data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About {name}").format(name=NAME))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._area, 1)
        self._layout.addLayout(self._buttons())
        theme().changed.connect(self._update_page)
        self._update_page()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the screen that it opens on."""
        self._fit()
        super().showEvent(event)

    def _buttons(self) -> QHBoxLayout:
        self._copy = QPushButton(self.tr("Copy &versions"))
        self._copy.setToolTip(self.tr("Copy the versions of all parts, to go with a report of a problem"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._on_copy)
        box = QDialogButtonBox()
        box.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        box.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(box)
        return row

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name} {found}" for name, found in versions()))

    @Slot()
    def _update_page(self) -> None:
        edge = theme().scaled(18)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(theme().scaled(14))
        self._area.setWidget(self._page())  # which deletes the one before
        self._fit()

    def _fit(self) -> None:
        page = self._area.widget()
        room = self.screen().availableSize() * 0.85
        width = min(theme().scaled(560), room.width())
        self._area.setMinimumWidth(width)
        wanted = page.layout().totalHeightForWidth(width - theme().scaled(12)) + theme().scaled(90)
        self.resize(width + 2 * theme().scaled(18), min(wanted, room.height()))

    def _page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme().scaled(12), 0)
        column.setSpacing(theme().scaled(8))
        column.addLayout(self._head())
        column.addSpacing(theme().scaled(4))
        column.addWidget(_paragraph(self.tr(
            "See, step by step and number by number, how a neural network learns by backpropagation. The network and "
            "its training are those of section 5.7.4 of “Deep Learning from Scratch” by Koki Saitoh.")))
        licence = self.tr("{name} is free software under the MIT licence; its terms are in the file LICENSE.")
        column.addWidget(_paragraph(licence.format(name=NAME)))
        column.addSpacing(theme().scaled(6))
        column.addWidget(SectionLabel(self.tr("Made with")))
        column.addLayout(self._parts())
        column.addSpacing(theme().scaled(6))
        column.addWidget(SectionLabel(self.tr("Fonts")))
        column.addWidget(_paragraph(self.tr(
            "Letters from Noto Sans, Noto Sans Mono, Noto Sans Math, Noto Sans Symbols (Google) and Noto Sans CJK "
            "(Adobe), under the SIL Open Font License 1.1; its terms are in the file resources/fonts/OFL.txt.")))
        column.addSpacing(theme().scaled(6))
        column.addWidget(SectionLabel(self.tr("Data")))
        column.addWidget(_paragraph(self.tr(
            "Built-in digits: Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, UCI Machine "
            "Learning Repository, CC BY 4.0.")))
        column.addWidget(_paragraph(self.tr("MNIST: Y. LeCun, C. Cortes and C. J. C. Burges.")))
        column.addStretch(1)
        return page

    def _head(self) -> QHBoxLayout:
        side = theme().scaled(64)
        picture = QLabel()
        picture.setPixmap(QIcon(str(resources.path("icon.svg"))).pixmap(QSize(side, side), self.devicePixelRatio()))
        name = QLabel(NAME)
        name.setFont(theme().font(1.6, bold=True))
        words = QVBoxLayout()
        words.setSpacing(theme().scaled(2))
        words.addWidget(name)
        words.addWidget(DimLabel(self.tr("Version {version}").format(version=version())))
        head = QHBoxLayout()
        head.setSpacing(theme().scaled(16))
        head.addWidget(picture)
        head.addLayout(words, 1)
        return head

    def _parts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().scaled(24))
        grid.setVerticalSpacing(theme().scaled(4))
        grid.setColumnStretch(2, 1)
        licences = {title: licence for _, title, licence in PARTS} | {"Python": "PSF", "Qt": "LGPL 3"}
        for row, (title, found) in enumerate(pair for pair in versions() if pair[0] in licences):
            grid.addWidget(QLabel(title), row, 0)
            grid.addWidget(_selectable(DimLabel(found)), row, 1)
            grid.addWidget(DimLabel(licences[title]), row, 2)
        return grid


def _paragraph(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
