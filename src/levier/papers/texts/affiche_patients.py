"""The poster for the waiting room: one page."""

from __future__ import annotations

from levier.papers.common import basis, line_retention
from levier.papers.document import Document
from levier.papers.installation import CENTRE, PROVIDER, Installation, filled
from levier.papers.paper import Paper


def _write(document: Document, installation: Installation) -> None:
    document.enlarge(14)
    document.poster(
        f"**{filled(installation.name)} mesure son activité pour mieux vous recevoir.**",
        "Nous comptons les rendez-vous, les appels, les actes et les factures : trop d'attente ? un téléphone qui "
        "sonne "
        "dans le vide ? des salles vides ?",
    )
    document.heading("Ce que nous faisons de vos données")
    document.bullets(
        (
            "Nous calculons des **totaux**, jamais un avis sur une personne.",
            "Votre nom, votre numéro de sécurité sociale, votre téléphone, votre adresse et votre dossier médical "
            "**n'entrent pas** dans l'outil. Votre numéro de patient y est remplacé par un code.",
            "Cela ne change **rien à vos soins**, à vos remboursements ni à vos rendez-vous.",
            "Rien n'est vendu. Nos partenaires ne reçoivent que des totaux qui ne désignent personne.",
            *_host(installation),
            f"Conservation des lignes codées : {line_retention(installation)}.",
        )
    )
    document.heading("Vos droits")
    document.text(
        "Vous pouvez demander à voir vos données, à les corriger ou à les effacer, demander leur limitation, et vous "
        "**opposer** à cet usage pour une raison qui vous est propre. Dites-le à l'accueil ou écrivez : "
        f"{filled(installation.rights_contact)}.",
        f"Délégué à la protection des données : {filled(installation.dpo)}. Réclamation : CNIL, www.cnil.fr.",
        f"Responsable : {filled(installation.controller)}, {filled(installation.controller_address)}. "
        f"Base : {basis(installation)}. Texte complet à l'accueil et sur le site du centre.",
    )


def _host(installation: Installation) -> tuple[str, ...]:
    if installation.hosting != PROVIDER:
        return ()
    return (f"Hébergement : {filled(installation.hosting_provider)}, certifié pour les données de santé.",)


PAPER = Paper(
    3,
    "affiche-patients",
    "Vos données et l'activité du centre",
    "patients, à afficher à l'accueil et en salle d'attente",
    "L'affiche d'une page, premier niveau d'information ; le texte complet est le document suivant.",
    "RGPD, art. 12 à 14",
    _write,
    (CENTRE,),
)
