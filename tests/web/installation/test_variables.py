"""The variables of an installation: one list, that the code, the examples and the reference follow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from levier.web.config.installation import BadSetting
from levier.web.config.variables import VARIABLES, check_names

ROOT = Path(__file__).parents[3]
READ = re.compile(r'"(LEVIER_SITE_[A-Z_]*[A-Z]|DATABASE_URL)"')
SET = re.compile(r"^(?:Environment=)?\s*(LEVIER_SITE_[A-Z_]+|DATABASE_URL)[=:]", re.MULTILINE)


def test_the_list_is_what_the_code_reads() -> None:
    site = (ROOT / "src" / "levier" / "web").rglob("*.py")
    read = {name for path in site if path.name != "variables.py" for name in READ.findall(path.read_text("utf-8"))}
    assert read == VARIABLES.keys()


@pytest.mark.parametrize("name", ["env.example", "compose.yaml", "levier.service"])
def test_examples_name_variables_that_exist(name: str) -> None:
    named = set(SET.findall((ROOT / "deploy" / name).read_text("utf-8")))
    assert named
    assert named <= VARIABLES.keys()


def test_a_typing_mistake_is_named_with_the_nearest() -> None:
    with pytest.raises(BadSetting) as refused:
        check_names({"LEVIER_SITE_HTPS": "1"})
    assert str(refused.value) == "LEVIER_SITE_HTPS : « LEVIER_SITE_HTPS » lu ; attendu : LEVIER_SITE_HTTPS."


def test_a_name_like_no_other_leads_to_the_reference() -> None:
    with pytest.raises(BadSetting, match=r"attendu : LEVIER_SITE_… d'un nom connu \(voir la référence\)\."):
        check_names({"LEVIER_SITE_QQQQQQQQQQQQQQ": "1"})


def test_what_is_not_of_the_site_is_left_alone() -> None:
    check_names({"LEVIER_LANG": "fr", "HOME": "x"} | dict.fromkeys(VARIABLES, "1"))
