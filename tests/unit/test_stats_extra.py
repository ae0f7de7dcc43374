"""The light installation: what works without scipy, the sentence for the rest, and the examples of the docstrings."""

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import levier.stats

MODULES = sorted(one.name for one in pkgutil.iter_modules(levier.stats.__path__, "levier.stats."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def run(code):
    """Run code where scipy, statsmodels and numpy cannot be imported."""
    block = "import sys; sys.modules.update(dict.fromkeys(('numpy', 'scipy', 'statsmodels')));"
    return subprocess.run([sys.executable, "-c", block + code], capture_output=True, text=True, check=False)


def test_charts_runs_and_bootstrap_need_only_the_standard_library():
    code = (
        "from levier.stats import *;"
        "making_data_count(xmr([1, 2, 1, 2])); p_prime([1, 2, 3], [9, 9, 9]); anhoej([1, 2, 3]); wilson(1, 2); byar(3);"
        "g_chart([1, 2, 3]); t_chart([1, 2, 3]); benjamini_hochberg([0.1]); cochran_armitage([1, 2, 3], [9, 9, 9]);"
        "ratio_bootstrap([1] * 8, [2] * 8); funnel_limits(9, 0.5, tau2=1); james_stein([1, 2, 3, 4], 1)"
    )
    done = run(code)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("funnel_limits(9, 0.5)", "La limite exacte d'un entonnoir demande la bibliothèque scipy"),
        (
            "beta_binomial([1, 2, 3, 4], [9] * 4)",
            "Le rapprochement des centres vers leur groupe demande la bibliothèque",
        ),
        ("interrupted_series([5] * 24, 12)", "Une série interrompue demande la bibliothèque numpy"),
    ],
)
def test_a_missing_library_is_said_with_what_to_install(call, sentence):
    code = (
        "from levier.stats import *\n"
        "from levier.problems import LevierError\n"
        f"try:\n    {call}\n"
        "except LevierError as error:\n    print(str(error).encode('utf-8'))\n"
    )
    done = run("\n" + code)
    said = eval(done.stdout).decode("utf-8")
    assert said.startswith(sentence)
    assert said.endswith("absente de cette installation. → Installez levier[stats] : pip install 'levier[stats]'.")


def test_statsmodels_is_imported_only_by_the_interrupted_series():
    code = (
        "import sys; from levier.stats import *; funnel([1, 2, 3, 4, 5], [9] * 5); beta_binomial([1, 2, 3, 4], [9] * 4);"
        "sys.exit('statsmodels' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
