"""Results of jobs as flat data, and back: what is kept of them on disk is read, never run.

A result is made of dataclasses, mappings, sequences, arrays, days and plain values; the type that the `run`
of a job declares tells how it is put together again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, TypeAlias, cast, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Other: TypeAlias = Callable[[Any], Any]
"""Makes something plain of what is of no kind that stands above. Raises TypeError."""
PLAIN = (bool, int, float, str, NoneType)


def flattened(value: Any) -> tuple[Bytes, Bytes]:
    """Text with the structure of a value, and the bytes of its arrays. Raises TypeError for what is of no
    kind that can be read again.
    """
    arrays: list[NDArray[Any]] = []
    text = json.dumps(flat(value, arrays, _refused))
    parts = [np.ascontiguousarray(it).reshape(-1).view(np.uint8) for it in arrays]
    return np.frombuffer(text.encode(), np.uint8), np.concatenate([np.zeros(0, np.uint8), *parts])


def flat(value: Any, arrays: list[NDArray[Any]], other: Other) -> Any:
    """The structure of a value, in lists and plain values; its arrays are added to `arrays`."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.ndarray):
        array = cast(NDArray[Any], value)
        arrays.append(array)
        return [array.dtype.str, list(array.shape)]
    parts = _parts(value)
    return other(value) if parts is None else [flat(it, arrays, other) for it in parts]


def _parts(value: Any) -> Iterable[Any] | None:
    if isinstance(value, Mapping):
        return cast("Mapping[Any, Any]", value).items()
    if isinstance(value, tuple | list):
        return cast("Sequence[Any]", value)
    return [getattr(value, it.name) for it in fields(value)] if is_dataclass(value) else None


def _refused(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} cannot be kept")


def restored(kind: Any, text: Bytes, data: Bytes) -> Any:
    """The value of a type. Raises ValueError or TypeError for what is none."""
    whole, at = data.tobytes(), 0

    def array(dtype: str, shape: Sequence[int]) -> NDArray[Any]:
        nonlocal at
        found = np.frombuffer(whole, dtype, int(np.prod(shape)), at).reshape(shape).copy()
        at += found.nbytes
        return found

    return _restored(kind, json.loads(text.tobytes()), array)


def _restored(kind: Any, value: Any, array: Callable[[str, Sequence[int]], NDArray[Any]]) -> Any:
    origin, args = get_origin(kind) or kind, get_args(kind)
    if origin is np.ndarray:
        return array(*value)
    if origin is date:
        return date.fromisoformat(value)
    if origin in PLAIN or (origin is UnionType and set(args) <= {*PLAIN}):
        return value
    make, kinds = _made_of(origin, args, len(value))
    return make([_restored(it, part, array) for it, part in zip(kinds, value, strict=True)])


def _made_of(origin: Any, args: tuple[Any, ...], size: int) -> tuple[Callable[[list[Any]], Any], list[Any]]:
    """How a value of several parts is made of them, and their types."""
    if is_dataclass(origin):
        hints = get_type_hints(origin)
        return lambda parts: cast(Any, origin)(*parts), [hints[it.name] for it in fields(origin)]
    if issubclass(origin, Mapping):
        return dict, [tuple[args]] * size
    if issubclass(origin, tuple):
        return tuple, [args[0]] * size if Ellipsis in args else list(args)
    if issubclass(origin, Sequence) and args:
        return list, [args[0]] * size
    raise TypeError(f"{origin} cannot be read again")
