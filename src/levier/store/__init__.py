"""The store: immutable imports in Parquet, a manifest, the rule of current lines, a lock, a format number.

>>> from levier.store import Store
"""

from __future__ import annotations

from levier.store.adding import ChoiceNeeded
from levier.store.lock import Busy
from levier.store.results import DeletionResult, ImportRecord, ImportResult, PurgeResult
from levier.store.store import Store

__all__ = ["Busy", "ChoiceNeeded", "DeletionResult", "ImportRecord", "ImportResult", "PurgeResult", "Store"]
