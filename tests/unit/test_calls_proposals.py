"""``levier profile`` on lists of calls as operators write them (made for the tests), then read through the proposal."""

import io

import pytest
from telephone_logs import cdr, hashed, read

from levier.readers import propose_profile
from levier.readers.profiles import load

FIRST = """Date;Heure;Sens;Numéro appelant;Numéro appelé;Durée de sonnerie;Durée de conversation;Résultat
06/01/2025;09:00:12;Entrant;0612345678;0144556677;12;185;Décroché
06/01/2025;09:05:40;Entrant;0612345679;0144556677;45;0;Manqué
06/01/2025;09:07:02;Sortant;0144556677;0612345679;8;62;Décroché
06/01/2025;09:12:30;Entrant;Anonyme;0144556677;20;33;Messagerie
"""
SECOND = """Date et heure de l'appel,Type d'appel,Appelant,Ligne,Temps d'attente (s),Temps de communication (s),Statut de l'appel
2025-01-06 09:00:12,Appel entrant,+33612345678,Accueil,12,185,Répondu
2025-01-06 09:05:40,Appel entrant,0612345679,Accueil,45,0,Abandonné
2025-01-06 09:07:02,Appel sortant,+33144556677,Accueil,8,62,Répondu
"""
THIRD = """Horodatage;Direction;De;Vers;File d'attente;Attente;Durée;Issue;Agent
06/01/2025 09h00;IN;06 12 34 56 78;Standard;Accueil;00:00:12;00:03:05;Pris;Poste 201
06/01/2025 09h05;IN;06 12 34 56 79;Standard;Accueil;00:00:45;00:00:00;Perdu;
06/01/2025 09h12;IN;Masqué;Standard;Accueil;00:00:20;00:00:33;Répondeur;
"""
TAKEN = ("entrant", 1, None, 12, 185, hashed("0612345678"))
MISSED = ("entrant", 0, None, 45, 0, hashed("0612345679"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            FIRST,
            [
                TAKEN,
                MISSED,
                ("sortant", 1, None, 8, 62, hashed("0144556677")),
                ("entrant", 1, "messagerie", 20, 33, None),
            ],
        ),
        (SECOND, [TAKEN, MISSED, ("sortant", 1, None, 8, 62, hashed("0144556677"))]),
        (THIRD, [TAKEN, MISSED, ("entrant", 1, "messagerie", 20, 33, None)]),
    ],
)
def test_a_proposal_reads_the_list_as_it_is(text: str, expected: list[tuple[object, ...]]) -> None:
    profile = propose_profile(io.BytesIO(text.encode()), "releve.csv")
    calls, _reading = read(text, "releve.csv", profile)
    assert [one[2:] for one in calls] == expected


def test_a_log_that_is_read_gets_the_settings_of_its_format_and_no_number() -> None:
    row = cdr("0612345678", "201", "SIP/x-0001", "SIP/201-0002", "Dial", "2025-01-06 09:00:00", 9, 5, "ANSWERED")
    text = propose_profile(io.BytesIO(row.encode()), "Master.csv")
    assert load(text, "x") == []
    assert 'format = "asterisk_cdr"' in text
    assert '# fuseau = "UTC"' in text
    assert "0612345678" not in text
    calls, _reading = read(row, profile=text)
    assert len(calls) == 1
