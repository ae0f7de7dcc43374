"""The words of the house that are neither an indicator, nor a lever, nor a convention: what each says to a director."""
# ruff: noqa: E501 – a sentence is read whole

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = tuple[str, str | Promise, str | Promise]

# Anchor, word, what it says. The word of a reading or of a status is that of levier.readings and levier.figures.
READINGS: dict[tuple[str, str], str | Promise] = {
    ("real", "better"): _("Les derniers mois diffèrent des précédents, dans le bon sens, au-delà de ce que le hasard explique."),
    ("likely", "better"): _("Les derniers mois vont dans le bon sens ; l'écart est net, mais quelques mois encore sont utiles pour en être sûr."),
    ("real", "worse"): _("Les derniers mois diffèrent des précédents, dans le mauvais sens, au-delà de ce que le hasard explique."),
    ("likely", "worse"): _("Les derniers mois vont dans le mauvais sens ; l'écart est net, mais quelques mois encore sont utiles pour en être sûr."),
    ("real", "changed"): _("Le chiffre a vraiment changé. Ni la hausse ni la baisse n'est bonne en soi : à vous de dire ce que ce changement vaut."),
    ("likely", "changed"): _("Le chiffre a sans doute changé ; ni la hausse ni la baisse n'est bonne en soi."),
    ("usual", ""): _("Le chiffre bouge comme d'habitude. Rien à expliquer, rien à célébrer."),
    ("early", ""): _("Il n'y a pas encore assez de mois pour distinguer un changement du hasard."),
    ("compared", ""): _("Deux périodes sont mises côte à côte (des années, le plus souvent). L'écart est montré ; il ne suffit pas à conclure."),
    ("unknown", "not_available"): _("Le fichier ou la saisie qui donne ce chiffre manque."),
    ("unknown", "not_applicable"): _("Le centre n'a pas le service dont parle ce chiffre."),
}  # fmt: skip
STATUSES: dict[str, str | Promise] = {
    "partial": _("Le chiffre est donné, mais une partie des données manque ou n'est pas lisible : la page dit laquelle."),
    "not_applicable": _("Le centre n'a pas ce service : il n'y a rien à mesurer. Les services se choisissent dans les réglages."),
    "not_available": _("Rien n'a été importé ni saisi qui permette ce chiffre. Une donnée absente n'est jamais un zéro."),
    "not_computable": _("Les données sont là, mais le calcul n'a pas de sens : division par zéro, ou coût incomplet. La raison est écrite à côté."),
}  # fmt: skip
TERMS: tuple[Said, ...] = (
    ("lecture", _("lecture"), _("Une phrase qui dit si un chiffre a vraiment changé, et avec quelle certitude. Elle ne juge personne.")),
    ("marge", _("marge de progression"), _("Ce qu'un levier pourrait apporter en un an, en euros, avec une fourchette. C'est un calcul sur des hypothèses affichées, pas une promesse ni un objectif.")),
    ("effet", _("effet constaté"), _("Ce qu'une action datée a changé dans les chiffres, une fois ôtée l'évolution qui aurait eu lieu de toute façon.")),
    ("non-pointe", _("non pointé"), _("Rendez-vous passé dont personne n'a noté l'issue (venu, absent, annulé). Ce n'est pas un mystère : c'est une action à faire dans l'agenda.")),
    ("pointage", _("taux de pointage"), _("Part des rendez-vous passés dont l'issue est connue. Sous 80 %, la non-venue n'est donnée qu'entre deux bornes.")),
    ("equipe-reduite", _("équipe réduite"), _("Moins de trois praticiens ou agents derrière un chiffre : il parlerait d'une personne. Il n'est visible que de la direction, à l'écran, et n'est ni imprimé, ni exporté, ni envoyé.")),
    ("couverture", _("couverture"), _("Part des jours d'ouverture pour lesquels les données sont là. Sous 95 %, le chiffre est partiel.")),
    ("fourchette", _("fourchette"), _("Entre quelles valeurs le vrai chiffre se trouve très probablement. Plus on compte de lignes, plus elle est étroite.")),
    ("tarifs-constants", _("à tarifs constants"), _("Les montants recalculés aux prix de l'année d'avant : ce qui reste est l'effet de l'activité, sans celui des tarifs.")),
    ("n-1", _("N-1"), _("La même période, un an plus tôt.")),
    ("reperes", _("repères"), _("Le quart bas, le milieu et le quart haut des centres qui comptent de la même façon. Jamais moins de cinq centres, jamais de nom.")),
    ("convention", _("convention"), _("Un choix de définition qui change un chiffre (par exemple, le délai sous lequel une annulation est tardive). Chaque centre peut la régler ; elle accompagne le chiffre partout.")),
    ("contre-indicateur", _("contre-indicateur"), _("Le chiffre à surveiller pendant qu'on en améliore un autre, pour ne pas gagner d'un côté en abîmant l'accès ou la qualité de l'autre.")),
    ("grille", _("grille de recueil"), _("Les quelques totaux qu'un centre recopie de ses relevés quand il n'a pas d'export : agenda, téléphone, actes, tiers payant.")),
    ("vacation", _("vacation"), _("Plage de consultation d'un praticien dans une salle, le plus souvent une demi-journée.")),
    ("tiers-payant", _("tiers payant"), _("Le patient n'avance pas la part de l'assurance maladie (AMO) ou de la complémentaire (AMC) : le centre la demande à l'organisme.")),
    ("rejet", _("rejet"), _("Réponse négative d'un organisme à une facture. On compte les premiers envois seulement.")),
    ("impaye", _("impayé, reste à recouvrer"), _("Ce qu'un patient doit encore 90 jours après l'échéance. Pour un gestionnaire public, le recouvrement passe par le comptable public (SGC, « Trésor public »).")),
    ("rappel", _("rappel et relance"), _("Le rappel est fait avant le rendez-vous ; la relance, après une absence ou une facture.")),
    ("remontee", _("remontée signée"), _("Les totaux qu'un centre choisit de remettre à la région : aucun patient, petits effectifs retirés.")),
    ("hypothese", _("hypothèse de l'outil"), _("Une valeur choisie par l'outil Levier faute de source. Elle se règle, et la page le dit.")),
    ("support", _("fonctions support et accueil"), _("Direction, accueil, secrétariat, facturation, technique : les métiers qui font tenir le centre sans soigner directement.")),
    ("qpv", _("QPV"), _("Quartier prioritaire de la politique de la ville.")),
)  # fmt: skip
