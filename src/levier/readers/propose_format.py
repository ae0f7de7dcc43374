"""The model of a profile for a file that a format already reads: only what a person may have to tell it."""

from __future__ import annotations

from collections.abc import Iterator

from levier.i18n import _
from levier.readers.converted import Format


def written(form: Format) -> str:
    """Return a commented profile that sets up a format; it loads as it is and changes nothing."""
    return "\n".join(_lines(form)) + "\n"


def _lines(form: Format) -> Iterator[str]:
    yield "# " + _("{label} : Levier lit ce fichier sans profil.").format(label=form.label)
    yield "# " + _("N'écrivez ici que ce qu'il ne peut pas deviner : enlevez le « # » et corrigez.")
    yield f'format = "{form.name}"'
    yield "# " + _("L'ordre des colonnes, si l'administrateur l'a choisi (un nom vide pour une colonne inutile) :")
    yield '# headerless = ["…", "…"]'
    yield ""
    yield "[options]"
    said = _said()
    for name in form.options:
        if name in said:
            example, meaning = said[name]
            yield f"# {name} = {example}  # {meaning}"


def _said() -> dict[str, tuple[str, str]]:
    return {
        "lignes": ('["SIP/operateur"]', _("les lignes de l'opérateur : ce qui en vient est un appel entrant")),
        "postes": ('["SIP/accueil"]', _("les postes du centre dont le nom n'est pas un numéro")),
        "contextes_entrants": ('["from-trunk"]', _("contextes du plan d'appel des appels entrants")),
        "contextes_sortants": ('["outbound"]', _("contextes des appels sortants")),
        "contextes_internes": ('["from-internal"]', _("contextes des appels internes")),
        "fuseau": ('"UTC"', _("si le central écrit en heure universelle")),
        "files": ('{ "600" = "accueil", "0144556677" = "dentaire" }', _("un nom pour chaque ligne ou file appelée")),
    }
