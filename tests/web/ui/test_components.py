"""The components, as the browser receives them."""

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory

from levier.charts import trend
from levier.readings.reading import WORDS
from levier.web.ui.parts import Action, Addresses, Cell, ChartView, Column, Link
from levier.web.ui.signs import reading_sign


def drawn(text: str, **context: Any) -> str:
    return Template("{% load levier_ui %}" + text).render(Context(context))


@pytest.mark.parametrize("key", list(WORDS), ids=lambda key: "-".join(filter(None, key)))
def test_each_reading_has_a_word_and_a_shape(key: tuple[str, str]) -> None:
    sign = reading_sign(*key)
    assert sign.word == WORDS[key]
    assert sign.icon
    assert WORDS[key] in drawn("{% reading_badge outcome=a sense=b %}", a=key[0], b=key[1])


def test_proven_and_probable_differ_without_colour() -> None:
    assert reading_sign("real", "worse").icon != reading_sign("likely", "worse").icon
    assert reading_sign("real", "better").icon != reading_sign("real", "worse").icon


def test_a_status_that_is_ok_says_nothing() -> None:
    assert drawn('{% status_badge "ok" %}') == ""
    assert "donnée non fournie" in drawn('{% status_badge "not_available" %}')


def test_a_figure_shows_value_range_and_year_before() -> None:
    text = drawn('{% figure "Non-venue" 0.069 unit="%" low=0.061 high=0.078 previous=0.084 change="−1,5 point" %}')
    assert '6,9 <span class="figure-unit">%</span>' in text
    assert "entre 6,1 % et 7,8 %" in text
    assert "N-1 : 8,4 % (−1,5 point)" in text


def test_zero_is_a_value() -> None:
    text = drawn('{% figure "Non-venue" 0 unit="%" low=0 high=0.01 previous=0 %}')
    assert '0,0 <span class="figure-unit">%</span>' in text
    assert "entre 0,0 % et 1,0 %" in text
    assert "N-1 : 0,0 %" in text


def test_a_figure_without_value_says_why_and_is_never_zero() -> None:
    text = drawn('{% figure "Rejets" status="not_computable" reason="aucune facture" previous=0.1 low=0.1 high=0.2 %}')
    assert "calcul impossible" in text
    assert "aucune facture" in text
    assert "figure-value" not in text
    assert "N-1" not in text


def test_a_value_is_hidden_when_the_status_forbids_it() -> None:
    assert "12" not in drawn('{% figure "Rejets" 12 unit="€" status="not_applicable" %}')


def test_a_table_has_caption_scopes_and_numbers_on_the_right() -> None:
    columns = [Column("Mois", heads=True), Column("Lignes", number=True, sorted="descending", url="?tri=1")]
    text = drawn("{% data_table legend columns rows total=total %}", legend="Lignes par mois", columns=columns,
                 rows=[("mai", Cell("12", kind="bad")), ("juin", None)], total=("Ensemble", "12"))  # fmt: skip
    assert "<caption>Lignes par mois</caption>" in text
    assert '<th scope="col">Mois</th>' in text
    assert '<th scope="row">mai</th>' in text
    assert '<td class="num cell-bad">12</td>' in text
    assert 'aria-sort="descending"' in text
    assert '<div class="table-region" role="region" tabindex="0" aria-label="Lignes par mois">' in text
    assert "<tfoot>" in text


def test_a_table_without_a_line_says_so() -> None:
    assert "Rien à afficher." in drawn('{% data_table "Vide" columns rows %}', columns=[Column("A")], rows=[])


@pytest.mark.parametrize("hostile", ["<script>x</script>", '"><img src=x onerror=y>'])
def test_what_files_say_is_escaped_everywhere(hostile: str) -> None:
    text = drawn(
        '{% page_header x x a l %}{% figure x x unit=x reason=x %}{% data_table x c r %}{% notice x %}{% tabs l x %}'
        '{% empty_state x x a %}{% card title=x note=x %}{{ x }}{% endcard %}{% help about=x %}{{ x }}{% endhelp %}'
        '{% fold title=x %}{{ x }}{% endfold %}{% progress_bar x 1 2 x %}{% drop_zone "f" x x %}{% steps l x %}'
        '{% filter_bar label=x %}{{ x }}{% endfilter_bar %}{% copy_button x x %}{% icon x x %}{% chart v %}'
        "{{ x|number }}{{ x|no_break }}{% table_region label=x %}{{ x }}{% endtable_region %}",
        x=hostile, a=[Action(hostile, hostile)], l=[Link(hostile, hostile)], c=[Column(hostile, url=hostile)],
        r=[(Cell(hostile, url=hostile, note=hostile),)],
        v=ChartView(hostile, hostile, Addresses(hostile, hostile, hostile, hostile), Addresses(hostile), (Column(hostile),),
                    ((hostile,),), (Link(hostile, hostile),)),
    )  # fmt: skip
    assert "<script>" not in text
    assert "<img src=x" not in text


class Sample(forms.Form):
    nom = forms.CharField(label="Nom", help_text="Celui de la façade.")
    service = forms.ChoiceField(label="Service", choices=[("m", "Médical")], widget=forms.RadioSelect)
    cache = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(label="Note", required=False)


def test_a_wrong_form_lists_its_errors_and_ties_them_to_its_fields() -> None:
    text = drawn("{% form_fields form %}", form=Sample({"cache": "1"}))
    assert '<a href="#id_nom">Nom : ' in text
    assert 'aria-describedby="id_nom_hint id_nom_error"' in text
    assert 'aria-invalid="true"' in text
    assert '<label class="form-label" for="id_nom">' in text
    assert "<fieldset" in text
    assert "<legend>Service" in text
    assert text.count("(facultatif)") == 1
    assert text.index("error-summary") < text.index("id_nom_error")


def test_the_link_of_an_error_leads_to_a_control_that_exists() -> None:
    text = drawn("{% form_fields form %}", form=Sample({"cache": "1"}))
    assert 'href="#id_service_0"' in text
    assert 'id="id_service_0"' in text


def test_a_form_that_nobody_sent_has_no_error() -> None:
    text = drawn("{% form_fields form %}", form=Sample())
    assert "error-summary" not in text
    assert "aria-invalid" not in text


def test_pages_keep_the_other_parameters() -> None:
    request = RequestFactory().get("/", {"service": "dentaire", "page": "2"})
    text = drawn("{% pagination page %}", page=Paginator(range(100), 10).page(2), request=request)
    assert 'href="?service=dentaire&amp;page=3"' in text
    assert 'aria-current="page"' in text


def test_one_page_needs_no_pagination() -> None:
    assert drawn("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_the_heading_of_the_page_says_so() -> None:
    here = RequestFactory().get("/centres/a01/saisie/juin/")
    assert 'aria-current="page"' in drawn('{% nav_item "Saisie" "/centres/a01/saisie/" %}', request=here)
    assert "aria-current" not in drawn('{% nav_item "Import" "/centres/a01/import/" %}', request=here)
    assert "aria-current" not in drawn('{% nav_item "Centre" "/centres/a01/" exact=True %}', request=here)


def test_a_job_without_size_has_no_share_to_compute() -> None:
    assert '<progress max="0" value="0"' in drawn('{% progress_bar "Import" 0 0 %}')


def test_a_line_needs_two_values() -> None:
    assert drawn("{% sparkline v %}", v=[1]) == ""
    assert drawn("{% sparkline v %}", v=[None, None, 3]) == ""
    assert 'points="0.0,28.0 100.0,4.0"' in drawn("{% sparkline v %}", v=[1, 3])
    assert 'points="0.0,28.0 100.0,4.0"' in drawn("{% sparkline v %}", v=[1, None, 3])


def test_a_flat_line_is_drawn() -> None:
    assert 'points="0.0,28.0 100.0,28.0"' in drawn("{% sparkline v %}", v=[2, 2])


def test_a_drawing_becomes_a_view_with_its_size_and_its_table() -> None:
    drawing = trend("Non-venue", "%", [("2025-01", "2025-01-01", 0.1), ("2025-02", "2025-02-01", 0.12)])
    view = ChartView.of(drawing, Addresses("/l.svg", "/d.svg"))
    assert (view.width, view.height) == (720, 300)
    assert view.columns[0].heads
    text = drawn("{% chart view %}", view=view)
    assert drawing.sentence in text
    assert "12,0 %" in text
    assert "data-spec" not in text


@pytest.mark.parametrize(
    ("theme", "media"),
    [("light", "not all"), ("dark", "screen"), ("auto", "screen and (prefers-color-scheme: dark)")],
)
def test_the_still_follows_the_theme(theme: str, media: str) -> None:
    view = ChartView("Titre", "Phrase.", Addresses("/l.svg", "/d.svg"))
    assert f'media="{media}" srcset="/d.svg"' in drawn("{% chart view %}", view=view, theme=theme)


@pytest.mark.urls("web.ui.gallery_urls")
class TestTheme:
    def test_the_choice_is_kept_and_leads_back(self, client: Client) -> None:
        answer = client.post("/theme/", {"theme": "dark", "next": "/?a=1"})
        assert answer["Location"] == "/?a=1"
        assert answer.cookies["levier_theme"].value == "dark"

    def test_an_address_elsewhere_is_not_followed(self, client: Client) -> None:
        assert client.post("/theme/", {"theme": "dark", "next": "https://ailleurs.example/"})["Location"] == "/"

    def test_an_unknown_theme_is_not_kept(self, client: Client) -> None:
        assert "levier_theme" not in client.post("/theme/", {"theme": "rose"}).cookies

    def test_only_a_form_changes_it(self, client: Client) -> None:
        assert client.get("/theme/").status_code == 405
