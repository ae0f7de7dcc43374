"""What a statistic refuses: a missing extra, a series too short, values that cannot be."""

from __future__ import annotations

from levier.i18n import _
from levier.problems import LevierError, Refused


class MissingExtra(Refused):
    """A calculation needs scipy or statsmodels, which the light installation leaves out."""

    def __init__(self, module: str, purpose: str) -> None:
        super().__init__(
            _(
                "{purpose} demande la bibliothèque {module}, absente de cette installation. "
                "→ Installez levier[stats] : pip install 'levier[stats]'."
            ).format(purpose=purpose, module=module)
        )
        self.module = module


class TooFew(LevierError):
    """There are not enough points; ``found`` and ``needed`` say how many, for « trop tôt pour conclure »."""

    def __init__(self, what: str, found: int, needed: int) -> None:
        super().__init__(
            _(
                "{what} : {found} lu(s), au moins {needed} attendu(s). → Attendez, ou prenez un pas de temps plus fin."
            ).format(what=what, found=found, needed=needed)
        )
        self.found = found
        self.needed = needed


class BadSeries(LevierError):
    """A value, a length or a parameter makes the calculation meaningless."""
