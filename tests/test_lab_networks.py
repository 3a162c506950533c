"""Networks of text, sound, clips, masks and codes: fair in every cell, and blind to padding."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from poolwise import catalogue
from poolwise.lab.networks import NETWORKS, counting
from poolwise.lab.networks.building import build, notes
from poolwise.lab.networks.over_time import Every, Norm, OverTime, WindowsOverTime
from poolwise.lab.networks.own import swap_pooling
from poolwise.lab.networks.parts import Sample, Spec, dilations
from poolwise.lab.networks.up import Down, back_up
from poolwise.lab.parsing import parse_sizes
from poolwise.lab.planning import grid
from poolwise.lab.settings import OTHERS, PoolSetting, parse_pool

PICTURES = Spec((1, 16, 17), 3)
MASKS = Spec((1, 16, 17), 3, dense=True)
CODES = Spec((2, 16, 17), 2, dense=True)
TEXT = Spec((11,), 3, rank=1, lengths=True, vocabulary=20)
VOWELS = Spec((5, 13), 3, rank=1, lengths=True)
SOUND = Spec((1, 16, 21), 3, lengths=True)
CLIPS = Spec((1, 8, 16, 16), 4, rank=3)
CASES = [
    ("resnet-small", PICTURES),
    ("squeeze-small", PICTURES),
    ("vgg-spp", PICTURES),
    ("vgg-global", PICTURES),
    ("lenet-5", Spec((1, 20, 23), 3)),
    ("unet-small", MASKS),
    ("unpool-small", MASKS),
    ("plain-small", MASKS),
    ("codec-small", CODES),
    ("codec-unpool", CODES),
    ("text-cnn", TEXT),
    ("bilstm", TEXT),
    ("tone-cnn", VOWELS),
    ("tone-cnn", SOUND),
    ("clip-cnn", CLIPS),
]
SEQUENCES = [case for case in CASES if case[1].lengths]


def _setting(text: str, kernel: int = 0, rank: int = 1) -> PoolSetting:
    """An operator, at windows of `kernel` with stride 2 if there is one."""
    found = parse_pool(text)
    if not kernel or text == "none":
        return found
    return PoolSetting(found.pool, (kernel,) * rank, (2,) * rank, found.parameters)


def _items(spec: Spec, count: int = 2, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    if spec.vocabulary:
        return torch.randint(1, spec.vocabulary, (count, *spec.shape), generator=generator)
    return torch.rand(count, *spec.shape, generator=generator)


@pytest.mark.parametrize(("network", "spec"), CASES, ids=lambda each: str(each))
def test_cells_differ_in_the_pooling_alone(network: str, spec: Spec) -> None:
    """Same form of answer, same weights at the start and as many of them, whatever the window."""
    kernel = 0 if spec.rank == 1 else 2
    names = ("max", "avg", "lp(p=2)") if kernel else ("max", "avg", "median")
    chosen = [_setting(name, kernel, spec.rank) for name in names]
    chosen += [_setting("avg", 3, spec.rank), PoolSetting("none")]
    inputs, lengths = _items(spec), torch.tensor([spec.spatial[-1], 4])
    weights = []
    for each in chosen:
        made = build(each, spec, network, 4)
        answers = made(inputs, lengths) if spec.lengths else made(inputs)
        assert answers.shape == (2, *spec.answer)
        assert answers.isfinite().all()
        weights.append(torch.cat([p.flatten() for p in made.parameters()]))
    assert all(torch.equal(weights[0], other) for other in weights)
    strided = _setting("conv", 2, spec.rank), _setting("conv-depthwise", 2, spec.rank)
    more = [counting.parameters(build(each, spec, network, 4)) for each in strided]
    assert len(weights[0]) < more[1] < more[0]


def test_all_networks_are_tested() -> None:
    assert {name for name, _ in CASES} | {"vgg-small"} == set(NETWORKS)


# --------------------------------------------------------------------------- what lies past the end
@pytest.mark.parametrize(("network", "spec"), SEQUENCES, ids=lambda each: str(each))
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_padding_changes_no_output(network: str, spec: Spec, data: st.DataObject) -> None:
    names = [("max", 3), ("avg", 2), ("conv", 3), ("blur", 3), ("stochastic", 2), ("none", 0)]
    if spec.rank == 1:
        names += [("avg", 0), ("k_max(k=3)", 0), ("attention", 0), ("statistics", 0), ("soft", 0)]
    if network == "bilstm":  # whose states have both signs
        names.remove(("stochastic", 2))
    name, kernel = data.draw(st.sampled_from(names))
    made = build(_setting(name, kernel, spec.rank), spec, network, 4).eval()
    time = spec.spatial[-1]
    lengths = torch.tensor(data.draw(st.lists(st.integers(1, time), min_size=3, max_size=3)))
    inputs = _items(spec, 3)
    expected = made(inputs, lengths)
    past = torch.arange(time) >= lengths.reshape(-1, *[1] * len(spec.shape))
    longer = nn.functional.pad(
        inputs.masked_fill(past, 7), (0, data.draw(st.integers(0, 6))), value=9
    )
    torch.testing.assert_close(made(longer, lengths), expected)
    shortest = int(lengths.max())
    torch.testing.assert_close(made(inputs[..., :shortest], lengths), expected)


_WHOLE = ["k_max(k=3)", "attention", "statistics", "last"]
_PLACED = [
    {"lp": "lp(p=2)"}.get(each.name, each.name) for each in catalogue.OPERATORS if each.placed
]
_NOT_WHOLE = {
    "winner_take_all", "local_l2_norm", "fractional_max", "s3", "gated", "tree", "lip", "blur",
    "max_blur", "adaptive_polyphase", "spectral", "wavelet", *OTHERS,
}  # fmt: skip


@pytest.mark.parametrize("text", [*_PLACED, *_WHOLE, *OTHERS])
def test_every_operator_over_whole_sequences(text: str) -> None:
    """Each sequence as if it were alone; or it says why not."""
    setting = parse_pool(text)
    if setting.pool in _NOT_WHOLE:
        with pytest.raises(ValueError, match=f"'{setting.pool}' cannot pool sequences over time: "):
            OverTime(setting, 3, 9)
        return
    layer = OverTime(setting, 3, 9).eval()
    x = torch.rand(2, 3, 9)
    ours = layer(x, lengths=torch.tensor([9, 5]))
    assert ours.shape == (2, 3 * layer.grows)
    torch.testing.assert_close(ours[:1], layer(x[:1]))
    torch.testing.assert_close(ours[1:], layer(x[1:, :, :5]))


_NO_WINDOWS = {"lip", "fractional_max", "spectral"}


@pytest.mark.parametrize("rank", [1, 2])
@pytest.mark.parametrize("text", [*_PLACED, *OTHERS])
def test_every_operator_in_windows_over_time(text: str, rank: int) -> None:
    setting = _setting(text, 3, rank)
    if setting.pool in _NO_WINDOWS or (setting.pool == "wavelet" and rank == 1):
        with pytest.raises(ValueError, match=f"{setting.pool}"):
            WindowsOverTime(setting, rank, lengths=True)
        return
    layer = WindowsOverTime(setting, rank, lengths=True).eval()
    x = torch.rand(2, 3, *[4] * (rank - 1), 9)
    lengths = torch.tensor([9, 5])
    layer(x, lengths)
    ours, ends = layer(x, lengths)
    assert ends is not None
    same = setting.pool in ("none", "winner_take_all", "local_l2_norm")
    assert ends.tolist() == ([9, 5] if same else [5, 3])
    assert ours.shape[-1] == ends.max()
    assert not ours[1, ..., ends[1] :].any()
    alone, _ = layer(x[1:, ..., :5], lengths[1:])
    torch.testing.assert_close(ours[1:, ..., : ends[1]], alone)


def test_no_hidden_averages_in_windows() -> None:
    """A window that hangs over the end takes the mean of what is there."""
    layer = WindowsOverTime(PoolSetting("avg", (2,), (2,)), 1, lengths=True)
    ours, _ = layer(torch.tensor([[[1.0, 3, 5, 9]]]), torch.tensor([3]))
    assert ours.tolist() == [[[2, 5]]]


@pytest.mark.parametrize("axes", [(), (2,)])
def test_normalisation_counts_what_is_there(axes: tuple[int, ...]) -> None:
    x = torch.rand(3, 4, *axes, 6) * 5
    lengths = torch.tensor([6, 2, 1])
    ours, whole = Norm(4), nn.BatchNorm1d(4)
    pieces = [x[i, ..., :n].reshape(4, -1) for i, n in enumerate(lengths)]
    expected = whole(torch.cat(pieces, 1).T).T
    got = ours(x, lengths)
    found = torch.cat([got[i, ..., :n].reshape(4, -1) for i, n in enumerate(lengths)], 1)
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(ours.running_var, whole.running_var)
    assert not got[2, ..., 1:].any()
    with torch.autocast("cpu", torch.bfloat16):
        assert Norm(4)(x.bfloat16(), lengths).isfinite().all()
    torch.testing.assert_close(Norm(4)(x), nn.BatchNorm1d(4)(x.flatten(2)).reshape(x.shape))


def test_sequences_are_read_at_the_places_of_pictures() -> None:
    x = torch.arange(11.0).reshape(1, 1, 11)
    assert Every(4, 1)(x, 11)[0].tolist() == Sample((11,), 4)(x).tolist() == [[[1, 5, 9]]]
    pooled = x[..., ::2]
    assert Every(4, 2)(pooled, 11)[0].tolist() == [[[0, 4, 8]]]
    read, ends = Every(4, 1)(x.repeat(2, 1, 1), 11, torch.tensor([11, 5]))
    assert read.tolist() == [[[1, 5, 9]], [[1, 4, 0]]]
    assert ends is not None
    assert ends.tolist() == [3, 2]


# -------------------------------------------------------------------------------- how far units see
@pytest.mark.parametrize("stages", [2, 3, 4])
@pytest.mark.parametrize("convolutions", [1, 2])
@pytest.mark.parametrize("window", [2, 3])
def test_dilation_stands_for_pooling(stages: int, convolutions: int, window: int) -> None:
    per_stage = 2 * convolutions + window - 1
    with_pooling = 1 + sum(per_stage * 2**stage for stage in range(stages))
    chosen = [dilations(PoolSetting("none"), i, convolutions, window) for i in range(stages)]
    assert with_pooling - (1 + 2 * sum(map(sum, chosen))) == (window == 2)
    assert all(max(each) - min(each) <= 1 for each in chosen)
    assert dilations(PoolSetting("max"), 2, convolutions, window) == [1] * convolutions


@pytest.mark.parametrize(
    ("network", "spec", "kernel", "field", "without"),
    [
        # Two stages: 1 + 2 + (4 + 1) + 2 (4 + 1), and 1 + (2 + 2) + 2 (2 + 2).
        ("resnet-small", Spec((1, 25, 25), 3), 2, 18, 17),
        ("squeeze-small", Spec((1, 25, 25), 3), 3, 13, 13),
        ("clip-cnn", Spec((1, 20, 21, 20), 3, rank=3), 2, 10, 9),
        ("tone-cnn", Spec((1, 24, 25), 3), 2, 10, 9),
        ("tone-cnn", Spec((2, 25), 3, rank=1, lengths=True), 2, 10, 9),
        ("text-cnn", Spec((12,), 3, rank=1, lengths=True, vocabulary=9), 2, 6, 5),
        ("bilstm", Spec((12,), 3, rank=1, lengths=True, vocabulary=9), 2, 12, 12),
    ],
)
def test_receptive_fields(network: str, spec: Spec, kernel: int, field: int, without: int) -> None:
    lengths = torch.tensor([spec.spatial[-1]]) if spec.lengths else None
    found = [
        counting.receptive_field(build(each, spec, network, 2), spec.items(1), lengths)
        for each in (_setting("max", kernel, spec.rank), PoolSetting("none"))
    ]
    assert found == [field, without]


def test_arithmetic_of_sequences() -> None:
    spec = Spec((12,), 3, rank=1, vocabulary=9)
    items = spec.items(1)
    size, time = 4 * 2, 12
    convolutions = sum(width * size * size * time for width in (3, 4, 5))
    head = 3 * size * 3
    made = build(PoolSetting("max"), spec, "text-cnn", 2)
    assert counting.multiply_adds(made, items) == convolutions + head + 3 * size * time
    made = build(PoolSetting("avg", (2,), (2,)), spec, "text-cnn", 2)
    pooling = (
        3 * size * 6 * (2 + 1) + 3 * size * 6
    )  # in windows, and the maximum of what they leave
    assert counting.multiply_adds(made, items) == convolutions + head + pooling
    made = build(PoolSetting("max"), spec, "bilstm", 2)
    steps = 2 * 4 * time * size * (size + size)
    assert counting.multiply_adds(made, items) == steps + 2 * size * 3 + 2 * size * time


def test_arithmetic_of_pyramids() -> None:
    heads = {"vgg-small": 0, "vgg-global": 1, "vgg-spp": 3}
    counts, last, cells = {}, 4 * 4 * 5, {"vgg-small": 20, "vgg-global": 1, "vgg-spp": 21}
    for name, levels in heads.items():
        made = build(_setting("max", 2, 2), PICTURES, name, 2)
        head = 4 * cells[name] * 3 + levels * last + (4 * cells[name] if levels else 0)
        counts[name] = counting.multiply_adds(made, _items(PICTURES, 1)) - head
    assert len(set(counts.values())) == 1


# ------------------------------------------------------------------------------------ going back up
@pytest.mark.parametrize("kernel", [1, 2, 3, 5])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_unpooling_puts_values_where_they_were(kernel: int, stride: int) -> None:
    x = torch.rand(2, 3, 7, 8)
    down = Down(PoolSetting("max", (kernel, kernel), (stride, stride)), 2, places=True)
    values, places = down(x)
    back = back_up(values, x.shape[2:], down, places)
    assert ((back == x) | (back == 0)).all()
    assert set(back[back != 0].tolist()) == set(values.flatten().tolist())


def test_what_says_no_places_is_upsampled() -> None:
    x = torch.rand(2, 3, 7, 8)
    for setting in (PoolSetting("avg", (2, 2), (2, 2)), PoolSetting("none")):
        down = Down(setting, 2, places=True)
        values, places = down(x)
        assert places is None
        back = back_up(values, x.shape[2:], down, places)
        assert torch.equal(back, nn.functional.interpolate(values, x.shape[2:]))


def test_what_is_not_unpooled_is_told() -> None:
    told = notes(build(_setting("avg", 2, 2), MASKS, "unpool-small", 2))
    assert told == [
        "where what is kept was is not known, so that the decoder upsamples instead of unpooling"
    ]
    for name, network in (("max", "unpool-small"), ("none", "unpool-small"), ("avg", "unet-small")):
        assert notes(build(_setting(name, 2, 2), MASKS, network, 2)) == []


def test_ways_up_differ_in_what_is_handed_over() -> None:
    made = {
        name: build(_setting("max", 2, 2), MASKS, name, 4).eval()
        for name in ("unet-small", "unpool-small", "plain-small")
    }
    counts = {name: counting.parameters(each) for name, each in made.items()}
    assert counts["unpool-small"] == counts["plain-small"] < counts["unet-small"]
    plain, unpool = made["plain-small"], made["unpool-small"]
    for ours, theirs in zip(plain.parameters(), unpool.parameters(), strict=True):
        assert torch.equal(ours, theirs)
    assert not torch.equal(plain(_items(MASKS)), unpool(_items(MASKS)))


def test_codes_are_counted() -> None:
    """Values of the last map, and the places of both where the decoder needs them."""
    items = _items(CODES)
    values, places = 2 * 4 * 5, 4 * 8 * 9
    for network, expected in (("codec-small", values), ("codec-unpool", 2 * values + places)):
        made = build(_setting("max", 2, 2), CODES, network, 4).eval()
        assert counting.code_numbers(made, items) == expected
        answers = made(items)
        assert 0 <= answers.min() <= answers.max() <= 1
    none = build(PoolSetting("none"), CODES, "codec-small", 4)
    assert counting.code_numbers(none, items) == 2 * 16 * 17
    assert counting.code_numbers(build(_setting("max", 2, 2), PICTURES), _items(PICTURES)) == 0


# ----------------------------------------------------------------------------------------- the grid
def _grid(*pools: str, kernel: tuple[str, ...] = (), rank: int, network: str = "") -> list[str]:
    return [each.name for each in grid.settings(pools, kernel, (), rank, network)]


def test_grids_of_every_rank() -> None:
    assert _grid("max", "none", rank=3, network="clip-cnn") == [
        "max 2x2x2/2",
        "max 3x3x3/2",
        "none",
    ]
    assert _grid("max", kernel=("2x3x3",), rank=3, network="clip-cnn") == ["max 2x3x3/2"]
    assert _grid("max", "last", rank=1, network="text-cnn") == ["max", "last"]
    assert _grid("max", kernel=("2", "3"), rank=1, network="text-cnn") == ["max 2/2", "max 3/2"]
    assert _grid("max", "avg", rank=2, network="squeeze-small") == ["max", "avg"]
    assert _grid("max", "avg", rank=2) == ["max", "avg"]  # your own
    assert _grid(rank=1, network="bilstm")[-3:] == ["statistics", "attention", "last"]
    assert _grid(rank=1, kernel=("2",), network="bilstm") == _grid(
        *grid.DEFAULT_POOLS, kernel=("2",), rank=1, network="bilstm"
    )


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("given", [1, 2, 3])
def test_a_size_for_each_axis(rank: int, given: int) -> None:
    text = "x".join("234"[:given])
    if given in (1, rank):
        assert parse_sizes("kernel", text, rank) == (2, 3, 4)[:given] * (rank // given)
        return
    right = {1: "write 3,", 2: "write 3, or 3x2 for", 3: "write 3, or 2x3x3 for"}[rank]
    with pytest.raises(ValueError, match=f"kernel='{text}' is not a size.*{right}"):
        parse_sizes("kernel", text, rank)


def test_what_has_no_windows_is_told() -> None:
    with pytest.raises(ValueError, match="pool='k_max' cannot stand where a network pools"):
        _grid("k_max(k=2)", rank=2, network="vgg-small")
    with pytest.raises(ValueError, match="'wavelet' is for 2 axes, and windows here have 3"):
        build(_setting("wavelet", 2, 3), CLIPS, "clip-cnn", 2)
    with pytest.raises(ValueError, match="'conv' cannot pool sequences over time"):
        build(PoolSetting("conv"), TEXT, "text-cnn", 2)
    with pytest.raises(ValueError, match="gives its pooling numbers such as -"):
        build(PoolSetting("stochastic"), TEXT, "bilstm", 2)


@pytest.mark.parametrize(
    ("network", "spec", "right"),
    [
        ("text-cnn", PICTURES, "images of 1 x 16 x 17 and classes; those that are: vgg-small, vgg"),
        ("vgg-small", TEXT, "11 tokens and classes; those that are: text-cnn, bilstm"),
        ("vgg-small", MASKS, "a map of answers; those that are: unet-small, unpool-small"),
        ("vgg-small", CLIPS, "clips of 1 x 8 x 16 x 16 and classes; those that are: clip-cnn"),
    ],
)
def test_networks_for_other_items(network: str, spec: Spec, right: str) -> None:
    with pytest.raises(ValueError, match=f"network='{network}' is not for .*{right}"):
        build(PoolSetting("max"), spec, network, 2)


# --------------------------------------------------------------------------------- your own network
class Texts(nn.Module):
    """What someone may bring."""

    def __init__(self, vocabulary: int, num_classes: int, length: int) -> None:
        super().__init__()
        assert length == 11
        self.embed = nn.Embedding(vocabulary, 6)
        self.conv = nn.Conv1d(6, 6, 3, padding=1)
        self.pool = nn.AdaptiveMaxPool1d(1)
        self.head = nn.LazyLinear(num_classes)

    def forward(self, tokens: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        x = self.conv(self.embed(tokens).transpose(1, 2)).relu()
        result: torch.Tensor = self.head(self.pool(x).flatten(1))
        return result


@pytest.fixture
def texts(tmp_path: Path) -> str:
    file = tmp_path / "texts.py"
    file.write_text(f"from {__name__} import Texts\n")
    return f"{file}:Texts"


@pytest.mark.parametrize("text", ["max", "avg", "k_max(k=3)", "statistics", "attention"])
def test_a_network_of_your_own_for_text(text: str, texts: str) -> None:
    made = build(parse_pool(text), TEXT, model=texts)
    assert made(_items(TEXT), torch.tensor([11, 4])).shape == (2, 3)
    assert [n for n, p in made.named_parameters() if "query" in n] == (
        ["pool.layer.layer.query"] if text == "attention" else []
    )
    assert not math.isnan(counting.multiply_adds(made, _items(TEXT), torch.tensor([11, 4])))


MINE = """
from torch import nn
class Half(nn.Module):
    def __init__(self, channels, share=0.5):
        super().__init__()
        self.share = nn.Parameter(share * __import__("torch").ones(channels, 1))
    def forward(self, x, lengths):
        return (self.share * x).amax(-1)
def two(): return 2
class Pair(nn.Module):
    def forward(self, x): return x, x
"""


def test_a_pooling_of_your_own_over_time(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(MINE)
    made = build(parse_pool(f"{file}:Half(share=0.25)"), TEXT, "text-cnn", 2)
    assert [tuple(p.shape) for n, p in made.named_parameters() if "share" in n] == [(8, 1)] * 3
    assert math.isnan(counting.multiply_adds(made, _items(TEXT), torch.tensor([11, 4])))
    for name, message in (("two", "makes a int"), ("Pair", "returns a tuple"), ("no", "loaded")):
        with pytest.raises(ValueError, match=message):
            build(parse_pool(f"{file}:{name}"), TEXT, "text-cnn", 2)


def test_counts_do_not_depend_on_the_items() -> None:
    made = build(PoolSetting("avg"), TEXT, "bilstm", 2)
    items, lengths = _items(TEXT), (torch.tensor([11, 4]), torch.tensor([1, 2]))
    for count in (counting.multiply_adds, counting.saved_bytes, counting.receptive_field):
        assert len({count(made, items, each) for each in lengths}) == 1


def test_windows_of_another_rank_are_told() -> None:
    with pytest.raises(ValueError, match=r"windows of 2 axes; sequences of 5 x 13 have 1"):
        build(PoolSetting("max", (2, 2), (2, 2)), VOWELS, "tone-cnn", 2)


def test_swaps_of_other_ranks() -> None:
    x = torch.rand(1, 2, 6, 8, 8)
    network = nn.Sequential(nn.MaxPool3d((1, 2, 2)), nn.AdaptiveAvgPool3d(1))
    expected = network(x)
    assert swap_pooling(network, PoolSetting("max"), 3) == 1
    assert torch.equal(network(x), expected)
    swap_pooling(network, PoolSetting("none"), 3)
    assert notes(network)
    assert "not dilated" in notes(network)[0]
    sequences = nn.Sequential(nn.MaxPool1d(2), nn.AdaptiveAvgPool1d(1))
    y = torch.rand(1, 2, 9)
    expected = nn.functional.max_pool1d(y, 2).amax(-1, keepdim=True)
    assert swap_pooling(sequences, PoolSetting("max"), 1, 9) == 1
    assert torch.equal(sequences(y), expected)
    swap_pooling(sequences, PoolSetting("avg", (3,), (3,)), 1, 9)  # of windows
    assert sequences(y).shape == (1, 2, 1)
    assert type(sequences[0]).__name__ == "AvgPool1d"
    with pytest.raises(ValueError, match=r"no MaxPool1d .* nor one that pools whole sequences"):
        swap_pooling(nn.Sequential(nn.Conv1d(1, 1, 1)), PoolSetting("max"), 1)
