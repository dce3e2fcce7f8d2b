"""What the sample company says of itself: facts, what it processes and why, who signed which notice.

Some of it is right, some is missing, as in life: nobody declared the key logger, half of the staff signed an old notice.

>>> said = declared(7)
>>> said["facts"]["employees_total"], sorted(said["facts"]["states_with_employees"])
(40, ['US-CT', 'US-NY'])
>>> {"keystroke-logs"} & {c for activity in said["activities"] for c in activity["categories"]}
set()
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

from bailee.demo.people import Client, World


def _activity(
    name: str, purposes: list[tuple[str, str | None]], categories: list[str], subjects: list[str], **more: Any
) -> dict[str, Any]:
    base: dict[str, Any] = {
        "name": name,
        "purposes": purposes,
        "categories": categories,
        "subjects": subjects,
        "stores": [],
        "recipients": [],
        "retention": "",
        "role": "controller",
    }
    return base | more


# Purposes with their basis (Art. 6(1)); None where nobody ever asked. Not declared on purpose: the key logger, screen
# captures, psychological evaluations, family history, background checks, and the patients in a client's migration.
ACTIVITIES = (
    _activity(
        "Payroll", [("paying wages", "contract"), ("payroll tax", "legal-obligation")], ["social-security-number", "payroll", "bank-account", "postal-address", "person-name"], ["employee"],
        recipients=["payroll bureau", "IRS"], retention="7 years",
    ),
    _activity(
        "Personnel administration", [("employment", "contract")], ["personnel-files", "date-of-birth", "phone-number", "email-address", "driving-licence", "person-name", "postal-address"], ["employee"],
        retention="until three years after leaving",
    ),
    _activity(
        "Health benefits", [("enrolling staff in the group plan", "contract")], ["health-insurance", "health-insurance-identifier", "date-of-birth"], ["employee", "family-member"],
        recipients=["insurance carrier"], retention="6 years",
    ),
    _activity("Drug-free workplace", [("safety of client sites", "legitimate-interests")], ["drug-and-alcohol-tests"], ["employee"], recipients=["testing laboratory"], retention="5 years"),
    _activity("Leave", [("certifying leave", "legal-obligation")], ["medical-records"], ["employee"], retention="3 years"),
    _activity(
        "Billing", [("collecting payment", "contract")], ["customer-billing", "email-address", "phone-number", "postal-address", "person-name"], ["customer", "sole-proprietor"],
        recipients=["accountant"], retention="7 years",
    ),
    _activity("Card payments", [("collecting payment", "contract")], ["payment-card", "card-authorisations"], ["customer", "sole-proprietor"], recipients=["card processor"]),
    _activity("Recruiting", [("choosing whom to hire", "legitimate-interests")], ["job-applications"], ["applicant"], retention="1 year"),
    _activity("Marketing", [("news for clients", "legitimate-interests")], ["email-address", "person-name"], ["customer"], stores=["company/Marketing"], retention="2 years"),
    _activity("Web filtering", [("network security", "legitimate-interests")], ["web-history", "network-identifier"], ["employee"], retention="90 days"),
    _activity("Premises cameras", [("protection of premises", "legitimate-interests")], ["camera-footage"], ["employee", "visitor"], retention="30 days"),
    _activity("Mail archive", [("keeping business records", None)], ["archived-mail"], ["employee", "customer"]),
    _activity("Hosting for clients", [("services to clients", "contract")], ["email-address", "credentials"], ["customer"], role="processor", on_behalf_of=["Maple Street Dental", "Lindqvist Handel AB"]),
)  # fmt: skip


def declared(seed: int) -> dict[str, Any]:
    """Plain data for the company of `seed`: `organisation`, `facts`, `activities`, `contracts`, `roster`, `leavers`, `customers`, `notices`, `sign_offs`, `deliveries`.

    Persons are named by `ident`, notices by `ident` and `version`; `received` of a delivery is never known for letters.
    """
    world = World.drawn(Random(seed))  # noqa: S311 (a sample, not a secret)
    rng = Random(seed + 2)  # noqa: S311 (a sample, not a secret)
    staff = [
        {"ident": p.owner.split("/")[1], "name": p.full, "email": p.work_email, "title": p.title, "department": p.department, "state": p.state, "hired_on": p.hired.isoformat(), "login": p.login}
        for p in world.staff
    ]  # fmt: skip
    by_state = Counter(p.state for p in world.staff)
    return {
        "organisation": {"name": world.company, "domain": world.domain, "country": "US", "state": "NY"},
        "facts": _facts(world, {f"US-{state}": count for state, count in by_state.items()}),
        "activities": [dict(activity) for activity in ACTIVITIES],
        "roster": staff,
        "leavers": [
            {"ident": p.owner.split("/")[1], "name": p.full, "email": p.personal_email, "hired_on": p.hired.isoformat(), "left_on": p.left.isoformat()}
            for p in world.former if p.left
        ],
        "customers": [
            {"ident": c.ident, "name": c.name, "contact": c.contact.full, "email": c.contact.work_email, "country": c.country, "address": _address(c), "sole_proprietor": c.sole}
            for c in world.clients if not c.sole or int(c.ident[1:]) % 4  # of those who trade by themselves, some are on no list
        ],
        "notices": list(_NOTICES),
        "tools": [dict(tool) for tool in _TOOLS],
        "contracts": [dict(contract) for contract in _CONTRACTS],
        "contacts": {"dpo": {"name": "Dana Whitcomb", "contact": f"privacy@{world.domain}"}},
        "confidential": [("HR/Confidential", ["medical", "drug-tests"])],  # a folder that nobody made yet
        "holds": [dict(hold) for hold in _HOLDS],
        "sign_offs": _sign_offs(rng, staff),
        "deliveries": [
            {"notice": "customer-privacy-statement", "version": 1, "customer": c.ident, "by": "post", "sent_on": "2026-02-10"} for c in world.clients if c.since < date(2026, 1, 1)
        ],
    }  # fmt: skip


def _address(client: Client) -> str:
    """Where letters to a client go: whoever it is that the company speaks to sits in the United States, also of clients abroad."""
    who = client.contact
    return f"{who.street}, {who.town}, {who.state} {who.zip}, USA"


def _facts(world: World, by_state: dict[str, int]) -> dict[str, Any]:
    return {
        "is_msp": True, "employees_total": len(world.staff), "employees_by_state": by_state, "employees_in_20_weeks": 38, "max_employees_last_year": 42, "max_employees_within_75_miles": 31,
        "states_with_employees": sorted(by_state), "resident_states": sorted({f"US-{p.state}" for p in world.staff} | {f"US-{c.contact.state}" for c in world.clients if c.country == "US"}),
        "consumer_states": sorted({f"US-{c.contact.state}" for c in world.clients if c.sole and c.country == "US"}), "establishment_countries": ["US"], "annual_revenue": 6_400_000,
        "industry_naics": "541513", "has_customers": True, "has_applicants": True, "has_visitors": True, "has_website": True, "has_phone_callers": True, "has_contract_workers": True,
        "sponsors_health_plan": True, "is_hipaa_covered_entity": False, "is_hipaa_business_associate": True, "is_glba_financial_institution": False, "is_public_body": False, "is_nonprofit": False,
        "has_union": False, "has_works_council": False, "sells_personal_data": False, "has_cctv": True, "monitors_email": True, "monitors_web_use": True, "keeps_web_logs": True,
        "monitors_workers": True, "targets_eu_or_uk_people": True, "installs_device_agents": True, "records_calls": False, "tracks_location": False, "has_safety_sensitive_workers": False,
        "employs_cdl_drivers": False,
    }  # fmt: skip


# What the company says of its monitoring tools: nothing of the key logger and of the captures of screens, and the cameras
# keep longer than it says.
_TOOLS: tuple[dict[str, Any], ...] = (
    {"tool": "frigate", "purposes": [("protection of premises", "legitimate-interests")], "watched": ["employee", "visitor"], "kept": "14 days", "viewers": ["office manager"], "since": "2025-12-01"},
    {"tool": "ninjaone", "purposes": [("remote support of our own computers", "legitimate-interests")], "watched": ["employee"], "kept": "90 days", "viewers": ["technicians"], "since": None},
    {"tool": "piler", "purposes": [("keeping business records", None)], "watched": ["employee", "customer"], "kept": "7 years", "viewers": ["IT manager"], "since": "2021-01-04"},
)  # fmt: skip


# What is kept for a claim, whatever a period says.
_HOLDS: tuple[dict[str, str], ...] = (
    {"matter": "Wage claim of a former technician", "why": "a lawyer’s letter of October asks for pay records since 2015", "who": "R. Okafor, counsel", "store": "company/Old stuff"},
)  # fmt: skip


# Contracts, with days counted from the day on which the sample is made: one ends soon, one is over, one is not signed, and
# with both clients that it hosts for, an agreement under the GDPR is missing.
_CONTRACTS: tuple[dict[str, Any], ...] = (
    {"ident": "maple-msa", "sort": "msa", "parties": ["Maple Street Dental"], "our_role": "supplier", "scope": "managed services", "signed": -700, "until": None, "duties": {"confidentiality": True}},
    {"ident": "maple-nda", "sort": "nda", "parties": ["Maple Street Dental"], "our_role": "party", "scope": "assessment before the contract", "signed": -740, "until": -10, "duties": {"confidentiality": True}},
    {"ident": "cloudvault-dpa", "sort": "dpa", "parties": ["Cloudvault Backup Inc."], "our_role": "controller", "scope": "off-site backup", "signed": -330, "until": 35, "notice_days": 30,
     "duties": {"confidentiality": True, "breach_notice_hours": 24, "delete_within_days": 30, "sub_processors": "with-notice"}},
    {"ident": "lindqvist-dpa", "sort": "dpa", "parties": ["Lindqvist Handel AB"], "our_role": "processor", "scope": "hosting", "signed": None, "until": None, "duties": {"breach_notice_hours": 48, "sub_processors": "with-consent"}},
    {"ident": "ridgeway-subbaa", "sort": "baa", "parties": ["Ridgeway Colocation LLC"], "our_role": "business-associate", "scope": "racks", "signed": -200, "until": 530, "notice_days": 90, "duties": {"breach_notice_hours": 72}},
)  # fmt: skip


# The employee notice is told to nearly all; the monitoring notice is old, and silent on screens and keys.
_NOTICES: tuple[dict[str, Any], ...] = (
    {"ident": "employee-privacy-notice", "version": 2, "published_on": "2026-01-12", "reviewed_on": "2026-01-08",
     "categories": ["social-security-number", "payroll", "bank-account", "personnel-files", "date-of-birth", "postal-address", "phone-number", "email-address", "person-name", "driving-licence"],
     "purposes": ["paying wages", "payroll tax", "employment"], "subjects": ["employee"], "needs_sign_off": True},
    {"ident": "workplace-surveillance-notice", "version": 1, "published_on": "2023-05-08", "reviewed_on": None,
     "categories": ["web-history", "camera-footage"], "purposes": ["network security", "protection of premises"], "subjects": ["employee"], "needs_sign_off": True},
    {"ident": "customer-privacy-statement", "version": 1, "published_on": "2026-02-02", "reviewed_on": "2026-01-30",
     "categories": ["customer-billing", "email-address", "phone-number", "postal-address", "person-name"], "purposes": ["collecting payment"], "subjects": ["customer", "sole-proprietor"], "needs_sign_off": False},
)  # fmt: skip


def _sign_offs(rng: Random, staff: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All signed the employee notice; of those hired before the other one, two thirds signed that."""
    out = []
    for person in staff:
        hired = date.fromisoformat(person["hired_on"])
        signed = max(date(2026, 1, 14), hired) + timedelta(days=rng.randint(0, 9))
        how = rng.choice(["own account", "paper, by HR", "kiosk with badge"])
        out.append(
            {
                "notice": "employee-privacy-notice",
                "version": 2,
                "person": person["ident"],
                "signed_on": signed.isoformat(),
                "identified_by": how,
            }
        )
        if hired < date(2023, 5, 8) and rng.random() < 0.66:
            out.append(
                {
                    "notice": "workplace-surveillance-notice",
                    "version": 1,
                    "person": person["ident"],
                    "signed_on": "2023-05-19",
                    "identified_by": "paper, by HR",
                }
            )
    return out
