"""Sending the e-mails of the week: each one is taken in charge before it leaves, and leaves once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levier.web.monday.digest.content import lines_of
from levier.web.monday.models import DigestSent, DigestSubscription

PARIS = ZoneInfo("Europe/Paris")
# Later than this the e-mail of the week is not worth sending any more.
FRESH = timedelta(hours=36)
# One taken in charge by a worker that died is taken again after this.
PATIENCE = timedelta(minutes=15)
SALT = "levier.monday.digest"
log = logging.getLogger("levier.digest")


def send_due(now: datetime | None = None) -> int:
    """Send what is due, and return how many e-mails left."""
    moment = now or timezone.now()
    found = DigestSubscription.objects.filter(on=True, user__is_active=True).select_related("user", "centre")
    return sum(_sent(one, moment) for one in found)


def _sent(subscription: DigestSubscription, now: datetime) -> bool:
    """Send one; whatever stops it stops no other."""
    try:
        return _send_one(subscription, now)
    except Exception as error:
        log.error("digest not made", extra={"error": type(error).__name__})
        return False


def due_at(subscription: DigestSubscription, now: datetime) -> datetime:
    """Return the last moment, before now, at which a subscription was due (hours of Paris)."""
    local = now.astimezone(PARIS)
    day = local.date() - timedelta((local.weekday() - subscription.weekday) % 7)
    due = datetime.combine(day, subscription.hour, PARIS)
    return due if due <= local else datetime.combine(day - timedelta(7), subscription.hour, PARIS)


def _send_one(subscription: DigestSubscription, now: datetime) -> bool:
    due = due_at(subscription, now)
    if now - due > FRESH or not subscription.user.has_perm("centre.monday", subscription.centre):
        return False
    year, week, _day = due.isocalendar()
    name = f"{year}-W{week:02d}"
    if DigestSent.objects.filter(subscription=subscription, week=name, taken__gt=now - PATIENCE).exists():
        return False
    if DigestSent.objects.filter(subscription=subscription, week=name, at__isnull=False).exists():
        return False
    mail = message(subscription, name)
    if not _take(subscription, name, now):
        return False
    try:
        mail.send()
    except OSError as error:
        log.error("digest not sent", extra={"subscription": subscription.pk, "error": type(error).__name__})
        return False
    DigestSent.objects.filter(subscription=subscription, week=name).update(at=timezone.now())
    return True


def _take(subscription: DigestSubscription, week: str, now: datetime) -> bool:
    """Take an e-mail in charge; of two workers, one does."""
    try:
        with transaction.atomic():
            DigestSent.objects.create(subscription=subscription, week=week, taken=now)
    except IntegrityError:
        stale = DigestSent.objects.filter(subscription=subscription, week=week, at=None, taken__lte=now - PATIENCE)
        return stale.update(taken=now) == 1
    return True


def message(subscription: DigestSubscription, week: str) -> EmailMultiAlternatives:
    """Return the e-mail of a week; its identity is always the same, so that a mailbox keeps one of two."""
    with translation.override(subscription.user.language):
        subject, lines = lines_of(subscription.centre, subscription.user)
        shown = {
            "lines": lines,
            "centre": subscription.centre,
            "page": address("monday", subscription.centre.code),
            "stop": address("digest_stop", subscription.centre.code, token(subscription)),
            "fictitious": settings.FICTITIOUS or subscription.centre.fictitious,
            "language": translation.get_language(),
        }
        text = render_to_string("monday/mail/digest.txt", shown)
        html = render_to_string("monday/mail/digest.html", shown)
        subject = _("[fictif] {subject}").format(subject=subject) if shown["fictitious"] else subject
    mail = EmailMultiAlternatives(
        subject, text, to=[subscription.user.email], headers=_headers(subscription, week, shown["stop"])
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _headers(subscription: DigestSubscription, week: str, stop: str) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return {
        "Message-ID": f"<levier-{week}-{subscription.pk}@{domain}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def address(name: str, *args: str) -> str:
    """Return the whole address of a page: that of the setting ``SITE_URL``, else the first host of the site."""
    base = getattr(settings, "SITE_URL", "") or f"{'https' if settings.HTTPS else 'http'}://{settings.HOSTS[0]}"
    return base.rstrip("/") + reverse(name, args=args)


def token(subscription: DigestSubscription) -> str:
    """Return what stops a subscription without logging in, and does nothing else."""
    return signing.dumps(subscription.pk, salt=SALT)


def subscription_of(value: str) -> DigestSubscription | None:
    """Return the subscription of a token, ``None`` when it is not one of ours."""
    try:
        key = signing.loads(value, salt=SALT)
    except signing.BadSignature:
        return None
    return DigestSubscription.objects.select_related("centre").filter(pk=key).first()
