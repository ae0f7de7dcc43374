"""Files of which nothing can be read, and columns under other names: each page says what to do, in words."""

from __future__ import annotations

import html
from typing import Any

from imports.test_layouts import OWN


def told(client: Any, url: str) -> str:
    return html.unescape(client.get(url).content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_is_said_to_be_kept_of_an_empty_file(sent: Any, client_of: Any, centre: Any) -> None:
    page = told(client_of("director", centre), sent({"vide.csv": b""}).get_absolute_url())
    assert "Rien n'a pu être gardé de ce fichier." in page
    assert "toutes les lignes de données ont été gardées" not in page


def test_a_file_that_is_no_table_is_not_sent_to_a_button_that_is_not_there(
    sent: Any, client_of: Any, centre: Any
) -> None:
    page = told(client_of("director", centre), sent({"photo.csv": bytes(range(256)) * 40}).get_absolute_url())
    assert "Ce n'est pas un tableau lisible : exportez-le en CSV ou en classeur (XLSX, ODS), puis déposez-le." in page
    assert "le bouton est au-dessus" not in page


def test_a_log_that_a_spreadsheet_spoilt_is_asked_for_again_not_mapped(sent: Any, client_of: Any, centre: Any) -> None:
    row = (
        '"","0612345678","600","ext-queues","x","PJSIP/ovh-0000001a","PJSIP/201-0000001b","Queue","600,t",'
        '"2025-01-06 09:00:00","2025-01-06 09:00:15","2025-01-06 09:01:15",75,60,"ANSWERED","DOCUMENTATION","1,74E+09",""\n'
    )
    page = told(client_of("director", centre), sent({"Master.csv": row.encode() * 3}).get_absolute_url())
    assert "Réexportez depuis le logiciel et donnez le fichier sans l'ouvrir ni l'enregistrer dans un tableur." in page
    assert "Dire ce que sont les colonnes" not in page


def test_missing_columns_are_asked_on_the_page(sent: Any, client_of: Any, centre: Any) -> None:
    content = "N° RDV;Date RDV;Etat\n1;05/01/2026;Vu\n2;06/01/2026;Absent\n".encode()
    page = told(client_of("director", centre), sent({"rendez_vous.csv": content}).get_absolute_url())
    assert "Dites ce que sont les colonnes : le bouton est au-dessus, près du nom du fichier." in page
    assert "Dire ce que sont les colonnes" in page
    assert "faites un profil" not in page


def test_the_values_of_a_list_are_words(sent: Any, client_of: Any, centre: Any) -> None:
    delivery = sent({"agenda.csv": OWN.encode()})
    unknown = delivery.files.get(name="agenda.csv")
    page = told(client_of("director", centre), f"{delivery.get_absolute_url()}fichiers/{unknown.pk}/")
    assert ">parti sans être vu<" in page
    assert ">parti_sans_etre_vu<" not in page
