"""`backtest`: how good the forecasts of years past would have been, against simple rivals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.forecast import worlds_a_theory
from sim.cli.options import ALL, FILE, HISTORY, Options, asking
from sim.cli.progress import counting
from sim.core.errors import UserError
from sim.engine.processes import cores

if TYPE_CHECKING:
    from sim.engine.run_info import Ran
    from sim.studies.forecasting.scores import Scored

YEARS = click.IntRange(1995, 2017)


@click.command(short_help="Score forecasts of 2006-17 against simple rivals.")
@click.argument("file", type=FILE, default=HISTORY, metavar="[FILE]")
@click.option("--first", type=YEARS, default=2006, show_default=True, help="First year of origins.")
@click.option("--last", type=YEARS, default=2017, show_default=True, help="Last year of origins.")
@asking(worlds_a_theory, ALL)
def backtest(options: Options, file: str, first: int, last: int) -> None:
    """Run worlds through the history in FILE (the shipped one unless another is given), forecast from the
    beginning of every month with what was known then, under every theory (or those named), and score the
    forecasts beside those of climatology, persistence, a negative binomial and a Hawkes process.
    """
    from sim.engine.process_pool import ProcessPool
    from sim.output.study_folder import check
    from sim.scenario import find_scenario, load
    from sim.scenario.cell import Cell
    from sim.studies.forecasting.backtest import ALL, Job, mixed, rivals
    from sim.studies.forecasting.scores import scored
    from sim.vocabulary.theory_names import NAMES

    if last <= first:
        raise UserError(
            f"--last {last} is not after --first {first}: intervals are over years, so two at least"
        )
    named = options.theories or NAMES
    folder = options.folder("backtest", *options.theories)
    check(folder)
    history = load(find_scenario(file))
    jobs = [Job(history, name, options.worlds, options.seed, first, last) for name in named]
    with counting(sum(job.world_weeks for job in jobs), quiet=options.quiet) as progress:
        came = {job.theory: issued for job, issued in ProcessPool(options.workers or cores())(jobs, progress)}
    each = {name: came[name] for name in named}
    mine = {ALL: mixed(each), **each} if len(each) > 1 else each
    found = scored(mine, rivals(first, last))
    ran = options.ran([Cell(history, name) for name in named], replicates=1)
    _write(found, next(iter(mine)), folder, ran, f"{first}-{last}")
    _show(found, next(iter(mine)), folder, ran)


def _write(found: Scored, model: str, folder: Path, ran: Ran, years: str) -> None:
    from sim.output.publish import publish
    from sim.plots import Context, Picture
    from sim.plots.forecasting_data import reliability_data, rivals_data
    from sim.plots.forecasting_scores import reliability, rivals
    from sim.results.caveats import by_theory, guarded_by, on_forecasts
    from sim.studies.forecasting.backtest import ALL
    from sim.studies.forecasting.backtest_report import page

    small = f"Origins: every month of {years}; {ran.worlds} worlds a theory; seed {ran.seed}"
    words = Context("Would the forecasts have been better than those of simple rivals?", small)
    pictures = [
        Picture("reliability", reliability, (reliability_data(found.reliability, model), model, words)),
        Picture("rivals", rivals, (rivals_data(found.differences, model), model, words)),
    ]
    guards = on_forecasts(ran.cells, ALL)
    files = {
        "forecasts.csv": found.forecasts,
        "scores.csv": guarded_by(found.scores, "forecaster", guards),
        "differences.csv": guarded_by(found.differences, "forecaster", guards),
        "to_the_blind.csv": found.to_the_blind,
        "reliability.csv": found.reliability,
        "backtest.md": page(found, model, small, by_theory(guards)),
    }
    publish(folder, ran, files, pictures, workers=1)


def _show(found: Scored, model: str, folder: Path, ran: Ran) -> None:
    from sim.cli.tables import console
    from sim.results.caveats import by_theory, on_forecasts
    from sim.studies.forecasting.backtest import ALL
    from sim.studies.forecasting.backtest_report import in_words, mean_scores, theories_in_words

    page = console()
    for line in (
        mean_scores(found).set_index("forecaster").T.to_string(float_format="{:.3f}".format).split("\n")
    ):
        page.print(line, soft_wrap=True)
    page.print()
    for sentence in [*in_words(found, model), *theories_in_words(found)]:
        page.print(sentence)
    for words in by_theory(on_forecasts(ran.cells, ALL)):
        page.print(f"! {words}", style="yellow")
    page.print(f"\nIn {folder}: {', '.join(sorted(p.name for p in folder.iterdir()))}")
