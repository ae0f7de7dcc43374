"""The words that measures may speak of: derived tables, their columns and their dimensions.

``derive/`` makes these tables with SQL, ``reference/`` makes them again in plain Python, and both are held to
this page. Every table has ``day`` (of the event) and ``last`` (its end: the same day, except what a month or
a year states as a whole, which is never split). Columns hold integers and short texts only; flags are 1 or 0.
A column is nullable only where the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass

BASE = ("site", "service", "specialty")
# The columns that hold short texts, in whichever table; every other one holds integers.
TEXTS = frozenset(
    {
        *("site", "service", "specialty", "practitioner", "patient", "person", "status", "channel", "reminder"),
        *("delay_band", "weekday", "nomenclature", "code", "coverage", "family", "transmission", "payer_type", "payer"),
        *("rejection_family", "direction", "answered_by", "room", "type", "basis", "origin", "account", "role", "job"),
        *("item", "mode", "scheme"),
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A derived table: ``columns`` maps each name to what it holds, ``nullable`` lists those that may be empty.

    ``dims`` are the dimensions of its base cube, ``narrow`` those available one at a time. ``sign`` names the
    column that makes a negative line cancel one (contract §3 rule 2). ``source`` is the table of the contract
    whose lines are its rows one for one (``None``: computed).
    """

    name: str
    source: str | None
    columns: dict[str, str]
    nullable: frozenset[str]
    dims: tuple[str, ...] = BASE
    narrow: tuple[str, ...] = ()
    sign: str | None = None
    monthly: bool = False

    def has(self, dimension: str) -> bool:
        """Tell whether the table can be cut along this dimension."""
        return dimension in self.dims or dimension in self.narrow

    @property
    def sql_types(self) -> dict[str, str]:
        """Return every column that the page promises, with its plain SQL type: day, last, dimensions, then the rest."""
        names = ("day", "last", *self.dims, *self.columns)
        return {name: "VARCHAR" if name in TEXTS else "BIGINT" for name in dict.fromkeys(names)}


FACTS: dict[str, Fact] = {}


def _fact(name: str, source: str | None, columns: dict[str, str], nullable: str = "", **more: object) -> Fact:
    empty = frozenset(nullable.split()) | {"site", "service", "specialty"}
    FACTS[name] = Fact(name, source, columns, empty, **more)  # type: ignore[arg-type]
    return FACTS[name]


APPOINTMENTS = _fact(
    "appointments",
    "appointments",
    {
        "practitioner": "practitioner",
        "patient": "patient",
        "status": "status; empty is non_pointe",
        "walk_in": "came without booking",
        "first_visit": "first visit",
        "duplicate": "1 when the same patient has the same start on a line that comes first (rule 8)",
        "late_cancel": "annule, by the patient, less than delai_annulation_h hours before the start",
        "refill_known": "1 when practitioner and end are known, so that slot_lost can be judged",
        "slot_lost": "late_cancel and no other appointment (annule, reporte apart) of the practitioner overlaps it",
        "lead_days": "date of the start minus date of the booking, negative ones left empty",
        "duration_s": "end minus start in seconds, empty when unknown or not positive",
        "channel": "channel",
        "reminder": "reminder",
        "delay_band": "band of lead_days: 0, 1-2, 3-7, 8-14, 15-30, 31+",
        "weekday": "lundi … dimanche of the start",
        "hour": "hour of the start, 0 to 23",
    },
    "practitioner patient lead_days duration_s channel reminder delay_band",
    narrow=("channel", "reminder", "first_visit", "delay_band", "weekday", "hour", "lead_days"),
)

ACTS = _fact(
    "acts",
    "acts",
    {
        "practitioner": "practitioner",
        "patient": "patient",
        "nomenclature": "nomenclature, deduced by the reader when missing",
        "code": "code in capitals",
        "sign": "1, 0 or -1: the sign of the amount",
        "amount": "cents",
        "patient_share": "cents, empty when not known",
        "quantity": "billionths, sign of the amount; empty quantity is 1",
        "coverage": "coverage",
        "family": "soins, prothese, odf: dental family of the code at the date (parameters), else empty",
        "opinion": "1 when the code is in the list avis_ponctuel at the date",
        "consultation": "1 when the code is in the list consultations at the date",
    },
    "practitioner patient nomenclature patient_share coverage family",
    narrow=("code",),
    sign="sign",
)

INVOICES = _fact(
    "invoices",
    "invoices",
    {
        "transmission": "how it was sent",
        "third_party": "1 when a share is paid by a third party",
        "rights_checked": "1 when rights were checked",
        "sign": "1, 0 or -1: the sign of the amount",
        "amount": "cents",
    },
    "transmission",
    dims=("site",),
    sign="sign",
)

FLOWS = _fact(
    "payer_flows",
    "payer_flows",
    {
        "payer_type": "AMO or AMC",
        "payer": "payer",
        "attempt": "rank of the sending; empty is 1",
        "first": "1 on the first attempt of an invoice and payer type (earliest of those ranked 1, then file order)",
        "status": "status",
        "claimed": "cents claimed on this line, empty when not known",
        "paid_total": "on a first attempt: cents paid over all attempts of the invoice and payer type; else 0",
        "rejection_family": "family of the rejection",
        "rework_days": "on a rejected first attempt: days from its decision to the next sending; empty if none",
    },
    "payer claimed rejection_family rework_days",
    dims=("site",),
    narrow=("payer_type", "payer", "rejection_family", "rework_days"),
)

DEBTS = _fact(
    "patient_debts",
    "patient_debts",
    {
        "owed": "cents: max(0, due - paid - recovered)",
        "amount_due": "cents",
    },
    dims=("site",),
)

CALLS = _fact(
    "calls",
    "calls",
    {
        "direction": "entrant, sortant, interne; empty is entrant",
        "answered": "1, 0, or empty when not known",
        "answered_by": "humain, robot, messagerie; empty is humain",
        "wait_s": "seconds, empty when not known",
        "in_hours": "1 inside the telephone hours (else the accueil hours; all hours without horaires), closures out",
        "weekday": "lundi … dimanche",
        "hour": "0 to 23",
    },
    "answered wait_s",
    dims=("site",),
    narrow=("weekday", "hour"),
)

CALENDAR = _fact(
    "calendar",
    None,
    {
        "weekly_s": "weekly total of the accueil hours in force that day, in seconds; closures not taken off",
        "open_s": "opening time of that day in seconds, closures taken off",
    },
    dims=("site",),
)

ROOM_DAYS = _fact(
    "room_days",
    None,
    {
        "room": "room",
        "type": "cabinet, fauteuil, imagerie, infirmier, autre",
        "reserved": "1 for a reserved room",
        "available_s": "opening time of the room's site that day, in seconds, while the room is in service",
        "occupied_s": "union of its sessions cut to opening time and to the days of service, in seconds",
        "held_s": "union of its sessions, cut neither by opening hours nor by closures, in seconds",
        "basis": "vacations or semaine_type: where the sessions of that room and month come from",
    },
    "basis",
    dims=("site", "service"),
    narrow=("room",),
)

SESSIONS = _fact(
    "sessions",
    None,
    {
        "practitioner": "practitioner",
        "held_s": "seconds of the session that fall on that day, cut neither by opening hours nor by closures",
    },
    "practitioner",
)

STAFFING = _fact(
    "staffing",
    "staffing",
    {
        "person": "person",
        "job": "job",
        "fte": "billionths",
        "cost": "cents, empty when not known",
        "cost_complete": "1 when the cost holds every charge",
    },
    "person cost",
    dims=("site", "service"),
    monthly=True,
)

PURCHASES = _fact(
    "purchases",
    "purchases",
    {"family": "family", "amount": "cents", "under_contract": "1 or 0"},
    dims=("site", "service"),
)

ACCOUNTS = _fact(
    "accounts",
    None,
    {
        "origin": "ecritures or soldes",
        "account": "account",
        "net_debit": "debit minus credit, cents",
        "role": "purchases (60…), activity (70…), subsidy (class 74), balancing, staff, lump_sum, other",
        "charge": "1 for class 6",
        "closing": "1 for an entry that closes classes 6 and 7",
    },
    dims=("site", "service"),
)

SERVICE_ACCOUNTS = _fact(
    "service_accounts",
    "service_accounts",
    {"item": "line of the account", "amount": "cents", "basis": "direct or complet; empty is direct"},
    dims=("site", "service"),
)

TOWN_CHARGES = _fact("town_charges", "town_charges", {"amount": "cents"}, dims=("site",))

LAB_SAMPLING = _fact(
    "lab_sampling",
    "lab_sampling",
    {"files": "files", "amount": "cents", "mode": "par_dossier or forfait; empty is par_dossier"},
    dims=("site",),
    monthly=True,
)

LUMP_SUMS = _fact(
    "lump_sums",
    "lump_sums",
    {
        "scheme": "scheme",
        "units": "billionths, empty when not known",
        "received": "cents, 0 when not known",
        "due": "cents, 0 when not known",
    },
    "units",
    dims=("site",),
)

PRESCRIPTIONS = _fact(
    "imaging_prescriptions",
    "imaging_prescriptions",
    {"done_internally": "1, 0, or empty when not known", "feasible": "1 or 0; empty is 1"},
    "done_internally",
    dims=("site",),
)
