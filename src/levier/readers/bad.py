"""A cell that cannot be read: why, what was expected, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from levier.i18n import _

FIRST_YEAR, LAST_YEAR = 1990, 2079


@dataclass(frozen=True, slots=True)
class Bad:
    """What stands in the place of a value that could not be read."""

    code: str
    expected: str
    fix: str


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A word that the profile's value map has not: the line is kept, the value is not known."""

    word: str


def wrong_date() -> Bad:
    """Return the refusal of a text that is no day of the calendar."""
    return Bad(
        "date_invalide",
        _("une date qui existe, JJ/MM/AAAA ou AAAA-MM-JJ"),
        _("Corrigez la date dans le fichier ou dans le logiciel, puis recommencez."),
    )


def short_year() -> Bad:
    """Return the refusal of a year of two digits."""
    return Bad(
        "annee_ambigue",
        _("une année à quatre chiffres (03/01/2025)"),
        _("Exportez à nouveau avec l'année entière : « 25 » peut être 1925 ou 2025."),
    )


def far_year() -> Bad:
    """Return the refusal of a year that no export can hold."""
    return Bad(
        "annee_hors_bornes",
        _("une année de {first} à {last}").format(first=FIRST_YEAR, last=LAST_YEAR),
        _("Vérifiez l'année : une faute de frappe ou un calendrier de tableur décalé."),
    )


def wrong_clock() -> Bad:
    """Return the refusal of a text that is no time of day."""
    return Bad(
        "heure_invalide",
        _("une heure de 00:00 à 24:00, écrite 12:50 ou 12h50"),
        _("Corrigez l'heure dans le fichier ou dans le logiciel."),
    )


def not_a_value() -> Bad:
    """Return the refusal of what programs write when they have no value."""
    return Bad(
        "valeur_absente",
        _("une valeur, ou une cellule vide si elle n'est pas connue"),
        _("Videz la cellule (« NaN », « NULL » et « #N/A » sont des mots de logiciel, pas des valeurs)."),
    )


def empty() -> Bad:
    """Return the refusal of an empty cell in a required column."""
    return Bad(
        "cellule_vide",
        _("une valeur : cette colonne est obligatoire"),
        _("Remplissez la cellule, ou supprimez la ligne si elle n'est pas une donnée."),
    )


def wrong_number() -> Bad:
    """Return the refusal of a text that is no number."""
    return Bad(
        "nombre_invalide",
        _("un nombre, par exemple 1 234,50"),
        _("Corrigez la cellule : des chiffres, une virgule ou un point, rien d'autre."),
    )


def ambiguous_number() -> Bad:
    """Return the refusal of ``1.234`` when the column does not tell what the point means."""
    return Bad(
        "nombre_ambigu",
        _("un nombre sans équivoque : 1234 ou 1,234"),
        _("Enlevez le séparateur de milliers, ou écrivez les décimales avec une virgule."),
    )


def too_precise() -> Bad:
    """Return the refusal of an amount with fractions of cents."""
    return Bad(
        "trop_de_decimales",
        _("un montant en euros et centimes (deux décimales au plus)"),
        _("Vérifiez la colonne : un prix unitaire ou un taux n'est pas un montant. Sinon arrondissez au centime."),
    )


def too_large() -> Bad:
    """Return the problem of a number that nothing of a centre can reach."""
    return Bad(
        "nombre_trop_grand",
        _("un nombre d'un centre de santé : moins de neuf milliards"),
        _("Corrigez la cellule : un identifiant ou deux cellules collées s'y trouvent peut-être."),
    )


def not_whole() -> Bad:
    """Return the refusal of a fraction where things are counted."""
    return Bad("nombre_non_entier", _("un nombre entier"), _("Corrigez la cellule : ici on compte, sans décimales."))


def negative_duration() -> Bad:
    """Return the refusal of a duration under zero."""
    return Bad(
        "duree_negative",
        _("une durée en secondes, zéro ou plus"),
        _("Vérifiez l'horloge du standard ou l'ordre des deux heures dont la durée est tirée."),
    )


def scientific() -> Bad:
    """Return the refusal of ``2,98E+13``."""
    return Bad(
        "nombre_scientifique",
        _("un nombre écrit en entier"),
        _("Réexportez sans ouvrir le fichier dans un tableur, ou mettez la colonne au format Texte avant."),
    )


def wrong_flag() -> Bad:
    """Return the refusal of a text that says neither yes nor no."""
    return Bad("oui_non_invalide", _("oui ou non (1/0, vrai/faux, o/n)"), _("Écrivez oui ou non."))


def wrong_period() -> Bad:
    """Return the refusal of a text that is no period."""
    return Bad(
        "periode_invalide",
        _("2025-01, 2025T1, 2025 ou 2025-03-03/2025-03-14"),
        _("Écrivez la période sous l'une de ces formes."),
    )


def broken_text() -> Bad:
    """Return the refusal of a cell that holds bytes of another encoding."""
    return Bad(
        "caractere_illisible",
        _("un texte dans l'encodage du reste du fichier"),
        _("Réexportez en « CSV UTF-8 » : ce fichier mélange deux encodages."),
    )


def nul() -> Bad:
    """Return the refusal of a cell that holds NUL bytes."""
    return Bad(
        "octet_nul",
        _("du texte, sans octet nul"),
        _("Réexportez ou recopiez le fichier : il a été abîmé (copie interrompue, disque plein)."),
    )


def not_in_list(choices: str) -> Bad:
    """Return the refusal of a word that the closed list has not."""
    return Bad(
        "valeur_hors_liste",
        _("l'une des valeurs : {choices}").format(choices=choices),
        _("Écrivez l'une de ces valeurs, ou faites un profil qui les associe (levier profile FICHIER)."),
    )


def other_centre(own: str) -> Bad:
    """Return the refusal of another centre's line."""
    return Bad(
        "autre_centre",
        _("le FINESS du centre, {own}").format(own=own),
        _("C'est la donnée d'un autre centre : placez-la dans son dossier, ou corrigez « finess » dans centre.toml."),
    )
