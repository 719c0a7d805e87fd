"""`replay`: one world of a study, again and in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import THEORY, numbered, out_tables
from sim.cli.options import folder as folder_argument
from sim.cli.options import world as world_option
from sim.core.errors import UserError

if TYPE_CHECKING:
    from sim.explanation.replay import Replayed
    from sim.output.manifest import Manifest


@click.command(short_help="Show one world of a study again, in full.")
@folder_argument
@world_option("The world to replay.")
@click.option("--scenario", help="Scenario of the study; else its first.")
@click.option("--theory", type=THEORY, help="Theory of the study; else its first.")
@out_tables
def replay(folder: Path, world: int, scenario: str | None, theory: str | None, out: Path | None) -> None:
    """Rebuild one world of the study in FOLDER from its manifest, to the last bit: week by week what was sent
    and where things stood; with --out also every rule that was applied, and what it read and gave.
    """
    from sim.explanation.replay import replayed
    from sim.output.kept_worlds import as_kept, cell_of
    from sim.output.manifest import Manifest as Read
    from sim.output.study_folder import check

    manifest = Read.read(folder)
    _check(folder, manifest, world)
    if out:
        check(out)
    cell = cell_of(folder, manifest, scenario, theory)
    one = replayed(cell, manifest.seed, world)
    _show(one)
    kept = as_kept(folder, one)
    if kept is not None:
        click.echo("the same, to the last bit, as was kept" if kept else "NOT what was kept: try `verify`")
    if out:
        _write(one, manifest, out)
    file = next(it.resolved for it in manifest.scenarios if it.name == cell.scenario.name)
    click.echo(
        f"why: python run.py explain {folder / file} --week WEEK --world {world} --seed {manifest.seed} "
        f"--theory {cell.theory}"
    )


def _check(folder: Path, manifest: Manifest, world: int) -> None:
    from sim.output.study_folder import SERIES

    if SERIES not in manifest.outputs:
        raise UserError(f"{folder}: no study of scenarios; replay shows worlds of `run` and `compare`")
    numbered(world, manifest.worlds, f"the worlds of {folder}")


def _show(one: Replayed) -> None:
    from sim.vocabulary.glossary import RUNGS, STAGES

    rungs, stages = (*RUNGS, "at war"), (*STAGES, "at war")
    click.echo(f"{one.cell.scenario.name} under {one.cell.theory}, seed {one.seed}, world {one.world}")
    sent = dict(iter(one.signals.groupby("week")))
    for _, row in one.weeks.iterrows():
        week = int(row["week"])
        rows = sent[week].itertuples() if week in sent else ()
        said = ", ".join(f"{it.actor} {it.signal}{' (ordered)' if it.ordered else ''}" for it in rows)
        where = f"{rungs[int(row['rung'])]}; talks {stages[int(row['stage'])]}; tension {row['tension']:.2f}"
        click.echo(f"{week:>4} {row['date']}  {where}  {said}".rstrip())


def _write(one: Replayed, manifest: Manifest, out: Path) -> None:
    from sim.engine.provenance import hash_of
    from sim.output.study_folder import csv, whole

    tables = one.tables()
    with whole(out) as folder:
        for name, table in tables.items():
            (folder / name).write_text(csv(table), encoding="utf-8")
        outputs = {name: hash_of(folder / name) for name in tables}
        manifest.model_copy(update={"outputs": outputs, "shown": one.world}).sealed().write(folder)
    click.echo(f"{', '.join(tables)} in {out}")
