"""What is said of a drawn week: why it is refused, why a cell gives no line."""

from __future__ import annotations

from levier.i18n import _
from levier.readers.converted import Tally
from levier.readers.refusals import Refusal


def dated(before: int) -> Refusal:
    """Return the refusal of a planning of one week: it does not say what the others are."""
    return Refusal(
        "semaine_datee",
        None,
        _("une semaine type (Lundi, Mardi…) ; celle-ci porte des dates : c'est le planning d'une seule semaine"),
        _("Donnez la semaine ordinaire sans dates, ou les vacations de toutes les semaines (vacations.csv)."),
        before,
    )


def alternate(before: int) -> Refusal:
    """Return the refusal of one week of two: as a standard week it would count twice."""
    return Refusal(
        "semaine_alternee",
        None,
        _("une semaine qui revient chaque semaine ; celle-ci est une semaine sur deux"),
        _("Donnez ces vacations avec leurs dates (vacations.csv), ou un calendrier .ics : ils savent alterner."),
        before,
    )


def _whys() -> dict[str, tuple[str, str]]:
    lines = _("Écrivez la case comme « Dr dermatologie 9h-12h30 / 14h-18h », ou ajoutez des lignes à semaine_type.csv.")
    return {
        "sans_heures": (_("des heures de début et de fin dans la case, la ligne ou l'en-tête"), lines),
        "heures": (_("des heures qui se suivent, comme 9h-12h30"), lines),
        "chevauchement": (_("des heures qui ne se recouvrent pas dans une même case"), lines),
        "alternance": (
            _("une semaine qui revient chaque semaine (pas une sur deux, ni « sauf » ou « à partir de »)"),
            _("Donnez ces vacations avec leurs dates (vacations.csv) : une semaine type ne sait pas les dire."),
        ),
        "deux_cabinets": (_("une seule salle par case"), lines),
        "cabinet": (
            _("une salle : dans la première colonne, dans la case ou dans le nom de la feuille"),
            _("Écrivez le nom de la salle au début de chaque ligne (« Cabinet 2 »)."),
        ),
        "accueil": (
            _("une salle de soins ; cette ligne donne les heures de l'accueil ou du téléphone"),
            _("Mettez ces heures dans horaires.csv (jour, de, a, public)."),
        ),
        "deuxieme": (
            _("un seul tableau par feuille ; celui-ci est le deuxième"),
            _("Mettez chaque tableau sur sa feuille, nommée d'après sa salle s'il y en a un par salle."),
        ),
        "jour": (_("une colonne sous un jour de la semaine"), _("Répétez le jour au-dessus de chaque colonne.")),
    }


def set_aside(tally: Tally, why: str, line: int, place: str, value: str | None) -> None:
    """Set a cell aside, with its place."""
    expected, fix = _whys()[why]
    tally.aside(f"semaine_{why}", line, place, value, expected, fix)


def undated(tally: Tally, line: int) -> None:
    """Say that a date above the week was not understood as the days when it applies."""
    tally.warn(
        "semaine_date_titre",
        line,
        None,
        None,
        _("« du JJ/MM/AAAA au JJ/MM/AAAA » ou « à partir du JJ/MM/AAAA » ; cette date n'est pas prise en compte"),
        _("Écrivez ainsi les jours où la semaine s'applique, ou donnez du et au dans semaine_type.csv."),
    )
