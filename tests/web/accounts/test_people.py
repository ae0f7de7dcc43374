"""People of a centre: inviting, accepting, changing, taking back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import builders
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from levier.problems import Refused
from levier.web.accounts import invitations, people
from levier.web.accounts.models import Invitation, Membership, Role, User
from levier.web.audit.models import AuditEvent

PASSWORD = "une phrase assez longue"


def _invite(client: Client, centre: Any, email: str = "nouvelle@exemple.test", **more: Any) -> Any:
    said = {"email": email, "role": "staff", "blocks": ["agenda"]} | more
    return client.post(f"/centres/{centre.code}/personnes/inviter/", said, follow=True)


def _link(text: str) -> str:
    found = re.search(r"http://testserver(/invitation/[^\s<]+/)", text)
    assert found
    return found[1]


def test_an_invitation_leads_from_the_mail_to_the_role(centre: Any, client_of: Any) -> None:
    _invite(client_of("director", centre), centre)
    [sent] = mail.outbox
    assert sent.to == ["nouvelle@exemple.test"]
    visitor = Client()
    link = _link(sent.body)
    assert "Créer mon compte" in visitor.get(link).text
    assert visitor.post(link).url == "/compte/inscription/"
    said = {"email": "nouvelle@exemple.test", "password1": PASSWORD, "password2": PASSWORD, "name": "Nouvelle"}
    assert visitor.post("/compte/inscription/", said).status_code == 302
    [role] = User.objects.get(email="nouvelle@exemple.test").memberships.all()
    assert (role.role, role.centre, role.blocks) == ("staff", centre, ["agenda"])
    assert Client().get(link).status_code == 404


def test_signing_up_with_another_address_is_refused(centre: Any, client_of: Any) -> None:
    _invite(client_of("director", centre), centre)
    visitor = Client()
    visitor.post(_link(mail.outbox[0].body))
    said = {"email": "autre@exemple.test", "password1": PASSWORD, "password2": PASSWORD}
    answer = visitor.post("/compte/inscription/", said)
    assert "L&#x27;invitation est pour une autre adresse" in answer.text
    assert not User.objects.filter(email="autre@exemple.test").exists()


def test_nobody_signs_up_without_an_invitation(db: None) -> None:
    assert "sur invitation" in Client().get("/compte/inscription/").text
    said = {"email": "autre@exemple.test", "password1": PASSWORD, "password2": PASSWORD}
    Client().post("/compte/inscription/", said)
    assert not User.objects.exists()


def test_a_withdrawn_invitation_closes_the_sign_up_that_it_had_opened(centre: Any, client_of: Any) -> None:
    _invite(client_of("director", centre), centre)
    visitor = Client()
    visitor.post(_link(mail.outbox[0].body))
    Invitation.objects.update(revoked_at=timezone.now())
    said = {"email": "nouvelle@exemple.test", "password1": PASSWORD, "password2": PASSWORD}
    assert "sur invitation" in visitor.post("/compte/inscription/", said).text
    assert not User.objects.filter(email="nouvelle@exemple.test").exists()


def test_somebody_with_an_account_logs_in_to_accept(centre: Any, client_of: Any) -> None:
    other = builders.make_centre("b02")
    person = builders.make_user("consultant", other)
    _invite(client_of("director", centre), centre, person.email.upper(), role="consultant", blocks=[])
    link = _link(mail.outbox[0].body)
    assert f"/compte/connexion/?next={link.replace('/', '%2F')}" in Client().get(link).text
    mine = Client()
    mine.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert "Accepter" in mine.get(link).text
    assert mine.post(link).status_code == 302
    assert set(person.memberships.values_list("centre__code", "role")) == {("a01", "consultant"), ("b02", "consultant")}


def test_somebody_else_cannot_take_an_invitation(centre: Any, client_of: Any) -> None:
    _invite(client_of("director", centre), centre)
    thief = client_of("staff", builders.make_centre("b02"))
    answer = thief.post(_link(mail.outbox[0].body))
    assert answer.status_code == 403
    assert "nouvelle@exemple.test" not in answer.text
    assert not Membership.objects.filter(centre=centre, role="staff").exists()


@pytest.mark.parametrize("change", [{"used_at": timezone.now()}, {"revoked_at": timezone.now()},
                                    {"expires": timezone.now() - timedelta(seconds=1)}])  # fmt: skip
def test_a_link_that_is_over_and_a_guessed_one_get_the_same_answer(centre: Any, change: dict[str, Any]) -> None:
    _made, token = invitations.invite("a@exemple.test", Role.STAFF, by=None, centre=centre)
    Invitation.objects.update(**change)
    over, guessed = Client().get(f"/invitation/{token}/"), Client().get("/invitation/deviné/")
    assert over.status_code == guessed.status_code == 404
    shown = [
        re.sub(r"\b[A-Za-z0-9]{64}\b|/invitation/[^\"]+|nonce=\"[^\"]+\"", "", one.text) for one in (over, guessed)
    ]
    assert shown[0] == shown[1]


def test_the_secret_of_a_link_is_not_in_the_database(centre: Any) -> None:
    made, token = invitations.invite("a@exemple.test", Role.STAFF, by=None, centre=centre)
    assert token not in str(Invitation.objects.filter(pk=made.pk).values()[0])
    assert len(token) >= 43


def test_sending_again_kills_the_former_link(centre: Any, client_of: Any) -> None:
    director = client_of("director", centre)
    _invite(director, centre)
    invitation = Invitation.objects.get()
    director.post(f"/centres/a01/personnes/invitations/{invitation.pk}/", {"quoi": "renvoyer"})
    first, second = (_link(sent.body) for sent in mail.outbox)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_withdrawing_kills_the_link(centre: Any, client_of: Any) -> None:
    director = client_of("director", centre)
    _invite(director, centre)
    director.post(f"/centres/a01/personnes/invitations/{Invitation.objects.get().pk}/", {"quoi": "retirer"})
    assert Client().get(_link(mail.outbox[0].body)).status_code == 404
    assert "sans réponse" not in director.get("/centres/a01/personnes/").text


def test_without_mail_server_the_link_is_shown_once(centre: Any, client_of: Any, settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend"}}
    director = client_of("director", centre)
    shown = _invite(director, centre).text
    assert "Aucun courriel n&#x27;est parti" in shown or "Aucun courriel n'est parti" in shown
    assert Client().get(_link(shown)).status_code == 200
    assert "/invitation/" not in director.get("/centres/a01/personnes/").text


def test_inviting_twice_keeps_one_invitation(centre: Any, client_of: Any) -> None:
    director = client_of("director", centre)
    _invite(director, centre)
    _invite(director, centre)
    assert Invitation.objects.waiting().count() == 1


def test_inviting_somebody_who_has_the_role_is_refused(centre: Any, client_of: Any) -> None:
    person = builders.make_user("staff", centre)
    answer = _invite(client_of("director", centre), centre, person.email)
    assert answer.status_code == 422
    assert "déjà ce rôle ici" in answer.text


def test_a_director_gives_only_roles_of_a_centre(centre: Any, client_of: Any) -> None:
    for role in ("agency", "administrator", "body", "delegation", "partner"):
        assert _invite(client_of("director", centre), centre, role=role).status_code == 422
    assert not Invitation.objects.exists()


def test_the_last_director_stays(centre: Any, client_of: Any) -> None:
    director = client_of("director", centre)
    role = Membership.objects.get(role="director")
    shown = director.post(f"/centres/a01/personnes/{role.pk}/retirer/", follow=True).text
    assert "aurait plus de direction" in shown
    assert Membership.objects.filter(pk=role.pk).exists()


def test_the_last_director_cannot_become_staff(centre: Any, client_of: Any) -> None:
    director = client_of("director", centre)
    role = Membership.objects.get(role="director")
    answer = director.post(f"/centres/a01/personnes/{role.pk}/", {"role": "staff"})
    assert answer.status_code == 422
    assert Membership.objects.get(pk=role.pk).role == "director"


def test_a_suspended_director_does_not_count(centre: Any) -> None:
    one, other = builders.make_user("director", centre), builders.make_user("director", centre)
    people.set_active(other, False, by=one)
    with pytest.raises(Refused, match="aurait plus de direction"):
        people.take_back(one.memberships.get(), by=one)
    with pytest.raises(Refused, match="aurait plus de direction"):
        people.set_active(one, False, by=one)


def test_two_directors_may_part(centre: Any, client_of: Any) -> None:
    builders.make_user("director", centre)
    director = client_of("director", centre)
    role = Membership.objects.filter(role="director").last()
    assert director.post(f"/centres/a01/personnes/{role.pk}/retirer/").url == "/"
    assert director.get("/centres/a01/personnes/").status_code == 404


def test_blocks_are_changed(centre: Any, client_of: Any) -> None:
    role = builders.make_user("staff", centre, blocks=["agenda"]).memberships.get()
    said = {"role": "staff", "blocks": ["telephone", "agenda"]}
    client_of("director", centre).post(f"/centres/a01/personnes/{role.pk}/", said)
    role.refresh_from_db()
    assert role.blocks == ["agenda", "telephone"]
    assert role.history.count() == 2


def test_somebody_of_another_centre_is_not_found(centre: Any, client_of: Any) -> None:
    role = builders.make_user("staff", builders.make_centre("b02")).memberships.get()
    director = client_of("director", centre)
    assert director.get(f"/centres/a01/personnes/{role.pk}/").status_code == 404
    assert director.post(f"/centres/a01/personnes/{role.pk}/retirer/").status_code == 404


def test_a_role_of_the_body_is_not_the_directors_to_take(centre: Any, client_of: Any) -> None:
    role = builders.make_user("body", centre).memberships.get()
    assert client_of("director", centre).post(f"/centres/a01/personnes/{role.pk}/retirer/").status_code == 404


def test_every_change_is_in_the_journal(centre: Any, client_of: Any) -> None:
    director = client_of("director", centre)
    _invite(director, centre)
    visitor = Client()
    link = _link(mail.outbox[0].body)
    visitor.post(link)
    visitor.post(
        "/compte/inscription/", {"email": "nouvelle@exemple.test", "password1": PASSWORD, "password2": PASSWORD}
    )
    role = Membership.objects.get(role="staff")
    director.post(f"/centres/a01/personnes/{role.pk}/", {"role": "consultant"})
    director.post(f"/centres/a01/personnes/{role.pk}/retirer/")
    said = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert [one for one in said if one.startswith(("invitation", "right"))] == [
        "invitation.sent", "right.given", "right.changed", "right.taken",
    ]  # fmt: skip
    assert all("@" not in str(one) for one in AuditEvent.objects.values_list("detail", flat=True))
