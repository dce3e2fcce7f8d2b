"""What follows from facts: numbers from one another, the whole from a part, and whose health data HIPAA protects.

>>> values, origins = {"employees_total": 12, "uses_biometric_timeclock": True}, {}
>>> figures(values, origins)
>>> implications(values, origins)
>>> values["employees_in_20_weeks"], values["holds_biometric"], origins["holds_biometric"]
(12, True, 'a time clock or door reads biometrics')

A fact that was stated is never changed here; what follows carries its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bailee.inventory import Holding
from bailee.obligations.conditions import Money
from bailee.obligations.definitions import Value, definitions
from bailee.vocabulary import SubjectCategory

# any of these may bring data about consumers who are no customers of the firm's own
CONSUMERS = ("holds_consumer_data", "has_patients", "holds_customer_financial")


def figures(values: dict[str, Value], origins: dict[str, str]) -> None:
    """Numbers and places that follow from one another."""

    def follow(name: str, value: Value, reason: str) -> None:
        if name not in values:
            values[name] = value
            origins[name] = reason

    by_state = values.get("employees_by_state")
    if isinstance(by_state, Mapping):
        follow("employees_total", sum(by_state.values()), "sum of the places")
        follow("states_with_employees", tuple(place for place, number in by_state.items() if number), "")
    total = values.get("employees_total")
    states = values.get("states_with_employees")
    if isinstance(total, int):
        if total == 0:
            follow("states_with_employees", (), "nobody is employed")
        elif isinstance(states, tuple) and len(states) == 1:
            follow("employees_by_state", MappingProxyType({states[0]: total}), "")
        follow("employees_in_20_weeks", total, "all employees counted today")
        follow("max_employees_last_year", total, "all employees counted today")
        if total < 50 or (isinstance(states, tuple) and len(states) == 1):
            follow("max_employees_within_75_miles", total, "all employees counted today")
        if total < 20:
            follow("people_processing_data", total, "not more than all employees")
        if total:
            follow("holds_employee_records", True, "every employer has some")
            follow("has_non_supervisory_employees", True, "in any firm somebody supervises nobody")
    states = values.get("states_with_employees")
    if isinstance(states, tuple) and states:
        follow(
            "establishment_countries", tuple(dict.fromkeys(code.split("-")[0] for code in states)), "people work there"
        )
        follow("holds_employee_records", True, "every employer has some")
        follow("has_non_supervisory_employees", True, "in any firm somebody supervises nobody")
    if values.get("consumer_states"):
        follow("has_customers", True, "it is said where they live")
    elsewhere = any(values.get(name) is True for name in CONSUMERS)  # those of clients, or bought in: not our customers
    if values.get("has_customers") is False and not elsewhere:
        follow("consumer_states", (), "no customers are people")
    if values.get("sells_personal_data") is False:
        follow("share_of_revenue_from_data_sale", 0, "nothing is sold")
    _nis2(values, follow)
    share = values.get("share_of_revenue_from_data_sale")
    if isinstance(share, int | float) and share > 0:
        follow("sells_personal_data", True, "revenue comes from it")


def _nis2(values: dict[str, Value], follow: Callable[[str, Value, str], None]) -> None:
    # Directive (EU) 2022/2555 Art. 2(1): managed service providers of medium size or larger (50 people, or EUR 10 million)
    total, revenue = values.get("employees_total"), values.get("annual_revenue")
    if values.get("is_msp") is not True or not isinstance(total, int):
        return
    if total >= 50:
        follow("is_nis2_entity", True, "a managed service provider with 50 people or more")
    elif isinstance(revenue, Money) and revenue.currency == "EUR" and revenue.amount <= 10_000_000:
        follow("is_nis2_entity", False, "fewer than 50 people, and at most EUR 10 million")


def implications(values: dict[str, Value], origins: dict[str, str]) -> None:
    """`implied_by`, forward (any true one makes it true) and back (where it is false, they are)."""
    table = [definition for definition in definitions().values() if definition.implied_by]
    changed = True
    while changed:
        changed = False
        for definition in table:
            name = definition.name
            if values.get(name) is False:
                for narrower in definition.implied_by:
                    if narrower not in values:
                        values[narrower], origins[narrower] = False, definition.no
                        changed = True
            elif name not in values:
                for narrower in definition.implied_by:
                    if values.get(narrower) is True:
                        values[name] = True
                        origins[name] = origins.get(narrower) or definitions()[narrower].yes
                        changed = True
                        break
    if "holds_personal_data" not in values and any(
        value is True and name.startswith(("holds_", "monitors_", "has_cctv", "keeps_", "records_", "captures_"))
        for name, value in values.items()
    ):
        values["holds_personal_data"], origins["holds_personal_data"] = True, "records about people are held"


MEDICAL = frozenset({"medical-records", "health-identifier", "health-insurance", "health-insurance-identifier"})


def health(
    values: dict[str, Value], origins: dict[str, str], holdings: tuple[Holding, ...], stated: frozenset[str]
) -> None:
    """Whose health data it is, and whether HIPAA calls it protected. `stated`: facts of yes or no that a person said are so."""
    if "holds_staff_medical" not in values:
        if "holds_medical" in stated:
            values["holds_staff_medical"], origins["holds_staff_medical"] = True, "said of medical information at large"
        elif values.get("holds_leave_records") is True:
            values["holds_staff_medical"], origins["holds_staff_medical"] = True, "leave records are held"
    # 45 CFR 160.103: health information of patients is PHI in the hands of a covered entity or a business associate
    covered = values.get("is_hipaa_covered_entity") is True or values.get("is_hipaa_business_associate") is True
    # a group health plan is a covered entity of its own, though its sponsor is none; a small one that is self-run is not
    plan = values.get("sponsors_health_plan") is True and values.get("is_health_plan_small_and_self_run") is not True
    if not covered:
        neither = all(values.get(name) is False for name in ("is_hipaa_covered_entity", "is_hipaa_business_associate"))
        if neither and not plan:
            for name in ("holds_phi", "holds_ephi"):
                if name not in values:
                    values[name], origins[name] = False, "neither covered entity nor business associate"
        return
    if "holds_phi" not in values and values.get("is_hipaa_business_associate") is True:
        values["holds_phi"], origins["holds_phi"] = True, "a business associate handles it"
    if "holds_phi" not in values and values.get("has_patients") is True:
        values["holds_phi"], origins["holds_phi"] = True, "a covered entity that treats patients"
    # a provider is a covered entity because it sends claims electronically; a provider of IT holds what lies on computers
    if "holds_ephi" not in values and values.get("holds_phi") is True:
        if values.get("is_hipaa_covered_entity") is True and values.get("has_patients") is True:
            values["holds_ephi"], origins["holds_ephi"] = True, "a covered entity bills electronically"
        elif values.get("is_hipaa_business_associate") is True and values.get("is_msp") is True:
            values["holds_ephi"], origins["holds_ephi"] = True, "a business associate that manages IT"
    on_disk = any(h.subject is SubjectCategory.PATIENT and h.category in MEDICAL and h.found for h in holdings)
    if "holds_ephi" not in values and on_disk:
        values["holds_ephi"], origins["holds_ephi"] = True, "found on disk"
