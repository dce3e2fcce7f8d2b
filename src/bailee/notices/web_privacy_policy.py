"""Web privacy policy: what a business learns about those who use its site or buy from it, posted where they find it.

Content after 11 CCR § 7011, Cal. Bus. & Prof. Code § 22575, 6 Del. C. § 1205C and NRS 603A.340, the state consumer laws, APP 1 of
the Privacy Act 1988 (Cth), PIPEDA, Quebec's Act, and GDPR Art. 13; asks.toml says which part answers which of their lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.inventory.activities import NOBODY
from bailee.notices import clauses
from bailee.notices import parts as shared
from bailee.notices.items import Part, Question, declare, stated
from bailee.notices.snapshot import Snapshot
from bailee.notices.wording import title
from bailee.rendering import Block, Heading, List, Paragraph
from bailee.vocabulary import SubjectCategory

IDENT = "web-privacy-policy"
AUDIENCE = frozenset(
    {SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT, SubjectCategory.VISITOR}
)
TITLE = title(IDENT)
FACTS = (
    *shared.OF_ARTICLE_13,
    *shared.OF_A_SALE,
    "answers_do_not_track",
    "honours_opt_out_signals",
    "profiles_people",
    "request_methods",
    "sells_data_of_minors",
    "sends_data_abroad",
    "others_track_visitors",
    "uses_cookies",
)
_SUBJECT = SubjectCategory.CUSTOMER.value
_EU = ("ntc-eu-13", "ntc-uk")


def parts(snapshot: Snapshot) -> Mapping[str, Part]:
    """What the policy says, by the idents that asks.toml uses."""
    say = snapshot.say
    found = shared.sensitive(snapshot)
    uses = say("web.sensitive", what=", ".join(found)) if found else say("web.sensitive_none")
    return shared.of_article_13(snapshot, _SUBJECT) | {
        "collected": Part(say("web.collect") if snapshot.told else say("web.nothing")),
        "needed": Part(say("parts.needed_web")),
        "sensitive": Part(uses),
        "given": _given(snapshot),
        "sold": shared.sold(snapshot),
        "minors": _yes_or_no(
            snapshot, "sells_data_of_minors", "web.minors", "Are data of people under 16 sold, or shared for advertising?"
        ),
        "rights-us": Part(say("web.rights")),
        "methods": shared.methods(snapshot, "web.methods"),
        "appeal": _with_contact(snapshot, "web.appeal"),
        "review": _with_contact(snapshot, "web.review"),
        "cookies": Part(say("web.cookies" if snapshot.said.get("uses_cookies") else "web.no_cookies")),
        "signals": _yes_or_no(
            snapshot, "honours_opt_out_signals", "web.signals", "Does the site act on opt-out signals of browsers?"
        ),
        "do-not-track": _yes_or_no(
            snapshot, "answers_do_not_track", "web.dnt", "Does the site do anything different on Do Not Track?"
        ),
        "tracking": _yes_or_no(
            snapshot, "others_track_visitors", "web.tracking", "Do others follow visitors of the site, over time and across sites?"
        ),
        "locate": shared.locate(snapshot),
        "abroad": shared.abroad(snapshot),
        "access": shared.access(snapshot),
        "complaints": shared.complaints(snapshot),
        "means": Part(say("parts.means")),
        "changes": Part(say("web.changes")),
        "date": Part(say("web.date")),
        "brochures": Part(say("parts.brochures")),
        "links": shared.links(snapshot),
        "children": shared.children(),
    }  # fmt: skip


def compose(snapshot: Snapshot) -> tuple[Block, ...]:
    """In short, then all of it; what one law alone asks stands where that law applies."""
    say, made = snapshot.say, parts(snapshot)

    def says(*idents: str) -> list[Block]:
        return [Paragraph(stated(snapshot, made, each)) for each in idents]

    blocks: list[Block] = [
        *clauses.layers(snapshot, say("web.short", organisation=snapshot.organisation)),
        Heading(1, say("web.contact_head")),
        *says("controller"),
        Heading(1, say("web.collect_head")),
        *says("collected"),
    ]
    if snapshot.told:
        blocks.append(clauses.what_we_hold(snapshot, snapshot.told, say("web.caption")))
        blocks += says("kept")
    blocks += [
        Heading(1, say("web.sources_head")),
        *says("sources", "means"),
        Heading(1, say("web.uses_head")),
        *says("sensitive"),
        Heading(1, say("clauses.gets_head")),
    ]
    blocks += [*says("recipients"), *_recipients(snapshot)]
    blocks += [Heading(1, say("web.sold_head")), *says("sold", "minors")]
    if snapshot.said.get("sells_personal_data") is not False:
        blocks += says("links")
    blocks += [Heading(1, say("web.rights_head")), *says("rights-us", "methods", "review", "appeal")]
    blocks += [Heading(1, say("web.signals_head")), *says("cookies", "signals", "do-not-track", "tracking")]
    blocks += [Heading(1, say("web.decisions_head")), *says("decisions")]
    blocks += [Heading(1, say("web.changes_head")), *says("changes", "date")]
    blocks += clauses.asked_beside(snapshot, IDENT, made, blocks)
    return (*_each_once(blocks), *clauses.laws_behind(snapshot))


def _each_once(blocks: list[Block]) -> list[Block]:
    """A hole that two parts share is said to be missing once."""
    return [
        block for index, block in enumerate(blocks) if not isinstance(block, Paragraph) or block not in blocks[:index]
    ]


def _given(snapshot: Snapshot) -> Part:
    """To whom, what and why: as lines of the notice, and as one text where it has none to name."""
    lines = _recipients(snapshot)
    open_ = shared.recipients(snapshot, _SUBJECT).open
    if lines and isinstance(lines[0], List):
        return Part(" ".join(lines[0].items), open_)
    return Part("" if open_ else snapshot.say("web.gets_nobody"), open_)


def _recipients(snapshot: Snapshot) -> list[Block]:
    say = snapshot.say
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for entry in snapshot.told:
        for use in entry.uses:
            for name in use.recipients:
                if name == NOBODY:
                    continue
                what, purposes = found.setdefault(snapshot.own(name), ({}, {}))
                what[say.label(entry.category)] = purposes[snapshot.own(use.purpose)] = None
    rows = tuple(
        say("web.gets_row", recipient=clauses.capital(name), what=", ".join(what), purposes=", ".join(purposes))
        for name, (what, purposes) in found.items()
    )
    return [List(rows)] if rows else []


def _with_contact(snapshot: Snapshot, key: str) -> Part:
    if not snapshot.whom:
        return Part("", (shared.WHOM,))
    return Part(snapshot.say(key, contact=snapshot.whom))


def _yes_or_no(snapshot: Snapshot, fact: str, key: str, question: str) -> Part:
    value = snapshot.said.get(fact)
    if value is None:
        return Part("", (Question(question, declare(fact, "no")),))
    return Part(snapshot.say(f"{key}_{'yes' if value else 'no'}"))
