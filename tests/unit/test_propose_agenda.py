"""The proposal for an agenda under other names: what its words mean, and no number taken for a yes or a no."""

from __future__ import annotations

import io
import tomllib
from typing import Any

from levier.readers.propose import propose_profile

HEAD = "N° RDV;Date RDV;Heure début;Spécialité;Etat;Patient n°;Canal\n"
ROWS = [
    "1;05/01/2026;09h00;Dentaire;Vu;246;Accueil\n",
    "2;05/01/2026;09h30;Dermatologie;Absent;31;Téléphone\n",
    "3;06/01/2026;10h00;Dentaire;Annulé par le patient;12;Internet\n",
    "4;06/01/2026;10h30;Dentaire;Non renseigné;246;Internet\n",
    "5;07/01/2026;10h30;Dentaire;Bizarre;31;Internet\n",
]


def proposed() -> dict[str, Any]:
    text = propose_profile(io.BytesIO((HEAD + "".join(ROWS)).encode()), "Agenda_export_2026.csv")
    return tomllib.loads(text)


def test_a_number_of_appointment_is_no_yes_or_no() -> None:
    columns = proposed()["columns"]
    assert columns["id"] == "N° RDV"
    assert "sans_rdv" not in columns
    assert columns["debut"] == ["Date RDV", "Heure début"]


def test_usual_words_of_an_agenda_are_proposed_and_others_left_to_a_person() -> None:
    values = proposed()["values"]
    assert values["statut"] == {
        "Vu": "honore",
        "Absent": "non_venu",
        "Annulé par le patient": "annule",
        "Non renseigné": "non_pointe",
    }
    assert values["canal"] == {"Accueil": "guichet", "Téléphone": "telephone", "Internet": "web"}
