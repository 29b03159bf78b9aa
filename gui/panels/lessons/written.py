"""What a lesson says, as it is seen: Markdown in the window's fonts, and nothing fetched from anywhere."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLength,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting

SIZE = 1.08  # of what is to be read, relative to running text
_LINE = 125  # height of a line, in percent of what Qt takes
_SAFE = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")

Pictures = Mapping[str, bytes]


class Document(QTextDocument):
    """Markdown, laid out for a width. Its pictures are those that were handed in: no file and no address is opened.

    Parameters
    ----------
    markdown
        What is written.
    colour
        Of the writing.
    size
        Of the letters, relative to running text.
    bold
        Whether all of it is.
    pictures
        The contents of pictures, by the names that it calls them by.
    """

    def __init__(
        self, markdown: str, colour: str, size: float = SIZE, *, bold: bool = False, pictures: Pictures | None = None,
    ) -> None:
        super().__init__()
        self._pictures = pictures or {}
        self._colour, self._size = QColor(colour), size
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(theme().font(size, bold=bold))
        self.setIndentWidth(theme().scaled(18))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        self.setMarkdown(_PICTURE.sub(self._picture_or_words, markdown), _SAFE)
        self._dress()

    def loadResource(self, kind: int, name: QUrl) -> object:
        """A picture that was handed in, or an empty one; Qt would look for a file of that name."""
        return QImage.fromData(self._pictures.get(name.toString(), b""))

    def height(self, width: float) -> float:
        """How high it is in this width, which it has from then on."""
        if self.textWidth() != width:
            self.setTextWidth(width)
        return self.size().height()

    def write(self, painter: QPainter, area: QRectF) -> None:
        """Write it into an area."""
        self.height(area.width())
        painter.save()
        painter.translate(area.topLeft())
        self.drawContents(painter)
        painter.restore()

    def _picture_or_words(self, found: re.Match) -> str:
        """A picture as it stands there; where there is none, what it would show."""
        return found[0] if found[2].strip() in self._pictures else found[1]

    def _dress(self) -> None:
        """Give the pieces the look of the window: Qt has ideas of its own of code, of links and of paragraphs."""
        cursor, block = QTextCursor(self), self.begin()
        while block.isValid():
            shape = QTextBlockFormat(block.blockFormat())
            shape.setNonBreakableLines(False)
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            below = 3 if block.textList() is not None else 8
            shape.setTopMargin(0)
            shape.setBottomMargin(theme().scaled(below) if block.next().isValid() else 0)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(shape)
            self._dress_pieces(cursor, block)
            block = block.next()

    def _dress_pieces(self, cursor: QTextCursor, block: QTextBlock) -> None:
        pieces = [(each.fragment().position(), each.fragment().length(), each.fragment().charFormat())
                  for each in block]
        for start, length, before in pieces:
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(self._picture(before) if before.isImageFormat() else self._letters(before))

    def _picture(self, before: QTextCharFormat) -> QTextImageFormat:
        """No wider than the text."""
        found = before.toImageFormat()
        found.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return found

    def _letters(self, before: QTextCharFormat) -> QTextCharFormat:
        """Code in letters of equal width; a link as the words that it is, for there is nowhere to go."""
        bold = before.fontWeight() > self.defaultFont().weight()
        found = QTextCharFormat()
        if before.fontFixedPitch():
            found.setFont(theme().fixed_font(self._size, bold=bold))
            found.setBackground(QColor(theme().palette.hover))
        else:
            font = theme().font(self._size, bold=bold or self.defaultFont().bold())
            font.setItalic(before.fontItalic())
            font.setStrikeOut(before.fontStrikeOut())
            found.setFont(font)
        found.setForeground(self._colour)
        return found


def words_of(markdown: str) -> str:
    """What is read of it, without its marks."""
    document = QTextDocument()
    document.setMarkdown(markdown, _SAFE)
    return document.toPlainText()


class Written(Guarded, QLabel):
    """Markdown that wraps. Hidden while there is nothing to say.

    Parameters
    ----------
    quiet
        Whether it is written in the quiet colour.
    size, bold
        Of the letters.
    """

    def __init__(
        self, parent: QWidget | None = None, *, quiet: bool = False, size: float = SIZE, bold: bool = False,
    ) -> None:
        super().__init__(parent)
        self._quiet, self._size, self._bold = quiet, size, bold
        self._markdown, self._pictures = "", dict[str, bytes]()
        self._document: Document | None = None
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._forget)
        self.hide()

    @property
    def markdown(self) -> str:
        """What is said."""
        return self._markdown

    def say(self, markdown: str, pictures: Pictures | None = None) -> None:
        """Say something, or nothing."""
        if markdown != self._markdown:
            self._markdown, self._pictures = markdown, dict(pictures or {})
            self._document = None
            self.setText(self._made().toPlainText())  # for who has it read aloud; it lays everything out anew, too
        self.setVisible(bool(markdown))

    def _made(self) -> Document:
        if self._document is None:
            colours = theme().palette
            self._document = Document(
                self._markdown, colours.dim if self._quiet else colours.text, self._size, bold=self._bold,
                pictures=self._pictures)
        return self._document

    @Slot()
    def _forget(self) -> None:
        self._document = None
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._made().height(max(width, 1)) + 0.5) if self._markdown else 0

    def sizeHint(self) -> QSize:
        width = theme().scaled(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(40), theme().scaled(12))  # the layout asks for the height of a width

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._made().write(painter, QRectF(self.rect()))
