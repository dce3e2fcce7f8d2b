"""Publish a version of a notice: what stops it, what it means to those who were told before, and who chose that.

    plan = plan_publishing(workspace, version, on=today)    # changes nothing
    plan.stops, plan.changes, plan.suggested, plan.signed
    publish_notice(workspace, version, choice=Choice.MATERIAL)

Whether counsel reviewed its words is not for whoever publishes it to say: it prints DRAFT until then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bailee import notices
from bailee.counsel.reviews import Reviews
from bailee.errors import InvalidInput
from bailee.notices import Notice
from bailee.notices.causes import Cause, causes, footing_of
from bailee.notices.choices import Choice, suggested, whom
from bailee.notices.comparison import Change, compare
from bailee.notices.policies import untrue
from bailee.notices.stale import stale
from bailee.notices.stops import Stop, stops
from bailee.operations.draft_notice import composing
from bailee.operations.know_figures import figures_of
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.rendering import Block, from_data
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import STAFF, SubjectCategory

_LONGEST = 500  # characters of a reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing a version would mean."""

    version: NoticeVersion
    served: NoticeVersion | None  # the version that speaks now
    reviewed: str  # by whom its words are, empty where by nobody
    causes: tuple[Cause, ...]  # of the difference from the one that speaks now
    changes: tuple[Change, ...]
    stops: tuple[Stop, ...]
    signed: int  # who are told by the one that speaks now
    concerned: int | None  # on the roster; None where there is none
    touched: int  # of those on the roster whom a material change is about
    today: Notice

    @property
    def suggested(self) -> tuple[Choice, str]:
        return suggested(self.causes)

    @property
    def touches(self) -> frozenset[SubjectCategory]:
        """Whom a material change is about; empty: everybody."""
        return whom(self.causes)

    @property
    def asks_choice(self) -> bool:
        """Whether somebody has to say what it means to those who were told before."""
        return self.served is not None and not self.version.is_published

    def consequence(self, choice: Choice) -> str:
        """What a choice does, in a sentence."""
        if not self.is_signed:
            after = (
                "It is sent again to those whom it is about" if choice is Choice.MATERIAL else "It is not sent again"
            )
            return f"{after}."
        kept = f"{self.signed:,} {'stays' if self.signed == 1 else 'stay'} as evidence for version {self.served_number}"
        if choice is Choice.MATERIAL:
            return f"{kept}; {self.touched:,} {'is' if self.touched == 1 else 'are'} asked again."
        return f"{self.signed:,} carry over; you say why, and that is evidence."

    @property
    def is_signed(self) -> bool:
        module = notices.kinds().get(self.version.kind)
        return bool(module and module.AUDIENCE & STAFF)

    @property
    def served_number(self) -> int:
        return self.served.version if self.served else 0


def plan_publishing(
    workspace: Workspace,
    version: NoticeVersion,
    *,
    on: date | None = None,
    compose: Callable[..., Notice] | None = None,
    reviews: Reviews | None = None,
) -> Plan:
    """Look at a version beside the one that speaks now, and at what stops it. Changes nothing."""
    day = on or datetime.now(UTC).astimezone().date()
    declared = workspace.facts(day)
    reviews = reviews or reviews_of(workspace, day, declared=declared)
    versions = tuple(each for each in workspace.notices() if each.kind == version.kind)
    earlier = [
        each
        for each in versions
        if each.language == version.language and each.is_published and each.version < version.version
    ]
    served = earlier[-1] if earlier else None
    today = (compose or composing(workspace, day, reviews))(version.kind)
    found = causes(footing_of(served.content), footing_of(version.content)) if served else ()
    module = notices.kinds().get(version.kind)
    audience = frozenset(module.AUDIENCE) if module else frozenset()
    if (counted := served or (version if version.is_published else None)) is not None:
        figures = figures_of(workspace, counted, versions)
        people, signed = figures.people, figures.signed if served else 0
    else:
        people, signed = {of: count for of, count in workspace.roster_counts().items() if of in audience}, 0
    about = whom(found)
    reviewed = reviewer_of(version, reviews)
    return Plan(
        version,
        served,
        reviewed,
        found,
        compare(_blocks(served), _blocks(version), found) if served else (),
        stops(
            version.kind,
            version.content,
            is_reviewed=bool(reviewed),
            unsaid=stale(version.content, today),
            untrue=untrue(version.content, today),
            declared=declared,
        ),
        signed,
        sum(people.values()) or None,
        sum(count for category, count in people.items() if not about or category in about),
        today,
    )


def _blocks(version: NoticeVersion | None) -> tuple[Block, ...]:
    document = version.content.get("document") if version else None
    return from_data(document).blocks if document else ()


def publish_notice(
    workspace: Workspace,
    version: NoticeVersion,
    *,
    despite: str = "",
    choice: Choice | None = None,
    why: str = "",
    everybody: bool = False,
    on: date | None = None,
) -> NoticeVersion:
    """Publish a version. One that is published already stays as it is.

    `despite`: why it goes out although something stops it, kept with who said so and what it was. `choice`: what it means to
    those who were told before, which nobody can leave open; `why`: it is minor. `everybody`: a material version is about all,
    and not only about those whom its changes touch.
    """
    if version.is_published:
        return version
    plan = plan_publishing(workspace, version, on=on)
    reason, minor = (_reason(each) for each in (despite, why))
    name = f"{version.kind} version {version.version}"
    if plan.stops and not reason:
        first = plan.stops[0]
        more = f", and {len(plan.stops) - 1} more" if len(plan.stops) > 1 else ""
        raise InvalidInput(
            f"{name} cannot be published yet. {first.says}{more}",
            hint=f'"bailee notice stops {version.kind}" lists them with what to do; then "bailee notice draft {version.kind}" '
            "again; else --despite REASON",
        )
    chosen = _chosen(plan, choice, minor)
    touches = frozenset() if everybody or chosen is Choice.MINOR else plan.touches
    details: dict[str, object] = {"sha256": version.sha256}
    if plan.stops:  # the record names who did it
        details |= {
            "despite": reason,
            "missing": [
                f"{item['law']}: {item['asks']}" for item in version.content.get("items", ()) if not item["found"]
            ],
            "stops": [stop.sort.value for stop in plan.stops],
        }
    if plan.served is not None:
        details |= {"choice": chosen.value, "after": plan.served.version, "suggested": plan.suggested[0].value}
        if chosen is Choice.MINOR:
            details |= {"why": minor, "carried_over": plan.signed}
        else:
            details |= {"touches": sorted(each.value for each in touches), "asked_again": plan.touched}
    with workspace.transaction():
        published = workspace.publish(
            version.kind, version.version, language=version.language, choice=chosen.value, why=minor,
            touches=[each.value for each in touches],
        )  # fmt: skip
        workspace.record("notice-published", f"{version.kind}-v{version.version}", details)
    return published


def _chosen(plan: Plan, choice: Choice | None, why: str) -> Choice:
    """The choice, where there is one to make. A first version is material: nobody was told before."""
    if plan.served is None:
        return Choice.MATERIAL
    if choice is None:
        suggestion, because = plan.suggested
        raise InvalidInput(
            f"version {plan.served.version} is served: say whether this one is material or minor",
            hint=f"--material: {plan.consequence(Choice.MATERIAL)} --minor REASON: {plan.consequence(Choice.MINOR)} "
            f"Suggested: {suggestion.value}, {because}",
        )
    if choice is Choice.MINOR and not why:
        raise InvalidInput(
            "say why it is minor", hint="what was signed goes on counting because of it: evidence keeps the reason"
        )
    return choice


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if len(reason) > _LONGEST:
        raise InvalidInput("the reason is too long", hint=f"at most {_LONGEST} characters")
    return reason
