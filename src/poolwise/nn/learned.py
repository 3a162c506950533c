"""Modules of pooling that learns; their parameters begin where the pooling is a plain one.

What is 0 at first makes gates and mixtures even. Numbers that have bounds are learned without:
shares through a sigmoid, what is not negative through an exponential.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from ..backends.torch import onnx_nodes, tensors
from ..functional import learned as F
from ..functional.arguments import Lengths
from ..functional.numbers import choice, positive, real, share, whole
from ..functional.rules import dense, whole_mask
from ..windows import Ints, integers
from ._bases import Module, Pooling, Slide, constant
from .derived import derive, derive_rest

__all__ = ["AttentionPool1d", "AttentionPool2d"]


class _Learned(Slide):
    """Sliding windows, and which channels have parameters of their own."""

    own: tuple[str, ...] = ()
    channels: int | None  # type: ignore[assignment]

    def _options(self) -> dict[str, Any]:
        return {}

    def extra_repr(self) -> str:
        own = [f"{name}={getattr(self, name)!r}" for name in self.own if getattr(self, name)]
        channels = [] if self.channels is None else [f"channels={self.channels}"]
        return ", ".join([Pooling.extra_repr(self), *own, *channels])

    def _keep_channels(self, channels: int | None) -> None:
        self.channels = None if channels is None else whole("channels", channels, 1)

    def _per_channel(self) -> tuple[int, ...]:
        return () if self.channels is None else (self.channels,)

    def _kernel(self) -> tuple[int, ...]:
        sizes = self.kernel_size
        given = (sizes,) if isinstance(sizes, int) else tuple(sizes)
        return given * self.rank() if len(given) == 1 else given


class _Shared(_Learned):
    """A learned share from 0 to 1: of the layer, of each channel, of each region of the output."""

    logit: Tensor

    def _keep_share(self, share: float, per: str, region: Sequence[int] | None) -> None:
        self.per = per
        sizes = (region,) if isinstance(region, int) else region  # one for each axis
        if sizes is not None and (not isinstance(sizes, tuple | list) or len(sizes) != self.rank()):
            raise ValueError(f"region={region!r} must be the output's {self.rank()} spatial sizes")
        self.region = None if sizes is None else integers("region", sizes, self.rank(), least=1)
        choice("per", per, ("layer", "channel", "region"))
        if per == "channel" and self.channels is None:
            raise ValueError("per='channel' needs channels=, how many there are")
        if (per == "region") != (region is not None):
            raise ValueError(f"region={region!r}: per='region', and it alone, needs region=")
        shape = () if per == "layer" else (*self._per_channel(), *(self.region or ()))
        self._learn("logit", shape, constant(math.log(share / (1 - share))))

    def share(self) -> Tensor:
        """The share that has been learned, in the axes of the output."""
        share = self.logit.sigmoid()
        if self.region is None:
            return share
        share = share if self.channels is not None else share[None]
        return share.movedim(0, -1) if self.channels_last else share


def _open_share(name: str, value: Any) -> float:
    return real(name, value, lambda n: 0 < n < 1, "above 0 and below 1 to be learned")


class _Mixed(_Shared):
    """a max + (1−a) avg of each window, where a is learned, given or tossed with a coin.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode: as in `torch.nn.MaxPool2d`.
        mode: ``"learned"``; ``"random"``: maximum or mean by a coin while training, the mixture
            when evaluated; or ``"fixed"``.
        per: of the learned mode, what has an a of its own: the ``"layer"``, each ``"channel"``
            (of `channels`) or each ``"region"`` (position of the output, of the spatial shape
            `region`; with `channels`, of each channel). Of the random mode, what has a coin of its
            own: the ``"layer"``, each ``"channel"`` or each ``"window"``.
        a: the maximum's share; when learned, the one to begin with.
        channels, region: how many there are; see `per`.
    """

    own = ("mode", "per", "a", "region")

    def _own(
        self,
        *,
        mode: str = "learned",
        per: str = "layer",
        a: float = 0.5,
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None:
        self._keep_channels(channels)
        self.mode = choice("mode", mode, ("learned", "random", "fixed"))
        if mode == "learned":
            self.a = _open_share("a", a)
            self._keep_share(self.a, per, region)
            return
        self.a = share("a", a)
        choice("per", per, ("layer", "channel", "window"))
        if region is not None:
            raise ValueError(f"region={region!r} is for mode='learned' alone")
        self.per, self.region = per, None

    def _options(self) -> dict[str, Any]:
        if self.mode == "learned":
            return {"a": self.share()}
        return {"a": self.a, "mode": self.mode, "per": self.per, "training": self.training}


class _Gated(_Learned):
    """g max + (1−g) avg of each window, g = σ(ωᵀx), with ω learned.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode: as in `torch.nn.MaxPool2d`.
        channels: how many channels have an ω of their own; when None, all share one.
    """

    def _own(self, *, channels: int | None = None) -> None:
        self._keep_channels(channels)
        self._learn("omega", (*self._per_channel(), *self._kernel()), constant(0.0))

    def _options(self) -> dict[str, Any]:
        return {"omega": self.omega}


class _Tree(_Learned):
    """A binary tree of learned pooling filters with gated inner nodes.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode: as in `torch.nn.MaxPool2d`.
        depth: levels of nodes, leaves included: 2 is a gate over two filters.
        channels: how many channels have a tree of their own; when None, all share one.
    """

    own = ("depth",)

    def _own(self, *, depth: int = 2, channels: int | None = None) -> None:
        self._keep_channels(channels)
        self.depth = whole("depth", depth, 2)
        leaves, shape = 2 ** (self.depth - 1), (*self._per_channel(), *self._kernel())
        # Filters scatter around the mean's: equal ones would never part.
        most = 2 / math.prod(self._kernel())
        self._learn("filters", (leaves, *shape), partial(nn.init.uniform_, a=0.0, b=most))
        self._learn("omega", (leaves - 1, *shape), constant(0.0))

    def _options(self) -> dict[str, Any]:
        return {"filters": self.filters, "omega": self.omega}


class _SoftGate(Module):
    """coefficient · σ(x): logits within bounds."""

    def __init__(self, coefficient: float) -> None:
        super().__init__()
        self.coefficient = coefficient

    def extra_repr(self) -> str:
        return f"{self.coefficient:g}"

    def forward(self, x: Tensor) -> Tensor:
        """Logits of x."""
        return self.coefficient * x.sigmoid()


def _seen(x: Tensor, rank: int, mask: Tensor | None, lengths: Any, channels_last: bool) -> Tensor:
    """x as what has weights sees it: 0 where it is absent, whatever it is there."""
    present = whole_mask(x, rank, mask, channels_last)
    if present is not None:
        x = torch.where(present, x, 0)
    if lengths is not None:
        x = torch.where(tensors.lengths_mask(lengths, x, -1 - channels_last), x, 0)
    return x


def _logits(rank: int, kind: str, channels: int, hidden: int) -> nn.Sequential:
    """The paper's networks: the bottleneck, or simplified LIP's one convolution."""
    conv: Any = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[rank - 1]
    norm: Any = (nn.InstanceNorm1d, nn.InstanceNorm2d, nn.InstanceNorm3d)[rank - 1]

    def step(inputs: int, outputs: int, size: int) -> list[nn.Module]:
        kernel = conv(inputs, outputs, size, padding=size // 2, bias=False)
        return [kernel, norm(outputs, affine=True)]

    if kind == "simplified":
        layers = step(channels, channels, 3)
    else:
        layers = [
            *step(channels, hidden, 1),
            nn.ReLU(),
            *step(hidden, hidden, 3),
            nn.ReLU(),
            *step(hidden, channels, 1),
        ]
    return nn.Sequential(*layers, _SoftGate(12.0))


class _LIP(_Learned):
    """Σ F x / Σ F of each window, F = exp(G(x)), with G learned.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode: as in `torch.nn.MaxPool2d`.
        logits: G: a module from (batch, channels, *spatial) to something that broadcasts to it;
            or the paper's ``"bottleneck"`` of convolutions 1, 3 and 1 wide, or ``"simplified"``,
            one convolution 3 wide; both with instance normalisation and 12 σ(·) at the end.
            It sees 0 where x is absent.
        channels: of the paper's networks.
        hidden: channels inside the bottleneck.
    """

    own = ("kind", "hidden")

    def _own(
        self,
        *,
        logits: nn.Module | str = "bottleneck",
        channels: int | None = None,
        hidden: int = 128,
    ) -> None:
        self._keep_channels(channels)
        self.kind: str | None = None
        self.hidden: int | None = None
        if isinstance(logits, nn.Module):
            self.logits: nn.Module = logits
            return
        if not isinstance(logits, str):
            raise TypeError(
                f"logits={logits!r} must be 'bottleneck', 'simplified' or a torch.nn.Module"
            )
        choice("logits", logits, ("bottleneck", "simplified"))
        if self.channels is None:
            raise ValueError(f"logits={logits!r} needs channels=, how many there are")
        self.kind = logits
        self.hidden = whole("hidden", hidden, 1) if logits == "bottleneck" else None
        self.logits = _logits(self.rank(), logits, self.channels, self.hidden or 0)
        self._level()

    def _level(self) -> None:
        # Equal logits of the paper's networks to begin with: the mean.
        if self.kind is not None:
            nn.init.zeros_(self.logits[-2].weight)  # type: ignore[index]

    def reset_parameters(self) -> None:
        """Let all that is learned begin anew, as when the module was made."""
        super().reset_parameters()
        self._level()

    def forward(self, x: Tensor, mask: Tensor | None = None, lengths: Lengths = None) -> Tensor:
        """Pool x; see the function."""
        dense(x)
        rank = self.rank()
        if x.ndim < rank + 1:
            shape = tuple(x.shape)
            raise ValueError(f"x has shape {shape}; it needs channels and {rank} spatial axes")
        seen = _seen(x, rank, mask, lengths if rank == 1 else None, self.channels_last)
        if 0 in x.shape:  # of which no network need make anything
            logits = seen
        elif not self.channels_last:
            logits = self.logits(seen)
        else:
            logits = self.logits(seen.movedim(-1, -rank - 1)).movedim(-rank - 1, -1)
        return self._pooled(x, mask, lengths, logits=logits)


class _DetailPreserving(_Learned):
    """Σ w x / Σ w of each window, w = α + ρ_λ(x_i − x̃), with α and λ learned.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode: as in `torch.nn.MaxPool2d`.
        asymmetric: let only what lies above x̃ weigh more.
        learned_filter: learn the filter that gives x̃, too (the paper's full form); otherwise x̃ is
            the window's mean (its lite form).
        channels: how many channels have parameters of their own; when None, all share them.
        eps: inside ρ.
    """

    own = ("asymmetric", "learned_filter", "eps")
    log_alpha: Tensor
    log_lambda: Tensor

    def _own(
        self,
        *,
        asymmetric: bool = False,
        learned_filter: bool = False,
        channels: int | None = None,
        eps: float = 1e-3,
    ) -> None:
        self._keep_channels(channels)
        self.asymmetric, self.learned_filter = asymmetric, learned_filter
        self.eps = positive("eps", eps)
        self._learn("log_alpha", self._per_channel(), constant(0.0))
        self._learn("log_lambda", self._per_channel(), constant(0.0))
        self.filter: Tensor | None
        if learned_filter:
            shape = (*self._per_channel(), *self._kernel())
            self._learn("filter", shape, constant(1 / math.prod(self._kernel())))
        else:
            self.filter = None

    def _options(self) -> dict[str, Any]:
        return {
            "alpha": self.log_alpha.exp(),
            "lambda_": self.log_lambda.exp(),
            "asymmetric": self.asymmetric,
            "filter": self.filter,
            "eps": self.eps,
        }


class _Ada(_Shared):
    """β Σ x softmax(DSC(x, x̄)) + (1−β) Σ x softmax(x) of each window, with β learned.

    Args:
        kernel_size, stride, padding, dilation, ceil_mode: as in `torch.nn.MaxPool2d`.
        beta: the share to begin with, or the one to keep.
        learned: whether β is learned.
        per, channels, region: what has a β of its own, as in `MixedPool2d`.
    """

    own = ("beta", "per", "region")

    def _own(
        self,
        *,
        beta: float = 0.5,
        learned: bool = True,
        per: str = "layer",
        channels: int | None = None,
        region: Sequence[int] | None = None,
    ) -> None:
        self._keep_channels(channels)
        self.learned = learned
        if learned:
            self.beta = _open_share("beta", beta)
            self._keep_share(self.beta, per, region)
            return
        self.beta = share("beta", beta)
        if per != "layer" or region is not None:
            raise ValueError(f"per={per!r} and region={region!r} need learned=True")
        self.per, self.region = per, None

    def extra_repr(self) -> str:
        return super().extra_repr() + ("" if self.learned else ", learned=False")

    def _options(self) -> dict[str, Any]:
        return {"beta": self.share() if self.learned else self.beta}


class AttentionPool1d(Pooling):
    """The mean over time, weighted by attention to learned queries.

    From (batch, channels, time) to (batch, channels, heads); each head is a mean of its own.

    Args:
        channels: of x.
        heads: how many queries.
        hidden: when given, keys are tanh(W x) of this size, and the weights softmax(V tanh(W x)):
            structured self-attention (Lin et al. 2017). When None, keys are x itself, and the
            weights softmax(q · x / √channels).
    """

    query: Tensor
    pool = staticmethod(F.attention_pool1d)
    shown = ("channels", "heads", "hidden")

    def __init__(
        self,
        channels: int,
        heads: int = 1,
        hidden: int | None = None,
        *,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.channels = whole("channels", channels, 1)
        self.heads = whole("heads", heads, 1)
        self.hidden = None if hidden is None else whole("hidden", hidden, 1)
        size = self.hidden or self.channels
        self.keys = None if hidden is None else nn.Linear(self.channels, size, bias=False)
        scattered = partial(nn.init.normal_, std=1 / math.sqrt(size))
        self._learn("query", (self.heads, size), scattered)

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        lengths: Lengths = None,
        return_weights: bool = False,
    ) -> Any:
        """Pool x; with `return_weights`, also give the weights (batch, heads, time)."""
        if isinstance(x, Tensor) or not hasattr(type(x), "__torch_function__"):
            dense(x)  # what a tracer puts in its place can be asked nothing
        keys: Tensor | None = None
        if self.keys is not None:
            seen = _seen(x, 1, mask, lengths, self.channels_last)
            channels = seen if self.channels_last else seen.transpose(-1, -2)
            keys = self.keys(channels).tanh()
            keys = keys if self.channels_last else keys.transpose(-1, -2)
        return self.pool(
            x,
            self.query,
            keys,
            scale=None if self.keys is None else 1.0,
            return_weights=return_weights,
            mask=mask,
            lengths=lengths,
            empty_value=self.empty_value,
            channels_last=self.channels_last,
        )


class AttentionPool2d(Pooling):
    """What the mean of all positions attends to, with several heads: the pooling of CLIP.

    From (batch, embed_dim, height, width) to (batch, output_dim). Positions and their mean get
    embeddings; the mean asks, and all answer. Parameters have the names of CLIP's own.

    Args:
        spatial_dim: height and width of x, one number or two.
        embed_dim: channels of x.
        num_heads: of the attention; divides `embed_dim`.
        output_dim: channels of the result; `embed_dim` when None.
        resample: take x of other heights and widths, too: the embeddings of its positions are then
            resampled bicubically.
        x: tensor of shape (batch, embed_dim, height, width), floating-point.
    """

    shown = ("spatial_dim", "embed_dim", "num_heads", "output_dim")
    defaults: ClassVar[dict[str, Any]] = {**Pooling.defaults, "resample": False}
    positional_embedding: Tensor

    def __init__(
        self,
        spatial_dim: Ints,
        embed_dim: int,
        num_heads: int,
        output_dim: int | None = None,
        *,
        resample: bool = False,
        empty_value: float = 0,
        channels_last: bool = False,
    ) -> None:
        super().__init__(empty_value=empty_value, channels_last=channels_last)
        self.spatial_dim = integers("spatial_dim", spatial_dim, 2, least=1)
        self.embed_dim = whole("embed_dim", embed_dim, 1)
        self.num_heads = whole("num_heads", num_heads, 1)
        self.output_dim = embed_dim if output_dim is None else whole("output_dim", output_dim, 1)
        self.resample = resample
        if embed_dim % num_heads:
            raise ValueError(f"embed_dim={embed_dim} must be divisible by num_heads={num_heads}")
        self.k_proj, self.q_proj, self.v_proj = (nn.Linear(embed_dim, embed_dim) for _ in "kqv")
        self.c_proj = nn.Linear(embed_dim, self.output_dim)
        tokens = math.prod(self.spatial_dim) + 1
        scattered = partial(nn.init.normal_, std=embed_dim**-0.5)
        self._learn("positional_embedding", (tokens, embed_dim), scattered)
        self._scatter()

    def _scatter(self) -> None:
        for layer in (self.k_proj, self.q_proj, self.v_proj, self.c_proj):
            nn.init.normal_(layer.weight, std=self.embed_dim**-0.5)

    def reset_parameters(self) -> None:
        """Let all that is learned begin anew, as when the module was made."""
        super().reset_parameters()
        self._scatter()

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Pool x; the mask says which positions are present, for all channels at once."""
        values, present = F.tokens_of(x, 2, mask, None, self.channels_last)
        shape = tuple(x.shape[-3:-1] if self.channels_last else x.shape[-2:])
        if not self.resample:
            demand = f"without resample=True, AttentionPool2d is for x of {self.spatial_dim} alone"
            onnx_nodes.check_fixed(shape, demand)
        fits = self.resample or shape == self.spatial_dim
        if values.shape[-2] != self.embed_dim or not fits:
            raise ValueError(
                f"x has {values.shape[-2]} channels of {shape}; this module is for "
                f"{self.embed_dim} of {self.spatial_dim}, or of other sizes with resample=True"
            )
        tokens = values.transpose(-1, -2)
        count = tokens.shape[-2] if present is None else present.sum(-1)[..., None].clamp(min=1)
        mean = tokens.sum(-2, keepdim=True) / count
        every = torch.cat([mean, tokens], -2).to(self.positional_embedding.dtype)
        every = every + self._positions(shape)
        seen = None
        if present is not None:
            seen = torch.cat([torch.ones_like(present[..., :1]), present], -1)[..., None, :, :]
        query, key, value = (
            self._heads(project(part))
            for project, part in (
                (self.q_proj, every[..., :1, :]),
                (self.k_proj, every),
                (self.v_proj, every),
            )
        )
        # PyTorch's fused attention has neither second derivatives nor tangents.
        logits = query * query.shape[-1] ** -0.5 @ key.transpose(-2, -1)
        attended = F.attention_weights(logits, seen) @ value
        out: Tensor = self.c_proj(attended.transpose(-2, -3).flatten(-2).squeeze(-2))
        if present is not None:
            out = torch.where(present.any(-1), out, self.empty_value)
        return out.to(x.dtype)

    def _positions(self, shape: tuple[int, ...]) -> Tensor:
        """The embeddings of the mean and of the positions of an input of this shape."""
        own = self.positional_embedding
        # What a symbolic size is would have to be fixed; to its own size this changes nothing.
        if all(isinstance(size, int) for size in shape) and shape == self.spatial_dim:
            return own
        wide = own if own.dtype.itemsize > 2 else own.float()
        grid = wide[1:].T.reshape(1, self.embed_dim, *self.spatial_dim)
        grid = nn.functional.interpolate(grid, shape, mode="bicubic", align_corners=False)
        return torch.cat([own[:1], grid[0].flatten(1).T.to(own.dtype)])

    def _heads(self, tokens: Tensor) -> Tensor:
        shape = (*tokens.shape[:-1], self.num_heads, self.embed_dim // self.num_heads)
        return tokens.reshape(shape).transpose(-2, -3)


__all__ += derive(__name__, "mixed", {"": (_Mixed,)})
__all__ += derive(__name__, "gated", {"": (_Gated,)})
__all__ += derive(__name__, "tree", {"": (_Tree,)})
__all__ += derive(__name__, "lip", {"": (_LIP,)})
__all__ += derive(__name__, "detail_preserving", {"": (_DetailPreserving,)})
__all__ += derive(__name__, "ada", {"": (_Ada,)})
__all__ += derive_rest(__name__)
