"""Appointments: duplicates, late cancellations and lost slots, delays and durations."""

from __future__ import annotations

from levier.centre import Centre
from levier.derive.sql import band_of, day_of, hour_of, make_table, raw, shown, weekday_of
from levier.engine.base import Engine
from levier.measures.facts import APPOINTMENTS

RANK = (
    "CASE WHEN r.status = 'honore' THEN 0 WHEN r.status = 'non_venu' THEN 1 WHEN r.status = 'arrive_trop_tard' THEN 2 "
    "WHEN r.status IS NULL OR r.status = 'non_pointe' THEN 3 ELSE 4 END"
)


def make(engine: Engine, centre: Centre) -> None:
    """Make the derived appointments (contract §3, rules 1, 8 and the no-show definitions)."""
    _make_repeated(engine)
    _make_lost(engine, _late(centre))
    lead = f"{day_of('r.start_at')} - {day_of('r.booked_at')}"
    make_table(
        engine,
        APPOINTMENTS,
        f"SELECT x.*, {band_of('lead_days')} AS delay_band FROM ("
        f"SELECT r.file, r.line, {day_of('r.start_at')} AS day, {day_of('r.start_at')} AS last, r.site, r.service, "
        "s.shown AS specialty, r.practitioner, r.patient, COALESCE(r.status, 'non_pointe') AS status, "
        "COALESCE(r.walk_in, 0) AS walk_in, COALESCE(r.first_visit, 0) AS first_visit, "
        "CASE WHEN d.line IS NULL THEN 0 ELSE 1 END AS duplicate, "
        f"CASE WHEN {_late(centre)} THEN 1 ELSE 0 END AS late_cancel, "
        "CASE WHEN r.practitioner IS NOT NULL AND r.end_at > r.start_at THEN 1 ELSE 0 END AS refill_known, "
        "CASE WHEN l.line IS NULL THEN 0 ELSE 1 END AS slot_lost, "
        f"CASE WHEN {lead} >= 0 THEN {lead} END AS lead_days, "
        "CASE WHEN r.end_at > r.start_at THEN r.end_at - r.start_at END AS duration_s, r.channel, r.reminder, "
        f"{weekday_of(day_of('r.start_at'))} AS weekday, {hour_of('r.start_at')} AS hour "
        f"FROM {raw('appointments')} {shown('s', 'specialty')} "
        "LEFT JOIN repeated_lines d ON d.file = r.file AND d.line = r.line "
        "LEFT JOIN lost_lines l ON l.file = r.file AND l.line = r.line) x",
    )


def _late(centre: Centre) -> str:
    delay = centre.number("delai_annulation_h") * 3_600
    return f"r.status = 'annule' AND r.cancelled_by = 'patient' AND r.start_at - r.cancelled_at < {delay}"


def _make_repeated(engine: Engine) -> None:
    """List the lines that repeat a patient and a start; few lines do, so only those are ranked."""
    make_table(
        engine,
        "repeated_starts",
        f"SELECT r.patient, r.start_at FROM {raw('appointments')} WHERE r.patient IS NOT NULL "
        "GROUP BY r.patient, r.start_at HAVING COUNT(*) > 1",
    )
    order = f"{RANK}, CASE WHEN r.id IS NULL THEN 1 ELSE 0 END, r.id, r.file, r.line"
    make_table(
        engine,
        "repeated_lines",
        "SELECT file, line FROM (SELECT r.file, r.line, ROW_NUMBER() OVER "
        f"(PARTITION BY r.patient, r.start_at ORDER BY {order}) AS place FROM {raw('appointments')} "
        "JOIN repeated_starts p ON p.patient = r.patient AND p.start_at = r.start_at) x WHERE place > 1",
    )


def _make_lost(engine: Engine, late: str) -> None:
    """List the late cancellations whose slot nobody took.

    An appointment overlaps another of the same day, save those that cross midnight: they are few and compared
    apart, so that the common case is an equality join.
    """
    make_table(
        engine,
        "busy_slots",
        f"SELECT r.file, r.line, r.practitioner, r.start_at, r.end_at, {day_of('r.start_at')} AS day, "
        f"CASE WHEN r.end_at > ({day_of('r.start_at')} + 1) * 86400 THEN 1 ELSE 0 END AS crosses "
        f"FROM {raw('appointments')} LEFT JOIN repeated_lines d ON d.file = r.file AND d.line = r.line "
        "WHERE d.line IS NULL AND r.practitioner IS NOT NULL AND r.end_at > r.start_at "
        "AND (r.status IS NULL OR r.status NOT IN ('annule', 'reporte'))",
    )
    make_table(
        engine,
        "late_slots",
        f"SELECT r.file, r.line, r.practitioner, r.start_at, r.end_at, {day_of('r.start_at')} AS day, "
        f"CASE WHEN r.end_at > ({day_of('r.start_at')} + 1) * 86400 THEN 1 ELSE 0 END AS crosses "
        f"FROM {raw('appointments')} WHERE r.practitioner IS NOT NULL AND r.end_at > r.start_at AND {late}",
    )
    overlap = "b.practitioner = a.practitioner AND b.start_at < a.end_at AND b.end_at > a.start_at"
    taken = " UNION ".join(
        f"SELECT a.file, a.line FROM late_slots a JOIN busy_slots b ON {join} AND {overlap}"
        for join in ("b.day = a.day", "b.crosses = 1", "a.crosses = 1")
    )
    make_table(
        engine,
        "lost_lines",
        f"SELECT a.file, a.line FROM late_slots a LEFT JOIN ({taken}) t ON t.file = a.file AND t.line = a.line "
        "WHERE t.line IS NULL",
    )
