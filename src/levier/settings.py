"""What is set from outside the files of a centre: ``LEVIER_*`` variables, and who wins (contract, commands).

An option of the command line wins over the environment, the environment over ``centre.toml``, and that over the
default. Variables: ``LEVIER_ENGINE``, ``LEVIER_PROFILE``, ``LEVIER_SOURCE``, ``LEVIER_LANG``, ``LEVIER_HOME``,
``LEVIER_CATALOGUE``, ``LEVIER_DEBUG``, and ``LEVIER_CONVENTION_<NAME>`` for each convention
(``LEVIER_CONVENTION_DELAI_ANNULATION_H=48``). Only the command line reads them: a library call says what it wants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from levier.catalogue import parameters
from levier.i18n import _
from levier.problems import WrongCommand, suggest

PREFIX, CONVENTION, SITE, TESTS = "LEVIER_", "LEVIER_CONVENTION_", "LEVIER_SITE_", "LEVIER_TEST_"
OPTION, ENVIRONMENT, FILE, DEFAULT = "option", "environnement", "centre.toml", "défaut"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that is not a convention: its variable, and what it does (French)."""

    name: str
    variable: str
    label: str


SETTINGS = (
    Setting("engine", "LEVIER_ENGINE", "Moteur de calcul : duckdb (s'il est installé) ou sqlite"),
    Setting("profile", "LEVIER_PROFILE", "Profil de lecture imposé à tous les fichiers"),
    Setting("source", "LEVIER_SOURCE", "Nom de la source des fichiers"),
    Setting("lang", "LEVIER_LANG", "Langue des phrases : fr ou en"),
    Setting("home", "LEVIER_HOME", "Dossier de l'utilisateur : clés, profils enregistrés"),
    Setting("catalogue", "LEVIER_CATALOGUE", "Dossier du catalogue de l'organisation (profils)"),
    Setting("debug", "LEVIER_DEBUG", "Montre la trace complète d'une erreur interne"),
)


def check_environment(environ: Mapping[str, str]) -> None:
    """Refuse a ``LEVIER_*`` variable that does not exist.

    Raises:
        WrongCommand: with the nearest name.

    >>> check_environment({"LEVIER_ENGINE": "sqlite", "PATH": "/bin"})
    """
    known = {one.variable for one in SETTINGS} | {CONVENTION + name.upper() for name in parameters.conventions()}
    for name in environ:
        # LEVIER_SITE_… are those of the web application, which checks them itself; LEVIER_TEST_… choose a database.
        if name.startswith(PREFIX) and not name.startswith((SITE, TESTS)) and name not in known:
            sentence = _("Variable d'environnement inconnue « {name} ». {near}")
            raise WrongCommand(sentence.format(name=name, near=suggest(name, known)).strip())


def setting(name: str, option: str | None, environ: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the value of a setting, and where it comes from.

    >>> setting("engine", None, {"LEVIER_ENGINE": "sqlite"})
    ('sqlite', 'environnement')
    """
    if option is not None:
        return option, OPTION
    given = environ.get(next(one.variable for one in SETTINGS if one.name == name))
    return (given, ENVIRONMENT) if given else (None, DEFAULT)


def environment_conventions(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the conventions that the environment states, as texts.

    >>> environment_conventions({"LEVIER_CONVENTION_APPEL_COURT_S": "10"})
    {'appel_court_s': '10'}
    """
    return {
        name.removeprefix(CONVENTION).lower(): value
        for name, value in environ.items()
        if name.startswith(CONVENTION) and value
    }


def profile_folders(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the folders of profiles beside the shipped ones: those saved by the user, those of an organisation.

    Raises:
        WrongCommand: ``LEVIER_CATALOGUE`` is not a folder.
    """
    found = [saved_profiles()]
    if given := environ.get("LEVIER_CATALOGUE"):
        if not Path(given).is_dir():
            raise WrongCommand(_("LEVIER_CATALOGUE : « {path} » n'est pas un dossier.").format(path=given))
        found.append(Path(given) / "profiles")
    return tuple(folder for folder in found if folder.is_dir())


def profile_file(name: str | None, environ: Mapping[str, str]) -> str | None:
    """Return the file of a profile saved by the user or by an organisation, the name itself when there is none.

    >>> profile_file("doctolib", {})
    'doctolib'
    """
    files = (folder / f"{name}.toml" for folder in profile_folders(environ)) if name and "\n" not in name else ()
    return next((str(file) for file in files if file.is_file()), name)


def saved_profiles() -> Path:
    """Return the folder where ``levier profile --save`` writes (it may not exist yet)."""
    return _data("profils")


def kept_nomenclatures() -> Path:
    """Return the folder where ``levier nomenclature add`` keeps the releases of the CCAM (it may not exist yet)."""
    return _data("nomenclatures")


def _data(name: str) -> Path:
    """Return a folder of the user's data: in ``LEVIER_HOME``, else at the place of the system."""
    import os

    if given := os.environ.get("LEVIER_HOME"):
        return Path(given) / name
    try:
        from platformdirs import user_data_dir
    except ImportError:
        return Path.home() / ".levier" / name
    return Path(user_data_dir("levier", appauthor=False)) / name
