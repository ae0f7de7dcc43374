"""An accounting file of a million lines, with all its controls (``python -m bench.fec``)."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\t"
    "PieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\n"
)
CHARGES = (("606600", "Fournitures médicales"), ("613200", "Loyers"), ("641000", "Rémunérations"), ("645000", "URSSAF"))
PRODUCTS = (("706100", "Honoraires médicaux"), ("706200", "Honoraires dentaires"), ("741000", "Subvention"))


def lines(count: int) -> Iterator[str]:
    """Yield the lines of entries of three lines: a charge or a product, a tax, a third party."""
    draw = random.Random(7)
    for number in range(1, count // 3 + 1):
        day = f"2025{1 + (number * 12 * 3 // (count + 3)):02d}{1 + number % 28:02d}"
        sale = draw.random() < 0.6
        account, label = draw.choice(PRODUCTS if sale else CHARGES)
        cents, tax = draw.randrange(100, 900_000), draw.randrange(1, 9_000)
        journal = ("VE", "Ventes") if sale else ("AC", "Achats")
        party = f"{draw.randrange(900):05d}"
        third = (f"411{party}", "Usager") if sale else (f"401{party}", "Fournisseur")
        for name, text, amount, aux in (
            (account, label, cents, ""),
            ("445660", "Taxe", tax, ""),
            (*third, -cents - tax, party),
        ):
            debit = amount if not sale else -amount
            start = (*journal, str(number), day, name, text, aux, aux and f"Tiers {aux}", f"P{number}", day)
            amounts = (euros(max(debit, 0)), euros(max(-debit, 0)))
            yield "\t".join((*start, f"{text} n° {number}", *amounts, "", "", "20260115", "", "\n"))


def euros(cents: int) -> str:
    """Return cents as the law writes them."""
    return f"{cents // 100},{cents % 100:02d}"


def make(path: Path, count: int) -> None:
    """Write a file of about so many lines."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEADER)
        stream.writelines(lines(count))


def levier(path: Path) -> str:
    """Read the file with every control."""
    from levier.centre import Centre
    from levier.holding import Given, hold

    holding = hold(Given(Centre(), [path]))
    (account,) = holding.accounts
    return f"{account.kept} {account.controls['debit']} {account.controls['entries']} {len(holding.problems)}"


def pandas(path: Path) -> str:
    """Do the least of it: read the texts, add up, compare the two sides of each entry."""
    import pandas as pd  # type: ignore[import-not-found]

    frame = pd.read_csv(path, sep="\t", quoting=3, dtype=str, keep_default_na=False)
    for name in ("Debit", "Credit"):
        frame[name] = pd.to_numeric(frame[name].str.replace(",", ".", regex=False)).mul(100).round().astype("int64")
    frame["EcritureDate"] = pd.to_datetime(frame["EcritureDate"], format="%Y%m%d")
    entries = frame.groupby(["JournalCode", "EcritureNum"])[["Debit", "Credit"]].sum()
    return f"{len(frame)} {frame['Debit'].sum() / 100:.2f} {len(entries)} {(entries.Debit != entries.Credit).sum()}"


def main() -> None:
    """Make the file once, then time whoever is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("who", choices=("levier", "pandas"))
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("bench/data"))
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    path = args.folder / f"FEC{args.lines}.txt"
    if not path.exists():
        make(path, args.lines)
    start, cpu = time.perf_counter(), time.process_time()
    said = globals()[args.who](path)
    spent, busy = time.perf_counter() - start, time.process_time() - cpu
    sys.stdout.write(f"{args.who}: {said} in {spent:.1f} s ({busy:.1f} s CPU)\n")


if __name__ == "__main__":
    main()
