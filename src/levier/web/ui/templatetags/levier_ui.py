"""The components of the pages: ``{% load levier_ui %}``; docs/developing-web.md shows each in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from levier.i18n import _
from levier.web.ui import formats
from levier.web.ui.parts import Cell
from levier.web.ui.signs import Sign, reading_sign, status_sign

register = template.Library()
PARTS = "levier/parts/"

for _name in ("number", "percent", "euros", "value_of", "french_date", "period_label", "no_break"):
    register.filter(_name, getattr(formats, _name))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of icons.svg, silent unless it has a label."""
    address = f"{static('levier/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon icon-{}" role="img" aria-label="{}"><use href="{}"/></svg>', name, label, address
        )
    return format_html('<svg class="icon icon-{}" aria-hidden="true"><use href="{}"/></svg>', name, address)


def _badge(sign: Sign | None, family: str) -> SafeString:
    if sign is None:
        return mark_safe("")
    return format_html('<span class="{} badge-{}">{}{}</span>', family, sign.kind, icon(sign.icon), sign.word)


@register.simple_tag
def reading_badge(reading: Any = None, outcome: str = "", sense: str = "") -> SafeString:
    """Return the badge of a reading (an object with ``outcome`` and ``sense``, or both words)."""
    if reading is not None:
        outcome, sense = _of(reading, "outcome"), _of(reading, "sense")
    return _badge(reading_sign(outcome, sense), "badge-reading") if outcome else mark_safe("")


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """Return the badge of a figure's status; nothing for ``ok``."""
    return _badge(status_sign(status), "badge-status")


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.inclusion_tag(PARTS + "page_header.html")
def page_header(
    title: str, subtitle: str = "", actions: Sequence[Any] = (), path: Sequence[Any] = ()
) -> dict[str, Any]:
    """The title of a page, what it is about, what can be done, where it lies."""
    return {"title": title, "subtitle": subtitle, "actions": actions, "path": path}


@register.inclusion_tag(PARTS + "nav_item.html", takes_context=True)
def nav_item(context: Context, label: str, url: str, icon: str = "", exact: bool = False) -> dict[str, Any]:
    """A heading of the main navigation; the one of the page says so."""
    request = context.get("request")
    here = request.path if request else ""
    return {"label": label, "url": url, "sign": icon, "current": here == url or (not exact and here.startswith(url))}


_NOTICES = {"success": "Fait :", "warning": "Attention :", "error": "Erreur :", "info": "Information :", "debug": ""}


@register.inclusion_tag(PARTS + "notice.html")
def notice(text: Any, kind: str = "info") -> dict[str, Any]:
    """A message: ``info`` ``success`` ``warning`` or ``error``."""
    kind = kind if kind in _NOTICES and kind != "debug" else "info"
    said = text if isinstance(text, SafeString) else formats.no_break(str(text))
    return {"text": said, "kind": kind, "sign": kind, "said": _(_NOTICES[kind])}


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, kind: str = "", note: str = "") -> SafeString:
    """A card around what it holds: ``{% card title="…" %}…{% endcard %}``."""
    head = format_html('<div class="card-head"><h{0}>{1}</h{0}>{2}</div>', level, title, _muted(note)) if title else ""
    return format_html('<section class="card {}">{}{}</section>', f"card-{kind}" if kind else "", head, content)


def _muted(text: str) -> SafeString:
    return format_html('<span class="muted">{}</span>', text) if text else mark_safe("")


@register.inclusion_tag(PARTS + "figure.html")
def figure(label: str, value: Any = None, **more: Any) -> dict[str, Any]:
    """A value with what must be read beside it.

    ``unit`` as the readings write it; ``low`` and ``high`` (interval), ``previous`` (N-1), ``change`` (a text),
    ``reading``, ``status``, ``reason``, ``help``, ``url``, ``note``, ``spark`` (values for a small line).
    """
    unit = more.get("unit", "")
    told = value not in (None, "") and more.get("status") in ("ok", "partial", "", None)
    shown, _space, sign = (value if isinstance(value, str) else formats.value_of(value, unit)).partition(" ")
    return more | {
        "label": label,
        "value": shown,
        "sign": sign,
        "told": told,
        "range": _range(more.get("low"), more.get("high"), unit),
        "was": "" if more.get("previous") in (None, "") else formats.value_of(more["previous"], unit),
    }


def _range(low: Any, high: Any, unit: str) -> str:
    if low in (None, "") or high in (None, ""):
        return ""
    return _("entre {low} et {high}").format(low=formats.value_of(low, unit), high=formats.value_of(high, unit))


@register.inclusion_tag(PARTS + "table.html")
def data_table(caption: str, columns: Sequence[Any], rows: Sequence[Any], **more: Any) -> dict[str, Any]:
    """A table: caption, columns (:class:`Column`), rows of texts or :class:`Cell`; ``dense``, ``total``, ``hide``."""
    lines = [list(zip(columns, map(_cell, row), strict=False)) for row in rows]
    total = [list(zip(columns, map(_cell, more["total"]), strict=False))] if more.get("total") else []
    return more | {"caption": caption, "columns": columns, "lines": lines, "totals": total}


def _cell(value: Any) -> Any:
    return value if isinstance(value, (Cell, Mapping)) else Cell("" if value is None else value)


@register.simple_block_tag
def table_region(content: str, label: str) -> SafeString:
    """A frame that scrolls sideways, reached by keyboard, around a table written by hand."""
    return format_html('<div class="table-region" role="region" tabindex="0" aria-label="{}">{}</div>', label, content)


@register.inclusion_tag(PARTS + "empty.html")
def empty_state(
    title: str, text: str = "", actions: Sequence[Any] = (), icon: str = "entry", level: int = 2
) -> dict[str, Any]:
    """Nothing here yet: what to do next."""
    return {"title": title, "text": text, "actions": actions, "sign": icon, "level": level}


@register.simple_block_tag
def help(content: str, about: str) -> SafeString:
    """« ? » that opens: ``{% help about="taux de pointage" %}…{% endhelp %}``."""
    label = _("Aide : {about}").format(about=about)
    return format_html(
        '<details class="help"><summary aria-label="{}">?</summary><div class="help-body">{}</div></details>',
        label,
        content,
    )


@register.simple_block_tag
def fold(content: str, title: str, open: bool = False) -> SafeString:
    """What may stay closed: ``{% fold title="…" %}…{% endfold %}``."""
    return format_html(
        '<details class="fold"{}><summary>{}</summary>{}</details>', mark_safe(" open" if open else ""), title, content
    )


@register.inclusion_tag(PARTS + "form_errors.html")
def error_summary(form: Any) -> dict[str, Any]:
    """The errors of a form, each a link to its field; nothing when there is none."""
    wrong = [form[name] for name in form.errors if name in form.fields]
    fields = [(_control(field), field.label, error) for field in wrong for error in field.errors]
    return {"fields": fields, "others": form.non_field_errors()}


def _control(field: Any) -> str:
    """Return the id of what a person fills in: the first choice when there are several."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag(PARTS + "form_field.html")
def form_field(field: Any, hint: str = "", label: str = "", kind: str = "") -> dict[str, Any]:
    """A field: label, hint, error, control, tied together for a screen reader."""
    name = field.auto_id or field.html_name
    hint = hint or field.help_text
    described = " ".join(
        part for part in (f"{name}_hint" if hint else "", f"{name}_error" if field.errors else "") if part
    )
    many = field.widget_type in ("radioselect", "checkboxselectmultiple")
    check = field.widget_type == "checkbox"
    style = "form-check-input" if check or many else "form-select" if "select" in field.widget_type else "form-control"
    attributes = {"class": style} | ({"aria-describedby": described} if described else {})
    attributes |= {"aria-invalid": "true"} if field.errors else {}
    return {
        "field": field, "name": name, "label": label or field.label, "hint": hint, "many": many, "check": check,
        "control": "" if many else field.as_widget(attrs=attributes), "described": described, "kind": kind,
    }  # fmt: skip


@register.inclusion_tag(PARTS + "form_fields.html")
def form_fields(form: Any) -> dict[str, Any]:
    """Every field of a form, hidden ones included, after its summary of errors."""
    return {"form": form}


@register.inclusion_tag(PARTS + "tabs.html")
def tabs(links: Sequence[Any], label: str) -> dict[str, Any]:
    """Tabs that are links to pages."""
    return {"links": links, "label": label}


@register.inclusion_tag(PARTS + "steps.html")
def steps(links: Sequence[Any], label: str = "") -> dict[str, Any]:
    """Where one is in a few steps (:class:`Link` with ``done`` or ``current``)."""
    return {"links": links, "label": label or _("Étapes")}


@register.inclusion_tag(PARTS + "pages.html", takes_context=True)
def pagination(context: Context, page: Any, name: str = "page") -> dict[str, Any]:
    """The pages of a list; the other parameters of the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def url(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [(one, url(one) if isinstance(one, int) else "", one == page.number) for one in elided]
    return {
        "page": page, "numbers": numbers,
        "before": url(page.previous_page_number()) if page.has_previous() else "",
        "after": url(page.next_page_number()) if page.has_next() else "",
    }  # fmt: skip


@register.inclusion_tag(PARTS + "progress.html")
def progress_bar(label: str, done: int = 0, total: int = 100, text: str = "", state: str = "running") -> dict[str, Any]:
    """How far a job is: ``state`` is ``running`` ``done`` or ``failed``; put it in an htmx target to follow it."""
    share = min(100, round(100 * done / total)) if total else 0
    return {"label": label, "done": done, "total": total, "share": share, "text": text, "state": state}


@register.inclusion_tag(PARTS + "chart.html", takes_context=True)
def chart(context: Context, view: Any, level: int = 3, lazy: bool = True, near: bool = False) -> dict[str, Any]:
    """A chart (:class:`ChartView`): sentence, still, table; explorable when asked, or as soon as it is ``near``."""
    theme = context.get("theme", "auto")
    return {"view": view, "level": level, "lazy": lazy, "start": "near" if near else "asked", "theme": theme}


@register.inclusion_tag(PARTS + "drop_zone.html")
def drop_zone(name: str, label: str, hint: str = "", accept: str = "", multiple: bool = True) -> dict[str, Any]:
    """A place for files: a plain file control that dragging improves."""
    return {"name": name, "label": label, "hint": hint, "accept": accept, "multiple": multiple}


@register.simple_block_tag
def filter_bar(content: str, label: str = "", apply: str = "") -> SafeString:
    """Filters that live in the address: ``{% filter_bar %}{% form_field … %}{% endfilter_bar %}``."""
    return format_html(
        '<form class="filters" method="get" role="search" aria-label="{}" data-filters>{}'
        '<button class="btn btn-secondary">{}</button></form>',
        label or _("Filtres"),
        content,
        apply or _("Afficher"),
    )


@register.inclusion_tag(PARTS + "copy.html")
def copy_button(target: str, label: str = "") -> dict[str, Any]:
    """A button that copies the text of ``#target``; absent without scripts."""
    return {"target": target, "label": label or _("Copier")}


@register.simple_tag
def sparkline(values: Sequence[float | None], label: str = "") -> SafeString:
    """A small line of the last values; the words beside say what it means."""
    known = [one for one in values if one is not None]
    if len(known) < 2:
        return mark_safe("")
    low, size = min(known), (max(known) - min(known)) or 1
    step = 100 / (len(values) - 1)
    points = [(step * at, 28 - 24 * (one - low) / size) for at, one in enumerate(values) if one is not None]
    drawn = format_html_join(" ", "{},{}", ((f"{x:.1f}", f"{y:.1f}") for x, y in points))
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="spark" viewBox="0 0 100 32" preserveAspectRatio="none" {}><polyline points="{}"/></svg>',
        said,
        drawn,
    )
