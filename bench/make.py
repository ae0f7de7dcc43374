"""Standard CSV files of fictitious centres, made fast and always the same: ``python -m bench.make --size 1m``.

For 1,000,000 appointments: 990,000 acts, 1,630,000 payer flows, 500,000 calls, 50,000 ledger lines. Each centre has
50,000 appointments over two years; ``year`` is one centre and one year, 100,000 lines in all. Every value is a
function of the line's rank and of a salt (multiplicative hashing), so a seed, a version or a thread changes nothing.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
PER_CENTRE = 50_000
FIRST_DAY, DAYS = "2023-01-01", 731
SPECIALTIES = ("Médecine générale", "Dermatologie", "Ophtalmologie", "Gynécologie", "Chirurgie dentaire", "Radiologie")

MACROS = f"""
CREATE MACRO mix(i, s) AS
    ((((i + 1)::UBIGINT * 2654435761 + s * 2246822519) % 4294967296) * 3266489917 % 4294967296) >> 7;
CREATE MACRO pick(i, s, n) AS mix(i, s) % n;
CREATE MACRO open_day(i) AS DATE '{FIRST_DAY}' + (((i // 5) * 7 + i % 5) + 1)::INTEGER;
CREATE MACRO french(d) AS strftime(d, '%d/%m/%Y');
CREATE MACRO moment(d, m) AS french(d) || ' ' || lpad((m // 60)::VARCHAR, 2, '0') || ':' || lpad((m % 60)::VARCHAR, 2, '0');
CREATE MACRO euros(c) AS (c // 100)::VARCHAR || ',' || lpad((c % 100)::VARCHAR, 2, '0');
CREATE MACRO one_of(l, i) AS l[(i + 1)::INTEGER];
"""


@dataclass(frozen=True)
class Size:
    """How many centres, of how many appointments each, over how many open days."""

    centres: int
    appointments: int = PER_CENTRE
    open_days: int = 520


SIZES = {
    "year": Size(1, 24_272, 260),
    "1m": Size(20),
    "10m": Size(200),
    "one": Size(1, 1_000_000),
}


def appointments_sql(size: Size) -> str:
    """Return the query of the appointments: each has its own practitioner and slot."""
    n, per_day = size.appointments, -(-size.appointments // size.open_days)
    doctors = max(6, -(-per_day // 24))
    return f"""
    SELECT 'RV-' || lpad(i::VARCHAR, 8, '0') AS id,
        one_of(['medical', 'medical', 'medical', 'medical', 'dentaire', 'imagerie'], doctor % 6) AS service,
        one_of({list(SPECIALTIES)!r}, doctor % 6) AS specialite,
        'P' || lpad(doctor::VARCHAR, 4, '0') AS praticien, 'C' || (doctor % 40) AS cabinet,
        'PAT' || lpad(pick(i, 1, {max(1, n // 5)})::VARCHAR, 7, '0') AS patient,
        moment(d - (1 + pick(i, 2, 30))::INTEGER, 480 + pick(i, 3, 600)) AS pris_le,
        moment(d, minute) AS debut, moment(d, minute + 15) AS fin,
        CASE WHEN fate < 78 THEN 'honore' WHEN fate < 86 THEN 'non_venu' WHEN fate < 93 THEN 'annule'
            WHEN fate < 95 THEN 'absent_excuse' WHEN fate < 97 THEN 'reporte' WHEN fate < 99 THEN 'non_pointe' ELSE '' END AS statut,
        CASE WHEN fate BETWEEN 86 AND 92 THEN moment(d - pick(i, 5, 3)::INTEGER, 480) END AS annule_le,
        CASE WHEN fate BETWEEN 86 AND 92 THEN one_of(['patient', 'patient', 'centre'], pick(i, 6, 3)) END AS annule_par,
        one_of(['non', 'non', 'non', 'non', 'oui'], pick(i, 7, 5)) AS sans_rdv,
        one_of(['non', 'non', 'non', 'oui'], pick(i, 8, 4)) AS premier_rdv,
        one_of(['telephone', 'web', 'guichet'], pick(i, 9, 3)) AS canal,
        one_of(['sms', 'sms', 'aucun', 'appel', 'courriel'], pick(i, 10, 5)) AS rappel
    FROM (SELECT i, slot % {doctors} AS doctor, 480 + slot // {doctors} * 20 AS minute, open_day(day) AS d,
            pick(i, 4, 100) AS fate
        FROM (SELECT i, i // {per_day} AS day, i % {per_day} AS slot FROM range({n}) t(i)))"""


def acts_sql(size: Size) -> str:
    """Return the query of the acts, 99 for 100 appointments."""
    n, days = size.appointments * 99 // 100, size.open_days
    return f"""
    SELECT 'A-' || i AS id, 'F' || lpad((i // 2)::VARCHAR, 8, '0') AS facture, french(open_day(i * {days} // {n})) AS date,
        one_of(['medical', 'medical', 'medical', 'dentaire', 'imagerie'], kind) AS service,
        one_of({list(SPECIALTIES)!r}, pick(i, 11, 6)) AS specialite,
        'P' || lpad(pick(i, 12, 12)::VARCHAR, 4, '0') AS praticien,
        'PAT' || lpad(pick(i, 13, {max(1, n // 5)})::VARCHAR, 7, '0') AS patient,
        one_of(['NGAP', 'NGAP', 'CCAM', 'CCAM', 'CCAM'], kind) AS nomenclature,
        one_of(['G', 'CS', 'DEQP003', 'HBLD038', 'ZCQM008'], kind) AS code, '1' AS quantite,
        euros(cents) AS montant, euros(cents * 7 // 10) AS part_amo, euros(cents - cents * 7 // 10) AS part_amc,
        '0,00' AS part_patient, one_of(['aucune', 'aucune', 'C2S', 'AME', 'ALD'], pick(i, 14, 5)) AS couverture
    FROM (SELECT i, pick(i, 15, 5) AS kind, 2000 + pick(i, 16, 9000) AS cents FROM range({n}) t(i))"""


def flows_sql(size: Size) -> str:
    """Return the query of the payer flows, 163 for 100 appointments; one first attempt in twelve comes back."""
    n, days = size.appointments * 163 // 100, size.open_days
    return f"""
    SELECT 'F' || lpad((rank // 2)::VARCHAR, 8, '0') AS facture, one_of(['AMO', 'AMC'], rank % 2) AS payeur_type,
        one_of(['CPAM 92', 'CPAM 75', 'MGEN', 'HARMONIE', 'MSA'], pick(rank, 21, 5)) AS payeur,
        french(d + again::INTEGER * 20) AS transmis_le, (1 + again)::VARCHAR AS tentative,
        CASE WHEN again = 1 THEN 'paye' WHEN rank % 12 = 0 THEN 'rejete' WHEN pick(rank, 22, 40) = 0 THEN 'en_attente'
            ELSE 'paye' END AS statut,
        CASE WHEN again = 0 AND rank % 12 <> 0 AND pick(rank, 22, 40) = 0 THEN NULL
            ELSE french(d + (again * 20 + 5 + pick(rank, 23, 9))::INTEGER) END AS decide_le,
        euros(cents) AS montant_demande,
        CASE WHEN again = 0 AND (rank % 12 = 0 OR pick(rank, 22, 40) = 0) THEN '0,00' ELSE euros(cents) END AS montant_paye,
        CASE WHEN again = 0 AND rank % 12 = 0 THEN 'R' || pick(rank, 24, 20) END AS code_rejet,
        CASE WHEN again = 0 AND rank % 12 = 0 THEN one_of(['droits', 'NOEMIE', 'saisie'], pick(rank, 24, 3)) END AS famille_rejet
    FROM (SELECT rank, again, open_day(rank * {days} // {n}) AS d, 700 + pick(rank, 25, 6000) AS cents
        FROM (SELECT CASE WHEN i % 13 = 12 THEN i - i // 13 - 12 ELSE i - i // 13 END AS rank,
            CASE WHEN i % 13 = 12 THEN 1 ELSE 0 END AS again FROM range({n - n % 13}) t(i)))"""


def calls_sql(size: Size) -> str:
    """Return the query of the calls, one for two appointments."""
    n, days = size.appointments // 2, size.open_days
    return f"""
    SELECT moment(open_day(i * {days} // {n}), 450 + pick(i, 31, 660)) || ':' || lpad(pick(i, 32, 60)::VARCHAR, 2, '0') AS debut,
        one_of(['secretariat', 'dentaire'], pick(i, 33, 2)) AS file,
        one_of(['entrant', 'entrant', 'entrant', 'entrant', 'sortant'], pick(i, 34, 5)) AS sens,
        one_of(['oui', 'oui', 'oui', 'non'], answered) AS decroche,
        CASE WHEN answered < 3 THEN one_of(['humain', 'humain', 'humain', 'messagerie'], pick(i, 36, 4)) END AS decroche_par,
        pick(i, 37, 180)::VARCHAR AS attente_s, CASE WHEN answered < 3 THEN (20 + pick(i, 38, 400))::VARCHAR END AS duree_s,
        '06' || lpad(pick(i, 39, 100000000)::VARCHAR, 8, '0') AS appelant
    FROM (SELECT i, pick(i, 35, 4) AS answered FROM range({n}) t(i))"""


def ledger_sql(size: Size) -> str:
    """Return the query of the ledger: balanced entries of two lines."""
    n, days = size.appointments // 20 // 2 * 2, size.open_days
    return f"""
    SELECT one_of(['VT', 'AC'], i // 2 % 2) AS JournalCode, 'Journal' AS JournalLib, 'E' || (i // 2) AS EcritureNum,
        strftime(open_day(i // 2 * {days} // {max(1, n // 2)}), '%Y%m%d') AS EcritureDate,
        CASE WHEN i % 2 = 0 THEN '411000' WHEN i // 2 % 2 = 0 THEN '706110' ELSE '606200' END AS CompteNum, 'Compte' AS CompteLib,
        CASE WHEN (i % 2 = 0) = (i // 2 % 2 = 0) THEN euros(cents) ELSE '0,00' END AS Debit,
        CASE WHEN (i % 2 = 0) = (i // 2 % 2 = 0) THEN '0,00' ELSE euros(cents) END AS Credit
    FROM (SELECT i, 1000 + pick(i // 2, 41, 90000) AS cents FROM range({n}) t(i))"""


TABLES = {
    "rendez_vous": appointments_sql,
    "actes": acts_sql,
    "retours_organismes": flows_sql,
    "appels": calls_sql,
    "ecritures": ledger_sql,
}
SMALL = {
    "horaires": "jour;de;a\n"
    + "".join(f"{day};08:00;19:00\n" for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi")),
    "fermetures": "du;au;motif\n14/07/2023;14/07/2023;férié\n15/08/2023;15/08/2023;férié\n",
    "cabinets": "id;type;service\n"
    + "".join(
        f"C{rank};{'fauteuil' if rank % 6 == 4 else 'imagerie' if rank % 6 == 5 else 'cabinet'};\n" for rank in range(6)
    ),
    "semaine_type": "cabinet;jour;de;a;service\n"
    + "".join(f"C{rank};{day};09:00;17:00;medical\n" for rank in range(4) for day in ("lundi", "mardi", "jeudi")),
}


def make(name: str, folder: Path | None = None) -> Path:
    """Write the files of a size, unless they are there already; return their folder (a region of centres).

    The second centre and those that follow are the first one under another name: reading does not know it.
    """
    size, target = SIZES[name], folder or DATA / name
    if (target / "done").exists():
        return target
    shutil.rmtree(target, ignore_errors=True)
    first = target / "B001"
    first.mkdir(parents=True)
    _write_first(first, size)
    for rank in range(2, size.centres + 1):
        other = target / f"B{rank:03d}"
        shutil.copytree(first, other)
        (other / "centre.toml").write_text(_configuration(other.name), encoding="utf-8")
    (target / "done").touch()
    return target


def _configuration(name: str) -> str:
    return f'identifiant = "{name}"\nfiness = "92{int(name[1:]):07d}"\n'


def _write_first(folder: Path, size: Size) -> None:
    # Imported here: what measures must weigh little, children are counted from its size.
    import duckdb

    connection = duckdb.connect()
    connection.execute(MACROS)
    for table, sql in TABLES.items():
        path = (folder / f"{table}.csv").as_posix()
        connection.execute(f"COPY ({sql(size)}) TO '{path}' (HEADER, DELIMITER ';', QUOTE '', ESCAPE '')")
    for table, text in SMALL.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    (folder / "centre.toml").write_text(_configuration(folder.name), encoding="utf-8")


def main() -> None:
    """Make the files of the sizes asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.make")
    parser.add_argument("--size", choices=SIZES, nargs="+", default=["1m"])
    for name in parser.parse_args().size:
        print(make(name).relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
