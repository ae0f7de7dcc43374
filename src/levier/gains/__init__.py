"""What there is to win: the margins of progress of a centre, lever by lever, and where to start.

>>> from levier.gains import margins
"""

from levier.gains.hypotheses import Hypothesis, read_plan
from levier.gains.of_centre import Margin, Margins, margins
from levier.gains.peers import Peer
from levier.gains.start import Activation, Start, read_activations, where_to_start
from levier.gains.targets import Target

__all__ = [
    "Activation",
    "Hypothesis",
    "Margin",
    "Margins",
    "Peer",
    "Start",
    "Target",
    "margins",
    "read_activations",
    "read_plan",
    "where_to_start",
]
