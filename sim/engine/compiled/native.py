"""This processor as a target: text of LLVM to functions that Python can call."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

import llvmlite.binding

llvm: Any = llvmlite.binding

Function: TypeAlias = Callable[[int], None]
"""Takes the address of what it is given."""
LEVEL = 1
"""How hard LLVM works on the code: more takes longer, and the weeks no less."""


@cache
def lanes() -> int:
    """Worlds that fit into a register of this processor."""
    has = llvm.get_host_cpu_features()
    return 16 if has.get("avx512f") else 8 if has.get("avx") else 4


@cache
def _initialized() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def target(cpu: str, features: str) -> Any:
    """A kind of processor; each engine takes one for its own."""
    triple = llvm.Target.from_default_triple()
    return triple.create_target_machine(cpu=cpu, features=features, opt=LEVEL)


def functions(text: str, *names: str) -> list[Function]:
    """Functions of a text, made for this processor."""
    _initialized()
    processor = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(text), target(*processor))
    engine.finalize_object()
    made: list[Function] = []
    for name in names:
        function: Any = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(engine.get_function_address(name))
        function.engine = engine  # the code goes with it
        made.append(function)
    return made
