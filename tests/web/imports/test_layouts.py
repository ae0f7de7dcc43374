"""Files of other software: recognised, mapped once, remembered; the service asked."""

from __future__ import annotations

from typing import Any

from levier.web.imports.models import Mapping

DOCTOLIB = (
    "Date de début;Début;Motif du RDV;Date de saisie;Créé par;Statut\n"
    "02/01/2025;09:00;Suivi;20/12/2024;Accueil;Vu\n"
    "02/01/2025;09:30;Suivi;20/12/2024;Accueil;Absent non excusé\n"
)
OWN = (
    "Jour RDV;Heure RDV;Venue;Dossier;Médecin\n"
    + "".join(f"{day:02d}/01/2025;09:00;Présent;{day};DR A\n" for day in range(2, 12))
    + "".join(f"{day:02d}/01/2025;10:00;Lapin;{day};DR A\n" for day in range(2, 7))
)


def test_a_known_software_is_recognised_and_its_service_asked(sent: Any, confirmed: Any, shown: Any) -> None:
    delivery = sent({"export_rdv_2025.csv": DOCTOLIB.encode()})
    page = shown(delivery)
    assert "doctolib" in page
    assert "Ce fichier concerne" in page
    file = delivery.files.get()
    again = confirmed(delivery, **{f"service-{file.pk}": "dentaire"})
    # The answer changes the reading: it is shown again before anything is imported.
    assert again.state == "review"
    file.refresh_from_db()
    assert (file.constants, file.layout_name) == ({"service": "dentaire"}, "doctolib-rendez_vous-dentaire")
    (sheet,) = file.report["sheets"]
    assert {"ours": "service", "theirs": "dentaire", "what": "constant"} in sheet["uses"]
    assert sheet["kept"] == 2
    assert confirmed(again, **{f"service-{file.pk}": "dentaire"}).state == "done"


def test_the_answer_is_proposed_for_the_next_file_like_it(sent: Any, confirmed: Any) -> None:
    first = sent({"export_rdv_2025-01.csv": DOCTOLIB.encode()})
    confirmed(first, **{f"service-{first.files.get().pk}": "dentaire"})
    second = sent({"export_rdv_2025-02.csv": DOCTOLIB.replace("/01/", "/02/").encode()})
    assert second.files.get().constants == {"service": "dentaire"}
    other = sent({"export_radio.csv": DOCTOLIB.encode()})
    assert other.files.get().constants == {}


def test_an_unknown_layout_is_said_once_and_remembered(
    sent: Any, confirmed: Any, shown: Any, client_of: Any, centre: Any
) -> None:
    delivery = sent({"agenda.csv": OWN.encode()})
    assert "Dire ce que sont les colonnes" in shown(delivery)
    url = f"{delivery.get_absolute_url()}fichiers/{delivery.files.get().pk}/"
    client = client_of("director", centre)
    page = client.get(url, {"table": "appointments"}).content.decode()
    assert "Présent ; Lapin" in page  # words met several times help to recognise the column
    words = {"mot:statut:0": "honore", "mot:statut:1": "non_venu"}
    data = {
        "table": "appointments",
        "label": "Agenda maison",
        "debut": "Jour RDV",
        "debut+": "Heure RDV",
        "statut": "Venue",
    }
    answer = client.post(url, data | words | {"patient": "Dossier", "praticien": "Médecin", "service": "=medical"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    (mapping,) = Mapping.objects.all()
    assert (mapping.name, mapping.table) == ("agenda-maison", "appointments")
    file = delivery.files.get()
    assert (file.report["kept"], file.report["base"]) == (15, "agenda-maison")
    delivery.refresh_from_db()
    assert confirmed(delivery).state == "done"
    # The next export is recognised by itself.
    second = sent({"agenda février.csv": OWN.replace("/01/", "/02/").encode()})
    assert second.files.get().report["base"] == "agenda-maison"
    assert "1 fichier reconnu" in shown(second)
    assert confirmed(second).state == "done"


def test_a_needed_column_is_asked_for(sent: Any, client_of: Any, centre: Any) -> None:
    delivery = sent({"agenda.csv": OWN.encode()})
    url = f"{delivery.get_absolute_url()}fichiers/{delivery.files.get().pk}/"
    answer = client_of("director", centre).post(url, {"table": "appointments", "label": "x", "statut": "Venue"})
    assert answer.status_code == 200
    assert "Cette colonne est nécessaire" in answer.content.decode()
    assert not Mapping.objects.exists()
