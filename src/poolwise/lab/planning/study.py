"""What to compare: data x network x a grid of pooling settings x seeds, as flags or as TOML."""

from __future__ import annotations

import math
import shlex
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from poolwise.choosing import require_one_of
from poolwise.lab.data.groups import check_rule
from poolwise.lab.load import task_of
from poolwise.lab.networks import NETWORKS
from poolwise.lab.parsing import (
    check_count,
    format_sizes,
    format_stride,
    parse_duration,
    parse_pair,
    parse_sizes,
)
from poolwise.lab.planning import grid
from poolwise.lab.sets import BUILT_IN
from poolwise.lab.settings import UNCHANGED, PoolSetting, parse_pool
from poolwise.lab.tasks import TASKS, Task
from poolwise.lab.wording import listing

USUAL, ALL, TRANSFER = "usual", "all", "transfer"
"""Words for measures: those that train nothing more, and all that a task has; and the one that is
taken where there is something to transfer to."""
DEVICES = ("auto", "cpu", "cuda", "mps")
PRECISIONS = ("32-true", "bf16-mixed", "16-mixed", "bf16-true", "64-true")
_MOST_SEEDS = 10_000


@dataclass(frozen=True)
class Study:
    """A comparison of pooling settings, complete: the same study gives the same rows.

    Attributes:
        data: ``digits``, ``faces``, ``mnist``, ``shapes``, or a folder that holds a folder per
            class, or ``train/ test/`` or ``train/ val/ test/`` that do; or several of these, each
            of which is a study of its own (`parts`).
        test: a folder per class to test on, for a folder without one.
        groups: which images of a folder belong together and stand on one side: ``folder`` (the one
            below the class), ``FILE.csv:COLUMN``, or a regular expression whose first group is the
            group in the file's name.
        columns: those of a table, ``text=NAME,label=NAME``, where their names do not tell.
        task: what is to be done with the data (`tasks.TASKS`); empty takes what the data is for.
        network: a built-in network, empty for the task's first; unused when `model` is given. Each
            of several gets the whole grid.
        model: ``package.module:factory``, a function that returns your own ``torch.nn.Module``.
        pretrained: ``.safetensors`` or ``.pt``, weights that the network begins with. It then gets
            inputs unscaled, as they are in the data, and trains at a tenth of the learning rates;
            ``unchanged``, the network with its own pooling and without any training, is the
            grid's first setting.
        transfer_to: other data for the same task, for the measure ``transfer``: networks are tuned
            on a tenth of it.
        pool, kernel, stride: the grid. Operators are those of the catalogue (``poolwise ops``),
            with parameters if need be, ``soft(beta=2)``, ``conv``, ``conv-depthwise`` and ``none``,
            and classes of your own, ``package.module:Class(beta=2)`` or ``file.py:Class``, which
            get those of kernel_size, stride, padding and channels that they have arguments for.
            Sizes are written ``3`` or, a size per axis, ``3x2``. Left empty, the grid is that of
            `grid.settings`.
        baseline: the operator or setting that all others are tested against; of several networks
            the first's, unless it says ``max in plain-small``.
        margin: the smallest difference in accuracy that matters, as a fraction: 0.01 is a point.
        seeds: repetitions; each has its own split, initial weights and order of the data.
        epochs: the budget of a training, in passes over the training part; it ends before where
            the validation loss no longer falls.
        check_budget: whether to run everything once more with twice the budget, to see whether the
            verdicts stand.
        learning_rate: one value, or several of which each training takes the one that does best
            on the validation part.
        batch, width: images per step, and channels of the first stage of a built-in network.
        image_size: images are resized to this; empty keeps them as they are, unless those of a
            folder differ, which then all get the median size, at most 64 pixels.
        max_bad: the fraction of unreadable files above which a folder is refused.
        measures: what to measure, by the task's names for it, or ``usual`` for those that take
            little beside the training (the default), or ``all``.
        device, precision: as Lightning Fabric names them.
        budget: time that the trials may take, ``90s``, ``10m`` or ``1h``; empty takes what they
            need. Settings that lag behind are dropped half by half. Several data sets have an equal
            share each.

    Example:
        >>> study = Study(data="digits", pool=("max", "avg"), kernel=("2",))
        >>> [setting.name for setting in study.settings]
        ['max 2x2/2', 'avg 2x2/2']
        >>> Study.from_toml(study.to_toml()) == study
        True
    """

    data: str | tuple[str, ...] = "faces"
    test: str = ""
    groups: str = ""
    columns: str = ""
    task: str = ""
    network: str | tuple[str, ...] = ""
    model: str = ""
    pretrained: str = ""
    transfer_to: str = ""
    pool: tuple[str, ...] = ()
    kernel: tuple[str, ...] = ()
    stride: tuple[str, ...] = ()
    baseline: str = "max"
    margin: float = 0.01
    seeds: int = 12
    epochs: int = 60
    check_budget: bool = False
    image_size: str = ""
    max_bad: float = 0.01
    measures: tuple[str, ...] = (USUAL,)
    device: str = "auto"
    precision: str = "32-true"
    batch: int = 32
    learning_rate: tuple[float, ...] = (0.003, 0.01, 0.03)
    width: int = 8
    budget: str = ""

    def __post_init__(self) -> None:
        for name in ("data", "network"):
            _set(self, name, _one_or_several(getattr(self, name)))
        if self.task:
            require_one_of("task", self.task, tuple(TASKS))
        _set(self, "pool", _unique(parse_pool(pool).operator for pool in self.pool))
        _set(self, "measures", _unique(self.measures))
        _set(self, "learning_rate", _typed("learning_rate", self.learning_rate))
        if len(self.parts) > 1:
            return  # what else there is to say depends on the data
        for sizes in ("kernel", "stride"):
            texts = (
                format_sizes(parse_sizes(sizes, size, self.about.rank))
                for size in getattr(self, sizes)
            )
            _set(self, sizes, _unique(texts))
        if self.image_size:
            _set(self, "image_size", format_sizes(parse_pair("image_size", self.image_size)))
        _check(self)

    @cached_property
    def parts(self) -> tuple[Study, ...]:
        """A study for each data set: itself, where there is one.

        Raises:
            ValueError: one of them cannot be; the message names it.
        """
        if isinstance(self.data, str):
            return (self,)
        if self.test:
            raise ValueError(
                f"test={self.test!r} is for one data set; of several, each has a test/ of its own"
            )
        share = self.budget
        if share:
            share = f"{parse_duration('budget', share) / len(self.data):g}s"
        return tuple(_part(self, name, share) for name in self.data)

    @property
    def only_data(self) -> str:
        """The data of a study that has one set.

        Raises:
            ValueError: there are several.
        """
        if isinstance(self.data, str):
            return self.data
        raise ValueError(f"data={self.data!r} are several data sets; each is a study of its own")

    @cached_property
    def about(self) -> Task:
        """The task, told or seen from the data."""
        return TASKS[self.task or task_of(self.only_data)]

    @property
    def networks(self) -> tuple[str, ...]:
        """The built-in networks that are trained where no `model` is given."""
        several = self.network if isinstance(self.network, tuple) else (self.network,)
        return tuple(name or self.about.networks[0] for name in several)

    @property
    def built_in(self) -> str:
        """The first of them."""
        return self.networks[0]

    @property
    def several_networks(self) -> bool:
        """Whether settings name their network."""
        return isinstance(self.network, tuple)

    @property
    def taken(self) -> tuple[str, ...]:
        """The measures by name, in the task's order."""
        task = self.about
        words = {USUAL: task.usual, ALL: tuple(task.measures)}
        named = {name for word in self.measures for name in words.get(word, (word,))}
        named = named - {TRANSFER} | ({TRANSFER} if self.transfer_to else set())
        return tuple(name for name in task.measures if name in named)

    @property
    def settings(self) -> tuple[PoolSetting, ...]:
        """The grid, in order; a setting without a window (``none``) appears once."""
        axes = self.pool, self.kernel, self.stride, self.about.rank
        if self.several_networks:
            return tuple(
                replace(setting, network=network)
                for network in self.networks
                for setting in grid.settings(*axes, network)
            )
        found = grid.settings(*axes, "" if self.model else self.built_in)
        if self.pretrained:
            found = tuple(dict.fromkeys((PoolSetting(UNCHANGED), *found)))
        return found

    @property
    def baseline_setting(self) -> PoolSetting:
        """The first setting that `baseline` names, as `find_baseline` reads it."""
        return find_baseline(self.baseline, self.settings)

    def as_dict(self) -> dict[str, Any]:
        """Every field, with lists for tuples: what JSON and TOML can say."""
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(self).items()
        }

    def to_toml(self) -> str:
        """The text of a ``study.toml`` that says this study in full."""
        import tomli_w

        return tomli_w.dumps(self.as_dict())

    @classmethod
    def from_toml(cls, text: str) -> Study:
        """Read what `to_toml` wrote, or any part of it.

        Raises:
            ValueError: not TOML, or a key or value that a study does not have.
        """
        try:
            return cls.from_dict(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"the study is not valid TOML: {error}") from None

    @classmethod
    def from_file(cls, path: Path) -> Study:
        """Read a ``study.toml``.

        Raises:
            ValueError: the file cannot be read or is not a study; the message names it.
        """
        try:
            return cls.from_toml(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            raise ValueError(f"study={str(path)!r} cannot be used: it is not a text file") from None
        except (OSError, ValueError) as error:
            raise ValueError(f"study={str(path)!r} cannot be used: {error}") from None

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Study:
        """Make a study of plain values; lists may stand for tuples, numbers for sizes."""
        return Study().replaced(values)

    def replaced(self, values: Mapping[str, Any]) -> Study:
        """This study with some fields changed.

        Raises:
            ValueError: a key that a study does not have, or a value of the wrong type.
        """
        known = [each.name for each in fields(self)]
        for key in values:
            if key not in known:
                raise ValueError(f"{key!r} is not part of a study; it has {', '.join(known)}")
        return replace(self, **{key: _typed(key, value) for key, value in values.items()})

    def command(self) -> str:
        """The shell command that runs this study; fields at their default are left out."""
        words = ["poolwise", "compare"]
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name != "data" and value == each.default:
                continue
            if each.name == "task" and isinstance(self.data, str) and value == task_of(self.data):
                continue
            flag = "--" + each.name.replace("_", "-")
            if value is True:
                words.append(flag)
                continue
            for item in value if isinstance(value, tuple) else (value,):
                words += [flag, _short(each.name, item)]
        return shlex.join(words)


def find_baseline(baseline: str, settings: Iterable[PoolSetting]) -> PoolSetting:
    """The first of `settings` that `baseline` names.

    It may be an operator, ``max``, with a window, ``max 2x2/2``, and in a network,
    ``max in plain-small``.

    Raises:
        ValueError: there is none; the message lists what there is.
    """
    settings = list(settings)
    pooling, _, network = baseline.rpartition(" in ")
    if network.strip() not in NETWORKS:
        pooling, network = baseline, ""
    spelled = _spelled(pooling)
    for setting in settings:
        named = spelled in (setting.pool, setting.operator, setting.pooling)
        if named and network.strip() in ("", setting.network):
            return setting
    names = ", ".join(setting.name for setting in settings)
    raise ValueError(
        f"baseline={baseline!r} is not in the grid; it has {names}: take one of them as baseline, "
        "or add a pool that is meant by it"
    )


def _spelled(baseline: str) -> str:
    """The operator as settings spell it, if `baseline` is one, with or without a window."""
    head, bracket, tail = baseline.strip().rpartition(")")
    operator, window = (head + bracket, tail) if bracket else (tail, "")
    try:
        return parse_pool(operator).operator + window
    except ValueError:
        return baseline


def _check(study: Study) -> None:
    task = study.about
    for measure in study.measures:
        require_one_of("measures", measure, (USUAL, ALL, *task.measures))
    if study.network:
        for network in study.networks:
            require_one_of("network", network, task.networks)
    if study.several_networks and study.model:
        raise ValueError(
            f"model={study.model!r} is a network of your own; several built-in ones, "
            f"{listing(study.networks)}, are compared without it"
        )
    require_one_of("device", study.device, DEVICES)
    require_one_of("precision", study.precision, PRECISIONS)
    check_count("seeds", study.seeds, _MOST_SEEDS)
    for name in ("epochs", "batch", "width"):
        check_count(name, getattr(study, name))
    if not 0 < study.margin < 1:
        raise ValueError(
            f"margin={study.margin} is not a fraction between 0 and 1; 0.01 is a point"
        )
    for rate in study.learning_rate or (0.0,):
        if not 0 < rate < math.inf:
            raise ValueError(f"learning_rate={rate} is not positive; write 0.01, or several values")
    if not 0 <= study.max_bad <= 1:
        raise ValueError(f"max_bad={study.max_bad} is not a fraction between 0 and 1")
    if not study.measures:
        raise ValueError(f"measures is empty; choose from {', '.join(task.measures)}")
    check_rule(study.groups)
    _check_text(study)
    if study.model and study.model.count(":") != 1:
        raise ValueError(
            f"model={study.model!r} does not name a function; write package.module:factory"
        )
    _check_beginnings(study)
    if study.budget:
        parse_duration("budget", study.budget)
        if task.judged_by not in study.taken:
            raise ValueError(f"budget={study.budget!r} needs {task.judged_by} among the measures")
    if len(study.settings) < 2:
        only = study.settings[0].name
        raise ValueError(f"the grid has one setting, {only!r}; a comparison needs two or more")
    _ = study.baseline_setting


def _check_text(study: Study) -> None:
    """Names of files may be bytes that are no text; a report could not say them."""
    for each in fields(study):
        value = getattr(study, each.name)
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise ValueError(
                    f"{each.name}={value!r} is not in UTF-8; rename it, or give a link to it"
                ) from None


def _part(study: Study, data: str, budget: str) -> Study:
    """The study of one of several data sets."""
    columns = "" if data in BUILT_IN else study.columns  # of tables, which others may be
    try:
        return replace(study, data=data, budget=budget, columns=columns)
    except ValueError as error:
        raise ValueError(f"data={data!r}: {error}") from None


def _check_beginnings(study: Study) -> None:
    """Weights to begin with, and what to transfer to, ask for each other's absence."""
    if study.transfer_to and TRANSFER not in study.about.measures:
        raise ValueError(
            f"transfer_to={study.transfer_to!r} is not for {study.about.name}, which has no "
            "measure of transfer"
        )
    if TRANSFER in study.measures and not study.transfer_to:
        raise ValueError(f"measures={TRANSFER!r} needs transfer_to, other data for the same task")
    if study.pretrained and study.several_networks:
        raise ValueError(
            f"pretrained={study.pretrained!r} is for one network, not for "
            f"network={listing(study.networks)!r}"
        )
    if study.pretrained and study.transfer_to:
        raise ValueError(
            f"pretrained={study.pretrained!r} and transfer_to={study.transfer_to!r} exclude each "
            "other: tuning weights on data is what pretrained does"
        )
    if not study.pretrained and any(each.pool == UNCHANGED for each in study.settings):
        raise ValueError(f"pool={UNCHANGED!r} needs pretrained, a file of weights")


def _typed(name: str, value: Any) -> Any:
    """Give `value` the type of the field, or say what it should be."""
    default = getattr(Study, name, None)
    if name in ("data", "network") and isinstance(value, (list, tuple)):
        return tuple(str(item) for item in value)
    if name == "measures" or isinstance(default, tuple):
        if isinstance(value, (str, int, float)):
            value = (value,)
        read = _rate if name == "learning_rate" else str
        return tuple(dict.fromkeys(read(item) for item in value))
    wanted = type(default)
    if wanted is float and isinstance(value, int):
        value = float(value)
    if wanted is str and name == "image_size":
        value = str(value)
    if not isinstance(value, wanted) or isinstance(value, bool) != (wanted is bool):
        raise ValueError(f"{name}={value!r} has the wrong type; a {wanted.__name__} is expected")
    return value


def _rate(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ValueError(f"learning_rate={value!r} is not a number; write 0.01") from None


def _short(name: str, value: object) -> str:
    if isinstance(value, float):
        return repr(value)
    if name in ("kernel", "stride", "image_size"):
        return format_stride(tuple(map(int, str(value).split("x"))))
    return str(value)


def _one_or_several(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """One alone is a string."""
    several = (value,) if isinstance(value, str) else _unique(value)
    return several if len(several) > 1 else "".join(several)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _set(study: Study, name: str, value: object) -> None:
    """Fields are frozen for everyone else; this only brings them into one spelling."""
    object.__setattr__(study, name, value)
