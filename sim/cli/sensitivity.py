"""`sensitivity`: which numbers does an outcome hang on?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.analysing import analysing, beyond, close, design, folder_of, loaded, outcome, seeing
from sim.cli.options import FILE, Options
from sim.output.captions import theories_text

if TYPE_CHECKING:
    from rich.table import Table

    from sim.plots import Picture
    from sim.scenario import Scenario
    from sim.studies.sensitivity.study import Sensitivity


@click.command(short_help="Show which numbers an outcome hangs on.")
@click.argument("file", type=FILE)
@outcome("provocations", "The outcome to explain.")
@analysing(400_000, "How many worlds to spend: a third on the screening, the rest on the indices.")
def sensitivity(options: Options, file: str, outcome: str) -> None:
    """Screen every uncertain parameter of the scenario in FILE (Morris), and take the Sobol indices of the
    strongest and of the theory: the shares of what is not known about an outcome that come from each. The
    points of a design share their luck, so a parameter that nothing reads comes out at nought.
    """
    from sim.output.publish import lines, publish
    from sim.results.caveats import guarded
    from sim.scenario.cell import Cell
    from sim.studies.optional_packages import needed
    from sim.studies.sensitivity.factors import Factors
    from sim.studies.sensitivity.study import Plan
    from sim.studies.sensitivity.study import sensitivity as analysed

    needed("SALib", "SALib", "sensitivity")
    (scenario,), chosen = loaded([file], options.theories[:1]), seeing(options.theories)
    folder = folder_of(options, "sensitivity", [scenario], outcome)
    plan = Plan.of(options.worlds, Factors.of(scenario, chosen))
    with design(options, folder, plan.lucks, plan.worlds * scenario.weeks) as runs:
        found = analysed(scenario, chosen, outcome, runs, options.worlds)
        said = _small_print(found, chosen, scenario, options.seed)
        words = [*found.words, *beyond(scenario, chosen)]
        ran = options.ran([Cell(scenario, theory) for theory in chosen], worlds=found.plan.worlds)
        tables = {"indices.csv": guarded(found.indices, words), "screening.csv": found.screening}
        text = {"words.txt": lines([*words, said])}
        publish(folder, ran, tables | text, _pictures(found, scenario, said))
    _show(found, words, said, folder)


def _small_print(found: Sensitivity, theories: Sequence[str], scenario: Scenario, seed: int) -> str:
    plan = found.plan
    return (
        f"{scenario.name}, {theories_text(theories)}; screening: {plan.trajectories} trajectories over "
        f"{plan.parameters} parameters (Morris); indices: 2 × {plan.samples} samples of {plan.factors} "
        f"factors (Sobol), the others at their default; {plan.lucks} lucks a point, the same at all; "
        f"{plan.worlds:,} worlds, seeds {seed} and {seed + 1}; {scenario.weeks} weeks"
    )


def _pictures(found: Sensitivity, scenario: Scenario, said: str) -> list[Picture]:
    from sim.plots import Context, Picture
    from sim.plots.sensitivity_indices import Bar, indices

    rows = found.indices[["factor", "total", "low", "high", "first"]].itertuples(index=False)
    bars = [Bar(*row) for row in rows]
    words = Context(f"Which numbers does the answer hang on? {scenario.question}", said)
    return [Picture("indices", indices, (bars, found.outcome, words))] if bars else []


def _show(found: Sensitivity, words: Sequence[str], said: str, folder: Path) -> None:
    from rich.text import Text

    from sim.cli.tables import console
    from sim.vocabulary.glossary import OUTCOMES

    page, about = console(), OUTCOMES[found.outcome]
    page.print(
        Text(f"{about.says}: {found.mean:.3g} {about.unit} on average, spread {found.sd:.2g}", style="bold")
    )
    page.print(_table(found))
    idle = int((found.screening["effect"] == 0).sum())
    beneath = (
        f"Shares of the variance of the luck-average. Ranks of two designs agree by {found.agreement:.2f}. "
        f"{idle} of {found.plan.parameters} parameters have no effect in the screening. Of the spread "
        f"between single worlds {found.luck_share:.0%} is luck."
    )
    page.print(Text(beneath, style="dim"))
    close(page, words, said, folder)


def _table(found: Sensitivity) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("factor")
    for name in ("with all it bears on", "90 % interval", "by itself", "90 % interval"):
        table.add_column(name, justify="right")
    for row in found.indices.to_dict("records"):
        table.add_row(
            str(row["factor"]).replace("_", " "),
            f"{row['total']:.1%}", f"{row['low']:.1%}..{row['high']:.1%}",
            f"{row['first']:.1%}", f"{row['first_low']:.1%}..{row['first_high']:.1%}",
        )  # fmt: skip
    return table
