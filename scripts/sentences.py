"""Every sentence that people read: what the code says, and what the catalogue holds."""

from __future__ import annotations

import ast
import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from po import Entry  # type: ignore[import-not-found]

from levier.measures.language import Optional

SOURCE = Path(__file__).parents[1] / "src"
ONE, MANY = {"_", "gettext", "gettext_lazy"}, {"ngettext", "ngettext_lazy"}
# What Django makes of a template: calls of gettext among signs that say nothing.
_TEXT = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(rf"\b(?:n?gettext|_)\({_TEXT}(?:, *{_TEXT})?")
# Arguments of the command line whose text is translated by the parser.
METAVAR, SUMMARY = ("metavar", "what"), "SUMMARY"
# Constants whose values reach _() through a variable.
LOOPS = {
    "levier.cli": ("SUMMARIES",),
    "levier.cli.nomenclature_shown": ("RECORDS", "STATUSES"),
    "levier.cli.parser": ("SENTENCES",),
    "levier.cli.table": ("LEGEND",),
    "levier.gains.show": ("HEADERS",),
    "levier.readers.told": ("NAMES",),
    "levier.web.api.words": ("DESCRIPTION", "SUMMARIES"),
}


def gathered() -> list[Entry]:
    """Return the sentences in the order of the places that say them."""
    found: dict[str, Entry] = {}
    start_django()
    catalogue = ((text, None, place) for text, place in _of_catalogue())
    for name, plural, place in (*_of_code(), *_of_templates(), *catalogue):
        if not name.strip():
            continue
        known = found.get(name, Entry(name))
        places = known.places if place in known.places else (*known.places, place)
        found[name] = Entry(name, known.plural or plural, places)
    return sorted(found.values(), key=lambda one: one.places[0])


def start_django() -> None:
    """Make the modules of the site importable, in a folder that goes."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["LEVIER_SITE_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "levier.web.config.settings"
    django.setup()


def _of_templates() -> Iterator[tuple[str, str | None, str]]:
    from django.utils.translation.template import templatize

    for path in sorted(SOURCE.rglob("templates/**/*.*")):
        place = path.relative_to(SOURCE).as_posix()
        for found in IN_TEMPLATE.finditer(templatize(path.read_text("utf-8"))):
            one, many = found.groups()
            yield ast.literal_eval(one), None if many is None else ast.literal_eval(many), place


def _of_code() -> Iterator[tuple[str, str | None, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        place = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        for name, plural in _said(tree, module):
            yield name, plural, place


def _said(tree: ast.AST, module: str) -> Iterator[tuple[str, str | None]]:
    for constant in LOOPS.get(module, ()):
        yield from ((text, None) for text in _texts(getattr(import_module(module), constant)))
    constants = _Constants(tree, module)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _called(node, constants)
        elif isinstance(node, ast.Assign) and _is_summary(node):
            yield ast.literal_eval(node.value), None


class _Constants:
    """The constants that a module names, its own and those that it imports, even inside a function."""

    def __init__(self, tree: ast.AST, module: str) -> None:
        self.module = module
        imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
        self._from = {one.asname or one.name: (node.module, one.name) for node in imports for one in node.names}

    def texts(self, node: ast.AST) -> Iterator[str]:
        """Yield the texts of ``CONSTANT`` or ``module.CONSTANT``, nothing for anything else."""
        if isinstance(node, ast.Name) and node.id.isupper():
            holder, name = self._from.get(node.id, (self.module, node.id))
            yield from _texts(getattr(import_module(str(holder)), name))
        elif isinstance(node, ast.Attribute) and node.attr.isupper() and isinstance(node.value, ast.Name):
            module = ".".join(map(str, self._from.get(node.value.id, (self.module,))))
            yield from _texts(getattr(import_module(module), node.attr, ()))


def _is_summary(node: ast.Assign) -> bool:
    named = any(isinstance(one, ast.Name) and one.id == SUMMARY for one in node.targets)
    return named and isinstance(node.value, ast.Constant)


def _called(node: ast.Call, constants: _Constants) -> Iterator[tuple[str, str | None]]:
    """Yield what a call says: a literal, a plural, the values of a constant, or a word of the command line."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in MANY and len(node.args) == 3:
        one, many = node.args[:2]
        yield ast.literal_eval(one), ast.literal_eval(many)
    elif name in ONE and node.args:
        yield from ((text, None) for text in _of_argument(node.args[0], constants))
    if constants.module.startswith("levier.cli"):
        words = (one.value for one in node.keywords if one.arg in METAVAR and isinstance(one.value, ast.Constant))
        yield from ((str(word.value), None) for word in words)


def _of_argument(argument: ast.expr, constants: _Constants) -> Iterator[str]:
    """Yield a literal, or every value of a constant; anything else comes from the catalogue.

    Raises:
        TypeError: an f-string, that cannot be translated.
    """
    if isinstance(argument, ast.JoinedStr):
        raise TypeError(f"{constants.module}, line {argument.lineno}: an f-string cannot be translated")
    if isinstance(argument, ast.Constant):
        yield argument.value
        return
    for node in ast.walk(argument):
        yield from constants.texts(node)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)


def _of_catalogue() -> Iterator[tuple[str, str]]:
    from levier.catalogue.indicators import indicators
    from levier.catalogue.levers import levers
    from levier.catalogue.quantities import QUANTITIES
    from levier.catalogue.typed import BLOCKS, TYPED
    from levier.catalogue.words import sentences

    places: dict[str, Iterable[Any]] = {
        "indicators": indicators().values(),
        "levers": levers().values(),
        "quantities": QUANTITIES.values(),
        "measures/blocks": BLOCKS.values(),
        "measures": TYPED.values(),
    }
    for place, contents in places.items():
        for one in contents:
            yield from ((text, f"levier/catalogue/{place}/{one.name}") for text in sentences(one))
            for basis in getattr(one, "bases", ()):
                yield from ((text, f"levier/catalogue/{place}/{one.name}") for text in _left_out(basis.formula))
            if unit := getattr(one, "unit", ""):
                yield unit, "levier/catalogue/units"
    yield from _of_parameters()
    yield from _of_papers()
    yield from _of_tables()


def _of_papers() -> Iterator[tuple[str, str]]:
    """Yield what the site says of each paper; the papers themselves are French."""
    from levier.papers import papers

    for one in papers():
        yield from ((text, f"levier/web/papers/{one.name}") for text in (one.audience, one.summary))


def _of_parameters() -> Iterator[tuple[str, str]]:
    import tomllib

    folder = SOURCE / "levier" / "catalogue"
    for path in sorted((*folder.glob("parameters/*.toml"), *folder.glob("profiles/*.toml"))):
        content = tomllib.loads(path.read_text("utf-8"))
        shown = ("label", "unit", "source") if path.stem in ("conventions", "leviers") else ("label", "unit", "remedy")
        for text in _labels(content, shown):
            yield text, path.relative_to(SOURCE).as_posix()


def _labels(content: Any, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of parameters, however deep."""
    if isinstance(content, dict):
        yield from (content[name] for name in names if isinstance(content.get(name), str))
    if isinstance(content, dict | list):
        for one in content.values() if isinstance(content, dict) else content:
            yield from _labels(one, names)


def _left_out(value: Any) -> Iterator[str]:
    """Yield what is said of the optional terms of a formula, however deep."""
    if isinstance(value, Optional):
        yield value.left_out
    if is_dataclass(value):
        value = tuple(getattr(value, one.name) for one in fields(value))
    if isinstance(value, tuple):
        for one in value:
            yield from _left_out(one)


def _of_tables() -> Iterator[tuple[str, str]]:
    from levier.explain import CANCELLING, FUTURE, OUTSIDE, TOO_YOUNG
    from levier.lines import COUNTED
    from levier.problems import BLOCKING, INFORMATION, WARNING
    from levier.settings import DEFAULT, ENVIRONMENT, FILE, OPTION, SETTINGS
    from levier.tables import TABLES
    from levier.tables.columns import Kind

    shown = {"levier/problems.py": (BLOCKING, WARNING, INFORMATION), "levier/lines.py": (COUNTED,)}
    shown["levier/explain.py"] = (FUTURE, CANCELLING, TOO_YOUNG, OUTSIDE)
    yield from ((text, place) for place, texts in shown.items() for text in texts)
    yield from ((one.label, "levier/settings.py") for one in SETTINGS)
    yield from ((one, "levier/settings.py") for one in (DEFAULT, ENVIRONMENT, FILE, OPTION))
    yield from ((one.value, "levier/tables/columns.py") for one in Kind)
    for table in TABLES.values():
        place = f"levier/tables/{table.name}.py"
        words = (table.label, table.description, *(one.description for one in table.columns))
        yield from ((text, place) for text in words)
        yield from ((one.empty_means, place) for one in table.columns if one.empty_means)
