"""WebAssembly as a target: text of LLVM to a module that a browser loads, with nothing linked to it.

LLVM writes an object, which is a module that lacks its exports and holds notes for a linker. One object alone
needs no linker: functions already have the numbers they are called by, and there is no data to be moved. So
the notes are dropped and the exports added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import llvmlite.binding

llvm: Any = llvmlite.binding

LANES = 4
"""Worlds in a register of 128 bits, the only width there is."""
PAGE = 65_536
"""Bytes by which memory is measured out."""
MEMORY = "__linear_memory"
"""The one thing that a module imports, from `env`."""
TRIPLE, FEATURES, LEVEL = "wasm32-unknown-unknown", "+simd128", 2

MAGIC = b"\0asm\1\0\0\0"
NOTES, IMPORTS, EXPORTS, CODE = 0, 2, 7, 10
"""Kinds of sections."""
KNOWN = (1, IMPORTS, 3, 5, CODE)
"""Sections that a module without data and tables has: types, imports, functions, memory and code."""
SYMBOLS, FUNCTION, UNDEFINED = 8, 0, 0x10
"""In the notes: the table of symbols, the kind of one that is a function, and the mark of one that is none of
the object's own.
"""


@lru_cache(maxsize=2)
def module(text: str, *names: str) -> bytes:
    """A module that exports some functions of a text. Raises ValueError if it would need more than memory."""
    sections = list(_sections(_object(text)))
    exports = _exports(_functions(sections), names)
    kept = [(kind, body) for kind, body in sections if kind != NOTES]
    _check(kept)
    at = next(k for k, (kind, _) in enumerate(kept) if kind > EXPORTS)
    kept.insert(at, (EXPORTS, exports))
    return MAGIC + b"".join(bytes([kind]) + _sized(body) for kind, body in kept)


@cache
def _initialized() -> None:
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()


def _object(text: str) -> bytes:
    _initialized()
    target = llvm.Target.from_triple(TRIPLE)
    machine = target.create_target_machine(cpu="", features=FEATURES, opt=LEVEL, reloc="static")
    parsed = llvm.parse_assembly(text)
    parsed.triple, parsed.data_layout = TRIPLE, str(machine.target_data)
    return machine.emit_object(parsed)


def _sections(binary: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each section."""
    at = len(MAGIC)
    while at < len(binary):
        size, start = _number(binary, at + 1)
        yield binary[at], binary[start : start + size]
        at = start + size


def _functions(sections: Sequence[tuple[int, bytes]]) -> dict[str, int]:
    """The numbers of an object's functions, from the notes for the linker."""
    notes = next(body for kind, body in sections if kind == NOTES and body[1:8] == b"linking")
    at, found = 9, dict[str, int]()  # after the name and the version
    while at < len(notes):
        kind, (size, start) = notes[at], _number(notes, at + 1)
        if kind == SYMBOLS:
            found = _symbols(notes[start : start + size])
        at = start + size
    return found


def _symbols(table: bytes) -> dict[str, int]:
    """Those of a table in which nothing but functions stands."""
    count, at = _number(table, 0)
    found: dict[str, int] = {}
    for _ in range(count):
        kind, (marks, at) = table[at], _number(table, at + 1)
        number, at = _number(table, at)
        if kind != FUNCTION or marks & UNDEFINED:
            raise ValueError(f"the object holds or asks for more than functions (symbol of kind {kind})")
        size, at = _number(table, at)
        found[table[at : at + size].decode()] = number
        at += size
    return found


def _exports(functions: dict[str, int], names: Sequence[str]) -> bytes:
    each = (_sized(name.encode()) + bytes([FUNCTION]) + _written(functions[name]) for name in names)
    return _written(len(names)) + b"".join(each)


def _check(sections: Sequence[tuple[int, bytes]]) -> None:
    """That the memory is all that is imported, and that no data would have to be moved into it."""
    strange = sorted({kind for kind, _ in sections} - {*KNOWN})
    imported = next(body for kind, body in sections if kind == IMPORTS)
    if strange or imported[0] != 1 or MEMORY.encode() not in imported:
        raise ValueError(f"the module asks for more than memory (sections {strange})")


def _number(binary: bytes, at: int) -> tuple[int, int]:
    """A whole number, seven bits a byte, and where what follows it begins."""
    result = shift = 0
    while True:
        byte = binary[at]
        result, at, shift = result | (byte & 127) << shift, at + 1, shift + 7
        if byte < 128:
            return result, at


def _written(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def _sized(body: bytes) -> bytes:
    return _written(len(body)) + body
