"""The accounts of a fictitious centre, made from the same activity as its other files.

Associations, mutuals and the fund keep a ledger (FEC, with an analytic section); towns give balances by year and the
charges that they pay in the centre's place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from levier.demo.days import date_of, last_day_of
from levier.demo.dialect import Dialect
from levier.demo.office import LumpSum, Post, Purchase, monthly_cost
from levier.demo.plan import CentrePlan

FEC_COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise", "section",
)  # fmt: skip
PURCHASE_ACCOUNT = {
    "medical": ("606600", "Fournitures médicales"), "medicaments": ("606610", "Médicaments"),
    "bureau": ("606400", "Fournitures de bureau"), "autre": ("606800", "Autres fournitures"),
    "fournitures_dentaires": ("606620", "Fournitures dentaires"), "prothese": ("604000", "Travaux de prothèse"),
}  # fmt: skip
REVENUE_ACCOUNT = {"medical": "706100", "dentaire": "706200", "imagerie": "706300", "infirmier": "706400"}
Movement = tuple[int, str, str, str, int, str]
"""(day, journal, account, label, cents: positive for a charge, negative for a product, section)."""


def movements(
    revenue: dict[str, list[int]], purchases: list[Purchase], posts: list[Post], sums: list[LumpSum], balance: bool
) -> list[Movement]:
    """Return the movements of classes 6 and 7 over the two years; ``balance`` adds the subsidy that closes a year."""
    found: list[Movement] = []
    for service, months in revenue.items():
        for month, cents in enumerate(months):
            if cents:
                found.append(
                    (last_day_of(month), "VT", REVENUE_ACCOUNT[service], f"Honoraires {service}", -cents, service)
                )
    for p in purchases:
        found.append((p.day, "AC", *PURCHASE_ACCOUNT[p.family], p.cents, p.service))
    for month in range(24):
        found += _pay(month, posts)
        found.append((last_day_of(month), "AC", "613200", "Loyers", 180_000, ""))
        found.append((last_day_of(month), "AC", "615000", "Entretien et maintenance", 45_000, ""))
    for one in sums:
        account = ("747000", "Teulade") if one.scheme == "teulade" else ("748000", "Accord national")
        found.append((one.day, "BQ", *account, -one.received, ""))
    return sorted(found + (_balancing(found) if balance else []))


def _pay(month: int, posts: list[Post]) -> Iterator[Movement]:
    by_service: dict[str, int] = defaultdict(int)
    for post in posts:
        by_service[post.service] += monthly_cost(post, month)
    for service, cents in by_service.items():
        gross = cents * 7 // 10
        yield last_day_of(month), "PA", "641000", "Rémunérations", gross, service
        yield last_day_of(month), "PA", "645000", "Charges sociales", cents - gross, service


def _balancing(found: list[Movement]) -> list[Movement]:
    added: list[Movement] = []
    for year, month in ((2024, 11), (2025, 23)):
        gap = sum(cents for day, _, _, _, cents, _ in found if date_of(day).year == year)
        if gap > 0:
            added.append((last_day_of(month), "OD", "745000", "Subvention d'équilibre", -gap, ""))
    return added


def write_ledgers(folder: Path, moves: list[Movement], encoding: str) -> list[tuple[str, int]]:
    """Write one FEC a year, tab-separated, each entry balanced; return (file, lines).

    The header stays on the first line, as the law wants: the label is in the file name (SIREN 000000000) and in
    each entry's text.
    """
    found = []
    for year in (2024, 2025):
        name = f"000000000FEC{year}1231.txt"
        lines = list(_ledger_lines([move for move in moves if date_of(move[0]).year == year]))
        with (folder / name).open("w", encoding=encoding, newline="") as stream:
            stream.write("\r\n".join(["\t".join(FEC_COLUMNS), *lines]) + "\r\n")
        found.append((name, len(lines)))
    return found


def _ledger_lines(moves: list[Movement]) -> Iterator[str]:
    for number, (day, journal, account, label, cents, section) in enumerate(moves, 1):
        other = ("411000", "Usagers et organismes") if cents < 0 else ("401000", "Fournisseurs et personnel")
        when = date_of(day).strftime("%Y%m%d")
        for code, name, debit, part in ((account, label, cents, section), (*other, -cents, "")):
            amounts = (_euros(max(debit, 0)), _euros(max(-debit, 0)))
            yield "\t".join((journal, f"Journal {journal}", f"{number}", when, code, name, "", "", f"P{number}", when,
                             f"{label} (données fictives)", *amounts, "", "", when, "", "", part))  # fmt: skip


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def balance_rows(moves: list[Movement], way: Dialect) -> Iterator[str]:
    """Yield the balances of a town's centre: totals by year, account and section."""
    totals: dict[tuple[int, str, str, str], int] = defaultdict(int)
    for day, _journal, account, label, cents, section in moves:
        totals[date_of(day).year, account.rstrip("0"), label, section] += cents
    for (year, account, label, section), cents in sorted(totals.items()):
        yield f"{year};{account};{label};{section};{way.money[max(cents, 0)]};{way.money[max(-cents, 0)]}"


_TOWN = (("loyer", 4_200_000, "direction des finances", "estimation"),
         ("fluides", 1_450_000, "services techniques", "compteur"),
         ("entretien des locaux", 1_980_000, "services techniques", "estimation"),
         ("informatique", 860_000, "direction informatique", "clé de répartition"),
         ("ressources humaines et paie", 1_120_000, "direction des ressources humaines", "clé de répartition"),
)  # fmt: skip


def town_charges(plan: CentrePlan) -> list[tuple[int, str, int, str, str]]:
    """Return (year, nature, cents, source, reliability) of what the town pays in the centre's place."""
    weight = 0.4 + plan.size / 12
    return [
        (year, nature, round(cents * weight * (1 + 0.02 * (year - 2024))), source, reliability)
        for year in (2024, 2025)
        for nature, cents, source, reliability in _TOWN
    ]


def service_account(
    service: str, revenue: dict[str, list[int]], purchases: list[Purchase], posts: list[Post]
) -> list[tuple[int, str, str, int, str]]:
    """Return the eight lines a year of the account of a service, in cents, on direct charges."""
    care = {"dentaire": "dentiste", "imagerie": "manipulateur"}[service]
    found = []
    for year, months in ((2024, range(12)), (2025, range(12, 24))):
        income = sum(revenue[service][month] for month in months)
        bought = _bought(purchases, service, year)
        lines = (
            ("recettes", income),
            ("personnel_soignant", _cost(posts, service, months, lambda job: job == care)),
            ("personnel_assistance", _cost(posts, service, months, lambda job: job != care)),
            ("consommables", bought["fournitures_dentaires"] if service == "dentaire" else income * 4 // 100),
            ("prothesiste", bought["prothese"]),
            ("maintenance_location", 900_000 if service == "imagerie" else 350_000),
            ("amortissements", 1_400_000 if service == "imagerie" else 600_000),
            ("quote_part_structure", income * 8 // 100),
        )
        found += [(year, service, line, cents, "direct") for line, cents in lines]
    return found


def _bought(purchases: list[Purchase], service: str, year: int) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for p in purchases:
        if p.service == service and date_of(p.day).year == year:
            found[p.family] += p.cents
    return found


def _cost(posts: list[Post], service: str, months: range, wanted: Callable[[str], bool]) -> int:
    chosen = [post for post in posts if post.service == service and wanted(post.job)]
    return sum(monthly_cost(post, month) for post in chosen for month in months)
