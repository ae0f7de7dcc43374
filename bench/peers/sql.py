"""DuckDB by hand: CSV to Parquet without a check, then the same totals, one query per table for all centres.

``python -m bench.peers.sql csv FOLDER WORK`` · ``parquet FOLDER WORK`` · ``floor FOLDER WORK`` · ``floor-csv FOLDER WORK``
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

MOMENT, DAY = "%d/%m/%Y %H:%M", "%d/%m/%Y"
TYPES = {
    "rendez_vous": {
        "texts": "id service specialite praticien cabinet patient pris_le debut fin statut annule_le annule_par sans_rdv "
        "premier_rdv canal rappel",
        "moments": "pris_le debut fin annule_le",
        "format": MOMENT,
    },
    "actes": {
        "texts": "id facture date service specialite praticien patient nomenclature code quantite montant part_amo part_amc "
        "part_patient couverture",
        "days": "date",
        "amounts": "quantite montant part_amo part_amc part_patient",
    },
    "retours_organismes": {
        "texts": "facture payeur_type payeur transmis_le tentative statut decide_le montant_demande montant_paye code_rejet "
        "famille_rejet",
        "days": "transmis_le decide_le",
        "amounts": "montant_demande montant_paye",
        "wholes": "tentative",
    },
    "appels": {
        "texts": "debut file sens decroche decroche_par attente_s duree_s appelant",
        "moments": "debut",
        "wholes": "attente_s duree_s",
        "format": "%d/%m/%Y %H:%M:%S",
    },
}
AS_OF = "DATE '2024-12-31'"

APPOINTMENTS = f"""
WITH twice AS (SELECT centre, patient, debut FROM rendez_vous GROUP BY ALL HAVING count(*) > 1),
ranked AS (SELECT r.centre, r.id, row_number() OVER (PARTITION BY r.centre, r.patient, r.debut ORDER BY
        CASE coalesce(statut, 'non_pointe') WHEN 'honore' THEN 0 WHEN 'non_venu' THEN 1 WHEN 'arrive_trop_tard' THEN 2
            WHEN 'non_pointe' THEN 3 ELSE 4 END, r.id) AS place
    FROM rendez_vous r JOIN twice USING (centre, patient, debut)),
repeated AS (SELECT centre, id FROM ranked WHERE place > 1),
lines AS (SELECT r.*, d.id IS NOT NULL AS duplicate, coalesce(statut, 'non_pointe') AS state, sans_rdv = 'oui' AS walk_in,
        coalesce(statut = 'annule' AND annule_par = 'patient' AND debut - annule_le < INTERVAL 24 HOURS, false) AS late
    FROM rendez_vous r LEFT JOIN repeated d USING (centre, id)),
busy AS (SELECT centre, praticien, debut, fin FROM lines WHERE NOT duplicate AND state NOT IN ('annule', 'reporte')),
taken AS (SELECT DISTINCT a.centre, a.id FROM lines a JOIN busy b ON b.centre = a.centre AND b.praticien = a.praticien
    AND b.debut::DATE = a.debut::DATE AND b.debut < a.fin AND b.fin > a.debut WHERE a.late),
judged AS (SELECT l.*, l.late AND t.id IS NULL AS lost FROM lines l LEFT JOIN taken t USING (centre, id))
SELECT centre, strftime(debut, '%Y-%m') AS month,
    count(*) FILTER (NOT duplicate AND NOT walk_in) AS known_under,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND state <> 'non_pointe') AS known_over,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND state IN ('honore', 'non_venu', 'arrive_trop_tard')) AS no_show_under,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND state IN ('non_venu', 'arrive_trop_tard')) AS no_show_over,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND (state IN ('honore', 'non_venu', 'arrive_trop_tard') OR lost)) AS lost_under,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND (state IN ('non_venu', 'arrive_trop_tard') OR lost)) AS lost_over,
    count(*) FILTER (duplicate) AS out_repeated, count(*) FILTER (NOT duplicate AND walk_in) AS out_walk_in,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND state = 'annule') AS out_cancelled,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND state = 'absent_excuse') AS out_excused,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND state = 'reporte') AS out_moved,
    count(*) FILTER (NOT duplicate AND NOT walk_in AND state = 'non_pointe') AS out_unmarked
FROM judged WHERE debut::DATE <= {AS_OF} GROUP BY ALL"""

ACTS = f"""
SELECT centre, strftime(date, '%Y-%m') AS month, sum(montant) * 100 AS revenue,
    sum(montant) FILTER (service = 'medical' AND nomenclature = 'CCAM') * 100 AS ccam_revenue,
    count(*) FILTER (service = 'medical' AND nomenclature IN ('CCAM', 'NGAP') AND montant > 0)
        - count(*) FILTER (service = 'medical' AND nomenclature IN ('CCAM', 'NGAP') AND montant < 0) AS ccam_under,
    count(*) FILTER (service = 'medical' AND nomenclature = 'CCAM' AND montant > 0)
        - count(*) FILTER (service = 'medical' AND nomenclature = 'CCAM' AND montant < 0) AS ccam_over
FROM actes WHERE date <= {AS_OF} GROUP BY ALL"""

FLOWS = f"""
WITH sent_again AS (SELECT centre, facture, payeur_type FROM retours_organismes GROUP BY ALL HAVING count(*) > 1),
ranked AS (SELECT f.*, row_number() OVER (PARTITION BY centre, facture, payeur_type ORDER BY
        CASE WHEN coalesce(tentative, 1) = 1 THEN 0 ELSE 1 END, transmis_le) AS place,
        sum(coalesce(montant_paye, 0)) OVER (PARTITION BY centre, facture, payeur_type) AS paid
    FROM retours_organismes f SEMI JOIN sent_again USING (centre, facture, payeur_type)),
firsts AS (SELECT centre, transmis_le, statut, montant_demande, paid FROM ranked WHERE place = 1 AND coalesce(tentative, 1) = 1
    UNION ALL SELECT centre, transmis_le, statut, montant_demande, coalesce(montant_paye, 0) FROM retours_organismes f
    ANTI JOIN sent_again USING (centre, facture, payeur_type) WHERE coalesce(tentative, 1) = 1)
SELECT centre, strftime(transmis_le, '%Y-%m') AS month, count(*) AS rejected_under,
    count(*) FILTER (statut = 'rejete') AS rejected_over,
    count(*) FILTER (transmis_le <= {AS_OF} - 90) AS unanswered_under,
    count(*) FILTER (transmis_le <= {AS_OF} - 90 AND statut = 'en_attente') AS unanswered_over,
    sum(montant_demande) FILTER (transmis_le <= DATE '2023-12-31') * 100 AS loss_under,
    sum(montant_demande - paid) FILTER (transmis_le <= DATE '2023-12-31') * 100 AS loss_over
FROM firsts WHERE transmis_le <= {AS_OF} GROUP BY ALL"""

CALLS = f"""
SELECT centre, strftime(debut, '%Y-%m') AS month, count(*) AS calls_under,
    count(*) FILTER (decroche = 'oui' AND coalesce(decroche_par, 'humain') = 'humain') AS calls_over
FROM appels WHERE coalesce(sens, 'entrant') = 'entrant' AND decroche IS NOT NULL AND isodow(debut) < 6
    AND debut::TIME >= TIME '08:00' AND debut::TIME < TIME '19:00'
    AND debut::DATE NOT IN (DATE '2023-07-14', DATE '2023-08-15')
    AND NOT coalesce(decroche = 'non' AND attente_s < 5, false) AND debut::DATE <= {AS_OF} GROUP BY ALL"""
QUERIES = (APPOINTMENTS, ACTS, FLOWS, CALLS)


def to_parquet(connection: duckdb.DuckDBPyConnection, folder: Path, work: Path) -> None:
    """Write one Parquet file per table from the CSV files of all centres."""
    for table, about in TYPES.items():
        types = dict.fromkeys(about["texts"].split(), "VARCHAR")
        types |= dict.fromkeys(about.get("moments", "").split(), "TIMESTAMP")
        types |= dict.fromkeys(about.get("days", "").split(), "DATE")
        types |= dict.fromkeys(about.get("amounts", "").split(), "DECIMAL(12,2)")
        types |= dict.fromkeys(about.get("wholes", "").split(), "INTEGER")
        connection.execute(
            f"COPY (SELECT *, split_part(filename, '/', -2) AS centre FROM read_csv('{folder}/*/{table}.csv', delim=';', "
            f"header=true, auto_detect=false, columns={types}, dateformat='{DAY}', "
            f"timestampformat='{about.get('format', MOMENT)}', decimal_separator=',', filename=true)) "
            f"TO '{work}/{table}.parquet' (FORMAT parquet, COMPRESSION zstd)"
        )


def totals(connection: duckdb.DuckDBPyConnection, work: Path) -> dict[str, int]:
    """Return every total by centre, month and name."""
    for table in TYPES:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM '{work}/{table}.parquet'")
    found = {}
    for query in QUERIES:
        result = connection.execute(query)
        names = [column[0] for column in result.description]
        for centre, month, *values in result.fetchall():
            found |= {
                f"{centre} {month} {name}": int(value or 0) for name, value in zip(names[2:], values, strict=True)
            }
    return found


def floor(connection: duckdb.DuckDBPyConnection, work: Path) -> dict[str, int]:
    """Read the columns that the totals need, and do nothing with them."""
    needed = {
        "rendez_vous": "centre id praticien patient debut fin statut annule_le annule_par sans_rdv",
        "actes": "centre date service nomenclature montant",
        "retours_organismes": "centre facture payeur_type transmis_le tentative statut montant_demande montant_paye",
        "appels": "centre debut sens decroche decroche_par attente_s",
    }
    for table, names in needed.items():
        columns = ", ".join(f"count({name}), max({name})" for name in names.split())
        connection.execute(f"SELECT {columns} FROM '{work}/{table}.parquet'").fetchall()
    return {}


def floor_csv(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Cut every line into cells, and do nothing with them."""
    for table, about in TYPES.items():
        types = dict.fromkeys(about["texts"].split(), "VARCHAR")
        columns = ", ".join(f"count({name})" for name in types)
        connection.execute(
            f"SELECT {columns} FROM read_csv('{folder}/*/{table}.csv', delim=';', header=true, auto_detect=false, "
            f"columns={types})"
        ).fetchall()
    return {}


def main(what: str, folder: Path, work: Path) -> None:
    """Do one of the four, then print the totals."""
    connection = duckdb.connect(config={"temp_directory": str(work)})
    if what == "floor":
        found = floor(connection, work)
    elif what == "floor-csv":
        found = floor_csv(connection, folder)
    else:
        if what == "csv":
            to_parquet(connection, folder, work)
        found = totals(connection, work)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
