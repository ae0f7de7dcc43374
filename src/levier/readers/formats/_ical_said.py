"""What is said of calendars: why a file is refused, why an event gives no line."""

from __future__ import annotations

from levier.i18n import _
from levier.readers.converted import Tally
from levier.readers.refusals import Refusal

PROFILES = "ical_vacations, ical_fermetures, ical_horaires"


def no_library() -> Refusal:
    """Return the refusal where the libraries that read calendars are not installed."""
    return Refusal(
        "ical_sans_bibliotheque",
        None,
        _("les bibliothèques icalendar et recurring_ical_events, qui lisent les calendriers"),
        _("Installez-les (levier[formats]), ou donnez un CSV : vacations, fermetures ou horaires."),
    )


def no_calendar() -> Refusal:
    """Return the refusal of a file that is no calendar, where one was asked for."""
    return Refusal(
        "ical_absent",
        None,
        _("un calendrier iCalendar (il commence par BEGIN:VCALENDAR)"),
        _("Exportez l'agenda au format .ics, ou ôtez --profile."),
    )


def no_kind() -> Refusal:
    """Return the refusal of a calendar whose name does not tell what it holds."""
    return Refusal(
        "ical_sans_genre",
        None,
        _("un calendrier dont le nom dit une seule chose : vacations, fermetures ou horaires"),
        _("Nommez-le vacations.ics, fermetures.ics ou horaires.ics, ou choisissez --profile : {profiles}.").format(
            profiles=PROFILES
        ),
    )


def absences() -> Refusal:
    """Return the refusal of a calendar of leaves: one person's leave shuts no centre."""
    return Refusal(
        "ical_absences",
        None,
        _("des vacations, des fermetures ou des horaires ; le congé d'une personne ne ferme pas le centre"),
        _(
            "Mettez les absences dans absences.csv (du, au, praticien) ; si le centre entier ferme, nommez le fichier "
            "fermetures.ics."
        ),
    )


def patients() -> Refusal:
    """Return the refusal of a diary of patients: a calendar does not say who came."""
    return Refusal(
        "ical_agenda",
        None,
        _("un planning de salles, des fermetures ou des horaires ; celui-ci est un agenda de rendez-vous"),
        _(
            "Un calendrier .ics ne dit pas qui est venu : demandez à l'agenda un export CSV avec les statuts "
            "(rendez_vous), ou du FHIR."
        ),
    )


def _whys() -> dict[str, tuple[str, str, str]]:
    """Return what is said of an event that cannot be read: column, what was expected, what to do."""
    mend = _("Corrigez l'événement dans l'agenda, puis exportez à nouveau.")
    return {
        "coupe": ("END", _("un événement entier (END:VEVENT)"), _("Recommencez l'export : le fichier est abîmé.")),
        "evenement": ("VEVENT", _("un événement bien formé"), mend),
        "debut": ("DTSTART", _("une date de début que l'on peut lire"), mend),
        "fin": ("DTEND", _("une fin, ou une durée, après le début"), mend),
        "serie": (
            "RRULE",
            _("une répétition que l'on peut suivre : par jour, semaine, mois ou an"),
            _("Simplifiez la répétition dans l'agenda, ou donnez la semaine type (semaine_type)."),
        ),
        "sans_heures": (
            "DTSTART",
            _("des heures de début et de fin (celui-ci est une journée entière)"),
            _("Donnez ses heures à l'événement, ou mettez-le dans un autre calendrier."),
        ),
        "trop_longue": ("DTEND", _("une plage de 24 heures au plus"), mend),
        "cabinet": (
            "LOCATION",
            _("une salle que l'on reconnaît : « Cabinet 2 », « Salle B », « C2 », « Fauteuil 1 »"),
            _("Mettez la salle dans le lieu de l'événement, ou dans le nom du calendrier (un calendrier par salle)."),
        ),
        "deux_cabinets": (
            "LOCATION",
            _("une seule salle"),
            _("Faites un événement par salle : rien ne dit laquelle est occupée."),
        ),
        "service": (
            "CATEGORIES",
            _("un service ou une spécialité que l'on reconnaît : dermatologie, dentaire, kiné, soins infirmiers…"),
            _("Écrivez la spécialité dans la catégorie ou le titre de l'événement, ou dans le nom du calendrier."),
        ),
        "partielle": (
            "DTSTART",
            _("une fermeture en jours entiers"),
            _("Faites-en un événement « toute la journée » ; pour quelques heures, changez les horaires."),
        ),
        "an": ("DTSTART", _("une année de 1990 à 2079"), mend),
    }


def set_aside(tally: Tally, why: str, line: int, count: int = 1) -> None:
    """Set events aside; their titles are never shown: they may name a patient."""
    column, expected, fix = _whys()[why]
    tally.aside(f"ical_{why}", line, column, None, expected, fix, count)


def _warnings() -> dict[str, tuple[str, str, str]]:
    return {
        "fuseau": (
            "TZID",
            _("un fuseau horaire connu ; les heures sont prises comme celles du centre"),
            _("Si elles sont décalées, réglez le fuseau de l'agenda sur Europe/Paris et exportez à nouveau."),
        ),
        "exception": (
            "EXDATE",
            _("des exceptions que l'on peut lire ; celle-ci est laissée de côté, la répétition est gardée entière"),
            _("Vérifiez dans l'agenda les dates supprimées de cette série."),
        ),
        "bornee": (
            "RRULE",
            _("une répétition avec une fin ; celle-ci est suivie jusqu'au dernier jour indiqué (horizon)"),
            _("Rien à faire : donnez un calendrier récent de temps en temps."),
        ),
        "uid": (
            "UID",
            _("un identifiant par événement ; la version la plus récente est gardée"),
            _("Rien à faire si le calendrier a été exporté deux fois dans le même fichier."),
        ),
        "uid_partage": (
            "UID",
            _("un identifiant par événement ; ceux-ci, qui commencent à des moments différents, sont tous gardés"),
            _("Vérifiez l'export : deux événements différents portent le même identifiant."),
        ),
        "partie": (
            "DTSTART",
            _("une fermeture en jours entiers ; seuls les jours entiers sont gardés"),
            _("Faites-en un événement « toute la journée » si les autres jours sont fermés aussi."),
        ),
        "feries": (
            "DTSTART",
            _("des jours fériés légaux ; les autres fêtes du calendrier sont laissées de côté"),
            _("Si le centre ferme ces jours-là, mettez-les dans un calendrier nommé fermetures.ics."),
        ),
        "courtes": (
            "DTSTART",
            _("des vacations d'une heure ou plus ; celles-ci ressemblent à des rendez-vous de patients"),
            _("Vérifiez que c'est bien un planning de salles : l'agenda des patients ne se donne pas ainsi."),
        ),
        "utc": (
            "RRULE",
            _("une répétition à l'heure du lieu ; celle-ci est en temps universel : une heure d'écart en été"),
            _("Vérifiez les heures, ou exportez avec le fuseau Europe/Paris."),
        ),
    }


def warn(tally: Tally, why: str, line: int, value: str | None = None) -> None:
    """Say something of an event that is kept, or of the calendar."""
    column, expected, fix = _warnings()[why]
    tally.warn(f"ical_{why}", line, column, value, expected, fix)
