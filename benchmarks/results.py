"""Write measured numbers into RESULTS.md and README.md, between markers, with their commands.

    python benchmarks/results.py poolwise-bench/bench.json end_to_end.json first_call.json

Each file makes one block of RESULTS.md: a run of ``poolwise bench``, the networks that
``benchmarks/end_to_end.py`` times, the first calls that ``benchmarks/first_call.py`` does or the
volumes of ``benchmarks/volumes.py``, named after the file, or a run of
``poolwise bench --catalogue`` or ``--levels``, named so. A block that is there already is replaced.
The table at the top of README.md is made from all the files that are given; and a run of
``--levels`` says for its processor at which level each kernel runs (csrc/python/measured.hpp).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from poolwise.bench import Results
from poolwise.bench.catalogue import catalogue_rows, is_catalogue
from poolwise.bench.page import headline
from poolwise.bench.wording import amount, duration, first_line, share, spread, times

HERE = Path(__file__).resolve().parent
MEASURED = HERE.parent / "csrc" / "python" / "measured.hpp"
TITLE = """# Results

Every number here was printed by the command above it; `python benchmarks/results.py` wrote it down.
"""

_UNFOLD = (
    "poolwise on tensors, and the same operator as one writes it in PyTorch: unfold, a formula and "
    "autograd; each in its better layout. / max is the time over that of poolwise's own maximum of "
    "the same windows; kept is what a training step's forward pass holds for the backward pass, as "
    "a multiple of the input's bytes."
)

_FIRST_CALLS = (
    "Milliseconds are sums over the shapes. The ratios are poolwise's time over PyTorch's, in the "
    "geometric mean and at worst; the memory is what the process holds at most, the input among "
    "it, at worst, over what it holds for PyTorch."
)

_VOLUMES = (
    "64×512×512 labels reduced 1×2×2 in memory, all cores; how many times as long others take. "
    "Means are of x's dtype here and in tinybrain, of floats elsewhere."
)

_FILES = (
    "A zarr of uint8 in chunks of 256×256×256 on disk, pooled into another in blocks. *copy* reads "
    "and writes the same chunks, and keeps every other element."
)

_LEVELS = (
    "v3's time over each level's, in the geometric mean over workloads and layouts and at least. "
    "Where it is said, kernels run at that level on such a processor."
)

_WORKERS = "The same on a Dask cluster of this machine, of workers of one thread each."

# Before the rows of measured.hpp.
_ROWS = "kMeasured[] = {\n"

# For the README.
SHOWN = (
    "vgg-32",
    "resnet-32",
    "inception-avg",
    "sppf-13",
    "unet-3d",
    "window-31-max",
    "uint8-max",
    "train-max-2",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the files and rewrite the blocks."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path, help="bench.json, end_to_end.json, …")
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    parser.add_argument("--readme", type=Path, default=HERE.parent / "README.md")
    parser.add_argument("--measured", type=Path, default=MEASURED)
    given = parser.parse_args(arguments)
    try:
        write(given.files, given.results, given.readme, given.measured)
    except (OSError, ValueError) as error:
        parser.error(str(error))


def write(files: Sequence[Path], results: Path, readme: Path, measured: Path = MEASURED) -> None:
    """Rewrite the documents, and the table of levels where a run has raced them.

    Raises:
        ValueError: a file is of neither kind, or README.md has no place for the table.
    """
    read = {path: json.loads(path.read_text(encoding="utf-8")) for path in files}
    for path, content in read.items():
        if kind(content) is None:
            raise ValueError(
                f"{path} is neither a bench.json nor an end_to_end.json, a first_call.json, a "
                "volumes.json or a levels.json"
            )
    opening = readme.read_text(encoding="utf-8")
    if not has_block(opening, "speed"):
        raise ValueError(f"{readme} has no <!-- speed --> … <!-- /speed --> to write into")
    text = results.read_text(encoding="utf-8") if results.exists() else TITLE
    for path, content in read.items():
        text = with_block(text, block_name(path, content), section(content))
    results.write_text(text, encoding="utf-8")
    for content in read.values():
        if kind(content) == "levels":
            rows = with_levels(measured.read_text(encoding="utf-8"), content)
            measured.write_text(rows, encoding="utf-8")
    shown = [each for each in read.values() if kind(each) in ("bench", "networks")]
    if shown:
        readme.write_text(with_block(opening, "speed", summary(shown)), encoding="utf-8")


def kind(content: Any) -> str | None:
    """``"bench"``, ``"networks"``, ``"first calls"``, ``"volumes"``, ``"levels"`` or None."""
    if not isinstance(content, dict):
        return None
    if "poolwise_bench" in content:
        return "bench"
    if {"command", "machine", "first_calls"} <= content.keys():
        return "first calls"
    if {"command", "machine", "volumes"} <= content.keys():
        return "volumes"
    if {"command", "machine", "findings"} <= content.keys():
        return "levels"
    return "networks" if {"command", "machine", "rows"} <= content.keys() else None


def block_name(path: Path, content: Mapping[str, Any]) -> str:
    """``"catalogue"``, or the file's name: both runs are written to a bench.json."""
    return "catalogue" if kind(content) == "bench" and is_catalogue(_run(content)) else path.stem


def _run(content: Mapping[str, Any]) -> Results:
    return Results.from_json(json.dumps(content))


# ------------------------------------------------------------------------------------------ blocks


def has_block(text: str, name: str) -> bool:
    """Whether the text has both markers of this name."""
    return f"<!-- {name} -->" in text and f"<!-- /{name} -->" in text


def with_block(text: str, name: str, content: str) -> str:
    """The text with this between its markers; appended where they are not there yet."""
    block = f"<!-- {name} -->\n\n{content.strip()}\n\n<!-- /{name} -->"
    if not has_block(text, name):
        return f"{text.rstrip()}\n\n{block}\n"
    pattern = re.compile(f"<!-- {re.escape(name)} -->.*?<!-- /{re.escape(name)} -->", re.DOTALL)
    return pattern.sub(lambda _: block, text, count=1)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, the first column to the left and the others to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def command(text: str) -> str:
    """A command as a code block."""
    return f"```sh\n{text}\n```"


# ---------------------------------------------------------------------------------------- sections


def section(content: Mapping[str, Any]) -> str:
    """All of one file."""
    if kind(content) == "networks":
        return "\n\n".join(
            ["## Networks", command(content["command"]), machine(content), networks(content)]
        )
    if kind(content) == "first calls":
        title, about = "## The first call for new shapes", [command(content["command"])]
        return "\n\n".join([title, *about, machine(content), _FIRST_CALLS, first_calls(content)])
    if kind(content) == "volumes":
        parts = ["## Volumes", command(content["command"]), machine(content), _VOLUMES]
        parts += [volumes(content)]
        parts += [_FILES, files(content)] if "files" in content else []
        parts += [_WORKERS, workers(content)] if "workers" in content else []
        return "\n\n".join(parts)
    if kind(content) == "levels":
        parts = ["## Levels", command(content["command"]), machine(content), _LEVELS]
        return "\n\n".join([*parts, levels(content)])
    run = _run(content)
    title = "## The catalogue" if is_catalogue(run) else "## Workloads"
    parts = [title, command(run.command), machine(content), headline(run)]
    parts += ["### Targets", claims(run), "### Each workload", workloads(run)]
    beside_unfold = catalogue_rows(run)
    if beside_unfold[1]:
        parts += ["### Beside unfold", _UNFOLD, table(*beside_unfold)]
    unusual = problems(run)
    return "\n\n".join([*parts, *(["### What did not run", unusual] if unusual else [])])


def levels(content: Mapping[str, Any]) -> str:
    """What each kernel gains at each level."""
    rows = [
        [
            f"{each['kernel']}, {each['dtype']}",
            each["level"],
            times(each["gain"]),
            f"{times(each['least'])} ({each['worst']})",
            str(each["workloads"]),
            each["level"] if each["taken"] else "v3",
        ]
        for each in content["findings"]
    ]
    head = ["kernel", "level", "v3's time / its", "at least", "workloads", "runs at"]
    return table(head, rows)


def with_levels(text: str, content: Mapping[str, Any]) -> str:
    """measured.hpp with the rows of this run's processor in place of what it said of it before.

    Where several levels are worth taking, the fastest is.
    """
    best: dict[tuple[str, str], Mapping[str, Any]] = {}
    for each in content["findings"]:
        known = (each["kernel"], each["dtype"])
        if each["taken"] and each["gain"] > best.get(known, {"gain": 0})["gain"]:
            best[known] = each
    here = content["processor"]
    head, rest = text.split(_ROWS)
    rows, tail = rest.split("};", 1)
    kept = [row for row in rows.splitlines() if row.strip() and f'{{"{here}"' not in row]
    nobody = kept.pop()  # C++ has no empty arrays
    new = [
        f'    {{"{here}", "{kernel}", {_code(dtype)}, "{each["level"]}"}},'
        for (kernel, dtype), each in best.items()
    ]
    return f"{head}{_ROWS}" + "\n".join([*kept, *new, nobody]) + f"\n}};{tail}"


def _code(dtype: str) -> str:
    """What kernels.hpp calls it: kF32, kBF16."""
    kind = dtype.rstrip("0123456789")
    return f"k{'BF' if kind == 'bfloat' else kind[0].upper()}{dtype.removeprefix(kind)}"


def machine(content: Mapping[str, Any]) -> str:
    """Where and when, in a sentence."""
    about = content["machine"]
    if not isinstance(about, Mapping):
        return f"{str(about).rstrip('.')}."
    facts = [
        f"{about.get('cpu', 'unknown processor')}",
        f"{about['threads']} threads" if "threads" in about else "",
        f"instruction set {about['isa']}" if "isa" in about else "",
        str(about.get("system", "")),
        f"Python {about['python']}" if "python" in about else "",
        *(
            f"{name} {engine['version']}"
            for name, engine in content.get("engines", {}).items()
            if not engine["missing"] and name not in ("poolwise (NumPy)", "torch.compile")
        ),
    ]
    copy = content.get("copy", {})
    if copy:
        facts.append(f"a copy moves {copy['bytes_per_s'] / 1e9:.1f} GB/s, read and written")
    when = str(content.get("date", ""))[:10]
    return "; ".join(filter(None, [", ".join(filter(None, facts)), when])) + "."


def claims(run: Results) -> str:
    """Every claim with its target."""
    rows = []
    for claim in run.claims:
        missed = claim.to_dict()["missed"] if not claim.met else []
        bound = f"{'≤' if claim.at_most else '≥'} {amount(claim.target, claim.unit)}"
        met = "yes" if claim.met else "no"
        if missed and claim.name not in ("best-other", "pytorch-same-layout", "training"):
            met += f": {', '.join(missed[:5])}{' …' if len(missed) > 5 else ''}"
        measured = amount(claim.value, claim.unit)
        rows.append([claim.about, measured, bound, str(len(claim.parts)), met])
    return table(["", "measured", "target", "over", "met"], rows)


def workloads(run: Results) -> str:
    """Every workload: poolwise, the copy, the best other engine, and PyTorch."""
    rows = []
    for workload, ratio in zip(run.workloads, run.ratios, strict=True):
        ours, other = (_fastest(run, workload["name"], mine) for mine in (True, False))
        rows.append(
            [
                f"{workload['name']}: {workload['title']}",
                f"{duration(ours['ms'])} ({spread(ours['low_ms'], ours['high_ms'])})"
                if ours
                else "–",
                share(ours["of_copy"]) if ours else "–",
                f"{duration(other['ms'])}, {other['engine']} {other['layout']}" if other else "–",
                times(ratio["best_other"]),
                times(ratio["pytorch"].get("planar")),
                times(ratio["pytorch"].get("channels-last")),
            ]
        )
    head = ["", "poolwise (quartiles)", "of a copy", "best other", "best other / poolwise"]
    return table([*head, "PyTorch / poolwise, planar", "channels-last"], rows)


def problems(run: Results) -> str:
    """What failed, was wrong or too slow, a line each."""
    lines = [
        f"- {row['workload']}, {row['engine']} {row['layout']}: {row['status']}: "
        f"{first_line(row['note'])}"
        for row in run.rows
        if row["status"] in ("failed", "wrong", "too slow")
    ]
    return "\n".join(lines)


def networks(content: Mapping[str, Any]) -> str:
    """Networks without and with `poolwise.accelerate`."""
    rows = [
        [
            f"{row['name']}, batch {row['batch']}, {row['mode']}"
            + (f", {row['layout']}" if row.get("layout", "planar") != "planar" else "")
            + (", compiled" if row.get("compiled") else ""),
            duration(row["plain_ms"]),
            duration(row["accelerated_ms"]),
            times(row["ratio"]),
            "yes" if row.get("equal") else "no",
        ]
        for row in content["rows"]
    ]
    return table(["", "PyTorch", "accelerated", "ratio", "equal"], rows)


def first_calls(content: Mapping[str, Any]) -> str:
    """First calls of poolwise's functions and of accelerated ones, beside PyTorch's."""
    rows = [
        [
            f"{line['outputs']} outputs, {line['way']}",
            str(line["shapes"]),
            duration(line["pytorch_ms"]),
            duration(line["ms"]),
            *(f"{line[ratio]:.2f}" for ratio in ("ratio", "worst", "memory")),
        ]
        for line in content["first_calls"]
    ]
    return table(["", "shapes", "PyTorch", "poolwise", "time", "at worst", "memory"], rows)


def volumes(content: Mapping[str, Any]) -> str:
    """Volumes in memory: poolwise, and how many times longer each other library takes."""
    rows = content["volumes"]
    others = list(dict.fromkeys(n for row in rows for n in row["ms"] if n != "poolwise"))
    return table(
        ["", "poolwise", *others],
        [
            [
                f"{row['op']}, {row['dtype']}",
                duration(row["ms"]["poolwise"]),
                *(
                    times(row["ms"][name] / row["ms"]["poolwise"]) if name in row["ms"] else "–"
                    for name in others
                ),
            ]
            for row in rows
        ],
    )


def files(content: Mapping[str, Any]) -> str:
    """Files larger than memory: how fast, beside reading and writing alone, and in what memory."""
    rows = content["files"]
    alone = next(row["seconds"] for row in rows if row["op"] == "copy")
    return table(
        ["", "seconds", "GB/s read", "of reading and writing alone", "peak memory"],
        [
            [
                f"{row['op']} 2×2×2, {row['gigabytes']} GB",
                f"{row['seconds']:.1f}",
                f"{row['gigabytes'] / row['seconds']:.2f}",
                share(alone / row["seconds"]),
                f"{row['peak_mb'] / 1e3:.2f} GB",
            ]
            for row in rows
        ],
    )


def workers(content: Mapping[str, Any]) -> str:
    """How much faster two workers are than one."""
    rows = content["workers"]
    alone = {row["op"]: row["seconds"] for row in rows if row["workers"] == 1}
    return table(
        ["", "workers", "seconds", "one worker's time / theirs"],
        [
            [
                f"{row['op']} 2×2×2, {row['gigabytes']} GB",
                str(row["workers"]),
                f"{row['seconds']:.1f}",
                times(alone[row["op"]] / row["seconds"]),
            ]
            for row in rows
        ],
    )


def summary(contents: Sequence[Mapping[str, Any]]) -> str:
    """The table of the README, and what accelerating networks gains."""
    parts = []
    for content in contents:
        if kind(content) == "networks":
            parts += [_gains(content)]
        elif is_catalogue(_run(content)):
            continue
        else:
            parts += [headline(_run(content)), _chosen(_run(content))]
        parts += [f"{machine(content)} Made by `{content['command']}`."]
    link = "[All results, with their commands](benchmarks/RESULTS.md)"
    return "\n\n".join([*filter(None, parts), link])


def _gains(content: Mapping[str, Any]) -> str:
    plain = [
        row
        for row in content["rows"]
        if row["mode"] == "inference"
        and row["batch"] == 1
        and not row.get("compiled")
        and row.get("layout", "planar") == "planar"
    ]
    gains = ", ".join(f"{row['name']} {times(row['ratio'])}" for row in plain)
    return (
        f"`poolwise.accelerate()` alone makes networks faster, inference of one picture: {gains}."
    )


def _chosen(run: Results) -> str:
    rows = []
    for workload in run.workloads:
        name = workload["name"]
        ours, other = (_fastest(run, name, mine) for mine in (True, False))
        if name not in SHOWN or ours is None:
            continue
        pytorch = _fastest(run, name, False, "PyTorch")
        best = f"{duration(other['ms'])}, {other['engine']}" if other else "–"
        rows.append(
            [
                workload["title"],
                duration(ours["ms"]),
                duration(pytorch["ms"]) if pytorch else "–",
                best,
            ]
        )
    head = ["", "poolwise", "PyTorch, better layout", "best other engine"]
    return table(head, rows) if rows else ""


def _fastest(
    run: Results, workload: str, ours: bool, engine: str | None = None
) -> Mapping[str, Any] | None:
    found = [
        row
        for row in run.rows
        if row["workload"] == workload
        and row["ours"] is ours
        and row["ms"] is not None
        and engine in (None, row["engine"])
    ]
    return min(found, key=lambda row: float(row["ms"]), default=None)


if __name__ == "__main__":
    main()
