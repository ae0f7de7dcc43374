"""``queue_log``: one call for one identifier, whatever happened to it; worked by hand from the events."""

import pytest
from telephone_logs import controls, hashed, read

# 6 January 2025, 09:00:00 in Paris.
T = 1_736_150_400
CALL = f"{T}.1"


def log(*events: str) -> str:
    """Write events given as « seconds since nine|call|queue|agent|event|data… »."""
    lines = []
    for event in events:
        after, rest = event.split("|", 1)
        lines.append(f"{T + int(after)}|{rest}\n")
    return "".join(lines)


ENTERED = f"0|{CALL}|accueil|NONE|ENTERQUEUE||0612345678|1"


def test_an_answered_call() -> None:
    calls, reading = read(
        log(
            ENTERED,
            f"5|{CALL}|accueil|PJSIP/201|RINGNOANSWER|5000",
            f"12|{CALL}|accueil|PJSIP/202|CONNECT|12|{T}.2|4",
            f"72|{CALL}|accueil|PJSIP/202|COMPLETECALLER|12|60|1",
        ),
        "queue_log",
    )
    assert calls == [("2025-01-06 09:00:00", "accueil", "entrant", 1, None, 12, 60, hashed("0612345678"))]
    assert controls(reading)["lignes_regroupees"] == 3
    assert not list(reading.problems)


@pytest.mark.parametrize(
    ("event", "wait"),
    [
        (f"31|{CALL}|accueil|NONE|ABANDON|1|1|30", 30),
        (f"31|{CALL}|accueil|NONE|EXITWITHTIMEOUT|1|1|31", 31),
        (f"31|{CALL}|accueil|NONE|EXITWITHTIMEOUT|1", 31),
        (f"31|{CALL}|accueil|NONE|EXITWITHKEY|2|1|1|29", 29),
        (f"31|{CALL}|accueil|NONE|EXITEMPTY|1|1|28", 28),
        (f"31|{CALL}|accueil|NONE|LEAVEEMPTY", 31),
    ],
)
def test_a_call_that_nobody_took_is_lost(event: str, wait: int) -> None:
    calls, reading = read(log(ENTERED, f"9|{CALL}|accueil|PJSIP/201|RINGNOANSWER|9000", event), "queue_log")
    assert [(one[3], one[4], one[5]) for one in calls] == [(0, None, wait)]
    assert controls(reading)["appels_non_decroches"] == 1
    assert controls(reading)[f"sortie_{event.split('|')[4].lower()}"] == 1


@pytest.mark.parametrize("event", ["JOINEMPTY", "FULL", "CLOSED", "DIVERT_CA_RATIO", "DIVERT_HOLDTIME"])
def test_a_call_stopped_at_the_door_was_offered(event: str) -> None:
    calls, _reading = read(log(f"0|{CALL}|accueil|NONE|{event}|"), "queue_log")
    assert calls == [("2025-01-06 09:00:00", "accueil", "entrant", 0, None, 0, None, None)]


@pytest.mark.parametrize(
    "end",
    ["TRANSFER|204|default|12|60|1", "BLINDTRANSFER|204|default|12|60|1", "ATTENDEDTRANSFER|BRIDGE|x|12|60|1"],
)
def test_a_transferred_call_was_answered(end: str) -> None:
    calls, _reading = read(
        log(ENTERED, f"12|{CALL}|accueil|PJSIP/202|CONNECT|12|{T}.2|4", f"72|{CALL}|accueil|PJSIP/202|{end}"),
        "queue_log",
    )
    assert [(one[3], one[5], one[6]) for one in calls] == [(1, 12, 60)]


def test_a_call_that_goes_through_two_queues_is_offered_once() -> None:
    calls, reading = read(
        log(
            ENTERED,
            f"40|{CALL}|accueil|NONE|EXITWITHTIMEOUT|1|1|40",
            f"41|{CALL}|dentaire|NONE|ENTERQUEUE||0612345678|1",
            f"55|{CALL}|dentaire|PJSIP/301|CONNECT|14|{T}.2|4",
            f"85|{CALL}|dentaire|PJSIP/301|COMPLETEAGENT|14|30|1",
        ),
        "queue_log",
    )
    # The first entry, the last outcome: it waited 55 s since it entered the first queue.
    assert calls == [("2025-01-06 09:00:00", "accueil", "entrant", 1, None, 55, 30, hashed("0612345678"))]
    assert controls(reading)["appels_passes_par_plusieurs_files"] == 1


def test_a_call_answered_then_lost_in_another_queue_was_answered() -> None:
    calls, reading = read(
        log(
            ENTERED,
            f"12|{CALL}|accueil|PJSIP/202|CONNECT|12|{T}.2|4",
            f"72|{CALL}|accueil|PJSIP/202|BLINDTRANSFER|600|default|12|60|1",
            f"73|{CALL}|dentaire|NONE|ENTERQUEUE||0612345678|1",
            f"99|{CALL}|dentaire|NONE|ABANDON|1|1|26",
        ),
        "queue_log",
    )
    assert [(one[3], one[5]) for one in calls] == [(1, 12)]
    assert controls(reading)["appels_pris_puis_perdus_apres_un_transfert"] == 1


def test_a_call_without_its_end_is_not_known_and_counted() -> None:
    calls, reading = read(log(ENTERED, "50|NONE|NONE|NONE|QUEUESTART|"), "queue_log")
    assert [(one[3], one[5]) for one in calls] == [(None, None)]
    assert controls(reading)["appels_sans_fin_connue"] == 1


def test_a_call_that_entered_before_the_log_begins() -> None:
    calls, reading = read(log(f"72|{CALL}|accueil|PJSIP/202|COMPLETECALLER|12|60|1"), "queue_log")
    # 72 s − 12 s of waiting − 60 s of talk: it entered at nine.
    assert calls == [("2025-01-06 09:00:00", "accueil", "entrant", 1, None, 12, 60, None)]
    assert controls(reading)["appels_deja_entres_avant_le_journal"] == 1


def test_what_is_no_call_is_left_out_and_counted() -> None:
    calls, reading = read(
        log(
            "0|NONE|NONE|NONE|QUEUESTART|",
            "0|REALTIME|accueil|PJSIP/201|ADDMEMBER|",
            f"0|{T}.7|accueil|Agent/201|AGENTLOGIN|PJSIP/201-00000001",
            "0|MANAGER|accueil|PJSIP/201|PAUSE|pause",
            "0|NONE|NONE|NONE|CONFIGRELOAD|",
            ENTERED,
            f"9|{CALL}|accueil|NONE|ABANDON|1|1|9",
        ),
        "queue_log",
    )
    assert len(calls) == 1
    assert controls(reading)["evenements_hors_appels"] == 5
    (account,) = reading.accounts
    assert (account.read, account.kept, account.not_data) == (7, 1, 6)


def test_the_same_event_twice_counts_once() -> None:
    end = f"72|{CALL}|accueil|PJSIP/202|COMPLETECALLER|12|60|1"
    calls, reading = read(
        log(ENTERED, ENTERED, f"12|{CALL}|accueil|PJSIP/202|CONNECT|12|{T}.2|4", end, end), "queue_log"
    )
    assert [(one[3], one[5], one[6]) for one in calls] == [(1, 12, 60)]
    assert controls(reading)["evenements_en_double"] == 2
    assert "appels_passes_par_plusieurs_files" not in controls(reading)


TABLE = """ time                       | callid       | queuename | agent     | event          | data1 | data2      | data3
----------------------------+--------------+-----------+-----------+----------------+-------+------------+-------
 2025-01-06 09:00:00.123456 | 1736150400.1 | accueil   | NONE      | ENTERQUEUE     |       | 0612345678 | 1
 2025-01-06 09:00:12.002    | 1736150400.1 | accueil   | PJSIP/202 | CONNECT        | 12    | 173.2      | 4
 2025-01-06 09:01:12        | 1736150400.1 | accueil   | PJSIP/202 | COMPLETECALLER | 12    | 60         | 1
(3 rows)
"""


def test_a_table_as_a_database_prints_it() -> None:
    calls, reading = read(TABLE, "wazo.txt")
    assert calls == [("2025-01-06 09:00:00", "accueil", "entrant", 1, None, 12, 60, hashed("0612345678"))]
    (account,) = reading.accounts
    assert account.set_aside == 0
    assert [one.code for one in reading.problems] == ["fuseau_inconnu"]


def test_a_table_exported_as_csv() -> None:
    text = (
        '"id","time","callid","queuename","agent","event","data","data1","data2","data3","data4","data5"\n'
        f'"1","{T}","{CALL}","accueil","NONE","ENTERQUEUE","","","0612345678","1","",""\n'
        f'"2","{T + 20}","{CALL}","accueil","NONE","ABANDON","","1","1","20","",""\n'
    )
    calls, reading = read(text, "queuelog.csv")
    assert calls == [("2025-01-06 09:00:00", "accueil", "entrant", 0, None, 20, None, hashed("0612345678"))]
    assert not list(reading.problems)


def test_a_line_that_is_no_event_is_set_aside() -> None:
    text = log(*[f"{n}|{T}.{n}|accueil|NONE|ABANDON|1|1|9" for n in range(9)])
    calls, reading = read(text + "pas une ligne\n" + f"x{T}|{T}.99|accueil|NONE|ABANDON|1|1|9\n", "queue_log.1")
    assert len(calls) == 9
    fix = "Recommencez l'export du journal sans l'ouvrir dans un tableur ; la ligne n'est pas comptée."
    expected = "un événement de file d'attente : epoch|appel|file|agent|ÉVÉNEMENT|…"
    assert [one.sentence() for one in reading.problems] == [
        f"queue_log.1, ligne 10 : « pas une ligne » lu ; attendu : {expected}. → {fix}",
        f"queue_log.1, ligne 11, colonne « time » : « x{T} » lu ; attendu : {expected}. → {fix}",
    ]


def test_a_cut_end() -> None:
    text = log(ENTERED, f"9|{CALL}|accueil|NONE|ABANDON|1|1|9") + f"{T}|{T}.9|accueil"
    _calls, reading = read(text, "queue_log")
    assert [one.code for one in reading.problems] == ["ligne_tronquee"]
