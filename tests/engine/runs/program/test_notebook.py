"""The notebook of a run: its cells, one after the other, print the losses of the run, digit for digit."""

import json
import os

import pytest
from programs import lines_of, printed_by, trained

from engine.data.mnist import read_mnist
from engine.runs.program.notebook import notebook_of
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

pytestmark = pytest.mark.numeric

ONE_AFTER_THE_OTHER = """
import json
with open({file!r}, encoding="utf-8") as file:
    cells = json.load(file)["cells"]
names = {{"__name__": "__main__"}}
for cell in cells:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), names)
"""


@pytest.fixture
def trainer(digits) -> Trainer:
    return trained(Trainer(TrainingConfig(hidden_sizes=(20, 10)), digits), 40, {10: 0.3, 20: 0.2})


def printed(trainer: Trainer, folder) -> list[str]:
    (folder / "run.ipynb").write_text(notebook_of(trainer), encoding="utf-8")
    return printed_by(ONE_AFTER_THE_OTHER.format(file="run.ipynb"), folder)


def test_its_cells_one_after_the_other(tmp_path, trainer):
    assert printed(trainer, tmp_path) == lines_of(trainer)


def test_mnist(tmp_path, mnist_folder, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(mnist_folder))
    trainer = trained(Trainer(TrainingConfig(dataset="mnist"), read_mnist(mnist_folder)), 20)
    assert printed(trainer, tmp_path) == lines_of(trainer)


def test_its_form(trainer):
    notebook = json.loads(notebook_of(trainer))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        code = cell["cell_type"] == "code"
        of_code = {"outputs", "execution_count"} if code else set()
        assert set(cell) == {"id", "cell_type", "metadata", "source"} | of_code
        assert "".join(cell["source"]).splitlines(keepends=True) == cell["source"]
        assert not code or (cell["outputs"], cell["execution_count"]) == ([], None)
    first = "".join(cells[0]["source"])
    assert first.startswith("# A training run of Backprop Lab") and "| Hidden units | 20, 10 |" in first
    folded = ["".join(cell["source"]) for cell in cells if cell["metadata"]]
    assert len(folded) == 1 and folded[0].startswith("DATA = ")


def test_as_jupyter_runs_it(tmp_path, trainer):
    nbformat = pytest.importorskip("nbformat", reason="needs nbformat, which comes with Jupyter")
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient, which runs notebooks without a browser")
    pytest.importorskip("ipykernel", reason="needs ipykernel, in which Jupyter runs Python")
    notebook = nbformat.reads(notebook_of(trainer), as_version=4)
    nbformat.validate(notebook)
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": os.fspath(tmp_path)}}).execute()
    said = "".join(each["text"] for cell in notebook.cells for each in cell.get("outputs", ()))
    assert said.splitlines() == lines_of(trainer)
