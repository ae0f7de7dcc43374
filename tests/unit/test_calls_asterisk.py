"""Asterisk call records: the line that a call becomes, worked by hand from its records."""

import pytest
from telephone_logs import cdr, controls, hashed, read

TRUNK, SET = "PJSIP/ovh-0000001a", "PJSIP/201-0000001b"
# 6 January 2025, 09:00:00 in Paris is 08:00:00 in universal time: 1 736 150 400 seconds since 1970.
NINE, EPOCH = "2025-01-06 09:00:00", "1736150400"
PATIENT = "0612345678"


def test_a_call_answered_by_a_telephone_is_answered_by_a_person() -> None:
    # 75 s in all, 60 s from the answer: 15 s of waiting.
    calls, reading = read(cdr(PATIENT, "600", TRUNK, SET, "Dial", NINE, 75, 60, "ANSWERED", f"{EPOCH}.1"))
    assert calls == [("2025-01-06 09:00:00", "600", "entrant", 1, None, 15, 60, hashed(PATIENT))]
    assert controls(reading)["ordre_des_colonnes"] == "cdr-csv"
    assert controls(reading)["heures"] == "heures locales"
    assert controls(reading)["lignes_reunies_par"] == "uniqueid"
    assert not list(reading.problems)


@pytest.mark.parametrize("linked", [None, f"{EPOCH}.1"])
def test_the_rows_of_a_ring_group_are_one_call(linked: str | None) -> None:
    rows = [
        cdr(PATIENT, "600", TRUNK, f"PJSIP/20{n}-000000{n}c", "Dial", NINE, 12, 0, "NO ANSWER", f"{EPOCH}.1", linked)
        for n in (1, 2, 3)
    ]
    answered = cdr(PATIENT, "600", TRUNK, SET, "Dial", NINE, 42, 30, "ANSWERED", f"{EPOCH}.1", linked)
    calls, reading = read("".join([*rows[:2], answered, rows[2]]))
    assert calls == [("2025-01-06 09:00:00", "600", "entrant", 1, None, 12, 30, hashed(PATIENT))]
    assert controls(reading)["lignes_regroupees"] == 3


def test_the_rows_of_a_call_may_be_far_apart_and_out_of_order() -> None:
    others = [
        cdr(f"06000{n:05d}", "600", f"PJSIP/ovh-{n:08x}", "", "Dial", NINE, 9, 0, "NO ANSWER", f"{EPOCH}.{n}")
        for n in range(100, 1_100)
    ]
    late = cdr(
        PATIENT, "202", SET, "PJSIP/202-0000001d", "Dial", "2025-01-06 09:02:00", 50, 45, "ANSWERED", f"{EPOCH}.9"
    )
    lost = cdr(PATIENT, "600", TRUNK, SET, "Dial", NINE, 20, 0, "NO ANSWER", f"{EPOCH}.9")
    calls, _reading = read(late + "".join(others) + lost)
    assert len(calls) == 1_001
    # First rung at 09:00:00, answered at 09:02:05, over at 09:02:50.
    assert calls[-1] == ("2025-01-06 09:00:00", "600", "entrant", 1, None, 125, 45, hashed(PATIENT))


def test_a_machine_a_mailbox_and_nobody_are_three_things() -> None:
    machine = cdr(PATIENT, "s", TRUNK, "", "Hangup", NINE, 20, 20, "ANSWERED", f"{EPOCH}.1")
    menu = cdr(PATIENT, "s", TRUNK, "", "BackGround", NINE, 20, 20, "ANSWERED", f"{EPOCH}.2")
    mailbox = cdr(PATIENT, "vmu201", TRUNK, "", "VoiceMail", NINE, 40, 22, "ANSWERED", f"{EPOCH}.3")
    old_mailbox = cdr(PATIENT, "201", TRUNK, SET, "VoiceMail", NINE, 40, 22, "ANSWERED", f"{EPOCH}.4")
    queue = cdr(PATIENT, "600", TRUNK, "", "Queue", NINE, 33, 33, "ANSWERED", f"{EPOCH}.5", data="600,t,,,90")
    busy = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 3, 0, "BUSY", f"{EPOCH}.6")
    calls, reading = read(machine + menu + mailbox + old_mailbox + queue + busy)
    assert [(one[3], one[4], one[5]) for one in calls] == [
        (1, "robot", 0),
        (1, "robot", 0),
        (1, "messagerie", 18),
        (1, "messagerie", 18),
        (0, None, 33),
        (0, None, 3),
    ]
    assert controls(reading)["appels_pris_par_un_automate"] == 2
    assert controls(reading)["appels_pris_par_la_messagerie"] == 2
    assert controls(reading)["appels_non_decroches"] == 2


def test_a_lost_call_after_a_menu_is_lost() -> None:
    menu = cdr(PATIENT, "s", TRUNK, "", "BackGround", NINE, 15, 15, "ANSWERED", f"{EPOCH}.1")
    rung = cdr(PATIENT, "201", TRUNK, SET, "Dial", "2025-01-06 09:00:15", 25, 0, "NO ANSWER", f"{EPOCH}.1")
    calls, _reading = read(menu + rung)
    assert [(one[3], one[4], one[5]) for one in calls] == [(0, None, 40)]


def test_no_answer_with_a_duration_is_not_answered_and_said() -> None:
    calls, reading = read(cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 30, 12, "NO ANSWER", f"{EPOCH}.1"))
    assert calls[0][3] == 0
    assert controls(reading)["sans_reponse_malgre_une_duree"] == 1


def test_an_answer_of_no_second_is_no_answer() -> None:
    calls, _reading = read(cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 8, 0, "ANSWERED", f"{EPOCH}.1"))
    assert calls[0][3] == 0


def test_directions() -> None:
    out = cdr("201", PATIENT, SET, TRUNK, "Dial", NINE, 60, 50, "ANSWERED", f"{EPOCH}.1", context="from-internal")
    within = cdr(
        "201", "202", SET, "PJSIP/202-00000021", "Dial", NINE, 9, 5, "ANSWERED", f"{EPOCH}.2", context="default"
    )
    hidden = cdr("", "s", "SIP/orange-00000031", "", "Queue", NINE, 9, 9, "ANSWERED", f"{EPOCH}.3", context="accueil")
    calls, reading = read(out + within + hidden)
    assert [(one[2], one[1], one[7]) for one in calls] == [
        ("sortant", None, None),
        ("interne", None, None),
        ("entrant", None, None),
    ]
    assert controls(reading)["appels_sortants"] == 1
    assert controls(reading)["appels_internes"] == 1
    assert controls(reading)["appels_entrants"] == 1


def test_a_line_is_learnt_by_the_numbers_that_come_through_it() -> None:
    # « secretariat2 » looks like a person's telephone; three outside callers through it make it a line.
    rows = [
        cdr(
            f"061234567{n}",
            "201",
            f"SIP/secretariat2-0000000{n}",
            SET,
            "Dial",
            NINE,
            20,
            9,
            "ANSWERED",
            f"{EPOCH}.{n}",
            context="x",
        )
        for n in (1, 2, 3)
    ]
    rows.append(
        cdr("4455", "201", "SIP/secretariat2-0000000f", SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.9", context="x")
    )
    calls, reading = read("".join(rows))
    assert [one[2] for one in calls] == ["entrant"] * 4
    assert controls(reading)["lignes_operateur"] == "SIP/secretariat2"


def test_a_profile_says_the_lines_and_the_contexts() -> None:
    profile = 'format = "asterisk_cdr"\n[options]\nlignes = ["SIP/201"]\ncontextes_sortants = ["dehors"]\nfiles = { "600" = "dentaire" }\n'
    inward = cdr("202", "600", "SIP/201-0000001a", SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.1", context="x")
    outward = cdr("202", "203", "SIP/204-0000001a", "", "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.2", context="dehors")
    calls, _reading = read(inward + outward, profile=profile)
    assert [(one[2], one[1]) for one in calls] == [("entrant", "dentaire"), ("sortant", None)]


def test_relays_inside_the_switchboard_are_no_calls() -> None:
    queue = cdr(
        PATIENT,
        "600",
        TRUNK,
        "Local/201@from-queue-00000007;1",
        "Queue",
        NINE,
        50,
        35,
        "ANSWERED",
        f"{EPOCH}.1",
        data="600,t",
    )
    relay = cdr(PATIENT, "201", "Local/201@from-queue-00000007;2", SET, "Dial", NINE, 50, 35, "ANSWERED", f"{EPOCH}.3")
    calls, reading = read(queue + relay)
    assert calls == [("2025-01-06 09:00:00", "600", "entrant", 1, None, 15, 35, hashed(PATIENT))]
    assert controls(reading)["lignes_relais_internes"] == 1


def test_relays_of_a_linked_call_tell_who_really_answered() -> None:
    linked = f"{EPOCH}.1"
    queue = cdr(
        PATIENT,
        "600",
        TRUNK,
        "Local/201@from-queue-00000007;1",
        "Queue",
        NINE,
        50,
        35,
        "ANSWERED",
        linked,
        linked,
        data="600",
    )
    box = cdr(
        PATIENT,
        "vmu201",
        "Local/201@from-queue-00000007;2",
        "",
        "VoiceMail",
        NINE,
        50,
        35,
        "ANSWERED",
        f"{EPOCH}.3",
        linked,
    )
    calls, _reading = read(queue + box)
    assert [(one[3], one[4]) for one in calls] == [(1, "messagerie")]


def test_a_call_passed_on_counts_once() -> None:
    first = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 40, 30, "ANSWERED", f"{EPOCH}.1", f"{EPOCH}.1")
    second = cdr(
        PATIENT,
        "202",
        TRUNK,
        "PJSIP/202-00000021",
        "Dial",
        "2025-01-06 09:00:40",
        70,
        65,
        "ANSWERED",
        f"{EPOCH}.1",
        f"{EPOCH}.1",
    )
    calls, reading = read(first + second)
    # Answered after 10 s; over 110 s after the start.
    assert [(one[3], one[5], one[6]) for one in calls] == [(1, 10, 100)]
    assert controls(reading)["appels_a_plusieurs_interlocuteurs"] == 1


def test_a_call_answered_on_a_mobile_outside_is_answered_and_said() -> None:
    away = cdr(PATIENT, "0144556677", TRUNK, "PJSIP/ovh-0000002a", "Dial", NINE, 50, 35, "ANSWERED", f"{EPOCH}.1")
    calls, reading = read(away)
    # The number called is a whole telephone number: it is not stored.
    assert calls == [("2025-01-06 09:00:00", None, "entrant", 1, None, 15, 35, hashed(PATIENT))]
    assert controls(reading)["appels_pris_sur_un_renvoi_exterieur"] == 1


def test_the_wait_in_a_queue_that_plays_music_is_not_known() -> None:
    # Asterisk up to 11: the music answered at once, the telephone is named, when it answered is not.
    row = cdr(PATIENT, "600", TRUNK, SET, "Queue", NINE, 82, 82, "ANSWERED", f"{EPOCH}.1", data="600,c")
    calls, reading = read(row)
    assert (calls[0][3], calls[0][5]) == (1, None)
    assert controls(reading)["attentes_inconnues"] == 1


def test_universal_time_is_recognised_by_the_identifiers() -> None:
    row = cdr(PATIENT, "201", TRUNK, SET, "Dial", "2025-01-06 08:00:00", 20, 9, "ANSWERED", f"{EPOCH}.1")
    summer = cdr(PATIENT, "201", TRUNK, SET, "Dial", "2025-07-07 08:00:00", 20, 9, "ANSWERED", "1751875200.1")
    calls, reading = read(row + summer)
    assert [one[0] for one in calls] == ["2025-01-06 09:00:00", "2025-07-07 10:00:00"]
    assert controls(reading)["heures"] == "heure universelle (UTC)"


def test_a_time_zone_that_cannot_be_known_is_said_and_can_be_given() -> None:
    row = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED")
    calls, reading = read(row)
    assert calls[0][0] == NINE
    assert [one.sentence() for one in reading.problems] == [
        "Master.csv, ligne 1 : attendu : les heures de Europe/Paris : rien dans le journal ne dit si elles le sont. → Comparez "
        'un appel connu ; si le central écrit en heure universelle, donnez un profil avec fuseau = "UTC".'
    ]
    calls, reading = read(row, profile='format = "asterisk_cdr"\n[options]\nfuseau = "UTC"\n')
    assert calls[0][0] == "2025-01-06 10:00:00"
    assert not list(reading.problems)


def test_records_without_identifiers_are_joined_by_their_channel() -> None:
    rung = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 10, 0, "NO ANSWER")
    then = cdr(PATIENT, "202", TRUNK, "PJSIP/202-0000002c", "Dial", "2025-01-06 09:00:10", 30, 25, "ANSWERED")
    # Before 1.6 the end of a channel is an address of the memory: the same one comes back the same day.
    old = cdr(PATIENT, "201", "SIP/ovh-b7f0a3c8", SET, "Dial", NINE, 10, 0, "NO ANSWER")
    again = cdr(PATIENT, "201", "SIP/ovh-b7f0a3c8", SET, "Dial", "2025-01-06 15:00:00", 30, 25, "ANSWERED")
    calls, reading = read(rung + then + old + again)
    assert [(one[0], one[3], one[5]) for one in calls] == [
        ("2025-01-06 09:00:00", 1, 15),
        ("2025-01-06 09:00:00", 0, 10),
        ("2025-01-06 15:00:00", 1, 5),
    ]
    assert controls(reading)["lignes_reunies_par"] == "canal"


@pytest.mark.parametrize("source", ["anonymous", "Unavailable", "", "s", "asterisk", "0", "Restricted"])
def test_a_hidden_caller_is_nobody(source: str) -> None:
    calls, _reading = read(cdr(source, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.1"))
    assert (calls[0][2], calls[0][7]) == ("entrant", None)


def test_no_number_is_in_the_rows_nor_in_the_messages() -> None:
    rows = cdr(PATIENT, "0144556677", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.1")
    rows += cdr("201", PATIENT, SET, TRUNK, "Dial", NINE, 20, 9, "PEUT-ETRE", f"{EPOCH}.2")
    calls, reading = read(rows * 10)
    assert PATIENT not in repr(calls)
    assert "0144556677" not in repr(calls)
    said = repr([one.sentence() for one in reading.problems]) + repr(controls(reading))
    assert PATIENT not in said
    assert "0144556677" not in said


def test_the_far_half_of_a_call_that_passed_by_a_local_channel_is_no_call() -> None:
    near = cdr("201", PATIENT, SET, TRUNK, "Dial", NINE, 16, 16, "ANSWERED", f"{EPOCH}.1", context="from-internal")
    far = cdr(
        "", PATIENT, TRUNK, f"Local/{PATIENT}@default-000005b8;1", "AppDial", NINE, 0, 0, "ANSWERED", f"{EPOCH}.4"
    )
    calls, reading = read(near + far)
    assert calls == [("2025-01-06 09:00:00", None, "sortant", 1, None, 0, 16, None)]
    assert controls(reading)["lignes_relais_internes"] == 1
