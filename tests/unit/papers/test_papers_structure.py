"""Every paper, for a full, an empty and a regional installation: mention, headings, tables, language, blanks."""

import re
from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from levier.papers import papers, papers_of
from levier.papers.document import MENTION
from levier.papers.installation import TO_FILL
from unit.papers.opened import EMPTY, FULL, INSTALLATIONS, every, opened, words

CASES = list(every())
IDS = [f"{kind}-{paper.name}" for kind, paper in CASES]


@pytest.fixture(scope="module", params=CASES, ids=IDS)
def case(request):
    """The paper, the installation, and the document opened again."""
    kind, paper = request.param
    return paper, INSTALLATIONS[kind], opened(paper, INSTALLATIONS[kind])


def test_the_mention_is_at_the_top_and_on_every_page(case):
    paper, _installation, document = case
    assert document.paragraphs[0].text == paper.title
    assert document.paragraphs[1].text.startswith(MENTION)
    assert len(document.sections) == 1
    foot = document.sections[0].footer.paragraphs[0]
    assert foot.text.startswith(MENTION)
    codes = [one.text.strip() for one in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert not document.sections[0].different_first_page_header_footer


def test_no_value_of_the_program_is_left_raw(case):
    text = words(case[2])
    assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|Installation\(|\*\*|[{}]", text)
    assert not re.search(r"(?<![\w.…])/(?:home|Users|tmp|work|root)/", text)


def test_headings_follow_each_other(case):
    styles = [one.style.name for one in case[2].paragraphs]
    assert styles.count("Title") == 1
    levels = [int(name[-1]) for name in styles if name.startswith("Heading ")]
    assert levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(one.text.strip() for one in case[2].paragraphs if one.style.name.startswith("Heading"))


def test_every_table_has_a_header_and_a_name(case):
    for table in case[2].tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(cell.text.strip() for cell in first.cells)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        widths = {round(sum(cell.width.cm for cell in row.cells), 1) for row in table.rows}
        assert widths == {17.0}


def test_the_document_says_that_it_is_french_and_what_it_is(case):
    paper, installation, document = case
    about = document.core_properties
    assert (about.title, about.subject, about.language) == (paper.title, paper.summary, "fr-FR")
    assert about.author == (installation.controller or "Levier")
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    assert (round(document.sections[0].page_width.cm, 1), round(document.sections[0].page_height.cm, 1)) == (21.0, 29.7)


def test_blanks_are_highlighted(case):
    everywhere = [*case[2].element.body.iter(qn("w:r"))]
    runs = [one for one in everywhere if TO_FILL in "".join(text.text or "" for text in one.iter(qn("w:t")))]
    assert all(one.rPr.find(qn("w:highlight")).get(qn("w:val")) == "yellow" for one in runs)
    assert words(case[2]).count(TO_FILL) == len(runs)


@pytest.mark.parametrize("paper", papers(), ids=lambda one: one.name)
def test_what_is_not_known_is_left_to_fill(paper):
    assert TO_FILL in words(opened(paper, EMPTY))


@pytest.mark.parametrize("paper", papers_of(FULL), ids=lambda one: one.name)
def test_what_is_known_is_said(paper):
    empty, full = words(opened(paper, EMPTY)), words(opened(paper, FULL))
    assert full.count(TO_FILL) < empty.count(TO_FILL)
    assert any(value in full for value in (FULL.name, FULL.controller))


def test_the_poster_is_ready_once_the_settings_are_given():
    poster = next(one for one in papers() if one.name == "affiche-patients")
    assert TO_FILL not in words(opened(poster, FULL))


def test_names_and_order():
    names = [one.name for one in papers()]
    assert len(set(names)) == len(names) == 13
    assert [one.order for one in papers()] == list(range(1, 14))
    assert all(re.fullmatch(r"[a-z-]+", name) for name in names)
    assert all(one.audience and one.summary.endswith(".") and one.law for one in papers())


def test_a_region_has_no_patient_to_inform():
    left_out = {one.name for one in papers()} - {one.name for one in papers_of(INSTALLATIONS["region"])}
    assert left_out == {"affiche-patients", "information-patients"}


def test_the_same_installation_gives_the_same_words():
    fresh = opened.__wrapped__(papers()[1], FULL)
    assert words(fresh) == words(opened(papers()[1], FULL))
