"""The settings file of the papers (TOML, French keys): read, and written as a model to fill."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from levier.centre import BODIES
from levier.i18n import _
from levier.papers.installation import CENTRE, OWN, POSTGRESQL, PROVIDER, REGION, SQLITE, Installation
from levier.problems import WrongCommand, suggest

FOREVER = "purge"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the file: the field that it fills, an example, what it says, its kind and its closed list."""

    name: str
    field: str
    example: str
    comment: str
    kind: type = str
    choices: tuple[str, ...] = ()


KEYS = (
    Key("genre", "kind", '"centre"', "centre ou region", choices=(CENTRE, REGION)),
    Key("nom", "name", '"Centre municipal de santé"', "nom du centre, ou de la région"),
    Key("finess", "finess", '"920000000"', "numéro FINESS géographique"),
    Key("gestionnaire", "managing_body", '"commune"', ", ".join(BODIES), choices=BODIES),
    Key("responsable", "controller", '"Commune de …"', "responsable de traitement : la personne morale qui décide"),
    Key("adresse", "controller_address", '"1, place de la Mairie, 92000 …"', "son adresse"),
    Key("representant", "representative", '"le maire"', "qui signe pour lui (une fonction suffit)"),
    Key("dpo", "dpo", '"dpo@exemple.fr"', "délégué à la protection des données : comment le joindre"),
    Key("contact_droits", "rights_contact", '"accueil du centre, droits@exemple.fr"', "où exercer ses droits"),
    Key("base", "database", '"sqlite"', "base du site : sqlite ou postgresql", choices=(SQLITE, POSTGRESQL)),
    Key("donnees", "data_place", '"poste de la direction, disque chiffré"', "où sont les données, en mots"),
    Key("cles", "key_place", '"coffre de la direction"', "où est gardée la copie de la clé, à part des données"),
    Key(
        "sauvegarde", "backup", '"chaque nuit, serveur de la ville, 30 jours"', "rythme, lieu et durée des sauvegardes"
    ),
    Key("hebergement", "hosting", '"interne"', "interne, ou prestataire (certifié HDS)", choices=(OWN, PROVIDER)),
    Key("hebergeur", "hosting_provider", '"…"', "nom du prestataire d'hébergement"),
    Key("conservation_mois", "line_retention_months", "24", "mois de lignes gardées ; « purge » : sans limite", int),
    Key("audit_jours", "audit_days", "365", "jours de conservation du journal des accès", int),
    Key("adresses", "hosts", '["127.0.0.1"]', "noms ou adresses sous lesquels le site répond", list),
    Key("port", "port", "8000", "port d'écoute du site", int),
    Key("courriel", "digest", "false", "le courriel hebdomadaire part-il ?", bool),
    Key("connexion", "sign_on", '"ProConnect"', "fournisseur d'identité OpenID Connect, s'il y en a un"),
    Key("listes", "living_lists", "false", "listes du quotidien gardées d'un jour à l'autre ?", bool),
    Key("region", "region_name", '"Agence régionale de santé …"', "à qui le centre remet ses totaux signés"),
    Key("consultant", "consultant", '"…"', "cabinet qui accompagne le centre"),
    Key("langue", "language", '"fr"', "langue des écrans : fr ou en", choices=("fr", "en")),
    Key("equipe_reduite", "small_team", "3", "personnes au moins derrière un chiffre partagé", int),
    Key("date", "date", "2026-01-05", "date portée sur les documents (par défaut : aujourd'hui)", date),
)
BY_NAME = {one.name: one for one in KEYS}
WORDS: dict[type, str] = {
    str: "un texte entre guillemets",
    int: "un nombre entier",
    bool: "true ou false",
    list: "une liste de textes",
    date: "une date, 2026-01-05",
}


def read_installation(text: str, today: date) -> Installation:
    """Read the text of a settings file; what it does not say stays to be filled in.

    Raises:
        WrongCommand: not TOML, an unknown key with the nearest name, or an impossible value.

    >>> read_installation('nom = "A01"', date(2026, 1, 5)).day
    '5 janvier 2026'
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        sentence = _('Réglages illisibles : {error}. Attendu : cle = "valeur".')
        raise WrongCommand(sentence.format(error=error)) from None
    fields: dict[str, Any] = {"date": today}
    for name, value in content.items():
        key = _key(name)
        fields[key.field] = _value(key, value)
    return Installation(**fields)


def _key(name: str) -> Key:
    if name not in BY_NAME:
        near = suggest(name, BY_NAME) or _("« levier dossier --template » montre les clés.")
        raise WrongCommand(_("Réglages : clé inconnue « {name} ». {near}").format(name=name, near=near))
    return BY_NAME[name]


def _value(key: Key, value: Any) -> Any:
    if key.field == "line_retention_months" and value == FOREVER:
        return None
    if type(value) is not key.kind or (isinstance(value, list) and not all(isinstance(one, str) for one in value)):
        raise _wrong(key, value, _(WORDS[key.kind]))
    if key.choices and value not in key.choices:
        raise _wrong(key, value, _(" ou ").join(key.choices))
    least = 3 if key.field == "small_team" else 1
    if isinstance(value, int) and value < least and key.kind is int:
        raise _wrong(key, value, _("un nombre entier d'au moins {least}").format(least=least))
    return tuple(value) if isinstance(value, list) else value


def _wrong(key: Key, value: object, expected: str) -> WrongCommand:
    sentence = _("Réglages, « {name} » : « {value} » lu ; attendu : {expected}. → Corrigez le fichier.")
    return WrongCommand(sentence.format(name=key.name, value=value, expected=expected))


def template() -> str:
    """Return a settings file where every key is explained and left out.

    >>> read_installation(template(), date(2026, 1, 5)) == Installation(date=date(2026, 1, 5))
    True
    """
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Réglages des documents (levier dossier). Enlevez le # pour remplir une clé."
    yield "# Ce qui n'est pas rempli paraît dans les documents sous la forme « [à compléter] »."
    yield "# Aucun nom de patient, aucun mot de passe, aucune clé ne va ici."
    for one in KEYS:
        yield ""
        yield f"# {one.comment}"
        yield f"# {one.name} = {one.example}"
