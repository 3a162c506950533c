"""The catalogue: what every operator keeps, what it takes, and when to use it. Each said once.

The command ``poolwise ops``, the page ``docs/operators.md`` and the grid of ``poolwise compare``
are made of these declarations.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .functional.by_name import FAMILIES

REQUIRED = object()
"""The default of a parameter that has none."""

Takes = Literal["number", "integer", "flag", "choice", "text", "array", "object"]
Kind = Literal["plain", "random", "learned", "plain or learned", "random or learned"]

ORDER = "Order statistics"
MEANS = "Means"
RANDOM = "Random"
LEARNED = "Learned"
FILTERS = "Filters and transforms"
WINDOWS = "Windows other than sliding ones"
UP = "Going back up"
HEADINGS = (ORDER, MEANS, RANDOM, LEARNED, FILTERS, WINDOWS, UP)

ALL = ("sliding", "adaptive", "global")
SLIDING = "kernel_size, stride=kernel_size, padding=0, dilation=1, ceil_mode=False"
_PREFIXES = {"sliding": "", "adaptive": "adaptive_", "global": "global_"}


@dataclass(frozen=True)
class Parameter:
    """What an operator takes besides its input and its geometry.

    Attributes:
        name: the letter of the definition, Greek spelled out.
        default: `REQUIRED` where there is none.
        meaning: in a few words.
        takes: the kind of value.
        choices: the values of a "choice".
        argument: its name in functions and modules, where PyTorch has another.
        of: whether functions have it, or modules, or both.
        sliding: whether it goes with sliding windows alone.
    """

    name: str
    default: Any
    meaning: str
    takes: Takes = "number"
    choices: tuple[str, ...] = ()
    argument: str = ""
    of: Literal["both", "function", "module"] = "both"
    sliding: bool = False

    @property
    def keyword(self) -> str:
        """Its name in functions and modules."""
        return self.argument or self.name

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is REQUIRED

    def __str__(self) -> str:
        return self.name if self.required else f"{self.name}={self.default}"

    def read(self, value: Any) -> Any:
        """The value as this parameter takes it; text is read as numbers or flags where it must be.

        Raises:
            ValueError: it is of another kind; the message says what would be right.
        """
        if value in self.choices or (self.takes == "text" and isinstance(value, str)):
            return value
        if self.takes == "flag" and str(value).lower() in ("true", "false"):
            return str(value).lower() == "true"
        if self.takes in ("integer", "number") and not isinstance(value, bool):
            number = _number(value)
            if number is not None and (self.takes == "number" or isinstance(number, int)):
                return number
        wanted = " or ".join(self.choices) or _KINDS.get(self.takes, "given in Python code alone")
        raise ValueError(f"{self.name}={value!r} must be {wanted}")


_KINDS = {"integer": "an integer", "number": "a number", "flag": "true or false"}


@dataclass(frozen=True)
class Operator:
    """A row of the catalogue.

    Attributes:
        name: as `poolwise compare --pool` takes it.
        headings: where it stands in the catalogue.
        formula: of the elements x of a window; n is how many they are, x(1) ≥ x(2) ≥ … their order.
        keeps: in a few words.
        source: of the definition.
        good, bad: what it is good for, and where it loses.
        kind: whether it draws, or learns parameters, in a module as it comes.
        parameters: besides the geometry and the keywords that all operators take.
        ranks: numbers of spatial axes; empty where these are not part of the name.
        windows: which of sliding, adaptive and global ones it comes in.
        function, module: names, ``{n}`` standing for the rank, ``{p}`` for the windows' prefix;
            several are separated by spaces.
        geometry: the arguments that say where.
        placed: what a layer of it needs where a network pools: ``"windows"``, an
            ``"output_size"``, or whole ``"grids"`` of the stride; nothing where it cannot stand
            there.
        non_negative: whether elements must be 0 or more.
        one_draw: whether a call draws for all of its output at once.
        per_channel: whether its module must be told how many channels there are.
        call, build: the arguments of an example after x, of the function and of the module.
        shape: of the example's x.
        example: in its place, where one line does not do.
    """

    name: str
    headings: tuple[str, ...]
    formula: str
    keeps: str
    source: str
    good: str
    bad: str
    kind: Kind = "plain"
    parameters: tuple[Parameter, ...] = ()
    ranks: tuple[int, ...] = (1, 2, 3)
    windows: tuple[str, ...] = ALL
    function: str = ""
    module: str = ""
    geometry: str = SLIDING
    placed: Literal["windows", "output_size", "grids", ""] = "windows"
    non_negative: bool = False
    one_draw: bool = False
    per_channel: bool = False
    call: str = "2"
    build: str = ""
    shape: tuple[int, ...] = (1, 4, 8, 8)
    example: str = ""

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of its functions in `poolwise`, for all windows and ranks."""
        return tuple(self._names(self.function, {w: _PREFIXES[w] for w in self.windows}))

    @property
    def modules(self) -> tuple[str, ...]:
        """Names of its modules in `poolwise.nn`."""
        prefixes = {w: _PREFIXES[w].rstrip("_").capitalize() for w in self.windows}
        return tuple(self._names(self.module, prefixes))

    @property
    def layer(self) -> str:
        """The module that pools images in sliding windows."""
        return self.module.split()[0].format(p="", n=2) if self.module else ""

    def settings(self, of: Literal["function", "module"]) -> list[Parameter]:
        """The parameters of its functions, or of its modules."""
        return [p for p in self.parameters if p.of in ("both", of)]

    @property
    def draw(self) -> tuple[Parameter, ...]:
        """What its functions take besides, if they draw."""
        if "random" not in self.kind:
            return ()
        return tuple(p for p in DRAW if p.name != "first_index" or not self.one_draw)

    def examples(self) -> tuple[str, ...]:
        """Lines of Python that run the function and the module on a tensor."""
        if self.example:
            return tuple(self.example.splitlines())
        if not self.function and not self.module:
            return ()
        rank = next((n for n in (2, *self.ranks) if n in self.ranks), 2)
        lines = ["import torch, poolwise", f"x = torch.rand{self.shape}"]
        if self.function:
            function = self.function.split()[0].format(p="", n=rank)
            arguments = f"x, {self.call}" if self.call else "x"
            lines.append(f"poolwise.{function}({arguments})")
        if self.module:
            module = self.module.split()[0].format(p="", n=rank)
            lines.append(f"poolwise.nn.{module}({self.build or self.call})(x)")
            lines[0] += ", poolwise.nn"
        return tuple(lines)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "name": self.name,
            "headings": list(self.headings),
            "formula": self.formula,
            "keeps": self.keeps,
            "kind": self.kind,
            "parameters": [
                {
                    "name": p.name,
                    "argument": p.keyword,
                    "required": p.required,
                    "default": None if p.required else _plain(p.default),
                    "takes": p.takes,
                    "choices": list(p.choices),
                    "of": p.of,
                    "meaning": p.meaning,
                }
                for p in self.parameters
            ],
            "ranks": list(self.ranks),
            "windows": list(self.windows),
            "functions": list(self.functions),
            "modules": list(self.modules),
            "good_for": self.good,
            "bad_for": self.bad,
            "source": self.source,
            "example": list(self.examples()),
        }

    def _names(self, patterns: str, prefixes: dict[str, str]) -> Iterator[str]:
        for pattern in patterns.split():
            for prefix in prefixes.values() if "{p}" in pattern else ("",):
                for rank in self.ranks if "{n}" in pattern else (0,):
                    yield pattern.format(p=prefix, n=rank)


def find(name: str) -> Operator:
    """The operator of that name.

    Raises:
        ValueError: there is none; the message has the nearest names.

    Example:
        >>> find("soft").formula
        'Σ x e^(βx) / Σ e^(βx)'
    """
    for operator in OPERATORS:
        if operator.name == name:
            return operator
    raise ValueError(f"{name!r} is not an operator; {nearest(name)}")


def nearest(name: str, more: Sequence[str] = ()) -> str:
    """What an unknown name may have meant, as the end of a sentence.

    Example:
        >>> nearest("sofft")
        'did you mean soft? `poolwise ops` lists all'
    """
    names = [operator.name for operator in OPERATORS] + list(more)
    wanted = _ALSO.get(name.lower().removesuffix("_pool"))
    found = [wanted] if wanted else difflib.get_close_matches(name.lower(), names, 2, 0.5)
    guess = f"did you mean {' or '.join(found)}? " if found else ""
    return f"{guess}`poolwise ops` lists all"


def under(heading: str) -> list[Operator]:
    """The operators under a heading, in the catalogue's order."""
    return [operator for operator in OPERATORS if heading in operator.headings]


def shown(value: Any) -> str:
    """A parameter's value as text that `Parameter.read` reads back.

    Example:
        >>> shown(2.0), shown(0.1), shown(True), shown(math.inf)
        ('2', '0.1', 'true', 'inf')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _number(value: Any) -> int | float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if math.isnan(number):
        return None
    return int(number) if number.is_integer() else number


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


_ALSO = {
    "mean": "avg",
    "average": "avg",
    "maximum": "max",
    "minimum": "min",
    "gem": "power_mean",
    "l2": "lp",
    "softmax": "soft",
    "softpool": "soft",
    "logsumexp": "lse",
    "rap": "top_k_avg",
    "rwp": "rank_weighted",
    "rsp": "rank_stochastic",
    "dpp": "detail_preserving",
    "spp": "spatial_pyramid",
    "aps": "adaptive_polyphase",
    "dropout": "max_dropout",
    "fractional": "fractional_max",
    "blurpool": "max_blur",
}
"""Other names by which people know them."""

_INDICES = Parameter(
    "return_indices", False, "also the places of what is kept, flat over each plane", "flag"
)
_LEARN = (
    Parameter("learned", False, "train it", "flag", of="module"),
    Parameter("channels", 1, "how many have one of their own", "object", of="module"),
)
_CHANNELS = Parameter(
    "channels", None, "how many have parameters of their own", "object", of="module"
)
_REGION = Parameter("region", None, "the output's size, where per=region", "object", of="module")
_BORDER = Parameter(
    "padding_mode",
    "reflect",
    "what lies around x",
    "choice",
    ("reflect", "replicate", "zero", "circular"),
)
_DTYPE = Parameter("dtype", None, "of the result; integers round half to even", "object")

OPERATORS: tuple[Operator, ...] = (
    # ------------------------------------------------------------------------- order statistics
    Operator(
        "max",
        (ORDER,),
        "max x",
        "the strongest response",
        "Fukushima 1980; Riesenhuber & Poggio 1999; Ranzato et al. 2007",
        "sparse features, where one strong response says all: it stays the same while the "
        "strongest element shifts within its window, costs little, and is what most networks are "
        "tuned for",
        "loses how often and where in the window it fired; one noisy outlier wins; large strides "
        "alias, so that a shift by one pixel may change the output much; the gradient reaches one "
        "element of each window",
        parameters=(_INDICES,),
        function="{p}max_pool{n}d",
        module="{p}MaxPool{n}d",
    ),
    Operator(
        "min",
        (ORDER,),
        "min x",
        "the weakest response",
        "as max, of −x",
        "dark features on bright ground, distances and costs, erosion of masks",
        "after a ReLU nearly every window has a 0, and then nothing is left; outliers win as with "
        "max",
        parameters=(_INDICES,),
        function="{p}min_pool{n}d",
        module="{p}MinPool{n}d",
    ),
    Operator(
        "median",
        (ORDER,),
        "x((n+1)/2), or the mean of the two middle ones",
        "the middle of the window",
        "classical",
        "salt-and-pepper noise and other outliers, up to half of the window; edges stay sharper "
        "than under a mean",
        "sparse features: where more than half of a window is 0, so is the result; the gradient "
        "reaches one or two elements; slower than max and avg",
        parameters=(
            Parameter(
                "interpolation",
                "midpoint",
                "of an even number of elements: the mean of the middle two, or one of them",
                "choice",
                ("midpoint", "lower", "upper"),
            ),
        ),
        function="{p}median_pool{n}d",
        module="{p}MedianPool{n}d",
    ),
    Operator(
        "top_k_avg",
        (ORDER,),
        "(x(1) + … + x(k)) / k",
        "the mean of the k largest (RAP)",
        "Shi, Ye & Wu 2016",
        "a step between max (k = 1) and avg (k = n): outliers weigh less, weak background does not "
        "dilute",
        "k is one more number to choose, and its meaning changes with the window's size; weights "
        "jump at rank k",
        parameters=(Parameter("k", 2, "how many elements", "integer"),),
        function="{p}top_k_avg_pool{n}d",
        module="{p}TopKAvgPool{n}d",
    ),
    Operator(
        "rank_weighted",
        (ORDER,),
        "Σ α(1−α)^(r−1) x(r) / Σ α(1−α)^(r−1)",
        "a mean with weights that fall with rank (RWP)",
        "Shi, Ye & Wu 2016",
        "a smooth step between max (α = 1) and avg (α → 0) that scale does not change: doubling x "
        "doubles the result",
        "sorts every window, which takes time on large ones; α is chosen, not learned",
        parameters=(Parameter("alpha", 0.5, "the share of the largest, in (0, 1]"),),
        function="{p}rank_weighted_pool{n}d",
        module="{p}RankWeightedPool{n}d",
    ),
    Operator(
        "rank_stochastic",
        (ORDER,),
        "x(r) with probability ∝ α(1−α)^(r−1); evaluated as rank_weighted",
        "an element drawn by rank (RSP)",
        "Shi, Ye & Wu 2016",
        "regularisation of small data sets: draws depend on order alone, so that zeros and "
        "negative values are welcome, unlike in stochastic",
        "training is noisier and slower to settle; little is gained where data abounds or other "
        "regularisation is strong",
        kind="random",
        parameters=(Parameter("alpha", 0.5, "the share of the largest, in (0, 1]"),),
        function="{p}rank_stochastic_pool{n}d",
        module="{p}RankStochasticPool{n}d",
    ),
    Operator(
        "ordinal",
        (ORDER,),
        "Σ w_r x(r), w = softmax of learned logits",
        "a mean with learned weights for the ranks",
        "Kumar 2018; Deliège et al. 2021",
        "letting each channel find its own place between min, avg and max",
        "as many weights per channel as a window has elements; sorts every window; the result "
        "depends on the window's size that it was trained with",
        kind="plain or learned",
        parameters=(
            Parameter(
                "weights", REQUIRED, "of the ranks, (R,) or (channels, R)", "array", of="function"
            ),
            Parameter("channels", 1, "how many have weights of their own", "object", of="module"),
            Parameter("ranks", None, "how many; None: the window's size", "integer", of="module"),
        ),
        function="{p}ordinal_pool{n}d",
        module="{p}OrdinalPool{n}d",
        call="2, weights=torch.tensor([0.4, 0.3, 0.2, 0.1])",
        build="2",
    ),
    Operator(
        "k_max",
        (ORDER,),
        "the k largest, in their order of appearance",
        "several strong responses and their order",
        "Kalchbrenner et al. 2014",
        "sentences and signals of varying length: fixed size out, order kept, distance forgotten",
        "how far apart the k lie is lost; short inputs must be padded; one axis only",
        parameters=(Parameter("k", REQUIRED, "how many elements", "integer"),),
        ranks=(1,),
        windows=("global",),
        geometry="",
        function="k_max_pool1d",
        module="KMaxPool1d",
        placed="",
        call="3",
        shape=(1, 4, 8),
    ),
    Operator(
        "winner_take_all",
        (ORDER,),
        "x_i where it is among the k largest of its window, else 0",
        "the resolution, and in it the winners alone",
        "Makhzani & Frey 2015",
        "sparse codes, in autoencoders above all: says what fired and exactly where",
        "reduces nothing: the next layer has as much to compute; losers get no gradient",
        parameters=(Parameter("k", 1, "how many winners a window has", "integer"),),
        ranks=(1, 2, 3),
        windows=("sliding",),
        function="winner_take_all{n}d",
        module="WinnerTakeAll{n}d",
    ),
    Operator(
        "maxout",
        (ORDER,),
        "max over groups of k channels",
        "the strongest of several learned filters",
        "Goodfellow et al. 2013",
        "an activation in place of ReLU that learns its own shape, made to go with dropout",
        "k times the filters and their arithmetic for the same number of channels out",
        parameters=(
            Parameter("pieces", REQUIRED, "channels of a group", "integer"),
            Parameter("dim", 1, "the channels' axis", "integer"),
        ),
        ranks=(),
        windows=(),
        function="maxout",
        module="Maxout",
        placed="",
    ),
    Operator(
        "channel_*",
        (ORDER,),
        "any of these across groups of channels",
        "what a reducer keeps of channels instead of space",
        "Goodfellow et al. 2013",
        "fewer channels without a 1 × 1 convolution",
        "which channels meet is fixed by their order, not learned",
        parameters=(
            Parameter("pieces", REQUIRED, "channels of a group", "integer"),
            Parameter("dim", 1, "the channels' axis", "integer"),
        ),
        ranks=(),
        windows=(),
        function="channel_pool " + " ".join(f"channel_{name}_pool" for name in FAMILIES),
        module="ChannelPool",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        'poolwise.channel_soft_pool(x, 2)\npoolwise.nn.ChannelPool("soft", 2)(x)',
    ),
    # ------------------------------------------------------------------------------------ means
    Operator(
        "avg",
        (MEANS,),
        "Σ x / n",
        "the mean",
        "LeCun et al. 1990",
        "dense features, smooth changes under shifts, noise that averages out, and the last layer "
        "before a classifier",
        "sparse features: a strong response among zeros is diluted by the window's size; edges "
        "blur",
        parameters=(
            Parameter(
                "count_include_pad",
                True,
                "padding counts as elements of value 0",
                "flag",
                sliding=True,
            ),
            Parameter(
                "divisor_override", None, "divide by this instead of n", "integer", sliding=True
            ),
            _DTYPE,
        ),
        function="{p}avg_pool{n}d",
        module="{p}AvgPool{n}d",
    ),
    Operator(
        "sum",
        (MEANS,),
        "Σ x",
        "the total",
        "LeCun et al. 1990",
        "counts and masses, where twice as much must be twice as large",
        "values grow with the window, which initial weights and normalisation must allow for",
        parameters=(_DTYPE,),
        function="{p}sum_pool{n}d",
        module="{p}SumPool{n}d",
    ),
    Operator(
        "lp",
        (MEANS,),
        "(Σ |x|^p)^(1/p)",
        "a norm: the sum of magnitudes at p = 1, the largest at p = ∞",
        "Sermanet et al. 2012; Gulcehre et al. 2014 (learned p)",
        "energy of a filter whatever its sign; p = 2 of a pair of filters forgets their phase",
        "forgets signs; values grow with the window, unlike rms; large p is max with more work",
        kind="plain or learned",
        parameters=(
            Parameter("p", REQUIRED, "the norm's order, above 0; inf too", argument="norm_type"),
            Parameter("signed", False, "powers keep their signs, as in PyTorch", "flag"),
            *_LEARN,
        ),
        function="{p}lp_pool{n}d",
        module="{p}LPPool{n}d",
        call="2, 2",
    ),
    Operator(
        "rms",
        (MEANS,),
        "(Σ x² / n)^½",
        "the typical magnitude",
        "the mean form of L2 pooling",
        "as lp with p = 2, in the scale of x whatever the window's size or its padding",
        "forgets signs; outliers weigh more than in avg",
        function="{p}rms_pool{n}d",
        module="{p}RMSPool{n}d",
    ),
    Operator(
        "local_l2_norm",
        (MEANS,),
        "x_i / max(‖x‖₂ of its window, eps)",
        "the resolution, with each window brought to length 1",
        "the other reading of L2-norm pooling",
        "taking out contrast and illumination before features are compared",
        "reduces nothing; makes noise in flat regions as large as signal",
        parameters=(Parameter("eps", 1e-12, "the least norm that is divided by"),),
        windows=("sliding",),
        function="local_l2_norm{n}d",
        module="LocalL2Norm{n}d",
        call="3",
    ),
    Operator(
        "power_mean",
        (MEANS,),
        "(Σ max(x, eps)^p / n)^(1/p)",
        "a mean that leans to the large by a learned p (GeM)",
        "Radenović, Tolias & Chum 2018",
        "image retrieval and fine-grained classes, as the global pooling: between avg (p = 1) and "
        "max (p → ∞), and training finds where",
        "negative values are raised to eps and lost, so it belongs after a ReLU; elements at eps "
        "get no gradient",
        kind="learned",
        parameters=(
            Parameter("p", 3.0, "the exponent, not 0"),
            Parameter("eps", 1e-6, "what smaller elements are raised to"),
            Parameter("learned", False, "train p; True in GeMPool", "flag", of="module"),
            _LEARN[1],
        ),
        function="{p}power_mean_pool{n}d",
        module="{p}PowerMeanPool{n}d GeMPool{n}d",
    ),
    Operator(
        "lse",
        (MEANS,),
        "log(Σ e^(r x) / n) / r",
        "a smooth maximum",
        "Pinheiro & Collobert 2015",
        "labels for whole images that say nothing of where, and every element gets some gradient: "
        "avg at r → 0, max at r → ∞",
        "not scale-free: what r does depends on how large x is; lies below the maximum by up to "
        "log(n) / r",
        kind="plain or learned",
        parameters=(Parameter("r", 1.0, "the rate"), *_LEARN),
        function="{p}lse_pool{n}d",
        module="{p}LSEPool{n}d",
    ),
    Operator(
        "soft",
        (MEANS,),
        "Σ x e^(βx) / Σ e^(βx)",
        "a mean that weighs large elements more",
        "Stergiou, Poppe & Kalliatakis 2021",
        "keeping more of the detail than max or avg while strong responses lead; every element "
        "gets a gradient",
        "not scale-free: what β does depends on how large x is; exponentials cost more than max; "
        "far below the largest an element's gradient may turn negative",
        kind="plain or learned",
        parameters=(Parameter("beta", 1.0, "the rate: 0 is avg, ∞ is max"), *_LEARN),
        function="{p}soft_pool{n}d",
        module="{p}SoftPool{n}d",
    ),
    Operator(
        "ada",
        (MEANS,),
        "β Σ x softmax(DSC(x, x̄)) + (1−β) soft(x), DSC = 2 x x̄ / (x² + x̄²)",
        "a learned mix of what is typical of a window and what is strong in it",
        "Stergiou & Poppe 2023",
        "detail: weights by likeness to the mean keep texture that soft alone gives up",
        "two exponential means and their mix make it one of the slowest; β per place ties the "
        "layer to one size of input",
        kind="learned",
        parameters=(
            Parameter("beta", 0.5, "the share of the first part, in [0, 1]"),
            Parameter("learned", True, "train beta", "flag", of="module"),
            Parameter(
                "per",
                "layer",
                "what has a beta of its own",
                "choice",
                ("layer", "channel", "region"),
                of="module",
            ),
            _CHANNELS,
            _REGION,
        ),
        function="{p}ada_pool{n}d",
        module="AdaPool{n}d",
    ),
    # ----------------------------------------------------------------------------------- random
    Operator(
        "stochastic",
        (RANDOM,),
        "x_i with probability x_i / Σ x; evaluated as Σ x² / Σ x",
        "an element, drawn in proportion to its value",
        "Zeiler & Fergus 2013",
        "regularisation of small data sets without a rate to tune: strong responses win often, "
        "others sometimes",
        "needs x ≥ 0, so it belongs after a ReLU; training is noisier and slower to settle; "
        "windows of few non-zero elements draw nearly always the same",
        kind="random",
        function="{p}stochastic_pool{n}d",
        module="{p}StochasticPool{n}d",
        non_negative=True,
    ),
    Operator(
        "max_dropout",
        (RANDOM,),
        "max of the elements that a coin keeps; evaluated as Σ q(1−q)^(r−1) x(r)",
        "the strongest of a random part of the window",
        "Wu & Gu 2015",
        "dropout that acts through max pooling: the second strongest get their turn and their "
        "gradient",
        "q is one more number to tune; a window may keep nothing and gives 0, which negative "
        "elements lie below",
        kind="random",
        parameters=(Parameter("q", 0.5, "the probability to keep an element, in (0, 1]"),),
        function="{p}max_dropout_pool{n}d",
        module="{p}MaxDropoutPool{n}d",
    ),
    Operator(
        "mixed",
        (RANDOM, LEARNED),
        "a max x + (1−a) Σ x / n, a a coin or the sigmoid of a learned number",
        "max and avg, mixed",
        "Yu et al. 2014 (random); Lee, Gallagher & Tu 2016 (learned)",
        "not having to choose between max and avg: training finds a for one number per layer; "
        "with a coin it regularises as well",
        "a learned a is the same for every input (gated is not); both poolings are computed; a "
        "coin makes training noisier",
        kind="random or learned",
        parameters=(
            Parameter("mode", "fixed", "what a is", "choice", ("fixed", "random"), of="function"),
            Parameter(
                "mode",
                "learned",
                "what a is",
                "choice",
                ("learned", "random", "fixed"),
                of="module",
            ),
            Parameter("a", 0.5, "the maximum's share, or where it begins to learn"),
            Parameter(
                "per",
                "layer",
                "what has an a or a coin of its own",
                "choice",
                ("layer", "channel", "window", "region"),
            ),
            _CHANNELS,
            _REGION,
        ),
        function="{p}mixed_pool{n}d",
        module="MixedPool{n}d",
    ),
    Operator(
        "fractional_max",
        (RANDOM,),
        "max over windows that begin ⌊α⌋ or ⌈α⌉ positions apart, at random; ratio α above 1",
        "the strongest response, at a gentle reduction",
        "Graham 2014",
        "deep networks of many slow reductions; the random windows act as small distortions of the "
        "images",
        "many more layers and much more arithmetic for the same total reduction; evaluation of one "
        "draw is noisy, averaging several costs as many passes",
        kind="random",
        parameters=(
            Parameter("return_indices", False, "also the places of what is kept", "flag"),
            Parameter(
                "sequence",
                "pseudorandom",
                "of steps between windows",
                "choice",
                ("pseudorandom", "random"),
            ),
            Parameter("overlapping", True, "windows share their borders", "flag"),
        ),
        windows=("sliding",),
        function="fractional_max_pool{n}d",
        module="FractionalMaxPool{n}d",
        geometry="kernel_size=None, output_size=None, output_ratio=None",
        one_draw=True,
        placed="output_size",
        call="2, output_size=5",
    ),
    Operator(
        "s3",
        (RANDOM,),
        "max at stride 1, then random rows and columns of each g × g cell; evaluated as the mean "
        "over that choice",
        "the strongest responses at random places of a grid",
        "Zhai et al. 2017",
        "regularisation by tiny random distortions of feature maps, cheap beside augmentation of "
        "images",
        "max at stride 1 costs stride² as much as max pooling; training is noisier",
        kind="random",
        parameters=(
            Parameter(
                "grid_size", None, "g, a multiple of the stride; None: the stride", "integer"
            ),
        ),
        windows=("sliding",),
        geometry='kernel_size, stride=kernel_size, padding="same"',
        one_draw=True,
        function="s3_pool{n}d",
        module="S3Pool{n}d",
    ),
    # ---------------------------------------------------------------------------------- learned
    Operator(
        "gated",
        (LEARNED,),
        "g max x + (1−g) Σ x / n, g = σ(ωᵀx)",
        "max or avg, as each window decides",
        "Lee, Gallagher & Tu 2016",
        "choosing between max and avg from the window's own content, for as many weights as a "
        "window has elements",
        "computes a small filter besides both poolings; the filter ties it to one size of window",
        kind="learned",
        parameters=(
            Parameter(
                "omega", REQUIRED, "a weight for each place of a window", "array", of="function"
            ),
            _CHANNELS,
        ),
        windows=("sliding",),
        function="gated_pool{n}d",
        module="GatedPool{n}d",
        example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.nn.GatedPool2d(2)(x)",
    ),
    Operator(
        "tree",
        (LEARNED,),
        "leaves vᵀx, joined in pairs by gates σ(ωᵀx)",
        "what a small tree of learned filters finds",
        "Lee, Gallagher & Tu 2016",
        "the first pooling layer, where the paper's best networks have it: filters that fit the "
        "data",
        "the most weights and arithmetic of its family, and gains that shrink with depth in the "
        "network; ties the layer to one size of window",
        kind="learned",
        parameters=(
            Parameter("filters", REQUIRED, "of the leaves", "array", of="function"),
            Parameter("omega", REQUIRED, "of the gates", "array", of="function"),
            Parameter("depth", 2, "of the tree", "integer", of="module"),
            _CHANNELS,
        ),
        windows=("sliding",),
        function="tree_pool{n}d",
        module="TreePool{n}d",
        example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.nn.TreePool2d(2)(x)",
    ),
    Operator(
        "lip",
        (LEARNED,),
        "Σ F x / Σ F, F = exp(G(x))",
        "what a small network finds important",
        "Gao, Wang & Wu 2019",
        "small objects and fine detail in detection: importance is learned from the surroundings, "
        "not from strength alone",
        "G is a network of its own, in weights, arithmetic and memory for training",
        kind="learned",
        parameters=(
            Parameter("logits", REQUIRED, "G(x)", "array", of="function"),
            Parameter(
                "logits",
                "bottleneck",
                "G: one of the paper's, or a module",
                "choice",
                ("bottleneck", "simplified"),
                of="module",
            ),
            _CHANNELS,
            Parameter("hidden", 128, "channels inside the bottleneck", "integer", of="module"),
        ),
        per_channel=True,
        function="{p}lip_pool{n}d",
        module="LIPPool{n}d",
        example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.nn.LIPPool2d(2, channels=4)(x)",
    ),
    Operator(
        "detail_preserving",
        (LEARNED,),
        "Σ w x / Σ w, w = α + ρ_λ(x_i − x̃)",
        "what differs from its surroundings",
        "Saeedan et al. 2018",
        "keeping small details and edges that avg blurs, with two learned numbers per layer; "
        "avg and, nearly, max are special cases",
        "noise differs from its surroundings too; x̃ costs one more filter",
        kind="learned",
        parameters=(
            Parameter("alpha", 1.0, "what every element weighs", of="function"),
            Parameter("lambda_", 1.0, "how much difference weighs", of="function"),
            Parameter("asymmetric", False, "only what is larger than x̃ weighs more", "flag"),
            Parameter("filter", None, "of x̃; None: the mean of 3", "array", of="function"),
            Parameter("learned_filter", False, "train the filter", "flag", of="module"),
            _CHANNELS,
            Parameter("eps", 1e-3, "under the root of ρ"),
        ),
        function="{p}detail_preserving_pool{n}d",
        module="DetailPreservingPool{n}d",
        example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.nn.DetailPreservingPool2d(2)(x)",
    ),
    Operator(
        "attention",
        (LEARNED,),
        "Σ softmax(q·k_i) v_i",
        "what a query attends to",
        "Radford et al. 2021 (CLIP); Lin et al. 2017",
        "the last layer before an embedding or a classifier, for sequences of varying length too",
        "one window over everything; quadratic layers of weights in the number of channels; "
        "positions tie the 2d form to one size of input",
        kind="learned",
        parameters=(
            Parameter("query", REQUIRED, "what attends", "array", of="function"),
            Parameter("keys", None, "what is attended to; None: x", "array", of="function"),
            Parameter("scale", None, "of products; None: 1 / √channels", of="function"),
            Parameter("return_weights", False, "also the weights", "flag", of="function"),
        ),
        ranks=(1, 2, 3),
        windows=("global",),
        geometry="",
        function="attention_pool{n}d",
        module="AttentionPool1d AttentionPool2d",
        placed="",
        example="import torch, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.nn.AttentionPool2d(8, 4, 2)(x)",
    ),
    # ------------------------------------------------------------------- filters and transforms
    Operator(
        "blur",
        (FILTERS,),
        "a binomial filter, then every s-th element",
        "the low frequencies",
        "Zhang 2019",
        "reducing without aliasing: outputs change smoothly as the input shifts",
        "blurs; detail finer than the stride is gone",
        parameters=(_BORDER,),
        windows=("sliding",),
        geometry="kernel_size=3, stride=2",
        function="blur_pool{n}d",
        module="BlurPool{n}d",
        call="3, 2",
    ),
    Operator(
        "max_blur",
        (FILTERS,),
        "max at stride 1, then a binomial filter and every s-th element",
        "the strongest response, without aliasing",
        "Zhang 2019",
        "consistency under shifts in place of max, in the paper at no loss of accuracy",
        "max and filter at stride 1 cost about stride² as much as max pooling; peaks are blurred",
        parameters=(Parameter("blur_size", 3, "of the filter, 1 to 7", "integer"), _BORDER),
        windows=("sliding",),
        geometry="kernel_size, stride=kernel_size, padding=0, dilation=1",
        function="max_blur_pool{n}d",
        module="MaxBlurPool{n}d",
    ),
    Operator(
        "adaptive_polyphase",
        (FILTERS,),
        "of the s × s grids of every s-th element, the one with the largest p-norm",
        "one grid, whole, and always the same one under shifts",
        "Chaman & Dokmanić 2021",
        "exact consistency under circular shifts with nothing blurred and nothing to learn",
        "exact under circular shifts alone: with cropped borders nearly; still aliases, and a "
        "close choice between grids can flip",
        parameters=(
            Parameter("p", 2, "the norm's order"),
            Parameter("return_indices", False, "also which grids", "flag"),
            Parameter("indices", None, "these grids instead", "array", of="function"),
        ),
        windows=(),
        geometry="stride=2",
        function="adaptive_polyphase_pool{n}d",
        module="AdaptivePolyphasePool{n}d",
        placed="grids",
    ),
    Operator(
        "spectral",
        (FILTERS,),
        "a crop of the centred Fourier transform, and back",
        "the low frequencies, exactly",
        "Rippel, Snoek & Adams 2015",
        "keeping most of the energy of natural images for a given size, and any output size",
        "takes every plane as periodic, so that edges ring; Fourier transforms cost more than "
        "windows; sharp local features smear",
        ranks=(2,),
        windows=(),
        geometry="output_size",
        function="spectral_pool2d",
        module="SpectralPool2d",
        placed="output_size",
        call="(4, 4)",
    ),
    Operator(
        "wavelet",
        (FILTERS,),
        "a wavelet transform of two levels, the second one's subbands, and back by one",
        "the coarse structure, without what the first level calls detail",
        "Williams & Li 2018",
        "regularisation by structure and fewer of the artefacts of neighbourhood pooling",
        "halves and nothing else; slower than windows; the paper's gains are on small images",
        parameters=(Parameter("wavelet", "haar", "its name, or its low-pass filter", "text"),),
        ranks=(2,),
        windows=(),
        geometry="",
        function="wavelet_pool2d",
        module="WaveletPool2d",
        call="",
    ),
    # ---------------------------------------------------------- windows other than sliding ones
    Operator(
        "adaptive_*",
        (WINDOWS,),
        "output i looks at [⌊i·in/out⌋, ⌈(i+1)·in/out⌉)",
        "a given output size, with any reducer that walks windows",
        "PyTorch",
        "inputs of any size before a layer that needs one",
        "windows differ in size by one where sizes do not divide, and overlap there",
        windows=("adaptive",),
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.adaptive_soft_pool2d(x, 3)\npoolwise.nn.AdaptiveAvgPool2d(3)(x)",
    ),
    Operator(
        "global_*",
        (WINDOWS,),
        "one window: everything",
        "one number per channel, with any reducer that walks windows",
        "Lin, Chen & Yan 2014",
        "the last layer before a classifier: no weights, no fixed size, and less overfitting than "
        "a dense layer",
        "where things are is lost altogether",
        windows=("global",),
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.global_soft_pool2d(x)\npoolwise.nn.GlobalAvgPool2d()(x)",
    ),
    Operator(
        "spatial_pyramid",
        (WINDOWS,),
        "adaptive pooling to several sizes, flattened and joined",
        "a vector of fixed length, coarse and fine",
        "He et al. 2014",
        "classifiers for images of any size that still know roughly where things are",
        "vectors grow with the square of the finest level, and so does the layer that follows",
        parameters=(
            Parameter("levels", (1, 2, 4), "output size of each", "object"),
            Parameter("reducer", "max", "its name, or a function", "object"),
        ),
        ranks=(1, 2, 3),
        windows=("adaptive",),
        function="spatial_pyramid_pool{n}d",
        module="SpatialPyramidPool{n}d",
        placed="",
        call="(1, 2, 4)",
    ),
    Operator(
        "roi_pool",
        (WINDOWS,),
        "max, or any reducer, over a grid of whole elements in each region of interest",
        "a fixed size for every region",
        "Girshick 2015",
        "detection: one pass of a network for many boxes",
        "borders are rounded to whole elements, which misplaces masks and small boxes; roi_align "
        "does not",
        parameters=(
            Parameter("boxes", REQUIRED, "rows of image, x1, y1, x2, y2", "array", of="function"),
            Parameter("spatial_scale", 1.0, "from the boxes' coordinates to those of x"),
            Parameter("reducer", "max", "its name, or a function", "object"),
        ),
        ranks=(),
        windows=("adaptive",),
        function="roi_pool",
        module="RoIPool",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.roi_pool(x, torch.tensor([[0.0, 0, 0, 6, 6]]), 2)\n"
        "poolwise.nn.RoIPool(2)(x, torch.tensor([[0.0, 0, 0, 6, 6]]))",
    ),
    Operator(
        "roi_align",
        (WINDOWS,),
        "mean or max of samples between elements, on a grid in each region of interest",
        "a fixed size for every region, with nothing rounded",
        "He et al. 2017",
        "masks and boxes whose place matters to less than an element",
        "samples cost more than whole elements; large regions need more samples per cell or alias",
        parameters=(
            Parameter("boxes", REQUIRED, "rows of image, x1, y1, x2, y2", "array", of="function"),
            Parameter("spatial_scale", 1.0, "from the boxes' coordinates to those of x"),
            Parameter("sampling_ratio", -1, "points per cell and axis; −1: as it needs", "integer"),
            Parameter("aligned", False, "shift by half an element, as it should be", "flag"),
            Parameter("mode", "avg", "of the points", "choice", ("avg", "max")),
        ),
        ranks=(),
        windows=("adaptive",),
        function="roi_align",
        module="RoIAlign",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.roi_align(x, torch.tensor([[0.0, 0, 0, 6, 6]]), 2)\n"
        "poolwise.nn.RoIAlign(2)(x, torch.tensor([[0.0, 0, 0, 6, 6]]))",
    ),
    Operator(
        "temporal_*",
        (WINDOWS,),
        "max, mean, k-max, last, mean and deviation, or attention along a time axis",
        "a vector per sequence, whatever its length",
        "Collobert et al. 2011; Snyder et al. 2018; Okabe et al. 2018",
        "sequences of varying length: what lies past `lengths` takes no part",
        "when things happened is lost, except in last and k-max",
        ranks=(),
        windows=("global",),
        geometry="",
        function="temporal_avg_pool temporal_k_max_pool temporal_last_pool temporal_max_pool "
        "temporal_mean_pool temporal_statistics_pool",
        module="TemporalAvgPool TemporalKMaxPool TemporalLastPool TemporalMaxPool "
        "TemporalStatisticsPool",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(2, 4, 8)\n"
        "poolwise.temporal_statistics_pool(x, lengths=torch.tensor([8, 5]))\n"
        "poolwise.nn.TemporalKMaxPool(3)(x)",
    ),
    Operator(
        "pool",
        (WINDOWS,),
        "your own function of the windows' elements and a mask",
        "what you say",
        "—",
        "trying an idea before it has a kernel: differentiable through autograd",
        "windows are spelled out in memory, n times the size of the input; slower than the rest",
        parameters=(
            Parameter("reducer", REQUIRED, "takes (…, n) elements and a mask, gives (…)", "object"),
            Parameter("windows", None, "which, in place of sliding ones", "object"),
        ),
        windows=("sliding",),
        function="pool{n}d",
        placed="",
        call="2, reducer=lambda x, present: x.sum(-1)",
    ),
    # ----------------------------------------------------------------------------- going back up
    Operator(
        "max_unpool",
        (UP,),
        "each value at the place of its maximum, 0 elsewhere",
        "where the maxima lay",
        "Zeiler & Fergus 2014; Badrinarayanan et al. 2017",
        "decoders that place edges again, and looking into what a network saw",
        "sparse: the layers that follow must fill the rest; indices must be kept from the way down",
        parameters=(
            Parameter("indices", REQUIRED, "the places, of the pooling", "array", of="function"),
            Parameter("output_size", None, "where windows leave it open", "object", of="function"),
        ),
        geometry="kernel_size, stride=kernel_size, padding=0",
        windows=("sliding",),
        function="max_unpool{n}d",
        module="MaxUnpool{n}d",
        placed="",
        example="import torch, poolwise\nx = torch.rand(1, 4, 8, 8)\n"
        "poolwise.max_unpool2d(*poolwise.max_pool2d(x, 2, return_indices=True), 2)",
    ),
    Operator(
        "avg_unpool",
        (UP,),
        "each value spread over its window: the adjoint of avg",
        "the total, evenly",
        "the adjoint of avg",
        "decoders and attributions that must keep sums",
        "blocks where windows do not overlap; no detail comes back",
        parameters=(
            Parameter("output_size", None, "where windows leave it open", "object", of="function"),
            Parameter("count_include_pad", True, "as the pooling had it", "flag"),
            Parameter("divisor_override", None, "as the pooling had it", "integer"),
        ),
        windows=("sliding",),
        function="avg_unpool{n}d",
        module="AvgUnpool{n}d",
        placed="",
        shape=(1, 4, 4, 4),
    ),
    Operator(
        "upsample_skip",
        (UP,),
        "interpolated, then joined with the skip connection",
        "the coarse meaning and the fine place",
        "Ronneberger et al. 2015",
        "segmentation: what the way down lost is handed over at the same size",
        "features of the way down stay in memory until the way up",
        parameters=(
            Parameter("skip", REQUIRED, "of the larger size", "array", of="function"),
            Parameter("mode", "nearest", "how to interpolate", "choice", ("nearest", "bilinear")),
            Parameter("merge", "concat", "how to join", "choice", ("concat", "add")),
        ),
        ranks=(),
        windows=(),
        function="upsample_skip",
        module="UpsampleSkip",
        placed="",
        example="import torch, poolwise, poolwise.nn\nx = torch.rand(1, 4, 4, 4)\n"
        "poolwise.upsample_skip(x, torch.rand(1, 2, 8, 8))\n"
        "poolwise.nn.UpsampleSkip()(x, torch.rand(1, 2, 8, 8))",
    ),
)
"""Every operator, in the catalogue's order."""

DRAW = (
    Parameter("training", True, "draw; False gives what evaluation takes", "flag", of="function"),
    Parameter("seed", None, "of the draw, 64 bits", "integer", of="function"),
    Parameter("generator", None, "where a seed comes from, when None", "object", of="function"),
    Parameter("first_index", 0, "of the output's first element", "integer", of="function"),
)
"""What the functions of random operators take besides; their modules have train() and eval()."""

RULES = "mask=None, lengths=None, empty_value=0, channels_last=False"
