"""What is practised and billed: specialties with their habits, acts with their tariffs.

Codes exist in the CCAM and the NGAP; their tariffs are rounded to what was usual in 2024 and 2025 and serve
the demonstration only (hypothesis of the tool). The rise of December 2024 is that of the law.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """A billable act: tariff in cents before and after 22 December 2024, and the base that the AMO refunds."""

    code: str
    nomenclature: str
    before: int
    after: int
    base: int
    amo_percent: int = 70
    quantity: str = "1"


def ngap(code: str, before: int, after: int = 0, *, amo: int = 70, quantity: str = "1") -> Act:
    """Return a clinical act, tariffs in cents."""
    return Act(code, "NGAP", before, after or before, after or before, amo, quantity)


def ccam(code: str, tariff: int, base: int = 0, *, amo: int = 70) -> Act:
    """Return a technical act, tariff and refund base in cents."""
    return Act(code, "CCAM", tariff, tariff, base or tariff, amo)


Weighted = tuple[tuple[Act, int], ...]


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialty: its service, its pace and what it bills.

    ``no_show`` multiplies the centre's rate, ``lead`` is the mean delay of booking in days, ``technical_share``
    the share of visits billed by a technical act when coding is well done.
    """

    name: str
    service: str
    job: str
    minutes: int
    no_show: float
    lead: float
    technical_share: float
    clinical: Weighted
    technical: Weighted
    walk_in: float = 0.0
    frequency: int = 1


APC = ngap("APC", 5650, 6000)
CS = ngap("CS", 3000)
GP_CONSULTATION = ngap("G", 2650, 3000)

GENERAL = Specialty(
    "médecine générale", "medical", "medecin", 20, 0.85, 6, 0.07,
    ((GP_CONSULTATION, 92), (ngap("GS", 2650, 3000), 6), (ngap("COE", 4800, 6000), 2)),
    ((ccam("DEQP003", 1426), 5), (ccam("QZJA002", 3169), 2), (ccam("JKHD001", 1246), 2), (ccam("GLQP002", 3764), 1)),
    walk_in=0.1, frequency=9,
)  # fmt: skip
SPECIALISTS = (
    Specialty("dermatologie", "medical", "medecin", 15, 1.1, 32, 0.42, ((CS, 78), (APC, 22)),
              ((ccam("QZNP025", 4214), 4), (ccam("QZHA001", 3890), 3), (ccam("QZFA036", 5136), 3))),
    Specialty("gynécologie", "medical", "medecin", 20, 1.0, 21, 0.40, ((CS, 85), (APC, 15)),
              ((ccam("JKHD001", 1246), 4), (ccam("JKLD001", 3840), 2), (ccam("ZCQJ002", 5670), 3))),
    Specialty("cardiologie", "medical", "medecin", 30, 0.9, 26, 0.66, ((CS, 70), (APC, 30)),
              ((ccam("DEQP003", 1426), 6), (ccam("DZQM006", 9649), 3), (ccam("EBQM001", 7560), 2)), frequency=2),
    Specialty("ophtalmologie", "medical", "medecin", 15, 1.2, 44, 0.60, ((CS, 88), (APC, 12)),
              ((ccam("BGQP002", 2800), 5), (ccam("BLQP010", 2560), 3), (ccam("BZQK001", 4690), 2)), frequency=2),
    Specialty("pédiatrie", "medical", "medecin", 20, 0.9, 8, 0.09, ((ngap("COD", 2500), 35), (CS, 60), (APC, 5)),
              ((ccam("CDRP002", 4800), 1), (ccam("GLQP002", 3764), 1)), walk_in=0.05, frequency=2),
    Specialty("ORL", "medical", "medecin", 15, 1.1, 20, 0.58, ((CS, 82), (APC, 18)),
              ((ccam("CDQP010", 2626), 4), (ccam("GAQE003", 3130), 3), (ccam("CAGD001", 3016), 2))),
    Specialty("rhumatologie", "medical", "medecin", 20, 1.0, 24, 0.36, ((CS, 76), (APC, 24)),
              ((ccam("NZLB001", 3130), 3), (ccam("MZLB001", 2508), 2), (ccam("PBQM003", 3780), 2))),
    Specialty("psychiatrie", "medical", "medecin", 30, 1.35, 18, 0.02, ((ngap("CNP", 5020), 96), (APC, 4)),
              ((ccam("ALQP006", 6912), 1),)),
)  # fmt: skip
MIDWIFE = Specialty(
    "sage-femme", "medical", "sage_femme", 30, 0.9, 11, 0.2, ((ngap("C", 2500, 2650), 1),),
    ((ccam("JKHD001", 1246), 3), (ccam("JNQM001", 3570), 2)),
)  # fmt: skip
DENTIST = Specialty(
    "chirurgie dentaire", "dentaire", "dentiste", 30, 1.25, 19, 0.93, ((ngap("C", 2300, amo=60), 1),),
    ((ccam("HBMD053", 3028, amo=60), 16), (ccam("HBMD049", 5000, amo=60), 14), (ccam("HBMD058", 2981, amo=60), 10),
     (ccam("HBJD001", 2892, amo=60), 20), (ccam("HBGD036", 3344, amo=60), 9), (ccam("HBFD008", 9200, amo=60), 6),
     (ccam("HBFD033", 3750, amo=60), 4), (ccam("HBLD038", 29000, 12000, amo=60), 5),
     (ccam("HBLD634", 50000, 12000, amo=60), 3), (ccam("HBLD090", 17500, 9000, amo=60), 3),
     (ccam("HBLD131", 36600, 14400, amo=60), 1), (ccam("HBLD364", 22400, 6450, amo=60), 1),
     (Act("HN01", "HN", 9000, 9000, 0), 1)),
)  # fmt: skip
RADIOLOGY = Specialty(
    "radiologie", "imagerie", "manipulateur", 10, 0.9, 10, 1.0, (),
    ((ccam("ZBQK002", 2128), 14), (ccam("NFQK001", 1995), 12), (ccam("MDQK001", 1995), 9),
     (ccam("LFQK002", 4256), 8), (ccam("NDQK001", 1995), 8), (ccam("ZCQM008", 5670), 14), (ccam("QEQK001", 6642), 9),
     (ccam("QEQM001", 3780), 6), (ccam("KCQM001", 3497), 7), (ccam("PBQM003", 3780), 9)),
    walk_in=0.12,
)  # fmt: skip
NURSE = Specialty(
    "soins infirmiers", "infirmier", "infirmier", 15, 0.7, 4, 0.0,
    ((ngap("AMI", 315, amo=60), 3), (ngap("AMI", 473, amo=60, quantity="1,5"), 5),
     (ngap("AMI", 630, amo=60, quantity="2"), 4), (ngap("AMI", 1260, amo=60, quantity="4"), 3)),
    (), walk_in=0.4,
)  # fmt: skip
REJECTION_FAMILIES = (
    ("R01", "droits", 30), ("R13", "parcours de soins", 18), ("R24", "contrat AMC", 20), ("R31", "identité", 9),
    ("R40", "règle de cotation", 11), ("R52", "pièce manquante", 7), ("R60", "doublon", 3), ("R99", "technique", 2),
)  # fmt: skip


def expand(weighted: Weighted) -> tuple[Act, ...]:
    """Return each act as many times as its weight: one random index then picks with the weights."""
    return tuple(act for act, weight in weighted for _ in range(weight))
