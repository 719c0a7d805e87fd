"""The walls of the house: what a file and a rule may hold, and that nothing stands unused.

Who may import what is in pyproject.toml, and `make lint` checks it.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

import pytest

from sim.core.parameters import Numbers
from sim.explanation.rule_inputs import declared_as, every_rule
from sim.scenario import Declared
from sim.vocabulary.claims import claims
from sim.vocabulary.signals import ACTORS, EFFECTS
from tests.helpers.source import HOME, files, functions, imports, module_of, text_of, tree_of
from tests.helpers.worlds import baseline

LONGEST_FILE, LONGEST_FUNCTION = 220, 25
LONG_FUNCTIONS = {"look", "situation_from", "outcomes"}
"""Lists of names without a branch: what an actor sees, what a world starts with, what a run comes to."""

SIGNALS = "sim/vocabulary/signals.py"
RULE_FILES = (*files("sim/model/rules"), *files("sim/model/theories"))
SMALL_NUMBERS = {0, 1, 2, 0.5}


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_random_numbers_come_from_the_room_of_streams_alone() -> None:
    """Other rooms may name the type of a generator, never make one."""
    made = r"np\.random\.(?!Generator\b(?!\())|numpy\.random|import random"
    users = {f for f in files("sim") if re.search(made, text_of(f))}
    assert users == {"sim/core/random_streams.py"}
    assert not re.search(r"default_rng\(\)|np\.random\.seed|import random", text_of(*users))


def test_the_command_that_starts_it_knows_no_word_of_the_model() -> None:
    words = re.findall(r"\w+", text_of("run.py").lower())
    assert not set(words) & {"scenario", "world", *(actor.lower() for actor in ACTORS)}


LISTS = {"sim/scenario/words.py", "sim/vocabulary/quantities.py"}
"""Files that list a name a line: they are as long as what they list."""


@pytest.mark.parametrize("file", sorted({*files("sim")} - LISTS))
def test_files_and_functions_are_short(file: str) -> None:
    assert len(text_of(file).splitlines()) <= LONGEST_FILE
    long = [f.name for f in functions(file) if length(f) > LONGEST_FUNCTION and f.name not in LONG_FUNCTIONS]
    assert not long


def length(function: ast.FunctionDef) -> int:
    """Lines of the body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


# ── rules ──


@pytest.mark.parametrize("file", RULE_FILES)
def test_rules_hold_no_numbers_but_the_smallest(file: str) -> None:
    numbers = [n for n in ast.walk(tree_of(file)) if isinstance(n, ast.Constant) and is_number(n.value)]
    assert not [(n.lineno, n.value) for n in numbers if n.value not in SMALL_NUMBERS]


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@pytest.mark.parametrize("file", RULE_FILES)
def test_rules_speak_the_verbs_and_not_the_array_library(file: str) -> None:
    tree = tree_of(file)
    assert not {m for m in imports(file) if m.split(".")[0] == "numpy"}
    methods = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert not methods & {"sum", "mean", "dot", "max", "min", "std", "prod"}
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.MatMult)]


def rules() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the rooms of rules and theories, with its file."""
    for file in RULE_FILES:
        if file != "sim/model/theories/__init__.py":
            yield from ((file, function) for function in functions(file))


every_function = pytest.mark.parametrize(
    ("file", "function"), [pytest.param(f, g, id=f"{module_of(f)}.{g.name}") for f, g in rules()]
)


@every_function
def test_a_rule_never_branches_and_changes_nothing(file: str, function: ast.FunctionDef) -> None:
    forbidden = (ast.If, ast.IfExp, ast.While, ast.Match, ast.AugAssign, ast.Global, ast.Nonlocal, ast.Delete)
    assert not [n for n in ast.walk(function) if isinstance(n, forbidden)]
    targets = [t for n in ast.walk(function) if isinstance(n, ast.Assign) for t in n.targets]
    assert all(isinstance(t, ast.Name | ast.Tuple) for t in targets)
    assert not set(names_stored(function)) & {a.arg for a in function.args.args}


def names_stored(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


@every_function
def test_a_rule_reads_nothing_but_arguments_and_functions(file: str, function: ast.FunctionDef) -> None:
    own = {a.arg for a in function.args.args} | set(names_stored(function))
    functions_here = {g.name for g in functions(file)}
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    known = own | functions_here | imported | set(dir(builtins))
    read = {n.id for line in function.body for n in ast.walk(line) if isinstance(n, ast.Name)}
    assert read <= known


# ── nothing stands unused ──


ENGINE = "model"
"""The room that reads parameters and dispositions."""


def read_off(letter: str) -> set[str]:
    """Every NAME that the code reads as ``p.NAME`` or ``….p.NAME`` (or ``d``), as it is declared."""
    found: set[str] = set()
    for file in (f for f in files("sim") if room(module_of(f)) == ENGINE):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Attribute) and last_word(node.value) == letter:
                found.add(declared_as(node.attr))
    return found - set(dir(Numbers)) - set(dir(Declared))


def last_word(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_every_parameter_is_read_and_every_one_read_is_declared() -> None:
    assert read_off("p") == set(baseline().parameters)


def test_every_disposition_is_read_and_every_one_read_is_declared() -> None:
    assert read_off("d") == set(baseline().dispositions)


def test_every_effect_is_used_by_a_signal_and_does_something() -> None:
    used = {effect for signal in baseline().signals.values() for effect in signal.does}
    readers = [
        f
        for f in files("sim")
        if f.startswith(
            (
                "sim/model/phases/",
                "sim/model/actors",
                "sim/model/choice",
                "sim/model/scoring",
                "sim/model/menus",
            )
        )
    ]
    words = {n.value for f in [*readers, SIGNALS] for n in ast.walk(tree_of(f)) if is_word(n, f)}
    assert used == set(EFFECTS)
    assert set(EFFECTS) <= words


def is_word(node: ast.AST, file: str) -> bool:
    """A text in the code; of the table of effects itself only the classes of events count."""
    from sim.vocabulary.signals import EVENTS

    text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return text and (file != SIGNALS or node.value in EVENTS)


# ── claims and sources ──


def declared() -> dict[str, tuple[str, ...]]:
    """The ids of every parameter, disposition and signal."""
    s = baseline()
    return {
        name: entry.ids
        for table in (s.parameters, s.dispositions, s.signals)
        for name, entry in table.items()
    }


def test_every_claim_is_carried_by_what_its_kind_says() -> None:
    ruled = {claim for rule in every_rule().values() for claim in rule.ids}
    numbered = {claim for ids in declared().values() for claim in ids}
    told = "".join(text_of(f) for f in files("sim")) + "".join(
        path.read_text(encoding="utf-8") for path in (HOME / "scenarios").glob("*.yaml")
    )
    for claim in claims().values():
        assert "rule" not in claim.kinds or claim.id in ruled, claim
        assert "parameter" not in claim.kinds or claim.id in numbered, claim
        assert "context" not in claim.kinds or claim.id in told, claim


def test_ids_are_those_of_claims() -> None:
    named = {claim for rule in every_rule().values() for claim in rule.ids}
    named |= {claim for ids in declared().values() for claim in ids}
    assert named <= set(claims())


def test_a_rule_carries_a_claim_or_cites_a_source() -> None:
    homeless = [r.key for r in every_rule().values() if not r.ids and not r.cites]
    assert not homeless


def test_rules_cite_works_of_the_list_of_sources() -> None:
    known = set(re.findall(r"^@\w+\{([^,]+),", text_of("docs/sources.bib"), re.MULTILINE))
    cited = {key for rule in every_rule().values() for key in rule.cites}
    assert cited <= known
