"""What the network says of the picture: at the end of its way."""

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from engine.inspection.learned.answers import NO_ANSWER, Answers
from gui.look.theme import theme
from gui.panels.picture.step_box import Column
from gui.widgets.bars import Bars
from gui.words import formatting

MOST = 10  # classes that are seen, of many the likeliest
WIDTH, HEIGHT = 190, 160  # pixels of their bars, at normal text


class AnswerBox(Column):
    """The probabilities, and in words the likeliest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._verdict = QLabel()
        self._verdict.setTextFormat(Qt.TextFormat.PlainText)
        bars = Bars()
        super().__init__(self._verdict, bars, follows=False, parent=parent)
        self.foot.hide()
        bars.setToolTip(self.tr("The probability of each class; what it is meant to be is outlined"))
        self.show_nothing()

    def show_nothing(self, why: str = "") -> None:
        """Nothing has been asked; why, if that is not that it has not been computed yet."""
        self.picture.show_message(why or self.tr("not computed yet"))
        self._verdict.setText("y")

    def show_answer(self, answers: Answers, names: tuple[str, ...], meant: int | None) -> None:
        """Show what a network makes of a single sample, which is meant to be of this class."""
        y, predicted = np.exp(answers.log_y[0]), int(answers.predicted[0])
        likeliest = np.sort(np.argsort(-y, kind="stable")[:MOST])
        place = {int(each): at for at, each in enumerate(likeliest)}
        self.picture.show_values(y[likeliest], labels=[names[each] for each in likeliest], kind="probability", name="y",
                                 marked=place.get(meant), predicted=place.get(predicted))
        self._verdict.setText(self.tr("no prediction: y is NaN") if predicted == NO_ANSWER else self.tr(
            "read as {name} ({share})").format(name=names[predicted], share=formatting.percent(float(y[predicted]))))

    @property
    def _picture_size(self) -> QSize:
        return QSize(theme().scaled(WIDTH), theme().scaled(HEIGHT))
