"""pandas, as an analyst would write it: read everything, add columns, group by centre and month.

``python -m bench.peers.script csv FOLDER WORK`` · ``parquet FOLDER WORK`` (the Parquet files that bench.peers.sql wrote)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd

AS_OF = pd.Timestamp("2024-12-31")
NEXT_DAY = pd.Timestamp("2025-01-01")
RANKS = {"honore": 0, "non_venu": 1, "arrive_trop_tard": 2, "non_pointe": 3}
CLOSED = {pd.Timestamp("2023-07-14"), pd.Timestamp("2023-08-15")}
TEXTS = {
    "rendez_vous": ("debut", "fin", "pris_le", "annule_le"),
    "actes": ("date",),
    "retours_organismes": ("transmis_le", "decide_le"),
    "appels": ("debut",),
}
FORMATS = {"rendez_vous": "%d/%m/%Y %H:%M", "appels": "%d/%m/%Y %H:%M:%S"}


def read(what: str, folder: Path, work: Path, table: str) -> pd.DataFrame:
    """Read a table of all centres."""
    if what == "parquet":
        return pd.read_parquet(work / f"{table}.parquet")
    frames = []
    for path in sorted(folder.glob(f"*/{table}.csv")):
        frame = pd.read_csv(path, sep=";", decimal=",", dtype={"appelant": str, "id": str, "code_rejet": str})
        frames.append(frame.assign(centre=path.parent.name))
    found = pd.concat(frames, ignore_index=True)
    for name in TEXTS[table]:
        found[name] = pd.to_datetime(found[name], format=FORMATS.get(table, "%d/%m/%Y"))
    return found


def by_month(frame: pd.DataFrame, day: str, totals: dict[str, pd.Series]) -> dict[str, int]:
    """Sum each series by centre and month."""
    keys = [frame["centre"], frame[day].dt.strftime("%Y-%m")]
    sums = pd.DataFrame(totals).groupby(keys).sum()
    return {
        f"{centre} {month} {name}": round(float(value))
        for (centre, month), row in sums.iterrows()
        for name, value in row.items()
    }


def appointments(frame: pd.DataFrame) -> dict[str, int]:
    """Return the totals of the agenda."""
    frame = frame[frame["debut"] < NEXT_DAY].copy()
    frame["state"] = frame["statut"].fillna("non_pointe")
    frame["rank"] = frame["state"].map(RANKS).fillna(4)
    ordered = frame.sort_values(["rank", "id"], kind="stable")
    frame["duplicate"] = ordered.duplicated(["centre", "patient", "debut"]).reindex(frame.index)
    frame["late"] = (
        (frame["state"] == "annule")
        & (frame["annule_par"] == "patient")
        & (frame["debut"] - frame["annule_le"] < pd.Timedelta(hours=24))
    )
    frame["day"] = frame["debut"].dt.normalize()
    late = frame[frame["late"]]
    busy = frame[~frame["duplicate"] & ~frame["state"].isin(["annule", "reporte"])]
    pairs = late[["centre", "id", "praticien", "day", "debut", "fin"]].merge(
        busy[["centre", "praticien", "day", "debut", "fin"]], on=["centre", "praticien", "day"]
    )
    pairs = pairs[(pairs["debut_y"] < pairs["fin_x"]) & (pairs["fin_y"] > pairs["debut_x"])]
    taken = pd.MultiIndex.from_frame(pairs[["centre", "id"]].drop_duplicates())
    lost = frame["late"] & ~pd.MultiIndex.from_frame(frame[["centre", "id"]]).isin(taken)
    kept = ~frame["duplicate"] & (frame["sans_rdv"] != "oui")
    state = frame["state"]
    missed = state.isin(["non_venu", "arrive_trop_tard"])
    due = missed | (state == "honore")
    return by_month(
        frame,
        "debut",
        {
            "known_under": kept,
            "known_over": kept & (state != "non_pointe"),
            "no_show_under": kept & due,
            "no_show_over": kept & missed,
            "lost_under": kept & (due | lost),
            "lost_over": kept & (missed | lost),
            "out_repeated": frame["duplicate"],
            "out_walk_in": ~frame["duplicate"] & (frame["sans_rdv"] == "oui"),
            "out_cancelled": kept & (state == "annule"),
            "out_excused": kept & (state == "absent_excuse"),
            "out_moved": kept & (state == "reporte"),
            "out_unmarked": kept & (state == "non_pointe"),
        },
    )


def acts(frame: pd.DataFrame) -> dict[str, int]:
    """Return the totals of the acts."""
    frame["date"] = pd.to_datetime(frame["date"])
    frame = frame[frame["date"] <= AS_OF]
    amount = frame["montant"].astype(float)
    sign = (amount > 0).astype(int) - (amount < 0).astype(int)
    medical = frame["service"] == "medical"
    ccam = medical & (frame["nomenclature"] == "CCAM")
    return by_month(
        frame,
        "date",
        {
            "revenue": amount * 100,
            "ccam_revenue": (amount * 100).where(ccam, 0),
            "ccam_under": sign.where(medical & frame["nomenclature"].isin(["CCAM", "NGAP"]), 0),
            "ccam_over": sign.where(ccam, 0),
        },
    )


def flows(frame: pd.DataFrame) -> dict[str, int]:
    """Return the totals of the payers' answers."""
    for name in ("transmis_le", "decide_le"):
        frame[name] = pd.to_datetime(frame[name])
    for name in ("montant_demande", "montant_paye"):
        frame[name] = frame[name].astype(float)
    claim = ["centre", "facture", "payeur_type"]
    frame["paid"] = frame.groupby(claim)["montant_paye"].transform("sum")
    frame["attempt"] = frame["tentative"].fillna(1)
    frame["later"] = frame["attempt"] != 1
    firsts = frame.sort_values(["later", "transmis_le"], kind="stable").drop_duplicates(claim)
    firsts = firsts[(firsts["attempt"] == 1) & (firsts["transmis_le"] <= AS_OF)]
    sent, status = firsts["transmis_le"], firsts["statut"]
    old = sent <= AS_OF - pd.Timedelta(days=90)
    lost = sent <= pd.Timestamp("2023-12-31")
    return by_month(
        firsts,
        "transmis_le",
        {
            "rejected_under": status.notna(),
            "rejected_over": status == "rejete",
            "unanswered_under": old,
            "unanswered_over": old & (status == "en_attente"),
            "loss_under": (firsts["montant_demande"] * 100).where(lost, 0),
            "loss_over": ((firsts["montant_demande"] - firsts["paid"]) * 100).where(lost, 0),
        },
    )


def calls(frame: pd.DataFrame) -> dict[str, int]:
    """Return the totals of the telephone."""
    start = frame["debut"]
    seconds = start.dt.hour * 3600 + start.dt.minute * 60 + start.dt.second
    inside = (start.dt.day_of_week < 5) & (seconds >= 8 * 3600) & (seconds < 19 * 3600)
    inside &= ~start.dt.normalize().isin(CLOSED) & (start < NEXT_DAY)
    incoming = (frame["sens"].fillna("entrant") == "entrant") & frame["decroche"].notna()
    short = (frame["decroche"] == "non") & (frame["attente_s"] < 5)
    presented = incoming & inside & ~short
    person = (frame["decroche"] == "oui") & (frame["decroche_par"].fillna("humain") == "humain")
    return by_month(frame[presented], "debut", {"calls_under": presented[presented], "calls_over": person[presented]})


def main(what: str, folder: Path, work: Path) -> None:
    """Print the totals."""
    found = {}
    makers = {"rendez_vous": appointments, "actes": acts, "retours_organismes": flows, "appels": calls}
    for table, maker in makers.items():
        found |= maker(read(what, folder, work, table))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
