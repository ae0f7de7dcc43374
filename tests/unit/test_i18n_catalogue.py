"""The English catalogue: complete, faithful to the French sentences, compiled."""

import gettext
import io
import re
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

from po import Entry, compiled, read_po, written  # noqa: E402
from sentences import gathered  # noqa: E402
from translate import LOCALE, complaints, merged  # noqa: E402

FOLDER = LOCALE / "en" / "LC_MESSAGES"
FIELD = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def found() -> list[Entry]:
    return gathered()


@pytest.fixture(scope="module")
def known() -> dict[str, Entry]:
    return read_po((FOLDER / "levier.po").read_text("utf-8"))


def test_every_sentence_is_translated(found, known):
    left = [f"{one.id!r} ({', '.join(one.places)})" for one in merged(found, known) if not one.translated]
    assert not left, "\n".join(["Not in English (scripts/translate.py lists them, then edit levier.po):", *left])


def test_nothing_is_obsolete_or_stale():
    said = [one for one in complaints("en") if not one.startswith("untranslated")]
    assert not said, "\n".join(["Run python scripts/translate.py:", *said])


def test_a_translation_has_the_fields_of_its_sentence(known):
    wrong = []
    for one in known.values():
        sources = (one.id,) if one.plural is None else (one.id, one.plural)
        pairs = zip(sources, one.said, strict=True) if one.translated else ()
        wrong += [pair for pair in pairs if sorted(FIELD.findall(pair[0])) != sorted(FIELD.findall(pair[1]))]
    assert wrong == []


def test_english_has_no_french_punctuation(known):
    """No guillemets, no space before a colon, a semicolon, a question mark or a per cent sign."""
    said = [text for one in known.values() for text in one.said]
    assert [text for text in said if re.search(r"[«»]|\w [:;?!%](?:\s|$)", text)] == []


def test_words_of_the_catalogue_are_gathered(found):
    ids = {one.id for one in found}
    assert {
        "Rendez-vous non honorés (non-venue)",  # label of an indicator
        "doublon (même patient, même heure)",  # reason of an exclusion
        "sans les rémunérations forfaitaires",  # optional term of a formula
        "Début prévu du rendez-vous.",  # column of a table
        "Appels reçus",  # typed measure
        "Agenda, page « Statistiques »",  # source document
        "Annulation tardive par le patient",  # convention
        "lire des fichiers et dire ce qui va et ce qui ne va pas",  # summary of a command
        "PÉRIODE",  # word of the command line
        "il manque : {0}",  # what argparse says
        "bloquant",  # severity
    } <= ids


ENTRIES = [
    Entry("Bonjour « {name} »\n", None, ("a.py",), ("Hello “{name}”\n",)),
    Entry("{n} ligne", "{n} lignes", ("b.py",), ("{n} line", "{n} lines")),
    Entry('à "traduire"', None, ("b.py",)),
]


def test_the_text_is_read_back():
    again = read_po(written(ENTRIES, "en"))
    assert list(again) == [one.id for one in ENTRIES]
    assert [one.said for one in again.values()] == [one.said for one in ENTRIES]
    assert again["{n} ligne"].plural == "{n} lignes"


def test_the_binary_is_what_gettext_reads():
    words = gettext.GNUTranslations(io.BytesIO(compiled(ENTRIES, "en")))
    assert words.gettext("Bonjour « {name} »\n") == "Hello “{name}”\n"
    assert [words.ngettext("{n} ligne", "{n} lignes", n) for n in (0, 1, 2)] == ["{n} lines", "{n} line", "{n} lines"]
    assert words.gettext('à "traduire"') == 'à "traduire"'


def test_a_translation_is_dropped_when_its_plural_changes():
    old = Entry("{n} ligne", "{n} lignes anciennes", (), ("{n} line", "{n} old lines"))
    assert merged([ENTRIES[1]], {})[0].said == ("{n} line", "{n} lines")
    assert not Entry("{n} ligne", "{n} lignes").taking(old).translated
