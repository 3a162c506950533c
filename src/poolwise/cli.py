"""The `poolwise` command: each subcommand is a few lines over a function that Python users call."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._help import App, Command

if TYPE_CHECKING:
    from poolwise.lab import Study
    from poolwise.lab.running.places import Jobs

app = App(
    name="poolwise",
    help="Pooling for NumPy and PyTorch, and the evidence for choosing one.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

_Padding = Annotated[str, typer.Option(help="A size, same, same_lower or valid.")]
_Ceil = Annotated[bool, typer.Option("--ceil", help="Keep a last window that hangs over the end.")]
_Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")]

_INTERRUPTED = 130
_OUT = Path("poolwise-report")
_ARTICLE = "article"
_PROCESSES = "processes"
_PAGE = Path("pooling.html")
_MERGED = Path("poolwise-merged")
_BENCH_OUT = Path("poolwise-bench")
_CATALOGUE_OUT = Path("poolwise-catalogue")
_LEVELS_OUT = Path("poolwise-levels")

_COMPARE_HELP = """
Which pooling suits your data? Train the same network with each, measure, and report.

Every pooling setting of a grid (operator x kernel x stride) trains at several
seeds. Each trained network is measured: how well it does its task, overfitting,
consistency under shifts, what noise leaves, and cost. The report says what the
numbers support, with 95 % intervals and paired tests, and what they do not.

[bold]Examples[/bold]

Real photographs that come with the package, in under two minutes:

    poolwise compare --data faces

Your own images, a folder per class (photos/cat/1.jpg, photos/dog/7.png):

    poolwise compare --data photos --image-size 64

Tested on images of their own (photos/train/cat/1.jpg, photos/test/cat/2.jpg, maybe
photos/val), or on a folder beside; images of one person or recording never on both sides:

    poolwise compare --data photos
    poolwise compare --data photos --test more-photos --groups people.csv:person

Other tasks, each on a set that comes with the package: words, sounds, films; where things
are, what each pixel is, and what is left of a picture in few bytes:

    poolwise compare --data motifs
    poolwise compare --data tones --pool max --pool avg --kernel 2
    poolwise compare --data clips --pool max --pool avg --kernel 2
    poolwise compare --data shapes --task localisation --pool max --pool avg
    poolwise compare --data shapes --task segmentation --pool max --pool avg
    poolwise compare --data shapes --task compression --pool max --pool avg

Your own of any kind (a table of texts, folders of recordings or films, masks, COCO, arrays):

    poolwise compare --data reviews.csv --columns text=review,label=stars
    poolwise compare --data recordings
    poolwise compare --data annotations.json --task segmentation

Only some settings, with more seeds to decide more:

    poolwise compare --data digits --pool max --pool avg --kernel 2 --kernel 3 --seeds 20

Any operators of the catalogue (poolwise ops), with their parameters:

    poolwise compare --pool max --pool stochastic --pool 'soft(beta=2)' --pool 'lp(p=3)'

Your own network: a function in my_nets.py that returns a torch.nn.Module. Its pooling layers are
swapped in place, its geometry stays unless --kernel or --stride say otherwise:

    poolwise compare --data photos --model my_nets:make_net --pool max --pool avg

The same again, or a part of it changed; flags win over the file:

    poolwise compare --study poolwise-report/study.toml --seeds 20

How long it would take; as much of it as ten minutes allow, where settings that lag behind are
dropped; a first look; and everything, trained again at twice the epochs to see if the verdict
stands:

    poolwise compare --data photos --dry-run
    poolwise compare --data photos --budget 10m
    poolwise compare --data photos --preset quick
    poolwise compare --data photos --preset full

Several data sets, each with a report of its own and all with one; several networks in one grid:

    poolwise compare --data digits --data faces --data photos
    poolwise compare --data shapes --task segmentation --network unet-small --network plain-small

Two reports in one, where they differ in their settings and seeds only; or side by side:

    poolwise compare report-a report-b --out both

On a cluster whose workers have poolwise, the data sent to each of them once:

    poolwise compare --data photos --backend dask --scheduler tcp://10.0.0.1:8786

Stop it whenever you like: finished trials are kept in the --out folder, and the same command
continues from there. A trial that fails, and one whose process dies three times, is told and run
again by the same command. --report-only writes the report of what there is.
"""

_RUN_HELP = """
Run a Python program with its PyTorch pooling on poolwise's kernels.

The program does not change: it is what [bold]python[/bold] would run, with the same arguments and
the same exit status. Pooling on the CPU is faster from the moment when it imports PyTorch.

[bold]Examples[/bold]

    poolwise run train.py --epochs 3

    poolwise run -m mypackage.serve --port 8000

The same without the command, in any program that imports poolwise:

    POOLWISE_ACCELERATE=1 python train.py
"""

_OPS_HELP = """
What operators there are: the catalogue, or one of them in full.

[bold]Examples[/bold]

    poolwise ops

    poolwise ops soft

    poolwise ops --json
"""

_PROFILE_HELP = """
What share of a network's time is pooling, and what accelerating it gains.

The network comes from a function of yours that returns a torch.nn.Module. It is timed with
PyTorch's pooling and with poolwise's in turns, and the outputs are compared.

[bold]Examples[/bold]

    poolwise profile model.py:make_net --input 1,3,224,224

    poolwise profile mypackage.nets:make_net --input 8,3,224,224 --train --channels-last
"""


def _say_version(asked: bool) -> None:
    if asked:
        from poolwise import __version__

        typer.echo(f"poolwise {__version__}")
        raise typer.Exit


@app.callback()
def _commands(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Say the version and exit."
        ),
    ] = False,
) -> None:
    """Pooling for NumPy and PyTorch, and the evidence for choosing one."""


@app.command()
def info() -> None:
    """Version, instruction set chosen for the kernels, threads, and backends found."""
    import poolwise

    typer.echo(json.dumps(poolwise.info(), indent=2, default=str))


@app.command(help=_OPS_HELP)
def ops(
    name: Annotated[
        str | None, typer.Argument(help="An operator. (default: all)", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """List the operators; see `_OPS_HELP`."""
    with _plain_errors():
        from rich.console import Console

        from poolwise import catalogue
        from poolwise import ops as shown

        if as_json:
            typer.echo(shown.as_json(name))
            return
        console = Console(highlight=False)
        one = catalogue.find(name) if name else None
        console.print(shown.as_page(one) if one else shown.as_table(console.width))


@app.command(
    help=_RUN_HELP,
    # What follows the program's name is the program's own.
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
def run(
    program: Annotated[str, typer.Argument(help="A Python script, or with -m a module's name.")],
    arguments: Annotated[
        list[str] | None, typer.Argument(help="What the program finds in sys.argv.")
    ] = None,
    module: Annotated[bool, typer.Option("-m", help="Run a module, as python -m does.")] = False,
) -> None:
    """Run a program accelerated; see `_RUN_HELP`."""
    from poolwise._run import NoProgram, run_accelerated

    try:
        run_accelerated(program, arguments or (), module=module)
    except NoProgram as error:
        typer.echo(f"poolwise: {error}", err=True)
        raise typer.Exit(2) from None
    except (EOFError, KeyboardInterrupt) as error:
        traceback.print_exc()  # as Python does; Typer would only say that it was aborted
        interrupted = isinstance(error, KeyboardInterrupt)
        raise typer.Exit(_INTERRUPTED if interrupted else 1) from None


@app.command(help=_PROFILE_HELP)
def profile(
    model: Annotated[
        str, typer.Argument(help="file.py:factory or package.module:factory; see above.")
    ],
    inputs: Annotated[
        list[str],
        typer.Option(
            "--input", help="Shape of what the network takes, 1,3,224,224; repeat for more."
        ),
    ],
    train: Annotated[
        bool, typer.Option("--train", help="Time forward and backward instead of inference.")
    ] = False,
    channels_last: Annotated[
        bool, typer.Option("--channels-last", help="Network and images channels-last.")
    ] = False,
    threads: Annotated[
        int | None, typer.Option(help="For PyTorch and poolwise. (default: PyTorch's own)")
    ] = None,
    repeat: Annotated[int, typer.Option(help="Passes of each kind; times are medians.")] = 10,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Also write the result here.")
    ] = None,
) -> None:
    """Profile a network; see `_PROFILE_HELP`."""
    with _plain_errors():
        from rich.console import Console

        from poolwise.profile import as_table, profile_factory

        result = profile_factory(
            model, inputs, train=train, channels_last=channels_last, threads=threads, repeat=repeat
        )
        if json_file:
            json_file.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
        Console().print(as_table(result))


_POOL_HELP = """
Pool files: arrays larger than memory, pyramids of them, pictures, and folders of these.

IN is a .npy, a TIFF or a stack of them, a zarr (an array or an OME-Zarr), a picture, or a folder of
these; OUT says by its name what it becomes. Stop it whenever you like: the same command goes on.

[bold]Examples[/bold]

A volume of labels at half its size, the most frequent label of each window:

    poolwise pool labels.zarr -o half.zarr --op mode

A pyramid of five levels to browse, as OME-Zarr; z stays as it is:

    poolwise pool stack.tif -o stack.ome.zarr --op avg --kernel 1x2x2 --levels 5

Photographs, a folder at a time, in no more than half a gigabyte:

    poolwise pool photos -o small --op avg --kernel 4 --axes yxc --memory 500MB

On a cluster whose workers see the same files:

    poolwise pool big.zarr -o big-max.zarr --op max --scheduler tcp://10.0.0.1:8786
"""


@app.command(help=_POOL_HELP)
def pool(
    source: Annotated[Path, typer.Argument(metavar="IN", help="What is pooled.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="What it becomes.")],
    op: Annotated[
        str, typer.Option(help="An operator of `poolwise ops`, as mode or 'soft(beta=2)'.")
    ] = "max",
    kernel: Annotated[
        str, typer.Option(help="Window, 2 or a size for each of z, y and x: 1x2x2.")
    ] = "2",
    stride: Annotated[
        str | None,
        typer.Option(help="Step between windows. (default: the kernel)", show_default=False),
    ] = None,
    padding: _Padding = "0",
    ceil: _Ceil = False,
    levels: Annotated[
        int, typer.Option(help="Levels of a pyramid, each pooled from the one before it.")
    ] = 0,
    axes: Annotated[
        str,
        typer.Option(
            help="A letter for each axis: t, c, and z, y, x, which are pooled. "
            "(default: what the file says, or tczyx from its end)",
            show_default=False,
        ),
    ] = "",
    dtype: Annotated[
        str,
        typer.Option(help="Of the result. (default: the operator's own)", show_default=False),
    ] = "",
    memory: Annotated[str, typer.Option(help="How much blocks may take.")] = "1GB",
    workers: Annotated[
        int | None,
        typer.Option(help="Blocks at a time. (default: a core each)", show_default=False),
    ] = None,
    scheduler: Annotated[
        str,
        typer.Option(help="Address of a Dask scheduler to pool on.", show_default=False),
    ] = "",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what is there, or was begun.")
    ] = False,
    quiet: _Quiet = False,
) -> None:
    """Pool files; see `_POOL_HELP`."""
    with _plain_errors("What is finished is kept; the same command goes on.", "volumes"):
        from poolwise.volumes import pool_files, saying

        named = ("same", "same_lower", "valid")
        kept = "What is finished is kept; the same command goes on."
        with saying.progress(quiet) as told, _files_errors(kept):
            summary = pool_files(
                source,
                out,
                op,
                saying.sizes("kernel", kernel),
                stride=None if stride is None else saying.sizes("stride", stride),
                padding=padding if padding in named else saying.sizes("padding", padding, least=0),
                ceil_mode=ceil,
                levels=levels,
                axes=axes,
                dtype=dtype,
                memory=memory,
                workers=workers,
                scheduler=scheduler,
                overwrite=overwrite,
                told=told,
            )
        if not quiet:
            typer.echo(saying.summary(summary, out))


_EXPLAIN_HELP = """
What does pooling keep of a picture? A page to step through its windows, offline.

Two poolings side by side, of your own picture or of one that is drawn: what each window keeps,
where its gradient goes, and what changes when the picture slides.

[bold]Examples[/bold]

    poolwise explain photo.jpg

    poolwise explain photo.jpg --op max --beside 'soft(beta=4)' --kernel 3 --stride 2
"""


@app.command(help=_EXPLAIN_HELP)
def explain(
    image: Annotated[
        Path | None,
        typer.Argument(help="A picture. (default: one that is drawn)", show_default=False),
    ] = None,
    op: Annotated[str, typer.Option(help="The pooling on the left.")] = "max",
    beside: Annotated[str, typer.Option(help="The pooling on the right.")] = "avg",
    kernel: Annotated[int, typer.Option(help="Window, along both axes.")] = 2,
    stride: Annotated[
        int | None,
        typer.Option(help="Step between windows. (default: the kernel)", show_default=False),
    ] = None,
    padding: Annotated[str, typer.Option(help="0 to 4, or same.")] = "0",
    dilation: Annotated[int, typer.Option(help="Step between a window's elements.")] = 1,
    ceil: _Ceil = False,
    size: Annotated[int, typer.Option(help="Pixels along the longer side.")] = 40,
    out: Annotated[Path, typer.Option("--out", "-o", help="The page.")] = _PAGE,
) -> None:
    """Write a page; see `_EXPLAIN_HELP`."""
    with _plain_errors(extra="volumes"), _files_errors():
        from poolwise.explain import explain as write

        pad = int(padding) if padding.isdigit() else padding
        path = write(
            image,
            out,
            op,
            beside,
            kernel=kernel,
            stride=stride,
            padding=pad,
            dilation=dilation,
            ceil_mode=ceil,
            size=size,
        )
        typer.echo(f"{path}: open it in a browser")


@contextmanager
def _files_errors(kept: str = "") -> Iterator[None]:
    """One line for what the disk refuses, and for elements that an operator does not take."""
    try:
        yield
    except TypeError as error:
        raise ValueError(str(error)) from error
    except OSError as error:
        typer.echo(f"poolwise: {error}. {kept}".rstrip(), err=True)
        raise typer.Exit(1) from None


class _WithChoices(Command):
    """Help that says what there is, by the registries, which take a second to import."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        try:
            from poolwise.lab.planning.choices import filled
        except ImportError:  # their packages are not there, and what needs them says so

            def filled(text: str) -> str:
                return re.sub(r"{\w+}", r"those of poolwise\\[lab]", text)

        for each in self.params:
            if text := getattr(each, "help", None):
                each.help = filled(text)  # type: ignore[attr-defined]
        super().format_help(ctx, formatter)


@app.command(help=_COMPARE_HELP, cls=_WithChoices)
def compare(
    reports: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Two folders of reports, to compare with each other. (default: run a study)",
            show_default=False,
        ),
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option(
            help="A built-in set, {sets}; or your own: a folder with a folder per class, or with "
            "train/, test/ and maybe val/ that have one; a table of texts, COCO's JSON, masks "
            "beside images, .npz, or hub:USER/NAME; repeat for more, each of which is a study of "
            "its own. (default: faces)",
            show_default=False,
        ),
    ] = None,
    test: Annotated[
        str | None,
        typer.Option(
            help="A folder per class to test on. (default: the data's own test/, or "
            "another part of the data at each seed)",
            show_default=False,
        ),
    ] = None,
    groups: Annotated[
        str | None,
        typer.Option(
            help="Items that belong together (of a person, of a recording) and stay on one side: "
            "folder (the one below the class), FILE.csv:COLUMN, or a regular expression of the "
            "file's name, as '^(.*)_'.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            help="The columns of a table, as text=NAME,label=NAME, where their names do not tell.",
            show_default=False,
        ),
    ] = None,
    task: Annotated[
        str | None,
        typer.Option(
            help="What is to be done with the data: {tasks}. (default: what the data is for)",
            show_default=False,
        ),
    ] = None,
    network: Annotated[
        list[str] | None,
        typer.Option(
            help="A built-in network, {networks}; repeat for more, each with the whole grid. "
            "(default: the first of the task)",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="Your own network instead, as package.module:factory or file.py:factory. The "
            "factory gets those of in_channels, num_classes, image_size, length and vocabulary "
            "that it has arguments for.",
            show_default=False,
        ),
    ] = None,
    pretrained: Annotated[
        str | None,
        typer.Option(
            help="A .safetensors or .pt file of weights (never code) that the network begins with: "
            "measured as it is, as the setting unchanged, and tuned with every pooling. Inputs are "
            "then not scaled.",
            show_default=False,
        ),
    ] = None,
    transfer_to: Annotated[
        str | None,
        typer.Option(
            help="Other data for the same task: what does training on --data first add to training "
            "on 10 % of it?",
            show_default=False,
        ),
    ] = None,
    pool: Annotated[
        list[str] | None,
        typer.Option(
            help="An operator of `poolwise ops`, with parameters if need be: soft or "
            "'soft(beta=2)'; conv (strided convolution), conv-depthwise or none; or a class of "
            "your own, as package.module:Class or 'file.py:Class(beta=2)'; repeat for more. "
            "(default: {pools}; of whole sequences {pools_over_time})",
            show_default=False,
        ),
    ] = None,
    kernel: Annotated[
        list[str] | None,
        typer.Option(
            help="Window, 3 or a size per axis: 3x2 (height x width), 2x3x3 (time before them); "
            "repeat for more. (default: 2 and 3; texts are pooled as a whole)",
            show_default=False,
        ),
    ] = None,
    stride: Annotated[
        list[str] | None,
        typer.Option(
            help="Step between windows; repeat for more. (default: 2)", show_default=False
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            help="What the others are tested against: an operator or a full name such as "
            "'max 2x2/2'. (default: max)",
            show_default=False,
        ),
    ] = None,
    margin: Annotated[
        float | None,
        typer.Option(
            help="The smallest difference in what verdicts are about that matters; 0.01 is a point "
            "of accuracy, of IoU or of SSIM. "
            "(default: 0.01)",
            show_default=False,
        ),
    ] = None,
    seeds: Annotated[
        int | None,
        typer.Option(help="Repetitions of every setting. (default: 12)", show_default=False),
    ] = None,
    epochs: Annotated[
        int | None,
        typer.Option(
            help="Most passes over the training data in each training; it ends before where the "
            "validation loss no longer falls. (default: 60)",
            show_default=False,
        ),
    ] = None,
    check_budget: Annotated[
        bool | None,
        typer.Option(
            "--check-budget",
            help="Run everything again with twice the passes, to see whether the verdicts stand.",
            show_default=False,
        ),
    ] = None,
    image_size: Annotated[
        str | None,
        typer.Option(
            help="Resize images to this, 64 or 48x64. (default: as they are; where they differ, "
            "the median, at most 64)",
            show_default=False,
        ),
    ] = None,
    max_bad: Annotated[
        float | None,
        typer.Option(
            help="Fraction of a folder's files that may be unreadable. (default: 0.01)",
            show_default=False,
        ),
    ] = None,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            help="What to measure; {measures}; or all of them, or usual, which leaves out what "
            "takes much longer than the training; repeat for more. (default: usual)",
            show_default=False,
        ),
    ] = None,
    batch: Annotated[
        int | None,
        typer.Option(help="Items per training step. (default: 32)", show_default=False),
    ] = None,
    learning_rate: Annotated[
        list[float] | None,
        typer.Option(
            help="Learning rate of AdamW; repeat for more, of which each training takes the one "
            "that does best on the validation part. (default: 0.003, 0.01 and 0.03)",
            show_default=False,
        ),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            help="Channels of the first stage of a built-in network. (default: 8)",
            show_default=False,
        ),
    ] = None,
    device: Annotated[
        str | None,
        typer.Option(help="auto, cpu, cuda or mps. (default: auto)", show_default=False),
    ] = None,
    precision: Annotated[
        str | None,
        typer.Option(
            help="As Lightning Fabric names it: 32-true, bf16-mixed, ... (default: 32-true)",
            show_default=False,
        ),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(
            help="quick (five poolings, 5 seeds, accuracy and cost) or full (20 seeds, every "
            "measure, and all again at twice the epochs); other flags win. Or article: the studies "
            "that test what is said of pooling, one after the other, each in a folder of --out.",
            show_default=False,
        ),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(
            help="A part of --preset article; repeat for more. (default: all of them)",
            show_default=False,
        ),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option(
            help="Time for the trials, 90s, 10m or 1h: settings that lag behind are dropped half "
            "by half, and are not decided. (default: no limit)",
            show_default=False,
        ),
    ] = None,
    study: Annotated[
        Path | None,
        typer.Option(
            help="A study.toml that says all of the above; the report writes one.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="Folder for the report and the finished trials.")
    ] = _OUT,
    jobs: Annotated[
        int | None,
        typer.Option(help="Trials at once. (default: one for each core)", show_default=False),
    ] = None,
    backend: Annotated[
        str,
        typer.Option(
            help="Where trials run: processes of this machine, dask, ray, or the joblib backend "
            "that joblib.parallel_config says."
        ),
    ] = _PROCESSES,
    scheduler: Annotated[
        str,
        typer.Option(
            help="Of --backend dask or ray its address, as tcp://10.0.0.1:8786.",
            show_default=False,
        ),
    ] = "",
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say how many trials there are and how long they take."),
    ] = False,
    report_only: Annotated[
        bool, typer.Option("--report-only", help="Write the report of --out again; run nothing.")
    ] = False,
    quiet: _Quiet = False,
) -> None:
    """Compare pooling settings; see `_COMPARE_HELP`."""
    flags = {
        "data": data,
        "test": test,
        "groups": groups,
        "columns": columns,
        "task": task,
        "network": network,
        "model": model,
        "pretrained": pretrained,
        "transfer_to": transfer_to,
        "pool": pool,
        "kernel": kernel,
        "stride": stride,
        "baseline": baseline,
        "margin": margin,
        "seeds": seeds,
        "epochs": epochs,
        "check_budget": check_budget,
        "image_size": image_size,
        "max_bad": max_bad,
        "measures": measures,
        "batch": batch,
        "learning_rate": learning_rate,
        "width": width,
        "device": device,
        "precision": precision,
        "budget": budget,
    }
    kept = f"Finished trials are kept in {out}; the same command continues from there."
    with _plain_errors(kept):
        place = _place(jobs, backend, scheduler)
        if preset == _ARTICLE:
            _article(flags, study, reports, part or (), out, place, dry_run, report_only, quiet)
        elif part:
            raise ValueError(f"part={part[0]!r} is of --preset {_ARTICLE}, which is not given")
        elif reports:
            _merge(reports, _MERGED if out == _OUT else out, quiet)
        elif report_only:
            _tell(_report_only(out), out, quiet)
        else:
            chosen = _study(flags, study, preset)
            _dry_run(chosen, out, place) if dry_run else _compare(chosen, out, place, quiet)


def _place(jobs: int | None, backend: str, scheduler: str) -> Jobs:
    from poolwise.lab import Cluster

    if backend != _PROCESSES:
        if jobs is not None:
            raise ValueError(
                f"jobs={jobs} is not for backend={backend!r}, which has its own workers"
            )
        return Cluster(backend, scheduler)
    if scheduler:
        raise ValueError(f"scheduler={scheduler!r} needs --backend dask or ray")
    return jobs


def _study(flags: Mapping[str, Any], file: Path | None, preset: str | None) -> Study:
    """A study by its file or by default, then by the preset, then by the flags."""
    from poolwise.lab import Study
    from poolwise.lab.planning.presets import preset as fields_of

    given = {name: value for name, value in flags.items() if value not in (None, [])}
    base = Study.from_file(file) if file else Study()
    return base.replaced((fields_of(preset) if preset else {}) | given)


def _article(
    flags: Mapping[str, Any],
    file: Path | None,
    reports: Sequence[Path] | None,
    names: Sequence[str],
    out: Path,
    jobs: Jobs,
    dry_run: bool,
    report_only: bool,
    quiet: bool,
) -> None:
    """Run the parts of the article, or say how long they take, or write their reports again."""
    from poolwise.lab.evidence import article
    from poolwise.lab.running.progress import show_progress

    others = [name for name, value in flags.items() if value not in (None, []) and name != "seeds"]
    others += ["study"] * (file is not None) + ["reports"] * bool(reports)
    if others:
        raise ValueError(
            f"preset={_ARTICLE!r} says what its parts are; {others[0]} cannot be given, only "
            "part, seeds, out and where it runs"
        )
    if report_only:
        for name in article.select(names):
            if (out / name / article.STORE).is_file():
                _tell(_report_only(out / name), out / name, quiet)
    elif dry_run:
        for line in article.expected(out, names, flags["seeds"], jobs=jobs):
            typer.echo(line)
    else:
        with show_progress(quiet) as progress:
            done = article.run(out, names, flags["seeds"], jobs=jobs, progress=progress)
        if not quiet:
            typer.echo(f"\n{len(done)} parts have a report: {', '.join(map(str, done.values()))}")


def _compare(study: Study, out: Path, jobs: Jobs, quiet: bool) -> None:
    from poolwise import lab
    from poolwise.lab.running.progress import show_progress

    try:
        with show_progress(quiet) as progress:
            result = lab.compare(study, out, jobs=jobs, progress=progress)
    except lab.StudyFailed as error:
        typer.echo(f"poolwise: {error}", err=True)
        raise typer.Exit(1) from None
    _tell(result, out, quiet)


def _dry_run(study: Study, out: Path, jobs: Jobs) -> None:
    from poolwise import lab
    from poolwise.lab.running.progress import show_progress

    with show_progress(quiet=False) as progress:
        text = lab.dry_run(study, out, jobs=jobs, progress=progress)
    typer.echo(text)


def _report_only(out: Path) -> Mapping[str, Any]:
    from poolwise import lab

    return lab.report_only(out)


def _merge(reports: Sequence[Path], out: Path, quiet: bool) -> None:
    from poolwise import lab

    if len(reports) != 2:
        given = ", ".join(map(str, reports))
        raise ValueError(f"reports={given} are not two; give two folders, or none to run a study")
    found = lab.merge((reports[0], reports[1]), out)
    if isinstance(found, str):
        typer.echo(found)
    else:
        _tell(found, out, quiet)


def _tell(result: Mapping[str, Any], out: Path, quiet: bool) -> None:
    if quiet:
        return
    from poolwise.lab.report.saying import said

    times = result["times"]
    kept = f" ({times['trials_kept']} kept from before)" if times["trials_kept"] else ""
    trials = times["trials_run"] + times["trials_kept"]
    wall = f" in {times['wall_s']:.0f} s" if times.get("wall_s") else ""
    parts = [f"{p['data']}: {p.get('text') or p['missing']}" for p in result.get("parts", ())]
    typer.echo(
        "\n"
        + "\n\n".join([*parts, said(result)])
        + f"\n\n{trials} trials{kept}{wall}. Report: {out / 'report.html'}"
    )


_EVIDENCE_HELP = """
What is said of pooling, and what comes of it: a page written from the results of the article.

For each claim the verdict of every part that tests it, with figures, intervals and scope, known
effects, whether the best setting depends on the data, and what the literature found. Beside the
page lie its plot and a folder with what it was written from, from which it can be written again.

[bold]Examples[/bold]

    poolwise compare --preset article --out article

    poolwise evidence article --write evidence.md

    poolwise evidence evidence --write evidence.md
"""


@app.command(help=_EVIDENCE_HELP)
def evidence(
    folder: Annotated[Path, typer.Argument(help="--out of the article, or a page's own folder.")],
    write: Annotated[Path, typer.Option(help="The page.")] = Path("evidence.md"),
) -> None:
    """Write the page of the article's evidence; see `_EVIDENCE_HELP`."""
    with _plain_errors():
        from poolwise.lab.evidence.write import write as write_page

        parts = write_page(folder, write)
        typer.echo(f"{write}: {len(parts)} parts, {', '.join(parts)}")


_SIMULATE_HELP = """
Is what a report says true? Judge studies whose truth is known, as compare judges yours.

Simulated studies without and with differences between settings, on a test set and by splits of one
sample, with items alone and in groups; and real ones on digits (extra data), where heads on pooled
pixels learn from 200 of them and the others know the truth. The table says how often a report says
anything wrong, how often its intervals cover the truth, and what comes of the sizes that it plans,
each with its Monte-Carlo error.

[bold]Examples[/bold]

    poolwise simulate 100

    poolwise simulate 1000 --seed 7 --json simulation.json
"""


@app.command(help=_SIMULATE_HELP)
def simulate(
    studies: Annotated[int, typer.Argument(help="Studies of each kind.")],
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.")] = 0,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Also write the result here.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(help="Processes. (default: one for each core)", show_default=False),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but the result.")] = False,
) -> None:
    """Judge studies with known truth; see `_SIMULATE_HELP`."""
    with _plain_errors():
        from poolwise.lab.checking import simulation
        from poolwise.lab.running.progress import show_progress

        with show_progress(quiet) as progress:
            found = simulation.run(studies, seed, jobs=jobs, progress=progress)
        typer.echo(simulation.as_text(found))
        if json_file:  # last: what cannot be written is on the screen at least
            json_file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


_THEORY_HELP = """
What max and average pooling do to features that are there or not, in closed form.

Features are active with one probability in one class and another in the other, independent of each
other; P of them are pooled. The tables say how far apart the means of the two classes come to
lie, and how far against their spread, for the average, the maximum, and a maximum whose mean is
known from more features than it pools (Boureau, Ponce & LeCun, 2010).

[bold]Examples[/bold]

    poolwise theory

    poolwise theory --alpha 0.001 0.002 --most 10000 --out theory

Beside what poolwise's own pooling gives on windows that are drawn:

    poolwise theory --alpha 0.1 0.3 --most 64 --check 10000
"""


@app.command(help=_THEORY_HELP)
def theory(
    alpha: Annotated[
        tuple[float, float], typer.Option(help="How often a feature is active in each class.")
    ] = (0.01, 0.02),
    most: Annotated[
        int, typer.Option(help="The largest P; the smooth max is known from as many features.")
    ] = 1024,
    check: Annotated[
        int, typer.Option(help="Windows to draw of each class and P; 0 for none.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="Of what is drawn.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for theory.json, theory.csv and theory.svg. (default: none)",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say what pooling does to binary features; see `_THEORY_HELP`."""
    with _plain_errors():
        from poolwise.lab.checking import theory as closed

        found = closed.run(alpha, most, check=check, seed=seed)
        typer.echo(json.dumps(found, indent=2) if as_json else closed.as_text(found))
        if out:
            closed.write(found, out)


_BENCH_HELP = """
How fast is pooling here? Time poolwise beside every engine that is installed.

Named workloads, from classic networks to training steps, or one of your own. The engines take
turns in one process on the same fresh random inputs and with the same number of threads; beside
each time stands what a plain copy of the bytes that must move would take. What an engine lacks or
fails on is shown as such. bench.json, bench.csv and bench.html are kept in --out.

[bold]Examples[/bold]

Everything (about ten minutes on two cores, more when torch.compile runs for the first time), or the
first workload of each group (about one):

    poolwise bench
    poolwise bench --quick

What there is, some of it by name or by group, and against some engines only:

    poolwise bench --list
    poolwise bench vgg-1 resnet-8 --group windows --engine PyTorch --engine OpenCV

The operators that most libraries lack, beside the same written with PyTorch's unfold and beside
poolwise's own max (about five minutes):

    poolwise bench --catalogue

Which level of instruction set suits which kernel on this processor (about five minutes; the wheel
has all levels, a build of your own has them with CMAKE_ARGS=-DPOOLWISE_LEVELS=all):

    poolwise bench --levels

Your own:

    poolwise bench --op max --shape 8,64,112,112 --kernel 3 --stride 2 --padding 1 --train
"""


@app.command(help=_BENCH_HELP)
def bench(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Named workloads. (default: all)", show_default=False),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(help="All workloads of a group; repeat for more.", show_default=False),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Say what workloads and engines there are.")
    ] = False,
    catalogue: Annotated[
        bool,
        typer.Option(
            "--catalogue",
            help="The catalogue's workloads instead, into poolwise-catalogue; "
            "--shape replaces their shape.",
        ),
    ] = False,
    levels: Annotated[
        bool,
        typer.Option(
            "--levels",
            help="poolwise alone, each kernel at each level of instruction set, into "
            "poolwise-levels.",
        ),
    ] = False,
    engine: Annotated[
        list[str] | None,
        typer.Option(
            help="Against this one; repeat for more. (default: all that are installed)",
            show_default=False,
        ),
    ] = None,
    op: Annotated[
        str | None,
        typer.Option(help="Your own workload: max, min, avg, sum, soft, lp …", show_default=False),
    ] = None,
    shape: Annotated[
        str | None,
        typer.Option(
            help="Its batch, channels and spatial sizes: 8,64,112,112.", show_default=False
        ),
    ] = None,
    kernel: Annotated[
        str | None, typer.Option(help="Its window, 3 or 1x3x3.", show_default=False)
    ] = None,
    stride: Annotated[
        str | None,
        typer.Option(help="Step between windows. (default: the kernel)", show_default=False),
    ] = None,
    padding: _Padding = "0",
    dilation: Annotated[str, typer.Option(help="Step between a window's elements.")] = "1",
    ceil: _Ceil = False,
    adaptive: Annotated[
        str | None,
        typer.Option(help="Windows to this output size instead, 7 or 7x7.", show_default=False),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--global", help="One window over everything instead.")
    ] = False,
    dtype: Annotated[str, typer.Option(help="Of the input.")] = "float32",
    indices: Annotated[bool, typer.Option("--indices", help="Also return the places.")] = False,
    train: Annotated[
        bool, typer.Option("--train", help="Time a training step, forward and backward.")
    ] = False,
    layout: Annotated[
        str | None,
        typer.Option(
            help="planar or channels-last, where your data comes in one only.", show_default=False
        ),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(
            help="For every engine alike. (default: all usable cores)", show_default=False
        ),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            help="For each engine, layout and workload. (default: 0.4)", show_default=False
        ),
    ] = None,
    rounds: Annotated[
        int | None,
        typer.Option(help="Turns of each engine at most. (default: 7)", show_default=False),
    ] = None,
    patience: Annotated[
        float | None,
        typer.Option(
            help="Seconds that one call may take; slower ones are estimated. (default: 4)",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of inputs and turns.")] = 0,
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer workloads and rounds, for a first look.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = _BENCH_OUT,
    quiet: _Quiet = False,
) -> None:
    """Time pooling; see `_BENCH_HELP`."""
    own = {
        "op": op,
        "shape": shape,
        "kernel": kernel,
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "ceil": ceil,
        "adaptive": adaptive,
        "whole": whole,
        "dtype": dtype,
        "indices": indices,
        "train": train,
        "layout": layout,
    }
    if out == _BENCH_OUT and (catalogue or levels):
        out = _LEVELS_OUT if levels else _CATALOGUE_OUT
    with _plain_errors(f"What was timed is kept in {out}."):
        from poolwise.bench import command
        from poolwise.bench.catalogue import RIVALS

        if list_:
            typer.echo(command.listing())
            return
        if catalogue:
            workloads = command.catalogue(names or [], group or [], own)
            engine = engine or list(RIVALS)
        else:
            workloads = command.workloads(names or [], group or [], own, quick)
        pace = command.pace(quick, seconds=seconds, rounds=rounds, patience=patience)
        if levels:
            if catalogue or engine:
                other = "--catalogue" if catalogue else "--engine"
                raise ValueError(f"--levels times poolwise's own kernels; leave out {other}")
            command.run_levels(workloads, threads, pace, seed, out, quiet)
            return
        command.run(workloads, engine or [], threads, pace, seed, out, quiet)


@contextmanager
def _plain_errors(kept: str = "", extra: str = "lab") -> Iterator[None]:
    """One line instead of a traceback for what the user can mend, and for Ctrl-C."""
    try:
        yield
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and error.name
        remedy = f"this needs {missing}: pip install 'poolwise[{extra}]'"
        typer.echo(f"poolwise: {remedy if missing else error}", err=True)
        raise typer.Exit(2) from None
    except ValueError as error:
        typer.echo(f"poolwise: {error}", err=True)
        raise typer.Exit(2) from None
    except MemoryError as error:
        typer.echo(f"poolwise: not enough memory. {error}".rstrip(), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo(f"\npoolwise: stopped. {kept}".rstrip(), err=True)
        raise typer.Exit(_INTERRUPTED) from None
