"""What is said of a folder that does not give MNIST, and of other people's files: what was seen, and what to do.

What lies there may be anything, and is somebody's: it is never said to be removed or replaced.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from engine.data.idx import UNSIGNED_BYTE, IdxForm
from engine.data.look_alikes import seems_to_be
from engine.data.mnist_files import FILES, TITLE, MnistFile, MnistFiles
from engine.data.places import Place
from engine.data.sightings import ARCHIVES, form_seen, seen_in
from engine.files import is_file, trouble_at
from engine.problem import Problem


def reason(folder: Path) -> str | None:
    """What keeps the files in a folder from being looked at, other than that they are not there."""
    return trouble_at(folder / FILES.train_images.remote.name)


def nowhere(folders: Sequence[Path], files: MnistFiles) -> Problem:
    """What is said where none of the usual folders has the files."""
    return Problem(
        "{title} is not on this computer (looked in {folders}). Download it ({size:.1f} MB), or choose the folder with "
        "its files; the variable MNIST_DIR can name it, too.",
        {"title": TITLE, "folders": ", ".join(map(str, folders)), "size": files.download_size / 1e6})


def lacking(folder: Path, place: Place, files: MnistFiles) -> Problem:
    """What is said of a folder in which files are not to be seen."""
    if is_file(folder):
        return _no_folder(folder, files)
    if why := reason(folder):
        return Problem(
            "{title}: {folder} cannot be looked into ({reason}). Make it readable, choose another folder with the four "
            "files, or download them.", {"title": TITLE, "folder": folder, "reason": why})
    if not os.path.isdir(folder):
        return _nothing_there(folder)
    missing = [file.remote.name.removesuffix(".gz")
               for file, path in zip(files.all, place.files, strict=True) if path is None]
    if len(missing) == len(files.all):
        return _none_of_them(folder, missing[0], files)
    where = {path.parent for path in place.files if path}
    return Problem(
        "{title}: {folder} has no {names} (nor the same with .gz). Choose the folder with the four files, or download "
        "them.", {"title": TITLE, "folder": where.pop() if len(where) == 1 else place.folder,
                  "names": ", ".join(missing)})


def _none_of_them(folder: Path, name: str, files: MnistFiles) -> Problem:
    """What is said of a folder with none of the files: what was seen there instead."""
    seen = seen_in(folder, files.is_accepted)
    archives = [each for each in seen if each[1] in ARCHIVES]
    values = {"title": TITLE, "folder": folder, "name": name, "seen": tuple(
        Problem("{file} ({form})", {"file": os.path.relpath(path, folder), "form": form})
        for path, form in archives or seen)}
    if archives:
        return Problem(
            "{title}: {folder} has none of the four files ({name} and so on). What was seen there: {seen}. Unpack it, "
            "and choose the folder with the four files; or download them.", values)
    if seen:
        return Problem(
            "{title}: {folder} has none of the four files ({name} and so on). What was seen there: {seen}. No form but "
            "the four files is read: choose the folder that has them, or download them.", values)
    return Problem(
        "{title}: {folder} has none of the four files ({name} and so on), nor have the folders in it. Choose the "
        "folder with the four files, or download them.", values)


def _nothing_there(folder: Path) -> Problem:
    values = {"title": TITLE, "folder": folder}
    if os.path.islink(folder):
        return Problem("{title}: {folder} is a link that leads nowhere. Choose the folder with the four files, or "
                       "download them.", values)
    return Problem("{title}: {folder} does not exist. Choose the folder with the four files, or download them.",
                   values)


def _no_folder(path: Path, files: MnistFiles) -> Problem:
    """What is said of a file that somebody named in place of a folder."""
    form = form_seen(path)
    values = {"title": TITLE, "file": path, "form": form}
    if files.is_accepted(path.name):
        return Problem("{title}: {file} is one of the four files itself: choose the folder that it lies in, or "
                       "download them.", values)
    if form in ARCHIVES:
        return Problem("{title}: {file} is {form}, not a folder. Unpack it, and choose the folder with the four files; "
                       "or download them.", values)
    if form:
        return Problem("{title}: {file} is {form}, not a folder. No form but the four files is read: choose the folder "
                       "that has them, or download them.", values)
    return Problem("{title}: {file} is a file, not a folder. Choose the folder with the four files, or download them.",
                   values)


def other(path: Path, form: IdxForm, file: MnistFile, labels: Path | None) -> Problem:
    """What is said of a file that is whole, but holds something else: another data set comes under the same names."""
    return Problem(
        "{file} is whole, but it is not MNIST's {name}: {what}. It is left as it is. Choose the folder with MNIST's "
        "own files, or download them to a folder of their own.",
        {"file": path, "name": file.remote.name.removesuffix(".gz"), "what": _what(path, form, file, labels)})


def _what(path: Path, form: IdxForm, file: MnistFile, labels: Path | None) -> Problem:
    """What a whole file seems to be."""
    misplaced = next((each for each in FILES.all if each.content_sha256 == form.sha256), None)
    if misplaced:
        return Problem("it is MNIST's {name}, under another name", {"name": misplaced.remote.name.removesuffix(".gz")})
    values = {"title": seems_to_be(path, form, labels, is_test=file.is_test), "count": form.shape[0]}
    if len(form.shape) == 3 and form.type == UNSIGNED_BYTE:
        values |= {"height": form.shape[1], "width": form.shape[2]}
        if values["title"]:
            return Problem("with its {count:,} images of {height}×{width} pixels it seems to belong to {title}", values)
        return Problem("a valid IDX file of {count:,} {count:image|images} of {height}×{width} pixels", values)
    if values["title"]:
        return Problem("with its {count:,} labels it seems to belong to {title}", values)
    if len(form.shape) == 1:
        return Problem("a valid IDX file of {count:,} {count:label|labels}", values)
    return Problem("a valid IDX file of {shape} values", {"shape": " × ".join(map(str, form.shape))})
