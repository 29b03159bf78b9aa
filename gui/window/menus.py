"""The menus: which commands stand where."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenuBar

from gui.window.actions import (
    AUTHORING,
    EXPORTS,
    FILE,
    GOING,
    LEARNED,
    LESSONS,
    PICTURES,
    STOPPING,
    TEXT_SIZE,
    TRAINING,
    Actions,
)

translate = QCoreApplication.translate


def menu_bar(actions: Actions) -> QMenuBar:
    """A bar with all menus."""
    bar = QMenuBar()
    file = bar.addMenu(translate("MainWindow", "&File"))
    file.addAction(actions["open"])
    file.addMenu(translate("MainWindow", "Open recent")).addActions(actions.recent)
    file.addSeparator()
    file.addActions(actions.all(FILE[1:]))
    file.addSeparator()
    export = file.addMenu(translate("MainWindow", "Export as"))
    export.addActions(actions.all(EXPORTS))
    export.addSeparator()
    export.addActions(actions.all(PICTURES))
    file.addAction(actions["copy picture"])
    file.addSeparator()
    file.addAction(actions["quit"])
    training = bar.addMenu(translate("MainWindow", "&Training"))
    training.addActions(actions.all(TRAINING[:-1]))
    training.addSeparator()
    training.addActions(actions.all(GOING))
    training.addSeparator()
    training.addActions(actions.all(STOPPING))
    training.addSeparator()
    training.addActions(actions.all(("reset", "in turn")))
    view = bar.addMenu(translate("MainWindow", "&View"))
    view.addActions(actions.all(("experiment", "runs", *LEARNED, "picture")))
    view.addSeparator()
    view.addActions(actions.all(("remarks", "short names", "go to a cell")))
    view.addSeparator()
    view.addMenu(translate("MainWindow", "Theme")).addActions(list(actions.schemes.values()))
    view.addMenu(translate("MainWindow", "Language")).addActions(list(actions.languages.values()))
    view.addActions(actions.all(TEXT_SIZE))
    view.addSeparator()
    view.addActions(actions.all(("full screen", "projector", "reset layout")))
    lessons = bar.addMenu(translate("MainWindow", "&Lessons"))
    lessons.addAction(actions["lessons"])
    lessons.addSeparator()
    lessons.addActions(actions.all(LESSONS[1:3]))
    lessons.addSeparator()
    lessons.addAction(actions["save answers"])
    lessons.addSeparator()
    lessons.addActions(actions.all(AUTHORING))
    bar.addMenu(translate("MainWindow", "&Help")).addActions(actions.all(("welcome", "shortcuts", "about")))
    return bar
