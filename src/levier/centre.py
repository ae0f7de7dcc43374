"""What a centre says of itself in ``centre.toml``: every key has a default, an unknown key is an error."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from levier.catalogue import parameters
from levier.catalogue.rejections import Families, read_families, with_own
from levier.i18n import _
from levier.problems import WrongCommand, suggest
from levier.tables.columns import SERVICES

BODIES = (
    *("commune", "intercommunalite", "departement", "region", "ccas", "gip"),
    *("association", "mutuelle", "scic", "cpam", "hopital", "autre"),
)
CHARTS = {
    **{"M57": "m57", "M21": "m21", "M22": "m22", "PCG": "pcg"},
    **{"associations": "associations", "mutualite": "mutualite"},
}
KEYS = {
    *("identifiant", "finess", "nom", "type", "gestionnaire", "regime_comptable", "departement", "qpv", "fuseau"),
    *("services", "conventions", "comptes", "couts_tiers_payant", "rejets"),
}
COSTS = ("logiciel", "recouvrement", "encaissement", "concentrateur", "affranchissement", "autre")
DEFAULT_ZONE = "Europe/Paris"
ACCOUNT_NAMES = {
    "achats": "purchases",
    "activite": "activity",
    "subventions": "subsidy",
    "subvention_equilibre": "balancing",
    "forfaits": "lump_sum",
    "personnel": "staff",
    "sections": "sections",
}
ROLES = ("purchases", "activity", "subsidy", "balancing", "staff")
# Which part of a file that holds the accounts of a whole town: its budget (SIRET), its function.
ACCOUNT_CHOICES = ("budget", "fonction")


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre and its choices.

    ``services`` is ``None`` when not given (then no figure is ever *sans objet*). ``conventions`` holds every
    convention, default included. ``account_roles`` maps account prefixes to roles, ``later_roles`` does from the
    first of January of a year on (charts change); ``sections`` maps analytic sections to services;
    ``account_choices`` say which part of a town's accounts is the centre's. ``third_party_costs`` are yearly cents
    (software, collection). ``rejections`` are the families of rejections, its own (``[rejets]``) included.
    """

    name: str = "centre"
    label: str = ""
    finess: str | None = None
    kind: str | None = None
    managing_body: str | None = None
    chart: str | None = None
    department: str | None = None
    priority_area: bool | None = None
    zone: str = DEFAULT_ZONE
    services: tuple[str, ...] | None = None
    conventions: Mapping[str, int | str] = field(default_factory=parameters.conventions)
    account_roles: Mapping[str, str] = field(default_factory=lambda: _roles("pcg", {}))
    later_roles: tuple[tuple[int, Mapping[str, str]], ...] = field(default_factory=lambda: _later("pcg", {}))
    sections: Mapping[str, str] = field(default_factory=dict)
    account_choices: Mapping[str, str] = field(default_factory=dict)
    third_party_costs: Mapping[str, int] = field(default_factory=dict)
    rejections: Families = field(default_factory=read_families)

    def convention(self, name: str) -> int | str:
        """Return a convention's value."""
        return self.conventions[name]

    def roles_in(self, year: int) -> Mapping[str, str]:
        """Return the roles of account prefixes for entries of a year."""
        return next((roles for first, roles in reversed(self.later_roles) if year >= first), self.account_roles)

    def number(self, name: str) -> int:
        """Return a convention that is a number."""
        return int(self.conventions[name])


def read_centre(text: str, fallback_name: str = "centre") -> Centre:
    """Read the text of a ``centre.toml``; an empty text gives every default.

    Raises:
        WrongCommand: not TOML, an unknown key or an impossible value, with the nearest name.

    >>> read_centre('identifiant = "A01"').name
    'A01'
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongCommand(
            _('centre.toml illisible : {error}. Attendu : cle = "valeur".').format(error=error)
        ) from None
    _known(content, KEYS, "centre.toml")
    _sections_are_tables(content)
    _flag(content, "qpv")
    chart = _one_of(content, "regime_comptable", tuple(CHARTS))
    accounts = content.get("comptes", {})
    _known(accounts, {*ACCOUNT_NAMES, *ACCOUNT_CHOICES}, "centre.toml, [comptes]")
    plan = CHARTS[chart or "PCG"]
    return Centre(
        name=str(content.get("identifiant") or content.get("finess") or fallback_name),
        label=str(content.get("nom", "")),
        finess=str(content["finess"]) if content.get("finess") else None,
        kind=content.get("type"),
        managing_body=_one_of(content, "gestionnaire", BODIES),
        chart=chart,
        department=content.get("departement"),
        priority_area=content.get("qpv"),
        zone=_zone(content.get("fuseau", DEFAULT_ZONE)),
        services=_services(content.get("services")),
        conventions=read_conventions(content.get("conventions", {})),
        account_roles=_roles(plan, accounts),
        later_roles=_later(plan, accounts),
        sections=_sections(accounts.get("sections", {})),
        account_choices={name: str(accounts[name]) for name in ACCOUNT_CHOICES if accounts.get(name)},
        third_party_costs=_costs(content.get("couts_tiers_payant", {})),
        rejections=with_own(content["rejets"], "rejets") if content.get("rejets") else read_families(),
    )


def read_conventions(given: Mapping[str, Any], base: Mapping[str, int | str] | None = None) -> dict[str, int | str]:
    """Return every convention, those given taking the place of the defaults.

    Raises:
        WrongCommand: unknown name, value of another type, outside the choices, or under the minimum.

    >>> read_conventions({"delai_annulation_h": 48})["delai_annulation_h"]
    48
    """
    about = parameters.theme("conventions")
    _known(given, about, _("conventions"))
    return {
        **(base or parameters.conventions()),
        **{name: _convention(name, value, about[name]) for name, value in given.items()},
    }


def _convention(name: str, value: Any, about: Mapping[str, Any]) -> int | str:
    if "choices" in about:
        if value in about["choices"]:
            return str(value)
        expected = _(" ou ").join(about["choices"])
    else:
        if isinstance(value, str) and value.strip().isdigit():
            value = int(value)
        least = about.get("minimum", 0)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        expected = _("un nombre entier d'au moins {least} ({unit})").format(least=least, unit=about["unit"])
    raise WrongCommand(
        _("Convention « {name} » : « {value} » lu ; attendu : {expected}.").format(
            name=name, value=value, expected=expected
        )
    )


def _known(given: Mapping[str, Any], names: Iterable[str], where: str) -> None:
    known = set(names)
    for name in given:
        if name not in known:
            raise WrongCommand(
                _("{where} : clé inconnue « {name} ». {near}")
                .format(where=where, name=name, near=suggest(name, known))
                .strip()
            )


def _one_of(content: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str | None:
    value = content.get(key)
    if value is not None and value not in choices:
        raise WrongCommand(
            _("centre.toml, {key} : « {value} » lu ; attendu : {choices}.").format(
                key=key, value=value, choices=", ".join(choices)
            )
        )
    return value


def _refuse(key: str, value: Any, expected: str) -> WrongCommand:
    sentence = _("centre.toml, {key} : « {value} » lu ; attendu : {expected}.")
    return WrongCommand(sentence.format(key=key, value=value, expected=expected))


def _sections_are_tables(content: Mapping[str, Any]) -> None:
    for key in ("conventions", "comptes", "couts_tiers_payant", "rejets"):
        if not isinstance(content.get(key, {}), dict):
            raise _refuse(key, content[key], _("une section [{key}]").format(key=key))


def _flag(content: Mapping[str, Any], key: str) -> None:
    if not isinstance(content.get(key, True), bool):
        raise _refuse(key, content[key], _("true ou false"))


def _zone(name: Any) -> str:
    if name == DEFAULT_ZONE:
        return DEFAULT_ZONE
    # Here only: a system without time zones reads the centres that keep the default.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(str(name)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _refuse("fuseau", name, _("un fuseau horaire, p. ex. Europe/Paris")) from None


def _services(given: Any) -> tuple[str, ...] | None:
    if given is None:
        return None
    if not isinstance(given, list):
        raise _refuse("services", given, _('une liste, p. ex. ["medical", "dentaire"]'))
    for name in given:
        if name not in SERVICES:
            raise _refuse("services", name, ", ".join(SERVICES))
    return tuple(given)


def _costs(given: Mapping[str, Any]) -> dict[str, int]:
    _known(given, COSTS, "centre.toml, [couts_tiers_payant]")
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise _refuse(f"couts_tiers_payant, {name}", value, _("un montant en euros par an, p. ex. 2610"))
    return {name: _cents(value) for name, value in given.items()}


def _sections(given: Mapping[str, str]) -> dict[str, str]:
    _services(list(given.values()))
    return {str(section): service for section, service in given.items()}


def _roles(chart: str, moved: Mapping[str, Any], since: Mapping[str, Any] = {}) -> dict[str, str]:
    about = {**parameters.theme("comptes")[chart], **since}
    roles = {prefix: role for role in ROLES for prefix in about[role]}
    for french, prefixes in moved.items():
        if french in ACCOUNT_NAMES and french != "sections":
            listed = prefixes if isinstance(prefixes, list) else [prefixes]
            roles |= {str(prefix): ACCOUNT_NAMES[french] for prefix in listed}
    return roles


def _later(chart: str, moved: Mapping[str, Any]) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """Return the roles from each year in which a new version of the chart begins, in order."""
    given: dict[str, Any] = {}
    versions = []
    for one in sorted(parameters.theme("comptes")[chart].get("since", ()), key=lambda one: int(one["year"])):
        given |= {role: one[role] for role in ROLES if role in one}
        versions.append((int(one["year"]), _roles(chart, moved, given)))
    return tuple(versions)


def _cents(value: Any) -> int:
    return round(float(value) * 100)
