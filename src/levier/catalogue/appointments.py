"""What the indicators on appointments share: who was due, who missed, what is unknown (contract §3)."""

from __future__ import annotations

from levier.catalogue.definition import Doubt, Exclusion, Population
from levier.measures.language import Condition, Setting, col, typed

STATUS = col("status")

LATE_COUNTS = (col("late_cancel") == 1) & Setting("annulation_tardive", "non_venue")
EXCUSED_COUNTS = (STATUS == "absent_excuse") & Setting("absence_excusee", "non_venue")
MISSED: Condition = STATUS.among("non_venu", "arrive_trop_tard") | EXCUSED_COUNTS | LATE_COUNTS
UNMARKED: Condition = STATUS == "non_pointe"

REPEATED = Exclusion("doublon (même patient, même heure)", col("duplicate") == 1)
WALK_IN = Exclusion("sans rendez-vous", col("walk_in") == 1)
CANCELLED = Exclusion("annulé", (STATUS == "annule") & ~LATE_COUNTS)
EXCUSED = Exclusion("absence excusée", (STATUS == "absent_excuse") & ~EXCUSED_COUNTS)
MOVED = Exclusion("reporté", STATUS == "reporte")
LEFT = Exclusion("parti sans être vu", STATUS == "parti_sans_etre_vu")

BOOKED_EXCLUSIONS = (REPEATED, WALK_IN, CANCELLED, EXCUSED, MOVED, LEFT)

# Every booked appointment whose issue should be honoured or not: the unmarked ones included.
DUE = Population("appointments", BOOKED_EXCLUSIONS, undated=1)

UNMARKED_DOUBT = Doubt(
    term=DUE.counted(UNMARKED),
    limit="non_pointes_max",
    floor="pointes_min",
    typed=typed("rdv_non_pointes"),
    note="{share} % des rendez-vous ne sont pas pointés",
)
