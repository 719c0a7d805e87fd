"""`claims`: the essay's conclusions on trial, under every theory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import ALL, FILE, Options, asking, worlds
from sim.cli.progress import bar, tell
from sim.core.errors import UserError, listed, nearest_word

if TYPE_CHECKING:
    from rich.text import Text

    from sim.studies.claims.hypotheses import Hypothesis, Trial
    from sim.studies.claims.judge import Finding
    from sim.studies.claims.study import Tried

COLOURS = {"holds": "green", "fails": "red", "depends": "yellow"}


@click.command(short_help="Put the essay's conclusions on trial.")
@click.argument("file", type=FILE, default="baseline", metavar="[FILE]")
@click.option("--only", default="", metavar="H3,H5", help="Only these claims; else all of them.")
@click.option(
    "--hypotheses", "book", type=click.Path(path_type=Path), metavar="FILE",
    help="Claims and their contrasts, in the form of sim/trial/hypotheses.yaml; else those of the essay.",
)  # fmt: skip
@asking(worlds(2000, "How many worlds to run, eight to a draw of the parameters."), ALL)
def claims(options: Options, file: str, only: str, book: Path | None) -> None:
    """Run the contrast of each claim of the essay in paired worlds under each theory (all of them, unless
    --theory names some), judge it, and write a ledger with a page for each claim. The sides of a contrast
    are changes to the scenario in FILE, the baseline unless another is given. What Ctrl-C interrupts is
    resumed when the same command is given again.
    """
    from sim.scenario import find_scenario
    from sim.studies.claims.hypotheses import FILE as OURS
    from sim.studies.claims.hypotheses import read
    from sim.studies.claims.study import carry_out, cells_of
    from sim.studies.comparison.study import Asked
    from sim.vocabulary.theory_names import NAMES

    trial = read(book or OURS, find_scenario(file))
    hypotheses, chosen = _chosen(trial, only), tuple(dict.fromkeys(options.theories)) or NAMES
    folder = options.folder("claims", *(h.id for h in hypotheses if only), *options.theories)
    asked = Asked(options.seed, options.worlds, folder, options.command, options.workers, tell=tell)
    with bar(cells_of(trial, hypotheses, chosen), options.worlds, quiet=options.quiet) as progress:
        tried = carry_out(trial, hypotheses, chosen, asked, progress)
    _show(tried, folder)


def _chosen(trial: Trial, only: str) -> list[Hypothesis]:
    known = trial.hypotheses
    names = [name.strip().upper() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in known:
            near = nearest_word(name, known)
            hint = f"; did you mean {near!r}?" if near else ""
            raise UserError(f"--only {name}: there is no such claim; allowed: {listed(known)}{hint}")
    return [known[name] for name in dict.fromkeys(names)] or list(known.values())


def _show(tried: Tried, folder: Path) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sim.cli.tables import console
    from sim.vocabulary.labels import spaced

    page = console()
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("")
    table.add_column("claim", ratio=1)
    for run in tried.runs:
        table.add_column(spaced(run.theory))
    table.add_column("together")
    for hypothesis in tried.hypotheses:
        rows = [finding for finding in tried.findings if finding.hypothesis is hypothesis]
        cells = [_cell(finding) for finding in rows]
        table.add_row(hypothesis.id, hypothesis.claim, *cells, tried.standing[hypothesis.id])
    page.print(table)
    for words in _cautions(tried):
        page.print(Text(f"! {words}", style="yellow"))
    page.print(Text(tried.small_print, style="dim"))
    page.print(
        Text(f"In {folder}: ledger.md, ledger.png, a page and a picture for each claim, and CSV files")
    )


def _cell(finding: Finding) -> Text:
    from rich.text import Text

    from sim.studies.claims.pictures import entry

    said = entry(finding)
    return Text.assemble((said.word, COLOURS.get(said.word, "")), "\n", ("\n".join(said.lines), "dim"))


def _cautions(tried: Tried) -> list[str]:
    loose = [
        f"{row['hypothesis']}, {row['theory']}: {row['contrast']}: {row['outcome']} is matched only to "
        f"{row['ratio']:.2f}"
        for row in tried.matched.to_dict("records")
        if not row["matched"]
    ]
    unsure = [
        f"{finding.hypothesis.id}, {finding.theory}: {finding.verdict.why}"
        for finding in tried.findings
        if finding.verdict.word == "cannot tell"
    ]
    unfitted = [f"{theory}: {words}" for theory, words in tried.unfitted.items() if words]
    return [*loose, *unsure, *unfitted]
