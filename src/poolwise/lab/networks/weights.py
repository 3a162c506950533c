"""Weights from a file, for a network to begin with: numbers by name, and never code."""

from __future__ import annotations

import hashlib
import pickletools
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch
    from torch import nn

KINDS = (".safetensors", ".pt", ".pth", ".bin")
MOST_BYTES = 4 * 2**30
"""The largest file; what is in it is at most as large, since nothing in it may be compressed."""
_SHOWN = 3
_LONGEST, _MOST_WORDS = 60, 200

_CALLING = ("GLOBAL", "STACK_GLOBAL", "INST", "OBJ", "EXT1", "EXT2", "EXT4")
_NEEDED = re.compile(
    r"collections\.OrderedDict|torch\._utils\._rebuild_(tensor_v2|parameter)|torch\.\w+Storage"
)

Weights = Mapping[str, "torch.Tensor"]


def digest(pretrained: str) -> str:
    """SHA-256 of the file.

    Raises:
        ValueError: it cannot be read.
    """
    path = _file(pretrained)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_weights(network: nn.Module, pretrained: str, apart: Sequence[str] = ()) -> None:
    """Give `network` the weights in a file, each of which must be there and fit.

    Args:
        network: it is changed.
        pretrained: a ``.safetensors`` or ``.pt`` file of what ``state_dict()`` gives.
        apart: names of layers that keep what they have.

    Raises:
        ValueError: the file is not such a one, or does not fit; all misfits are counted.
    """
    from torch.nn.parameter import is_lazy

    found = read(pretrained)
    prefixes = tuple(f"{name}." for name in apart)
    own = {
        name: each for name, each in network.state_dict().items() if not name.startswith(prefixes)
    }
    both = own.keys() & found.keys()
    misfits = {
        "missing": [repr(name) for name in own if name not in both],
        "not known": [_short(name) for name in found if name not in both],
        "of another shape": [
            f"{_short(name)} {tuple(found[name].shape)} instead of {tuple(own[name].shape)}"
            for name in own
            if name in both and not is_lazy(own[name]) and own[name].shape != found[name].shape
        ],
    }
    if any(misfits.values()):
        told = "; ".join(_counted(names, what) for what, names in misfits.items() if names)
        raise ValueError(
            f"pretrained={pretrained!r} does not fit the {len(own)} weights of "
            f"{type(network).__name__}: {told}"
        )
    network.load_state_dict(found, strict=False)


def read(pretrained: str) -> Weights:
    """The tensors in a file by name.

    Raises:
        ValueError: it cannot be read, or holds anything else; nothing in it has run.
    """
    path = _file(pretrained)
    try:
        found = _safetensors(path) if path.suffix == ".safetensors" else _pytorch(path)
    except Exception as error:  # whatever a damaged or hostile file makes its reader raise
        raise ValueError(f"pretrained={pretrained!r} cannot be used: {_why(error)}") from error
    if not found or not isinstance(found, Mapping) or not all(map(_plain, found.items())):
        raise ValueError(
            f"pretrained={pretrained!r} holds something else than weights by name; write it by "
            "torch.save(network.state_dict(), ...)"
        )
    return found


def _file(pretrained: str) -> Path:
    path = Path(pretrained).expanduser()
    if path.suffix not in KINDS:
        raise ValueError(
            f"pretrained={pretrained!r} is of no kind that can be read; give {', '.join(KINDS)}"
        )
    if not path.is_file():  # neither a folder nor something without an end
        what = "is no file" if path.exists() else "does not exist"
        raise ValueError(f"pretrained={pretrained!r} {what}; give a file of weights")
    if (size := path.stat().st_size) > MOST_BYTES:
        raise ValueError(
            f"pretrained={pretrained!r} has {size:,} bytes; at most {MOST_BYTES:,} are read"
        )
    return path


def _safetensors(path: Path) -> Any:
    from safetensors.torch import load_file

    return load_file(path)


def _pytorch(path: Path) -> Any:
    """What `torch.load` makes of it; mapped into memory, so that no number is read before it fits.

    Older files than PyTorch 1.6's are plain pickles, whose numbers cannot be mapped.
    """
    import torch

    if not zipfile.is_zipfile(path):
        raise ValueError("it is not what torch.save writes")
    with zipfile.ZipFile(path) as archive:
        for each in archive.infolist():
            if each.compress_type != zipfile.ZIP_STORED or each.file_size != each.compress_size:
                raise ValueError("it is compressed, which torch.save never does")
            if each.filename.endswith("data.pkl"):
                _check_calls(archive.read(each))
    return torch.load(path, map_location="cpu", weights_only=True, mmap=True)


def _check_calls(pickled: bytes) -> None:
    """Raise a ValueError if it calls what tensors by name need not.

    `weights_only` lets through more than that, bytearrays of any length for one.
    """
    for opcode, argument, _ in pickletools.genops(pickled):
        what = str(argument).replace(" ", ".") if opcode.name == "GLOBAL" else opcode.name
        if opcode.name in _CALLING and not _NEEDED.fullmatch(what):
            raise ValueError(
                f"it asks for {_cut(what)}, and no code is run; write it by "
                "torch.save(network.state_dict(), ...)"
            )


def _plain(item: tuple[Any, Any]) -> bool:
    import torch

    name, each = item
    return (
        isinstance(name, str)
        and isinstance(each, torch.Tensor)
        and each.layout == torch.strided
        and each.device.type == "cpu"
        and not (each.is_quantized or each.is_complex())
    )


def _why(error: Exception) -> str:
    """What a reader says, in a line, without whatever a file may want to do to a terminal."""
    line = " ".join(str(error).split())[:_MOST_WORDS]
    return "".join(each if each.isprintable() else "?" for each in line) or type(error).__name__


def _counted(names: list[str], what: str) -> str:
    more = ", ..." if len(names) > _SHOWN else ""
    verb = "is" if len(names) == 1 else "are"
    return f"{len(names)} {verb} {what} ({', '.join(names[:_SHOWN])}{more})"


def _short(name: str) -> str:
    return repr(_cut(name))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
