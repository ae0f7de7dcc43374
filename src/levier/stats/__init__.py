"""Statistics for figures: pure functions over plain sequences, which know nothing of centres.

Each result names its method and its level; each function, its paper. Wilson, Byar, control charts, runs, trend,
false discoveries and the bootstrap need only the standard library; exact funnels and beta-binomial shrinkage open
scipy, the interrupted series statsmodels (extra ``levier[stats]``), when they are called.
"""

from levier.stats.assurance import Assurance, assurance
from levier.stats.bootstrap import ratio_bootstrap
from levier.stats.change import Change, ratio_change
from levier.stats.chart import Chart, Rebase, Segment
from levier.stats.counts import byar
from levier.stats.discovery import Discoveries, benjamini_hochberg
from levier.stats.errors import BadSeries, MissingExtra, TooFew
from levier.stats.funnel import Funnel, Limits, Place, Spread, funnel, funnel_limits, overdispersion
from levier.stats.interrupted import Interrupted, interrupted_series
from levier.stats.interval import Interval
from levier.stats.p_chart import p_chart, p_prime
from levier.stats.proportions import dispersion, newcombe, wilson
from levier.stats.rare import g_chart, t_chart
from levier.stats.rules import Signal, making_data_count
from levier.stats.runs import Runs, anhoej
from levier.stats.selection import Regression, regression_of_selected, regression_to_mean, reliability
from levier.stats.shrinkage import BetaBinomial, JamesStein, beta_binomial, james_stein
from levier.stats.trend import Trend, cochran_armitage
from levier.stats.xmr import xmr

__all__ = [
    "Assurance",
    "BadSeries",
    "BetaBinomial",
    "Change",
    "Chart",
    "Discoveries",
    "Funnel",
    "Interrupted",
    "Interval",
    "JamesStein",
    "Limits",
    "MissingExtra",
    "Place",
    "Rebase",
    "Regression",
    "Runs",
    "Segment",
    "Signal",
    "Spread",
    "TooFew",
    "Trend",
    "anhoej",
    "assurance",
    "benjamini_hochberg",
    "beta_binomial",
    "byar",
    "cochran_armitage",
    "dispersion",
    "funnel",
    "funnel_limits",
    "g_chart",
    "interrupted_series",
    "james_stein",
    "making_data_count",
    "newcombe",
    "overdispersion",
    "p_chart",
    "p_prime",
    "ratio_bootstrap",
    "ratio_change",
    "regression_of_selected",
    "regression_to_mean",
    "reliability",
    "t_chart",
    "wilson",
    "xmr",
]
