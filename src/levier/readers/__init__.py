"""Text to rows: one set of rules, in the standard library.

>>> import io
>>> text = "debut;statut\\n03/01/2025 14h30;honoré\\n31/02/2025;honoré\\n"
>>> reading = Reading(io.BytesIO(text.encode()), "rendez_vous.csv", Context(secret=b"k"))
>>> [chunk.columns["status"] for chunk in reading.chunks()]
[['honore']]
>>> account = reading.accounts[0]
>>> account.read, account.kept, account.set_aside, account.not_data
(3, 1, 1, 1)
"""

from levier.readers.context import Context, person_hash
from levier.readers.propose import propose_profile
from levier.readers.reading import Reading
from levier.readers.refusals import open_error

__all__ = ["Context", "Reading", "open_error", "person_hash", "propose_profile"]
