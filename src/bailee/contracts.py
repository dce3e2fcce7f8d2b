"""The register of contracts: what was agreed with whom, until when; which agreement is missing and which ends.

>>> nda = Contract("c1", Sort.NDA, ("Lind Dental",), signed_on=date(2026, 1, 2), until=date(2026, 12, 31), notice_days=30)
>>> nda.stands(date(2026, 11, 26)), nda.act_by
(True, datetime.date(2026, 12, 1))

A contract binds businesses as such: it is about no person. The document stays where it is kept; its hash is in the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from bailee.authority import Agreement, Signed
from bailee.inventory.activities import NOBODY, ProcessingActivity
from bailee.vocabulary import DATA_CATEGORIES, Role

SOON = 60  # days before the last day to give notice from which an end is said


class Sort(StrEnum):
    """What sort of contract it is."""

    NDA = "nda"
    DPA = "dpa"
    BAA = "baa"
    MSA = "msa"
    SCC = "scc"
    JOINT = "joint-controllers"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Sort.NDA: "non-disclosure agreement",
    Sort.DPA: "data processing agreement (GDPR Art. 28)",
    Sort.BAA: "business associate agreement (HIPAA)",
    Sort.MSA: "master services agreement",
    Sort.SCC: "standard contractual clauses (GDPR Art. 46)",
    Sort.JOINT: "arrangement of joint controllers (GDPR Art. 26)",
    Sort.OTHER: "other contract",
}
ROLES = {  # ours, in it
    "controller": "controller",
    "joint-controller": "joint controller",
    "processor": "processor",
    "covered-entity": "covered entity",
    "business-associate": "business associate",
    "customer": "customer",
    "supplier": "supplier",
    "party": "party",
}
SUB_PROCESSORS = {
    "not-allowed": "none allowed",
    "with-consent": "each one with consent",
    "with-notice": "after notice",
    "allowed": "allowed",
}


@dataclass(frozen=True, slots=True)
class Duties:
    """What it asks of us about data; None and empty: it says nothing, or nobody wrote it down."""

    confidentiality: bool = False
    delete_within_days: int | None = None  # at the end
    breach_notice_hours: int | None = None
    sub_processors: str = ""  # of SUB_PROCESSORS
    others: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """
        >>> Duties(True, 30, 72, "with-notice").said
        ('confidentiality', 'delete within 30 days of the end', 'tell of a breach within 72 hours', 'sub-processors: after notice')
        """
        words = ["confidentiality"] if self.confidentiality else []
        if self.delete_within_days is not None:
            words.append(f"delete within {_count(self.delete_within_days, 'day')} of the end")
        if self.breach_notice_hours is not None:
            words.append(f"tell of a breach within {_count(self.breach_notice_hours, 'hour')}")
        if self.sub_processors:
            words.append(f"sub-processors: {SUB_PROCESSORS[self.sub_processors]}")
        return (*words, *self.others)


NO_DUTIES = Duties()


@dataclass(frozen=True, slots=True)
class Contract:
    """One entry of the register."""

    ident: str
    sort: Sort
    parties: tuple[str, ...]  # beside ourselves
    our_role: str = "party"  # of ROLES
    scope: str = ""
    signed_on: date | None = None  # None: not signed yet
    from_on: date | None = None  # else from the day on which it was signed
    until: date | None = None  # None: until somebody ends it
    notice_days: int | None = None
    renews: bool = False  # by itself, where nobody gives notice
    contact: str = ""
    kept_where: str = ""
    document: str = ""  # SHA-256 of the document, in hex
    duties: Duties = NO_DUTIES

    def stands(self, on: date) -> bool:
        begins = self.from_on or self.signed_on
        if self.signed_on is None or begins is None or begins > on:
            return False
        return self.until is None or on <= self.until or self.renews

    @property
    def act_by(self) -> date | None:
        """The last day to give notice, or to have another one."""
        return self.until - timedelta(days=self.notice_days or 0) if self.until is not None else None

    def ends_soon(self, on: date) -> bool:
        """Whether somebody has to do something now: it ends, or renews itself, within SOON days of the last day to act."""
        if self.until is None or self.act_by is None or not self.stands(on) or on > self.until:
            return False
        return (self.act_by - on).days <= SOON


@dataclass(frozen=True, slots=True)
class Missing:
    """An agreement that a law asks for and the register does not have."""

    ident: str  # "baa", or "dpa lind dental"
    sort: Sort
    party: str  # empty: with whoever works on such data for us
    is_sure: bool  # False: nobody said yet what would tell whether the law applies
    why: str
    next: str


def missing(
    contracts: Iterable[Contract],
    agreements: Mapping[Agreement, Signed],
    needed: Mapping[Agreement, bool | None],
    activities: Sequence[ProcessingActivity],
    on: date,
    *,
    provider: str = "",
) -> tuple[Missing, ...]:
    """Which agreements are missing on a day: with the provider that works for us, with each controller that we work for, with
    each joint controller, and with each recipient in a third country."""
    every = tuple(contracts)
    standing = [each for each in every if each.stands(on)]
    unsigned = [each for each in every if each.signed_on is None]
    found: list[Missing] = []
    if provider:
        for agreement, is_needed in needed.items():
            signed = agreements.get(agreement)
            have = (signed is not None and signed.on is not None) or _has(standing, Sort(agreement.value), provider)
            if is_needed and not have:
                found.append(
                    _missing(Sort(agreement.value), provider, True, f"{provider} works on this organisation’s data")
                )
    for activity in activities:
        health = any(
            DATA_CATEGORIES[each].fact == "holds_medical" for each in activity.categories if each in DATA_CATEGORIES
        )
        if activity.role is Role.PROCESSOR:
            for party in activity.on_behalf_of:
                why = f"“{activity.name}” is done on behalf of {party}"
                if needed.get(Agreement.DPA) is not False and not _has(standing, Sort.DPA, party):
                    found.append(_missing(Sort.DPA, party, needed.get(Agreement.DPA) is True, why))
                if health and needed.get(Agreement.BAA) is not False and not _has(standing, Sort.BAA, party):
                    found.append(
                        _missing(Sort.BAA, party, needed.get(Agreement.BAA) is True, f"{why}, with health records")
                    )
        elif health and needed.get(Agreement.BAA):  # 45 CFR 164.502(e): before it lets them see records
            for party in activity.recipients:
                if party != NOBODY and not _has(standing, Sort.BAA, party):
                    found.append(
                        _missing(Sort.BAA, party, False, f"{party} gets health records in “{activity.name}”; not where it treats, or pays for, the patient itself")
                    )  # fmt: skip
        if activity.role is Role.JOINT_CONTROLLER:
            for party in activity.joint_with:
                if not _has(standing, Sort.JOINT, party):
                    found.append(_missing(Sort.JOINT, party, True, f"“{activity.name}” is decided on with {party}"))
        for transfer in activity.transfers:
            if transfer.safeguard == "standard-clauses" and not _has(standing, Sort.SCC, transfer.recipient):
                party = transfer.recipient or f"the recipient in {transfer.country}"
                found.append(
                    _missing(Sort.SCC, party, True, f"“{activity.name}” is transferred to {transfer.country} on them")
                )
    unique = {each.ident: _with_unsigned(each, unsigned) for each in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda each: (not each.is_sure, each.sort, each.party.casefold())))


def _with_unsigned(each: Missing, unsigned: Iterable[Contract]) -> Missing:
    """Says so where one is recorded that nobody signed yet."""
    drawn = next((one for one in unsigned if _has((one,), each.sort, each.party)), None)
    return replace(each, why=f"{each.why} “{drawn.ident}” is recorded and not signed.") if drawn else each


def _missing(sort: Sort, party: str, is_sure: bool, why: str) -> Missing:
    maybe = "" if is_sure else " Whether the law asks for it is not settled: ask counsel."
    return Missing(
        f"{sort.value} {party.casefold()}",
        sort,
        party,
        is_sure,
        f"{why}.{maybe}",
        f"Sign and record a {sort.value.upper()} with {party}",
    )


def _has(standing: Iterable[Contract], sort: Sort, party: str) -> bool:
    wanted = _plain(party)
    return any(
        each.sort is sort and (not wanted or any(_plain(name) == wanted for name in each.parties)) for each in standing
    )


def _plain(name: str) -> str:
    return " ".join("".join(c for c in name.casefold() if c.isalnum() or c == " ").split())


def _count(number: int, unit: str) -> str:
    return f"{number} {unit if number == 1 else unit + 's'}"


def as_dict(contract: Contract) -> dict[str, Any]:
    """What JSON can hold."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(contract).items()}


def contract_of(told: Mapping[str, Any]) -> Contract:
    """The contract that `as_dict` made it from."""
    duties = told.get("duties", {})
    return Contract(
        ident=told["ident"],
        sort=Sort(told["sort"]),
        parties=tuple(told["parties"]),
        our_role=told.get("our_role", "party"),
        scope=told.get("scope", ""),
        signed_on=_day(told.get("signed_on")),
        from_on=_day(told.get("from_on")),
        until=_day(told.get("until")),
        notice_days=told.get("notice_days"),
        renews=told.get("renews", False),
        contact=told.get("contact", ""),
        kept_where=told.get("kept_where", ""),
        document=told.get("document", ""),
        duties=Duties(**(duties | {"others": tuple(duties.get("others", ()))})),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
