"""Acts, invoices, payers' answers and patients' debts: one invoice per honoured visit, nothing for the others."""

from __future__ import annotations

from math import log

from levier.demo.courses import Courses
from levier.demo.days import EXPORTED_ON, MONTH_OF, TARIFF_DAY, date_of
from levier.demo.dialect import Dialect
from levier.demo.nomenclature import GENERAL, REJECTION_FAMILIES, Act, Specialty, expand
from levier.demo.people import Session
from levier.demo.plan import CentrePlan
from levier.demo.sheets import Sheet

MUTUALS = ("Mutuelle Alpha", "Mutuelle Bêta", "Mutuelle Gamma", "Prévoyance Delta", "Assurance Epsilon")
FAMILIES = tuple((code, family) for code, family, weight in REJECTION_FAMILIES for _ in range(weight))
ATTEMPTS = 3
MORE_LINES = {"dentaire": (0.8, 0.4), "imagerie": (0.35,), "infirmier": (0.12,)}


class Billing:
    """Bills the honoured visits of a centre; ``revenue[service][month]`` sums the cents billed."""

    def __init__(self, plan: CentrePlan, courses: Courses, way: Dialect, sheets: dict[str, Sheet]) -> None:
        self.plan, self.courses, self.way, self.sheets = plan, courses, way, sheets
        self.rnd = plan.rng("facturation").random
        self.invoices = self.lines = self.flows = 0
        self.year = ["F2024-" if date_of(day).year == 2024 else "F2025-" for day in range(EXPORTED_ON + 1)]
        self.revenue = {service: [0] * 24 for service in ("medical", "dentaire", "imagerie", "infirmier")}
        self.patient_shares = [0] * 24
        self.prices: dict[tuple[int, bool, str, bool, int], tuple[int, int, int, int, str]] = {}
        self.acts: dict[str, tuple[tuple[Act, ...], tuple[Act, ...]]] = {}
        self.rights: dict[int, tuple[str, bool, str]] = {}
        rng = plan.rng("tiers payant").random
        self.secured, self.checked = 0.78 + 0.2 * rng(), 0.45 + 0.5 * rng()
        self.late = 0.01 + 0.02 * rng()
        self.gained = 0.0
        self.visits = 0

    def bill(self, day: int, session: Session, patient: int) -> None:
        """Write what one honoured visit gives."""
        specialty = session.practitioner.specialty
        coverage, mutual, insurer = self.rights.get(patient) or self._rights_of(patient)
        self.invoices += 1
        invoice = f"{self.year[day]}{self.invoices:06d}"
        total = amo = amc = share = 0
        head = f"{invoice};{self.way.day[day]};{specialty.service};{self._label(specialty.name)};"
        for act, percent in self._acts_of(day, specialty):
            cents, one, two, three, text = self._price(act, day >= TARIFF_DAY, coverage, mutual, percent)
            self.lines += 1
            self.sheets["acts"].add(f"L{self.lines:06d};{head}{session.practitioner.key};{100000 + patient};{text}")
            total, amo, amc, share = total + cents, amo + one, amc + two, share + three
        self.revenue[specialty.service][MONTH_OF[day]] += total
        self.patient_shares[MONTH_OF[day]] += share
        self._settle(day, invoice, total, amo, amc, share, coverage, insurer)

    def _acts_of(self, day: int, specialty: Specialty) -> list[tuple[Act, int]]:
        rnd = self.rnd
        clinical, technical = self._wheels(specialty)
        if specialty.service in ("imagerie", "dentaire", "infirmier"):
            wheel = technical if rnd() < specialty.technical_share else clinical
            first = wheel[int(rnd() * len(wheel))]
            more = sum(rnd() < chance for chance in MORE_LINES[specialty.service])
            return [(first, 100), *((wheel[int(rnd() * len(wheel))], 100) for _ in range(more))]
        gain = self.courses.technical_gain[day] * (0.2 if specialty is GENERAL else 1.0)
        if gain:
            self.gained += gain
            self.visits += 1
        if rnd() < specialty.technical_share * self.courses.technical[day] + gain:
            first = technical[int(rnd() * len(technical))]
            return [(first, 100), (technical[int(rnd() * len(technical))], 50)] if rnd() < 0.12 else [(first, 100)]
        return [(clinical[int(rnd() * len(clinical))], 100)]

    def _wheels(self, specialty: Specialty) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
        if specialty.name not in self.acts:
            self.acts[specialty.name] = expand(specialty.clinical), expand(specialty.technical)
        return self.acts[specialty.name]

    def _rights_of(self, patient: int) -> tuple[str, bool, str]:
        """Return what covers a patient: coverage, whether a complementary insurer pays, which one."""
        rng = self.plan.rng(f"droits/{patient}").random
        draw, precarious = rng(), self.plan.habits.precarious
        limits = (precarious * 0.72, precarious, precarious + 0.16, precarious + 0.18)
        coverage = next(
            (c for c, limit in zip(("C2S", "AME", "ALD", "autre"), limits, strict=True) if draw < limit), "aucune"
        )
        mutual = coverage == "C2S" or (coverage != "AME" and rng() < 0.84)
        insurer = MUTUALS[int(rng() * len(MUTUALS))] if mutual else ""
        self.rights[patient] = coverage, mutual, insurer
        return self.rights[patient]

    def _price(
        self, act: Act, after: bool, coverage: str, mutual: bool, percent: int
    ) -> tuple[int, int, int, int, str]:
        key = (id(act), after, coverage, mutual, percent)
        if key not in self.prices:
            self.prices[key] = self._priced(act, after, coverage, mutual, percent)
        return self.prices[key]

    def _priced(
        self, act: Act, after: bool, coverage: str, mutual: bool, percent: int
    ) -> tuple[int, int, int, int, str]:
        cents = (act.after if after else act.before) * percent // 100
        base = min(cents, act.base * percent // 100)
        refunded = 100 if coverage in ("ALD", "AME") else act.amo_percent
        amo = base * refunded // 100
        rest = cents - amo
        full = coverage == "C2S" or (coverage == "AME" and act.base > 0)
        amc = (rest if full else base - amo + (cents - base) * 6 // 10) if mutual else 0
        patient = cents - amo - amc if coverage != "AME" else 0
        if coverage == "AME":
            amo = cents
        money = self.way.money
        text = (
            f"{act.nomenclature};{act.code};{act.quantity};{money[cents]};{money[amo]};{money[amc]};{money[patient]};"
            f"{coverage}"
        )
        return cents, amo, amc, patient, text

    def _settle(
        self, day: int, invoice: str, total: int, amo: int, amc: int, share: int, coverage: str, insurer: str
    ) -> None:
        rnd, way = self.rnd, self.way
        draw = rnd()
        transmission = "fse_securisee" if draw < self.secured else "fse_degradee" if draw < 0.985 else "papier"
        third_amo = amo > 0 and (self.plan.habits.full_third_party or coverage != "aucune" or rnd() < 0.85)
        third_amc = amc > 0 and (self.plan.habits.full_third_party or coverage == "C2S" or rnd() < 0.4)
        checked = rnd() < self.checked
        self.sheets["invoices"].add(
            f"{invoice};{way.day[day]};{transmission};{way.yes if third_amo else way.no};"
            f"{way.yes if third_amc else way.no};{way.yes if checked else way.no};{way.money[total]};{coverage}"
        )
        risk = (
            self.courses.rejected[day]
            * (1.25 if transmission != "fse_securisee" else 0.95)
            * (0.9 if checked else 1.12)
        )
        if third_amo:
            self._claim(day, invoice, "AMO", "Caisse fictive", amo, risk * 0.8, 9)
        if third_amc:
            self._claim(day, invoice, "AMC", insurer, amc, risk * 1.25, 20)
        if share and rnd() < self.courses.unpaid[day]:
            self._debt(day, invoice, share)

    def _claim(self, day: int, invoice: str, kind: str, payer: str, cents: int, risk: float, delay: int) -> None:
        """Write the attempts of one claim: a rejected one is sent again, until it is paid, lost or pending."""
        rnd, way = self.rnd, self.way
        sent = day + 1 + int(rnd() * 3)
        for attempt in range(1, ATTEMPTS + 1):
            if sent > EXPORTED_ON:
                return
            self.flows += 1
            head = f"T{self.flows:06d};{invoice};{kind};{payer};{way.day[sent]};{attempt};"
            decided = sent + 3 + int(-log(1.0 - rnd()) * delay)
            rejected = rnd() < (risk if attempt == 1 else 0.15)
            if decided > EXPORTED_ON or (attempt == 1 and rnd() < self.late):
                self.sheets["payer_flows"].add(f"{head}en_attente;;{way.money[cents]};{way.money[0]};;")
                return
            if not rejected:
                part = cents if rnd() > 0.01 else cents * 6 // 10
                status = "paye" if part == cents else "paye_partiel"
                self.sheets["payer_flows"].add(
                    f"{head}{status};{way.day[decided]};{way.money[cents]};{way.money[part]};;"
                )
                return
            code, family = FAMILIES[int(rnd() * len(FAMILIES))]
            self.sheets["payer_flows"].add(
                f"{head}rejete;{way.day[decided]};{way.money[cents]};{way.money[0]};{code};{family}"
            )
            if rnd() < 0.07:
                return
            sent = decided + 3 + int(-log(1.0 - rnd()) * 18)

    def _debt(self, day: int, invoice: str, share: int) -> None:
        rnd, way = self.rnd, self.way
        draw, paid, paid_on, sent_on, recovered, lost_on = rnd(), 0, "", "", 0, ""
        payment, handed = day + 5 + int(rnd() * 90), day + 75 + int(rnd() * 60)
        if draw < 0.5 and payment <= EXPORTED_ON:
            paid, paid_on = (share if draw < 0.42 else share // 2), way.day[payment]
        if paid < share and handed <= EXPORTED_ON and self.plan.is_town and share >= 500:
            sent_on = way.day[handed]
            recovered = share - paid if rnd() < 0.3 and handed + 60 <= EXPORTED_ON else 0
        elif paid < share and day + 400 <= EXPORTED_ON and rnd() < 0.2:
            lost_on = way.day[day + 400]
        self.sheets["patient_debts"].add(
            f"{invoice};{way.day[day]};{way.money[share]};{way.money[paid]};{paid_on};{sent_on};{way.money[recovered]};{lost_on}"
        )

    def _label(self, specialty: str) -> str:
        return specialty.upper() if self.way.capitals else specialty

    def technical_effect(self) -> float:
        """Return the exact mean change of the technical share of visits since lever 2, in points."""
        return 100 * self.gained / self.visits if self.visits else 0.0
