"""Pages from templates: everything is escaped but the charts and the report's own script.

The script is the only one that a page's content security policy lets run, known by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).with_name("templates")


def render(folder: Path, template: str, **content: Any) -> str:
    """The page that a template of this folder makes; the report's own templates can be included."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader([folder, _TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(chart=Markup)  # SVG from charts.py, which escapes its own text
    script = (_TEMPLATES / "report.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals.update(script=Markup(script), script_digest=digest)
    return environment.get_template(template).render(**content)
