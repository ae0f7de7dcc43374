"""A national year measured on one machine: ``python -m bench.national --appointments 100000000``.

Writes derived tables of fictitious centres in the documented layout (DuckDB's own arithmetic on row numbers: always the
same), then measures them with ``levier measure`` and with SQL written by hand, each in its own process, and compares
their totals before anything else. Results go to ``bench/results/national.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench.__main__ import Run, measured
from levier.centre import Centre
from levier.engine.duck import DuckEngine
from levier.measures.facts import FACTS
from levier.national.layout import columns
from levier.national.write import write_about
from levier.periods import parse_period
from levier.store.parquet import OPTIONS
from levier.tables.rows import Account

DATA = Path(__file__).parent / "data"
RESULTS = Path(__file__).parent / "results" / "national.json"
YEARS = ("2024", "2025")
FIRST, LAST = parse_period(YEARS[0]).first, parse_period(YEARS[1]).last
INDICATORS = ("outcome_known_rate", "no_show_rate", "walk_in_share", "reminder_coverage_rate", "lost_slot_rate")
# What an appointment is, from its row number i and a scrambled h: shares near those of the demonstration.
VALUES = {
    "day": f"{FIRST} + CAST(i % {LAST - FIRST + 1} AS BIGINT)",
    "last": f"{FIRST} + CAST(i % {LAST - FIRST + 1} AS BIGINT)",
    "site": "'principal'",
    "service": "CASE WHEN h % 10 < 7 THEN 'medical' ELSE 'dentaire' END",
    "specialty": "CASE WHEN h % 10 < 5 THEN 'médecine générale' WHEN h % 10 < 7 THEN 'gynécologie' END",
    "practitioner": "md5(CAST(h % 25 AS VARCHAR))",
    "patient": "md5(CAST(h % 9000 AS VARCHAR))",
    "status": "CASE WHEN h % 100 < 72 THEN 'honore' WHEN h % 100 < 82 THEN 'non_venu' WHEN h % 100 < 84 THEN "
    "'arrive_trop_tard' WHEN h % 100 < 96 THEN 'annule' WHEN h % 100 < 98 THEN 'reporte' ELSE 'non_pointe' END",
    "walk_in": "CASE WHEN h % 17 = 0 THEN 1 ELSE 0 END",
    "first_visit": "CASE WHEN h % 7 = 0 THEN 1 ELSE 0 END",
    "duplicate": "CASE WHEN h % 1009 = 0 THEN 1 ELSE 0 END",
    "late_cancel": "CASE WHEN h % 100 BETWEEN 84 AND 87 THEN 1 ELSE 0 END",
    "refill_known": "1",
    "slot_lost": "CASE WHEN h % 100 BETWEEN 84 AND 85 THEN 1 ELSE 0 END",
    "lead_days": "CASE WHEN h % 17 <> 0 THEN h % 61 END",
    "duration_s": "900 + 300 * (h % 5)",
    "channel": "CASE h % 3 WHEN 0 THEN 'telephone' WHEN 1 THEN 'web' END",
    "reminder": "CASE WHEN h % 3 < 2 THEN 'sms' ELSE 'aucun' END",
    "delay_band": "CASE WHEN h % 17 = 0 THEN NULL WHEN h % 61 = 0 THEN '0' ELSE '3-7' END",
    "weekday": "CASE h % 5 WHEN 0 THEN 'lundi' WHEN 1 THEN 'mardi' WHEN 2 THEN 'mercredi' ELSE 'jeudi' END",
    "hour": "8 + h % 10",
}
BY_HAND = """
SELECT centre, CASE WHEN day < {second} THEN '{years[0]}' ELSE '{years[1]}' END AS year,
  SUM(CASE WHEN duplicate = 0 AND walk_in = 0 AND status IN ('non_venu', 'arrive_trop_tard') THEN 1 ELSE 0 END),
  SUM(CASE WHEN duplicate = 0 AND walk_in = 0 AND status IN ('honore', 'non_venu', 'arrive_trop_tard')
      THEN 1 ELSE 0 END)
FROM read_parquet('{folder}/*/appointments.parquet') GROUP BY 1, 2
"""


def make(appointments: int, centres: int) -> Path:
    """Write the derived tables of so many centres, unless they are there."""
    folder = DATA / f"national-{appointments}-{centres}"
    if (folder / "complete").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    engine = DuckEngine()
    for rank in range(centres):
        _centre(engine, folder, f"N{rank:04d}", rank, appointments // centres)
    engine.close()
    (folder / "complete").touch()
    return folder


def _centre(engine: DuckEngine, folder: Path, name: str, rank: int, lines: int) -> None:
    place = folder / name
    place.mkdir()
    shown = ", ".join(
        f"CAST({VALUES[one]} AS {kind}) AS {one}"
        for one, kind in columns(FACTS["appointments"]).items()
        if one in VALUES
    )
    rows = f"SELECT i, CAST(hash(i + {rank * lines}) % 1000003 AS BIGINT) AS h FROM range({lines}) t(i)"
    target = f"'{place.as_posix()}/appointments.parquet'"
    engine.run(f"COPY (SELECT '{name}' AS centre, {shown} FROM ({rows}) ORDER BY day) TO {target} {OPTIONS}")
    account = Account("rendez_vous.csv", "appointments", "fast", read=lines, kept=lines, first=FIRST, last=LAST)
    days = [(day, lines // (LAST - FIRST + 1)) for day in range(FIRST, LAST + 1)]
    about = {
        **{"centre": asdict(Centre(name=name)), "as_of": LAST, "days": [FIRST - 731, LAST + 365]},
        **{"rows": {"appointments": lines}, "accounts": [asdict(account)], "values": {}, "typed": [], "agents": []},
        **{"lines": {"appointments": days}, "past": [], "purged_before": None},
    }
    write_about(engine, about, name, place)


def by_hand(folder: Path) -> dict[str, list[int]]:
    """Return the no-show numerators and denominators by centre and year, as an analyst would ask for them."""
    engine = DuckEngine()
    sql = BY_HAND.format(second=parse_period(YEARS[1]).first, years=YEARS, folder=folder.as_posix())
    found = {f"{centre} {year}": [int(over), int(under)] for centre, year, over, under in engine.fetch(sql)}
    engine.close()
    return found


def levier(folder: Path, engine: str, indicators: tuple[str, ...], out: Path) -> list[str]:
    """Return the command that measures."""
    words = ["--every", "year", "--from", YEARS[0], "--to", YEARS[1], "--as-of", f"{YEARS[1]}-12-31", "--quiet"]
    words += ["--indicator", *indicators, "--format", "json", "--out", str(out), "--engine", engine]
    return [sys.executable, "-m", "bench.national", "--run", "measure", str(folder), *words]


def main() -> None:
    """Make, compare, measure, keep."""
    parser = argparse.ArgumentParser(prog="python -m bench.national")
    parser.add_argument("--appointments", type=int, default=100_000_000)
    parser.add_argument("--centres", type=int, default=2_000)
    parser.add_argument("--engines", nargs="+", default=["duckdb"], help="duckdb, spark, spark=local[2]…")
    args = parser.parse_args()
    folder = make(args.appointments, args.centres)
    environment = os.environ | {"LEVIER_HOME": str(folder / "home")}
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    found = {"appointments": args.appointments, "centres": args.centres, "parquet_mb": round(size / 1e6), "runs": {}}
    hand, printed = measured([sys.executable, "-m", "bench.national", "--by-hand", str(folder)], environment)
    found["runs"]["sql by hand, one rate"] = _kept(hand)
    totals = json.loads(printed)
    with tempfile.TemporaryDirectory() as temporary:
        for engine in args.engines:
            for said, names in (("one rate", ("no_show_rate",)), (f"{len(INDICATORS)} rates", INDICATORS)):
                out = Path(temporary) / "figures.json"
                run, _printed = measured(levier(folder, engine, names, out), environment)
                _compare(json.loads(out.read_text("utf-8")), totals)
                found["runs"][f"levier {engine}, {said}"] = _kept(run)
                print(engine, said, _kept(run), flush=True)
    print("by hand", _kept(hand))
    known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    runs = known.get(str(args.appointments), {}).get("runs", {})
    known[str(args.appointments)] = found | {"runs": runs | found["runs"]}
    RESULTS.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


def _kept(run: Run) -> dict[str, float]:
    return {"wall_s": round(run.wall, 1), "cpu_s": round(run.cpu, 1), "peak_mb": round(run.peak / 1e6)}


def _compare(figures: list[dict[str, object]], totals: dict[str, list[int]]) -> None:
    """Stop unless every no-show rate has the numerator and denominator of the SQL by hand."""
    ours = {
        f"{one['centre']} {one['period']}": [one["numerator"], one["denominator"]]
        for one in figures
        if one["indicator"] == "no_show_rate"
    }
    if ours != totals:
        wrong = [key for key in sorted({*ours, *totals}) if ours.get(key) != totals.get(key)]
        raise SystemExit(f"{len(wrong)} totals differ: {[(key, ours.get(key), totals.get(key)) for key in wrong[:5]]}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--by-hand"]:
        print(json.dumps(by_hand(Path(sys.argv[2]))))
    elif sys.argv[1:2] == ["--run"]:
        from levier.cli import main as command

        sys.exit(0 if command(sys.argv[2:]) in (0, 1) else 70)
    else:
        main()
