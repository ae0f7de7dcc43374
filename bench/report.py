"""The table of README.md, from the last results of each size."""

from __future__ import annotations

import json
import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- results -->", "<!-- end of results -->"
RATIOS = (
    ("levier csv", "sql csv", "CSV to figures, beside bare DuckDB CSV → Parquet → same totals", "≤ 2.5"),
    ("pandas csv", "levier csv", "pandas from CSV, beside Levier", "≥ 4"),
    ("levier store, totals kept", "sql parquet", "Figures of a store, totals kept, beside SQL by hand", "≤ 1.2"),
    ("levier store", "sql parquet", "Figures of a store, computed again from its lines, beside SQL by hand", "≤ 1.2"),
    ("pandas parquet", "levier store, totals kept", "pandas from Parquet, beside a store with totals kept", "≥ 6"),
    ("pandas parquet", "levier store", "pandas from Parquet, beside a store computed again", "≥ 6"),
    ("levier new month", "levier two years", "A new month imported and measured, beside two years", "≤ 1/8"),
)


def keep(path: Path, size: str, repeat: int, medians: dict[str, dict[str, float]]) -> None:
    """Write the results of a size, those of former contestants kept."""
    path.parent.mkdir(exist_ok=True)
    known = json.loads(path.read_text())["medians"] if path.exists() else {}
    about = {
        "size": size,
        "repeat": repeat,
        "date": date.today().isoformat(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("duckdb", "pandas", "pyarrow")},
        "medians": known | medians,
    }
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def write(readme: Path, results: Path) -> None:
    """Put the tables of every size in the page."""
    text = readme.read_text(encoding="utf-8")
    head, _begin, rest = text.partition(BEGIN)
    _old, _end, tail = rest.partition(END)
    tables = "\n".join(_section(json.loads(path.read_text())) for path in sorted(results.glob("*.json")))
    readme.write_text(f"{head}{BEGIN}\n{tables}{END}{tail}", encoding="utf-8")


def _section(found: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    lines = [
        f"### `{found['size']}`\n",
        f"`python -m bench --size {found['size']} --repeat {found['repeat']}`, {found['date']}, {found['cores']} cores, "
        f"Python {found['python']}, {versions}.\n",
        "| | wall (s) | CPU (s) | peak (MB) |",
        "|---|---:|---:|---:|",
    ]
    medians = found["medians"]
    lines += [f"| {name} | {m['wall']:.2f} | {m['cpu']:.2f} | {m['peak'] / 1e6:.0f} |" for name, m in medians.items()]
    lines += ["", "| | wall | CPU | memory | wanted (wall) |", "|---|---:|---:|---:|---:|"]
    lines += [_ratio(medians, *ratio) for ratio in RATIOS if ratio[0] in medians and ratio[1] in medians]
    return "\n".join([*lines, "", ""])


def _ratio(medians: dict[str, dict[str, float]], over: str, under: str, label: str, wanted: str) -> str:
    parts = [f"{medians[over][part] / medians[under][part]:.2f}" for part in ("wall", "cpu", "peak")]
    return f"| {label} | {' | '.join(parts)} | {wanted} |"
