"""What mkdocs does besides: pages from elsewhere in the repository, and those that are made.

Nothing that is made is kept in the repository. `on_post_build` refuses whatever would ask the
network for anything.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import make_gallery
import make_reference
import make_tutorials
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page

from poolwise.explain import explain

ROOT = Path(__file__).parents[1]
PAGES = {
    "README.md": "index.md",
    "benchmarks/RESULTS.md": "benchmarks.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "csrc/README.md": "kernels.md",
    "SECURITY.md": "security.md",
}
"""Pages that stand outside of docs/, and where in the site they are."""
EXPLAINED = "explain.html"
LINKS = PAGES | {"docs/guide.md#see-it": EXPLAINED, "docs/tutorials": "tutorials/faster.md"}


def on_config(config: MkDocsConfig) -> None:
    """Put the pages of the reference into the navigation."""
    for entry in config.nav or ():
        if entry.get("API"):
            entry["API"] = list(make_reference.pages())


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add what is not in docs/."""
    made: dict[str, str | bytes] = {
        place: moved((ROOT / path).read_text(encoding="utf-8")) for path, place in PAGES.items()
    }
    made |= make_reference.pages() | make_gallery.files() | make_tutorials.files()
    with TemporaryDirectory() as folder:
        made[EXPLAINED] = explain(out=Path(folder) / EXPLAINED).read_bytes()
    for place, content in made.items():
        files.append(File.generated(config, place, content=content))


def on_nav(nav: Navigation, **_: Any) -> None:
    """Lead to the page that is no page of Markdown."""
    nav.items.insert(4, Link("See it move", EXPLAINED))


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Bars in code, which GitHub wants escaped in tables, as Python-Markdown wants them; and links
    from docs/ to what stands outside of it."""
    if "/" not in page.file.src_uri:
        markdown = re.sub(r"\[([^\]]*)\]\(\.\./([\w./-]+)(#[\w-]+)?\)", _link, markdown)
    return re.sub(r"`[^`\n]+`", lambda code: code[0].replace("\\|", "|"), markdown)


def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> None:
    """Give a page without others beside it the space of their names."""
    if page.parent is None:
        page.meta["hide"] = ["navigation"]


def on_post_page(output: str, **_: Any) -> str:
    """Give the theme's dialog its name."""
    return output.replace('"md-search" data-md', '"md-search" aria-label="Search" data-md')


def on_post_build(config: MkDocsConfig) -> None:
    """Refuse pages and styles that ask the network for anything."""
    written = [p for p in Path(config.site_dir).rglob("*") if p.suffix in (".html", ".css")]
    asking = {str(path): found for path in written if (found := outside(path.read_text("utf-8")))}
    if asking:
        raise PluginError(f"these ask for what is not in the site: {asking}")


def outside(text: str) -> list[str]:
    """What a page or a style sheet would fetch from elsewhere; links wait until they are followed.

    Example:
        >>> outside('<a href="https://a.b/"> <img src="https://c.d/e.png">')
        ['https://c.d/e.png']
    """
    tags = r'<(?:img|script|iframe|source|video)\b[^>]*\bsrc="((?:https?:)?//[^"]+)'
    links = r'<link\b(?![^>]*rel="canonical")[^>]*\bhref="((?:https?:)?//[^"]+)'
    styles = r"(?:url\(|@import )[\"']?((?:https?:)?//[^\"')]+)"
    return [found for kind in (tags, links, styles) for found in re.findall(kind, text)]


def moved(text: str) -> str:
    """A page of the repository's root with its links as they are in the site, where what the site
    lacks is no link.

    Example:
        >>> moved("[guide](docs/guide.md#onnx), [licence](LICENSE)")
        '[guide](guide.md#onnx), licence'
    """
    return re.sub(r"\[([^\]]*)\]\(([\w./-]+)(#[\w-]+)?\)", _link, text)


def _link(found: re.Match[str]) -> str:
    shown, path, anchor = found.groups(default="")
    if path + anchor in LINKS:
        return f"[{shown}]({LINKS[path + anchor]})"
    if path in LINKS:
        return f"[{shown}]({LINKS[path]}{anchor})"
    inside = path.startswith("docs/") and path.endswith((".md", ".svg"))
    return f"[{shown}]({path.removeprefix('docs/')}{anchor})" if inside else shown
