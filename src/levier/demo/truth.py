"""The files beside the centres: who chose which lever, true effects, defects, and what all this is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from levier.demo.centre import CentreResult
from levier.demo.days import FIRST, LAST, date_of
from levier.demo.dialect import LABEL
from levier.demo.effects import drift_of
from levier.demo.levers import LEVERS
from levier.demo.plan import EXPORTS, GRID, MIXED, CentrePlan

REGION_FILES = ("LISEZMOI.txt", "leviers.csv", "effets_vrais.csv", "anomalies.csv", "region.toml")


def write_truth(
    folder: Path, seed: int, scale: float, plans: Sequence[CentrePlan], results: Sequence[CentreResult]
) -> None:
    """Write the region's own files."""
    header = "centre;levier;cle;retenu;active_le;resultat_regle_rapport;indicateur;derive_annuelle"
    _write(folder / "leviers.csv", header, _choices(plans))
    header = "centre;levier;indicateur;active_le;effet_vrai;unite;forme;montee_jours;derive_annuelle;mecanisme"
    _write(folder / "effets_vrais.csv", header, _effects(results))
    _write(folder / "anomalies.csv", "centre;fichier;ligne;colonne;valeur;nature", _anomalies(results))
    (folder / "LISEZMOI.txt").write_text(_readme(seed, scale, plans, results), encoding="utf-8", newline="\r\n")
    (folder / "region.toml").write_text(_settings(seed, scale, plans), encoding="utf-8", newline="\n")


def _write(path: Path, header: str, rows: Iterable[str]) -> None:
    path.write_text("\n".join([f"# {LABEL}", header, *rows, ""]), encoding="utf-8-sig", newline="\r\n")


def _choices(plans: Sequence[CentrePlan]) -> Iterator[str]:
    for plan in plans:
        for choice in plan.choices:
            since = "" if choice.since is None else f"{date_of(choice.since):%d/%m/%Y}"
            result = "" if choice.positive is None else "positif" if choice.positive else "non_positif"
            lever, drift = choice.lever, _number(round(drift_of(choice), 4))
            retained = "oui" if choice.retained else "non"
            yield f"{plan.code};{lever.number};{lever.key};{retained};{since};{result};{lever.indicator};{drift}"


def _effects(results: Sequence[CentreResult]) -> Iterator[str]:
    for result in results:
        for one in result.effects:
            shape = "nul" if one.size == 0 else "progressif" if one.ramp else "immédiat"
            yield (
                f"{result.code};{one.lever};{one.indicator};{date_of(one.since):%d/%m/%Y};{_number(one.size)};{one.unit};"
                f"{shape};{one.ramp};{_number(round(one.drift, 4))};{one.how if one.size else 'sans effet'}"
            )


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _anomalies(results: Sequence[CentreResult]) -> Iterator[str]:
    for result in results:
        for one in result.anomalies:
            yield f"{result.code};{one.file};{one.line};{one.column};{one.value};{one.kind}"


def _settings(seed: int, scale: float, plans: Sequence[CentrePlan]) -> str:
    codes = ", ".join(f'"{plan.code}"' for plan in plans)
    return (
        f'# {LABEL}\nidentifiant = "region-fictive"\nnom = "Région fictive de démonstration"\nfictive = true\n'
        f"graine = {seed}\nechelle = {scale:g}\ndu = {FIRST.isoformat()}\nau = {LAST.isoformat()}\n"
        f"centres = [{codes}]\n"
    )


_KINDS = {EXPORTS: "exports de logiciels", MIXED: "quelques exports et une grille saisie", GRID: "grille saisie seule"}

_ABOUT = """RÉGION FICTIVE DE DÉMONSTRATION DE L'OUTIL LEVIER
Tout est FICTIF : aucun centre, aucun patient, aucun professionnel n'existe. Les codes A01 à A28 ne correspondent à
aucun centre réel. Graine {seed}, échelle {scale:g}, du 1er janvier 2024 au 31 décembre 2025, {lines} lignes.

CE QUE CONTIENT LE DOSSIER
  A01 … A28          un dossier par centre : centre.toml et les fichiers qu'il remet
  leviers.csv        qui a retenu et activé quel levier, à quelle date, avec quel résultat par la règle du rapport,
                     et la dérive de l'indicateur sans levier (variation relative par an, favorable si positive)
  effets_vrais.csv   ce que chaque levier activé a vraiment changé (0 : rien), et la dérive qui existait sans lui
  anomalies.csv      les défauts mis exprès, avec fichier et ligne tels que le tableur les montre
  region.toml        la graine, l'échelle, la liste des centres

LES LEVIERS
Les effectifs sont ceux du tableau publié en 2014 (retenu, activé, évolution positive), pour les 28 centres :
{levers}
Le dentaire compte 20 activations : les 19 du paragraphe 2.2.5 contredisent les 83 % et les 85 % de la synthèse.
La « règle du rapport » est une évolution favorable de l'indicateur. Ici elle compare avril à septembre 2025 avec avril
à septembre 2024 : toutes les activations tombent entre ces deux périodes. Une évolution peut venir de la dérive,
du tarif ou du hasard : effets_vrais.csv dit ce qui vient du levier. Avec la graine 2013 à l'échelle 1, la règle
appliquée aux lignes redonne exactement ce tableau ; avec une autre graine, le hasard en change quelques cases.

LA COHÉRENCE
Un rendez-vous non honoré n'est jamais facturé ; un rejet est renvoyé, sauf 7 % d'abandons et ceux qui restaient à
renvoyer au 31 décembre 2025 ; un rappel divise par deux le risque de non-venue ; la consultation de médecine générale
passe de 26,50 € à 30 € le 22 décembre 2024. Les tarifs des autres actes sont des ordres de grandeur. Les statuts ne
sont pas tous pointés, quelques rendez-vous sont en double, un férié manque parfois dans les fermetures.

LES CENTRES
{centres}
"""


def _readme(seed: int, scale: float, plans: Sequence[CentrePlan], results: Sequence[CentreResult]) -> str:
    levers = "\n".join(
        f"  {one.number}. {one.label} : {one.retained} retenus, {one.activated} activés, {one.positive} positifs"
        for one in LEVERS
    )
    centres = "\n".join(
        f"  {plan.code}  {plan.size} praticiens, {plan.manager}, {_KINDS[plan.kind]} ; {', '.join(plan.services)}"
        for plan in plans
    )
    lines = sum(sum(result.files.values()) for result in results)
    return _ABOUT.format(seed=seed, scale=scale, lines=lines, levers=levers, centres=centres)
