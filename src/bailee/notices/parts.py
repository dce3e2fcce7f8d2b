"""Parts that several kinds of notice share: who holds it, what for, for how long, who gets it, what a person can ask."""

from __future__ import annotations

from bailee.inventory.activities import NOBODY, SAFEGUARDS
from bailee.notices.items import Part, Question, declare
from bailee.notices.snapshot import Snapshot, Told
from bailee.obligations.load import place_name
from bailee.vocabularies import load as vocabulary
from bailee.vocabulary import LawfulBasis, inside

_ACTIVITY = 'bailee declare activity --name "…" --purpose "…" --category {} --subject {}'


def controller(snapshot: Snapshot) -> Part:
    if not snapshot.contact:
        return Part("", (Question("Whom can people ask?", declare("contact", "NAME, ADDRESS")),))
    return Part(f"{snapshot.organisation} holds what this notice names. Ask {snapshot.contact}.")


def officer(snapshot: Snapshot) -> Part:
    """A data protection officer, if there is one; the record of processing names whom."""
    said = snapshot.said.get("officer")
    return Part(f"Our data protection officer is {said}." if said else "We have named no data protection officer.")


def categories(snapshot: Snapshot) -> Part:
    """What is held, and which of it the CCPA calls sensitive."""
    if not snapshot.told:
        return Part("We hold nothing about you that we know of.")
    mapped = vocabulary("ccpa")
    sensitive = [inside(entry.label) for entry in snapshot.told if mapped.of("categories", entry.category).sensitive]
    words = "The table names each kind of data that we collect."
    if sensitive:
        words += f" These are sensitive, or can be: {', '.join(sensitive)}."
    return Part(words)


_TABLE = "The table says what each kind of data is for, on which ground we hold it, and how long we keep it."


def _ask(entries: list[Told], question: str, subject: str, option: str = "") -> tuple[Question, ...]:
    """One question for all kinds of data that lack the same thing."""
    if not entries:
        return ()
    names = ", ".join(inside(entry.label) for entry in entries)
    these = " --category ".join(entry.category for entry in entries)
    return (Question(f"{question} {names}", f"{_ACTIVITY.format(these, subject)} {option}".strip()),)


def purposes(snapshot: Snapshot, subject: str) -> Part:
    return Part(_TABLE, _ask([entry for entry in snapshot.told if not entry.uses], "What are these used for?", subject))


def grounds(snapshot: Snapshot, subject: str) -> Part:
    """Purposes with their lawful basis. A legitimate interest is its purpose; without a basis the item is not met."""
    lacking = [entry for entry in snapshot.told if not entry.uses or any(use.basis is None for use in entry.uses)]
    return Part(
        _TABLE,
        _ask(lacking, "What are these used for, and on which ground (consent, contract, …)?", subject, "--basis …"),
    )


def kept(snapshot: Snapshot, subject: str) -> Part:
    lacking = [entry for entry in snapshot.told if not any(use.retention for use in entry.uses)]
    return Part(_TABLE, _ask(lacking, "How long are these kept?", subject, '--retention "…"'))


def recipients(snapshot: Snapshot, subject: str) -> Part:
    """Who else gets it. That nobody does has to be said by somebody: silence is no answer."""
    named = dict.fromkeys(name for entry in snapshot.told for use in entry.uses for name in use.recipients)
    lacking = [entry for entry in snapshot.told if not any(use.recipients for use in entry.uses)]
    open_ = _ask(lacking, f'Who else gets these ("{NOBODY}" where nobody does)?', subject, '--recipient "…"')
    others = [name for name in named if name != NOBODY]
    if others:
        return Part(f"We give what the job needs to: {', '.join(others)}.", open_)
    return Part("We give it to nobody else." if named or not snapshot.told else "", open_)


def transfers(snapshot: Snapshot) -> Part:
    """To other countries, with the safeguard of each."""
    ask = Question("Does any of it go out of the EU and its neighbours?", declare("transfers_outside_eea", "no"))
    if snapshot.said.get("transfers_outside_eea") is False:
        return Part("It does not leave the European Economic Area.")
    said = dict.fromkeys(each for entry in snapshot.told for use in entry.uses for each in use.transfers)
    if not said:
        if snapshot.said.get("transfers_outside_eea") is True:
            where = "bailee declare activity … --transfer COUNTRY:SAFEGUARD"
            return Part("", (Question("Which countries does it go to, and what protects it there?", where),))
        return Part("", (ask,))
    lines = [
        f"{place_name(each.country)} ({SAFEGUARDS.get(each.safeguard, 'safeguard not stated yet')})" for each in said
    ]
    open_ = tuple(
        Question(f"What protects the data in {place_name(each.country)}?", f"bailee declare activity … --transfer {each.country}:SAFEGUARD")
        for each in said
        if not each.safeguard
    )  # fmt: skip
    return Part(f"It also goes to: {', '.join(lines)}. Ask us for a copy of what protects it there.", open_)


def sold(snapshot: Snapshot) -> Part:
    said = snapshot.said.get("sells_personal_data")
    if said is False:
        return Part("We do not sell it, and do not share it for advertising.")
    if said is True:
        return Part("We sell some of it, or share it for advertising. You can say no to that.")
    return Part("", (Question("Is any of it sold, or shared for advertising?", declare("sells_personal_data", "no")),))


def links(snapshot: Snapshot) -> Part:
    """Where the privacy policy stands; where data are sold, where to say no to it as well."""
    policy = str(snapshot.said.get("privacy_policy_address") or "")
    opt_out = str(snapshot.said.get("opt_out_address") or "")
    open_ = []
    if not policy:
        open_.append(Question("Where does the privacy policy stand?", declare("privacy_policy_address", "https://…")))
    if not opt_out and snapshot.said.get("sells_personal_data") is not False:
        open_.append(Question("Where can people say no to a sale?", declare("opt_out_address", "https://…")))
    words = f"Our privacy policy: {policy}." if policy else ""
    if opt_out:
        words += f" Say no to sale and sharing: {opt_out}."
    return Part(words.strip(), tuple(open_))


def rights() -> Part:
    return Part(
        "Where the law gives you these rights, you can ask for a copy of what we hold. You can ask us to correct it, to "
        "erase it, or to hold it and not use it. You can object to what we do with it. You can ask for your data in a "
        "form that another firm can read. Asking costs nothing, and is not held against you."
    )


def withdraw(snapshot: Snapshot) -> Part:
    agreed = any(use.basis is LawfulBasis.CONSENT for entry in snapshot.told for use in entry.uses)
    if agreed:
        return Part(
            "Where we hold something because you agreed, you can take that back at any time. Tell us, and we stop."
        )
    return Part("We hold nothing on the ground that you agreed. If we ever do, you can take that back at any time.")


def complain() -> Part:
    return Part(
        "If you think that we do wrong, you can complain to the data protection authority where you live or work."
    )


def interview() -> Part:
    return Part("If you come to work with us, we watch some of the work. We tell you at the interview what is watched.")


def programs(snapshot: Snapshot) -> Part:
    """Whether software decides or ranks. What its logic is takes words that no table has: counsel and the maker know."""
    decides, ranks = (snapshot.said.get(each) for each in ("makes_automated_decisions", "uses_ai_hiring_tools"))
    if decides is False and ranks is False:
        return Part("No program decides about you, and none ranks or sorts out people who apply.")
    open_ = []
    if decides is None:
        open_.append(Question("Does software alone decide about people?", declare("makes_automated_decisions", "no")))
    if ranks is None:
        open_.append(Question("Does software screen or rank applicants?", declare("uses_ai_hiring_tools", "no")))
    if decides or ranks:
        open_.append(Question("By which logic does the program decide or rank, and what follows for people?"))
    words = []
    if decides:
        words.append("A program alone decides some things about you.")
    if ranks:
        words.append("We use programs that sort or rank people who apply; they may use artificial intelligence.")
    return Part(" ".join(words), tuple(open_))
