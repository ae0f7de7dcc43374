"""What the indicators on third-party payment share: first attempts, and what still waits for an answer (contract §3)."""

from __future__ import annotations

from levier.catalogue.definition import Doubt, Exclusion, Population
from levier.catalogue.rejections import REFUSED
from levier.measures.language import Condition, col

RESENT = Exclusion("nouvel envoi", col("first") != 1)
AMOUNT_UNKNOWN = Exclusion("montant demandé non renseigné", ~col("claimed").known())

FIRST = Population("payer_flows", (RESENT,))
FIRST_OF_KNOWN_AMOUNT = Population("payer_flows", (RESENT, AMOUNT_UNKNOWN))

REJECTED: Condition = col("status") == "rejete"
PENDING: Condition = col("status") == "en_attente"
# The lot of the claim was refused by an acknowledgement: it never reached the payer, which rejected nothing.
NOT_RECEIVED: Condition = PENDING & (col("rejection_family") == REFUSED)

# Those that wait for longer are unanswered: ``unanswered_claims_rate`` counts them.
STILL_PENDING = Doubt(
    term=FIRST.counted(PENDING) - FIRST.counted(PENDING, older_than="sans_reponse_j"),
    limit="en_attente_max",
    inside=True,
    bounds=False,
    note="{share} % des factures attendent encore une réponse",
)
