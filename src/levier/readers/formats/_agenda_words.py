"""The words by which agendas and plannings name specialties, services, rooms and closures: closed lists, no guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from levier.readers.names import clean, fold

# The words of a specialty, folded: the first spelling is the one kept. Longer names win over shorter ones.
_MEDICAL = (
    "médecine générale|medecin generaliste|generaliste|medecine generale|general practice|med gen|mg",
    "dermatologie|dermatologue|dermato|dermatology",
    "gynécologie|gynecologue|gyneco|gynecology",
    "cardiologie|cardiologue|cardio|cardiology",
    "ophtalmologie|ophtalmologue|ophtalmo|ophtalmology|ophthalmology",
    "pédiatrie|pediatre|pediatrics|pediatrics",
    "ORL|oto rhino laryngologie",
    "rhumatologie|rhumatologue|rhumato|rheumatology",
    "psychiatrie|psychiatre|psychiatry",
    "endocrinologie|endocrinologue|endocrino|diabetologie",
    "gastro-entérologie|gastroenterologie|gastro enterologue|gastro",
    "pneumologie|pneumologue|pneumo",
    "neurologie|neurologue|neuro",
    "angiologie|angiologue|phlebologie",
    "urologie|urologue",
    "allergologie|allergologue|allergo",
    "addictologie|addictologue|tabacologie",
    "sage-femme|sage femme|sages femmes|maieutique",
    "orthoptie|orthoptiste",
    "psychologie|psychologue",
    "diététique|dieteticien|dieteticienne|dietetique|nutritionniste",
    "orthophonie|orthophoniste",
    "échographie obstétricale|echo obstetricale",
)
_DENTAL = (
    "chirurgie dentaire|chirurgien dentiste|dentiste|dentaire|odontologie|dental|dentistry|soins dentaires|dent",
    "orthodontie|orthodontiste|odf",
    "implantologie",
)
_IMAGING = (
    "radiologie|radiologue|radio|radiology|imagerie|imaging|diagnostic radiology|imagerie medicale",
    "échographie|echo|echographe",
    "mammographie|mammo",
    "panoramique dentaire",
)
_NURSING = ("soins infirmiers|infirmier|infirmiere|infirmiers|infirmieres|ide|nursing|ipa",)
_SAMPLING = ("prélèvements|prelevement|prelevements|prises de sang",)
_PHYSIO = ("kinésithérapie|kinesitherapeute|kine|kines|masso kinesitherapie|physiotherapy",)
_SERVICES = {
    "medical": _MEDICAL,
    "dentaire": _DENTAL,
    "imagerie": _IMAGING,
    "infirmier": _NURSING,
    "prelevements": _SAMPLING,
    "kine": _PHYSIO,
}
# Words that name a service and no specialty.
_BARE = {"medical": "medical", "medecine": "medical", "medecin": "medical", "consultations_medicales": "medical"}


@dataclass(frozen=True, slots=True)
class Work:
    """What a text says of the work: its service, its specialty (``None``: only the service is named)."""

    service: str
    specialty: str | None = None


def _known() -> Mapping[str, Work]:
    found = {word: Work(service) for word, service in _BARE.items()}
    for service, lines in _SERVICES.items():
        for line in lines:
            first, *others = line.split("|")
            found |= {fold(word): Work(service, first) for word in (first, *others)}
    return found


KNOWN = _known()
_LONGEST = max(word.count("_") + 1 for word in KNOWN)


def works(text: str) -> tuple[list[Work], list[str]]:
    """Return the works that a text names, longest names first, and the words that name none.

    >>> works("Dr dermatologie 2")
    ([Work(service='medical', specialty='dermatologie')], ['Dr', '2'])
    """
    words, rest, found = re.findall(r"[^\W_]+(?:['’.][^\W_]+)*", text), [], []
    place = 0
    while place < len(words):
        most = min(_LONGEST, len(words) - place)
        size = next((n for n in range(most, 0, -1) if fold(" ".join(words[place : place + n])) in KNOWN), 0)
        if size:
            found.append(KNOWN[fold(" ".join(words[place : place + size]))])
        else:
            rest.append(words[place])
        place += max(size, 1)
    return found, rest


@lru_cache(maxsize=4_096)
def work(*texts: str | None) -> Work | None:
    """Return the one work that the first telling text names; ``None`` when none does, or when it names two.

    >>> work(None, "Consultation cardio"), work("dentaire et kiné")
    (Work(service='medical', specialty='cardiologie'), None)
    """
    for text in texts:
        found = list(dict.fromkeys(works(text)[0])) if text else []
        named = [one for one in found if one.specialty] or found
        if named:
            return named[0] if len(named) == 1 else one_service(named)
    return None


def one_service(named: list[Work]) -> Work | None:
    """Return the service alone when several specialties share it."""
    services = {one.service for one in named}
    return Work(services.pop()) if len(services) == 1 else None


_ROOM_WORDS = r"cabinet|cab|salle|fauteuil|box|bureau|piece|pièce|local|room|cs"
_NUMBERED = re.compile(
    rf"\b(?:{_ROOM_WORDS})\.?\s*(?:de\s+consultation\s*)?(?:n[°o]?\.?\s*)?[-_]?\s*\d{{1,3}}\s?[a-z]?\b", re.I
)
_LETTERED = re.compile(rf"\b(?:{_ROOM_WORDS})\.?\s*(?-i:[A-Z]\d{{0,2}})\b", re.I)
_NAMED = re.compile(
    r"\b(?:salle|cabinet|box|bureau|fauteuil)\s+(?:de\s+|d['’])?(?:radio(?:logie)?|imagerie|écho(?:graphie)?|"
    r"echo(?:graphie)?|soins?|prélèvements?|prelevements?|dentaire|kiné|kine|infirmier|médical|medical|bleue?|verte?|"
    r"rouge|jaune|orange|blanche?|nord|sud|est|ouest|rdc)\b(?:\s*\d{1,2})?",
    re.I,
)
_CODED = re.compile(r"[A-Z]{1,4}[ ._-]?\d{1,3}[A-Z]?|\d{1,3}")


def rooms(text: str | None, place: bool = True) -> list[str]:
    """Return the rooms that a text names, as written, each once.

    Args:
        text: a place (« Cabinet 2, 1er étage »), or a name of calendar or file.
        place: the text is a place: a code by itself (« C2 ») is a room.

    >>> rooms("Cabinet 2 - rdc"), rooms("C2"), rooms("12 rue des Lilas"), rooms("Cabinet Dr Martin")
    (['Cabinet 2'], ['C2'], [], [])
    """
    bare = clean((text or "").replace("_", " "))
    if place and _CODED.fullmatch(bare):
        return [bare]
    found = [match[0].strip() for one in (_NUMBERED, _LETTERED, _NAMED) for match in one.finditer(bare)]
    return list({fold(one): one for one in reversed(found)}.values())[::-1]


_TITLE = re.compile(r"\b(?:dr|docteure?|pr|professeure?|mme|mlle|m\.|mr|monsieur|madame)\b\.?", re.I)


def practitioner(text: str | None) -> str | None:
    """Return the professional that a text names after a title, without what is known to be no name; to be hashed.

    >>> practitioner("Dr Martin dermatologie"), practitioner("Dr dermatologie"), practitioner("Martin")
    ('Dr Martin', None, None)
    """
    match = _TITLE.search(text or "")
    if match is None or text is None:
        return None
    names = []
    for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text[match.end() :]):
        if fold(word) in KNOWN or _ROOM.fullmatch(word):
            break
        names.append(word)
        if len(names) == 2:
            break
    return f"Dr {' '.join(names)}" if names else None


_ROOM = re.compile(rf"{_ROOM_WORDS}|[aà]|de|du|au|en|le|les", re.I)
_REASONS = (
    ("férié", "ferie feries noel toussaint ascension assomption paques pentecote armistice victoire nouvel_an "
     "jour_de_l_an fete_nationale fete_du_travail"),
    ("congés", "conges conge vacances"),
    ("formation", "formation formations seminaire"),
    ("travaux", "travaux peinture chantier demenagement"),
    ("grève", "greve"),
    ("pont", "pont"),
    ("panne", "panne coupure maintenance"),
    ("réunion", "reunion inventaire"),
    ("intempéries", "intemperies neige canicule"),
)  # fmt: skip


def reason(text: str | None) -> str:
    """Return why the centre is shut, from a closed list; nothing else of the text is kept.

    >>> reason("Fermeture : travaux (M. Untel)"), reason("Rendez-vous")
    ('travaux', '')
    """
    wanted = f"_{fold(text or '')}_"
    return next((ours for ours, words in _REASONS if any(f"_{word}_" in wanted for word in words.split())), "")
