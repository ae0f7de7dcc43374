"""The first page, the lexicon, what every site owes to its visitors, its health."""

from levier.web.home.views.first import home, set_language
from levier.web.home.views.health import alive, ready
from levier.web.home.views.public import accessibility, legal, lexicon, robots, security_contact

__all__ = [
    "accessibility", "alive", "home", "legal", "lexicon", "ready", "robots", "security_contact", "set_language",
]  # fmt: skip
