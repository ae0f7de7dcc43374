"""The full notice for patients, for the web site and the reception desk."""

from __future__ import annotations

from levier.papers.common import basis, line_retention
from levier.papers.document import Document
from levier.papers.installation import CENTRE, PROVIDER, Installation, filled
from levier.papers.paper import Paper

KEPT = (
    ("Rendez-vous", "date, service, spécialité, venu ou non, façon de prendre rendez-vous, rappel envoyé"),
    (
        "Actes et factures",
        "date, code de l'acte, montants, couverture (C2S, AME, ALD), payé ou rejeté par les organismes",
    ),
    ("Sommes restant dues", "montant, échéance, paiements, numéro de facture"),
    ("Appels au centre", "heure, durée, attente, réponse ou non ; votre numéro est remplacé par un code"),
)
RIGHTS = (
    "**accès** : savoir quelles données vous concernent (art. 15)",
    "**rectification** : faire corriger une erreur, par exemple un rendez-vous noté « non venu » à tort (art. 16)",
    "**effacement et limitation**, dans les cas prévus par le règlement (art. 17 et 18)",
    "**opposition**, à tout moment, pour des raisons tenant à votre situation particulière (art. 21)",
)


def _write(document: Document, installation: Installation) -> None:
    document.text("Texte pour le site internet du centre, et à remettre à l'accueil à qui le demande.")
    document.heading("Qui est responsable ?")
    document.text(
        f"{filled(installation.controller)}, {filled(installation.controller_address)}, pour "
        f"{filled(installation.name)}. Délégué à la protection des données : {filled(installation.dpo)}."
    )
    document.heading("Pourquoi ?")
    document.text(
        "Le centre suit son activité et ses moyens avec un logiciel, Levier : rendez-vous non honorés, réponse au "
        "téléphone, délais, occupation des salles, facturation, rejets des caisses, recettes. Le but est d'améliorer "
        "l'accès aux soins et l'équilibre du centre. Ce n'est ni un dossier médical, ni une recherche en santé.",
        f"Base légale : {basis(installation)}. Vos données de santé sont utilisées pour la gestion d'un service de "
        "soins (RGPD, art. 9, § 2, h), par des personnes tenues au secret.",
    )
    document.heading("Quelles données ?")
    document.text("Elles viennent des logiciels que le centre utilise déjà pour vous soigner et vous facturer.")
    document.table(("Domaine", "Ce qui est utilisé"), KEPT, "Données utilisées", (4, 13))
    document.text(
        "Votre nom, votre date de naissance, votre numéro de sécurité sociale, votre téléphone, votre adresse et le "
        "contenu de votre dossier médical ne sont pas enregistrés. Votre numéro de patient est remplacé, dès la "
        "lecture, par un code calculé avec une clé que le centre garde à part. Le centre ne voit que des totaux ; le "
        "numéro du rendez-vous ou de la facture permet, si nécessaire, de revenir à votre dossier pour le corriger.",
        "Aucune décision automatisée n'est prise, aucun profil n'est fait, aucune liste de patients à refuser "
        "n'existe.",
    )
    _recipients(document, installation)
    document.heading("Combien de temps ?")
    document.text(f"Lignes codées : {line_retention(installation)}. Ensuite, seuls des totaux restent.")
    document.heading("Vos droits")
    document.bullets(RIGHTS)
    document.text(
        f"Pour les exercer : {filled(installation.rights_contact)}. Réponse dans un délai d'un mois, que la loi permet "
        "de prolonger de deux mois pour une demande complexe, en vous le disant. Dites-nous votre numéro de patient : "
        "sans lui, le code ne permet pas de vous retrouver. S'opposer ne change rien à votre prise en charge.",
        "Vous pouvez aussi adresser une réclamation à la CNIL : www.cnil.fr, ou 3 place de Fontenoy, TSA 80715, "
        "75334 Paris Cedex 07.",
    )
    document.text(f"Texte à jour au {installation.day}.")


def _recipients(document: Document, installation: Installation) -> None:
    document.heading("Qui les voit ?")
    host = (
        f"L'hébergement est confié à {filled(installation.hosting_provider)}, certifié pour les données de santé."
        if installation.hosting == PROVIDER
        else "Les données restent dans les moyens informatiques du responsable."
    )
    document.text(
        f"La direction du centre et les agents qu'elle désigne. {host} L'organisme gestionnaire, l'agence régionale "
        f"({filled(installation.region_name)}) et un éventuel consultant ne reçoivent que des totaux. Le logiciel ne "
        "transfère rien hors de l'Union européenne."
    )


PAPER = Paper(
    4,
    "information-patients",
    "Information des patients sur le suivi de l'activité du centre",
    "patients, site internet et accueil",
    "Le texte complet à mettre en ligne et à remettre à l'accueil.",
    "RGPD, art. 12 à 14",
    _write,
    (CENTRE,),
)
