"""Files on their way in, layouts remembered, and what the store of a centre holds, as pages show it."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levier.web.centres.models import Centre

QUARANTINE = "quarantine"


class Delivery(models.Model):
    """Files sent together: read first, looked at by a person, then imported; its files lie in quarantine meanwhile."""

    class State(models.TextChoices):
        """Where it is."""

        READING = "reading", _("lecture en cours")
        REVIEW = "review", _("à vérifier")
        IMPORTING = "importing", _("import en cours")
        QUESTION = "question", _("question en attente")
        DONE = "done", _("importé")
        FAILED = "failed", _("arrêté")
        DISCARDED = "discarded", _("abandonné")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    # Came from the watched folder: imported by itself when nothing has to be asked.
    watched = models.BooleanField(default=False)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    mode = models.CharField(max_length=10, default="auto")  # auto, whole, amend: Store.add
    # What was refused at the door: [{"name", "why"}].
    turned_away = models.JSONField(default=list)
    # {"losses": [...]} when the store asks; {"imports", "unchanged", "grid", "run"} once done.
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created"]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.centre_id} {self.created:%Y-%m-%d %H:%M} {self.state}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("delivery", args=[self.centre.code, self.pk])

    @property
    def over(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.DISCARDED)

    @property
    def folder(self) -> Path:
        """Return where its files lie until they are imported."""
        return self.centre.folder / QUARANTINE / str(self.pk)


class SentFile(models.Model):
    """One file of a delivery; ``path`` is relative to the quarantine, ``report`` what reading it told (no value)."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="files")
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    read = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False)
    report = models.JSONField(default=dict)
    # The layout chosen for this file (TOML), empty: recognised by itself.
    layout = models.TextField(blank=True)
    layout_name = models.SlugField(max_length=60, blank=True)
    # Answers for the whole file: {"service": "dentaire"}; "" = left without.
    constants = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["rank"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Path:
        """Return where the file is."""
        return self.delivery.folder / self.path

    @property
    def known(self) -> bool:
        """Tell whether something of it can be imported."""
        return bool(self.report.get("known"))

    @property
    def importable(self) -> bool:
        """Tell whether lines of it can be kept."""
        return self.known and bool(self.report.get("kept"))

    @property
    def usable(self) -> bool:
        """Tell whether it takes part in the import."""
        return self.importable and not self.left_out

    @property
    def demanding(self) -> bool:
        """Tell whether somebody must do or answer something about it."""
        return not self.importable or bool(self.questions) or bool(self.constants)

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Return what one answer can tell of the whole file."""
        return [ask for sheet in self.report.get("sheets", ()) for ask in sheet["asks"]]


class Mapping(models.Model):
    """A layout that somebody of the centre made once; the next file with the same header is read with it."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="mappings")
    name = models.SlugField(max_length=60)
    label = models.CharField(_("nom"), max_length=120)
    table = models.CharField(max_length=40)
    text = models.TextField()
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "name"], name="one_mapping_per_name")
        ]

    def __str__(self) -> str:
        return self.label


class Answer(models.Model):
    """What was answered for a file (« ce fichier concerne : dentaire »), proposed again for the next one like it."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=64)
    constants = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "key"], name="one_answer_per_file")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.constants}"


class Imported(models.Model):
    """An import as the store lists it, copied by the worker: pages open no store."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="imported")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    files = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    profiles = models.JSONField(default=list)
    mode = models.CharField(max_length=10)
    lines = models.PositiveBigIntegerField()
    current = models.PositiveBigIntegerField()
    # {"appointments": ["2025-01-02", "2025-03-31"]}, {"appointments": {"replaced": 12}}
    spans = models.JSONField(default=dict)
    effects = models.JSONField(default=dict)
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, related_name="imported")
    # What was kept and set aside, file by file, and the problems, without values.
    accounts = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    deleting = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "number"], name="one_import_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.number}"


class Watched(models.Model):
    """A folder of the server where exports of a centre arrive by themselves."""

    centre = models.OneToOneField(Centre, on_delete=models.CASCADE, related_name="watched")
    path = models.CharField(_("dossier du serveur"), max_length=400)
    active = models.BooleanField(_("surveiller ce dossier"), default=True)
    # {file name: [size, modified, digest or "" while it still changes]}
    seen = models.JSONField(default=dict)
    last_look = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    history = HistoricalRecords(excluded_fields=["seen", "last_look", "problem"])

    def __str__(self) -> str:
        return self.path
