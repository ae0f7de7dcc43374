"""The pages of docs/reference, each made from one part of the code."""

from __future__ import annotations

from pages import commands, grid, indicators, levers, parameters, profiles, site, tables


def reference_pages() -> dict[str, str]:
    """Return the text of every page, by its path under docs/reference."""
    return {
        "tables.md": tables.page(),
        "grille.md": grid.page(),
        "parametres.md": parameters.page(),
        "profils.md": profiles.page(),
        "commandes.md": commands.page(),
        "droits.md": site.rights(),
        "installation.md": site.variables(),
        "indicateurs.md": indicators.index(),
        **indicators.pages(),
        "leviers.md": levers.index(),
        **levers.pages(),
    }
