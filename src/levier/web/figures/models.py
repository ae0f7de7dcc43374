"""What a worker computed when data arrived, in the form that pages read: nothing is computed in a page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from levier.web.centres.models import Centre


class Run(models.Model):
    """One computation of a centre; the last one done is what pages show."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="runs")
    at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateField(null=True)
    version = models.CharField(max_length=20)
    seconds = models.FloatField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    # [{"indicator", "period", "before", "after"}]: what this run changed in what was shown before.
    moved = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.centre_id} {self.at:%Y-%m-%d %H:%M}"


class Series(models.Model):
    """The figures of one indicator of one centre, one grain, one slice: ``points`` are in order of period.

    Each point is ``Figure.as_json()`` without what is empty, and without what ``about`` says once (conventions,
    version, basis, units, as_of; a point says those that differ). ``about["words"]`` gives the notes of the points in
    English, under the French ones. Two marks of a point: ``small`` (made by a small team: the director alone) and
    ``private`` (small, or gives a small one away: left out of all that leaves the director's screen).
    """

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="series")
    indicator = models.CharField(max_length=60)
    grain = models.CharField(max_length=10)  # month, quarter, year, rolling12
    dimension = models.CharField(max_length=20, blank=True)  # "", service, specialty, payer_type…
    slice = models.CharField(max_length=120, blank=True)  # value of the dimension; "" with dimension = not filled in
    unit = models.CharField(max_length=20)
    about = models.JSONField(default=dict)
    points = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "grain", "indicator", "dimension", "slice"], name="one_series")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.indicator} {self.grain} {self.slice}"


class Lecture(models.Model):
    """The reading of one indicator of one centre: ``data`` is ``Reading.as_json()`` by language, with the chart's
    limits; ``rank`` puts the worst first."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="lectures")
    indicator = models.CharField(max_length=60)
    rank = models.IntegerField()
    outcome = models.CharField(max_length=12)
    sense = models.CharField(max_length=14, blank=True)
    small = models.BooleanField(default=False)
    data = models.JSONField()  # {"fr": {...}, "en": {...}, "limits": [...]}

    class Meta:
        ordering: ClassVar[list[str]] = ["rank"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "indicator"], name="one_lecture")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.indicator} {self.outcome}"


class Result(models.Model):
    """Another result of a centre, whole: margins, bridge, landing, week, quality (see ``compute``), by language.

    ``shared`` is what may leave the director's screen (``None``: nothing of it may).
    """

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="results")
    kind = models.CharField(max_length=20)
    data = models.JSONField()
    shared = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "kind"], name="one_result")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.kind}"


class Comparable(models.Model):
    """The figures of one indicator of one centre that may be compared: what quartiles are made of, read by no page.

    ``values`` are ``[grain, period, conventions, value]``; nothing of a small team is among them.
    """

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="comparables")
    indicator = models.CharField(max_length=60, db_index=True)
    values = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "indicator"], name="one_comparable")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.indicator}"


class Benchmark(models.Model):
    """Quartiles of the centres that count alike: five at least, the same conventions, the same basis; nobody named."""

    indicator = models.CharField(max_length=60)
    grain = models.CharField(max_length=10)
    period = models.CharField(max_length=20)
    conventions = models.CharField(max_length=64)
    centres = models.PositiveIntegerField()
    low = models.FloatField()
    middle = models.FloatField()
    high = models.FloatField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["indicator", "grain", "period", "conventions"], name="one_benchmark"),
            models.CheckConstraint(condition=models.Q(centres__gte=5), name="five_centres_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"


class Still(models.Model):
    """A drawn chart, named by what it was drawn from: the same content is drawn once."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="stills")
    name = models.CharField(max_length=100)  # e.g. trend/no_show_rate
    digest = models.CharField(max_length=64, db_index=True)
    spec = models.JSONField()
    light = models.TextField(blank=True)
    dark = models.TextField(blank=True)
    private = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "name"], name="one_still")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.name}"
