"""The pages of the site's API reference: what stands on which; the text is the stubs' own.

Functions and modules are shown for two axes and sliding windows. Those for other axes and windows
differ in `output_size` alone and are named beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from make_operators import anchor

import poolwise.nn
import poolwise.xarray
from poolwise.catalogue import HEADINGS, OPERATORS, Operator

TOOLS = {
    "Models, gradients, threads": (
        "poolwise.accelerate",
        "poolwise.swap",
        "poolwise.vjp",
        "poolwise.windows.Windows",
        "poolwise.set_num_threads",
        "poolwise.get_num_threads",
        "poolwise.info",
        "poolwise.profile.profile",
    ),
    "Labelled arrays": (
        "poolwise.xarray",
        "poolwise.xarray.max_pool",
        "poolwise.xarray.adaptive_max_pool",
        "poolwise.xarray.global_max_pool",
    ),
    "Files": ("poolwise.volumes", "poolwise.volumes.pool_files", "poolwise.volumes.Summary"),
    "The lab": (
        "poolwise.lab",
        *(f"poolwise.lab.{name}" for name in ("Study", "PoolSetting", "compare", "dry_run")),
        *(f"poolwise.lab.{name}" for name in ("report_only", "merge", "Cluster", "StudyFailed")),
    ),
    "Races": ("poolwise.bench", "poolwise.bench.bench", "poolwise.bench.Workload"),
    "The page of a picture": ("poolwise.explain.explain",),
}

MORE = {
    "Order statistics": "## k of a layer\n\n::: poolwise.dynamic_k",
    "Labelled arrays": "So are, of every other operator that pools windows: "
    + ", ".join(f"`{name}`" for name in poolwise.xarray.__all__),
}
"""What pages say at their end."""


def pages() -> dict[str, str]:
    """The text of each page by its place in the site, in the order of the navigation."""
    made = {"reference/index.md": _directives(["poolwise.functional", "poolwise.nn"], "API")}
    made |= {place(heading): _family(heading) for heading in HEADINGS}
    made |= {place(title): _directives(names, title) for title, names in TOOLS.items()}
    for title, text in MORE.items():
        made[place(title)] += f"\n{text}\n"
    return made


def place(title: str) -> str:
    """Where the page of that title is in the site."""
    return f"reference/{title.lower().replace(',', '').replace(' ', '-')}.md"


def _directives(names: Iterable[str], title: str) -> str:
    lines = [f"::: {name}\n    options: {{heading_level: 2}}\n" for name in names]
    return "\n".join([f"# {title}\n", *lines])


def _family(heading: str) -> str:
    own = [each for each in OPERATORS if each.headings[0] == heading]
    return "\n".join([f"# {heading}\n", *map(_section, own)])


def _section(operator: Operator) -> str:
    shown = [*_shown(operator.function, operator), *_shown(operator.module, operator)]
    names = [name for name in operator.functions if hasattr(poolwise, name)]
    names += [name for name in operator.modules if hasattr(poolwise.nn, name)]
    told = {name.rpartition(".")[2] for name in shown}
    others = ", ".join(f"`{name}`" for name in names if name not in told)
    return "\n".join(
        [
            f"## {operator.name}\n",
            f"`{operator.formula}`: {operator.keeps}. [See it](../gallery.md#{anchor(operator)})\n",
            f"Also {others}.\n" if others else "",
            *(f"::: {name}\n" for name in shown),
        ]
    )


def _shown(patterns: str, operator: Operator) -> Iterator[str]:
    """The public name that stands for all of a pattern, for those that are not like others."""
    for pattern in patterns.split():
        rank = 2 if 2 in operator.ranks else max(operator.ranks, default=0)
        name = pattern.format(p="", n=rank)
        home, at = (poolwise.nn, "poolwise.nn") if name[0].isupper() else (poolwise, "poolwise")
        made = getattr(home, name, None)
        alike = name.startswith("channel_") and name != "channel_pool"
        if made is not None and made.__name__ == name and not alike:
            yield f"{at}.{name}"
