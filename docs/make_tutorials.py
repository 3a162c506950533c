"""Executes the notebooks of docs/tutorials for the site: a page each, with all it prints and draws.

They are stored without outputs. An error in one of them ends the build.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

NOTEBOOKS = Path(__file__).parent / "tutorials"


def files() -> dict[str, str | bytes]:
    """The pages, and the pictures that they show."""
    made: dict[str, str | bytes] = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, 4)
        with TemporaryDirectory() as folder:  # where the notebook writes
            NotebookClient(
                notebook, timeout=300, resources={"metadata": {"path": folder}}
            ).execute()
        page, found = MarkdownExporter().from_notebook_node(notebook, {"unique_key": path.stem})
        page = page.replace("![png](", "![What the code above draws](").replace(".ipynb)", ".md)")
        made[f"tutorials/{path.stem}.md"] = f"{page}\n[This page as a notebook]({path.name})\n"
        made |= {f"tutorials/{name}": drawn for name, drawn in found["outputs"].items()}
    return made
