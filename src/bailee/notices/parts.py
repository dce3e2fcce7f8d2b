"""Parts that several kinds of notice share: who holds it, what for, for how long, who gets it, what a person can ask.

A part has the words that stand in the notice, in its language, and the questions that are open, in that of whoever drafts it.
"""

from __future__ import annotations

from bailee.inventory.activities import NOBODY
from bailee.notices.items import Part, Question, declare
from bailee.notices.snapshot import Snapshot, Told
from bailee.obligations.load import place_name
from bailee.vocabularies import load as vocabulary
from bailee.vocabulary import LawfulBasis, inside

_ACTIVITY = 'bailee declare activity --name "…" --purpose "…" --category {} --subject {}'
# Declared facts that these parts tell: those of Art. 13 and 14, and those on selling.
OF_ARTICLE_13 = (
    "collects_from_third_parties",
    "data_sources",
    "makes_automated_decisions",
    "officer",
    "transfers_outside_eea",
)
OF_A_SALE = ("opt_out_address", "privacy_policy_address", "sells_personal_data")
WHOM = Question("Whom can people ask?", declare("contact", "NAME, ADDRESS"))


def controller(snapshot: Snapshot) -> Part:
    if not snapshot.whom:
        return Part("", (WHOM,))
    return Part(snapshot.say("parts.controller", organisation=snapshot.organisation, contact=snapshot.whom))


def officer(snapshot: Snapshot) -> Part:
    """A data protection officer, if there is one; the record of processing names whom."""
    said, say = snapshot.said.get("officer"), snapshot.say
    return Part(say("parts.officer", officer=said) if said else say("parts.no_officer"))


def categories(snapshot: Snapshot) -> Part:
    """What is held, and which of it the CCPA calls sensitive."""
    say = snapshot.say
    if not snapshot.told:
        return Part(say("parts.nothing_held"))
    words = say("parts.categories")
    if found := sensitive(snapshot):
        words += f" {say('parts.sensitive', what=', '.join(found))}"
    return Part(words)


def sensitive(snapshot: Snapshot) -> list[str]:
    """What of it the CCPA calls sensitive, or can."""
    mapped = vocabulary("ccpa")
    named = [each.category for each in snapshot.told if mapped.of("categories", each.category).sensitive]
    return [snapshot.say.label(each) for each in named]


def _ask(entries: list[Told], question: str, subject: str, option: str = "") -> tuple[Question, ...]:
    """One question for all kinds of data that lack the same thing."""
    if not entries:
        return ()
    names = ", ".join(inside(entry.label) for entry in entries)
    these = " --category ".join(entry.category for entry in entries)
    return (Question(f"{question} {names}", f"{_ACTIVITY.format(these, subject)} {option}".strip()),)


def purposes(snapshot: Snapshot, subject: str) -> Part:
    lacking = [entry for entry in snapshot.told if not entry.uses]
    return Part(snapshot.say("parts.table"), _ask(lacking, "What are these used for?", subject))


def grounds(snapshot: Snapshot, subject: str) -> Part:
    """Purposes with their lawful basis. A legitimate interest is its purpose; without a basis the item is not met."""
    lacking = [entry for entry in snapshot.told if not entry.uses or any(use.basis is None for use in entry.uses)]
    question = "What are these used for, and on which ground (consent, contract, …)?"
    return Part(snapshot.say("parts.table"), _ask(lacking, question, subject, "--basis …"))


def kept(snapshot: Snapshot, subject: str) -> Part:
    lacking = [entry for entry in snapshot.told if not any(use.retention for use in entry.uses)]
    return Part(snapshot.say("parts.table"), _ask(lacking, "How long are these kept?", subject, '--retention "…"'))


def recipients(snapshot: Snapshot, subject: str) -> Part:
    """Who else gets it. That nobody does has to be said by somebody: silence is no answer."""
    say = snapshot.say
    named = dict.fromkeys(name for entry in snapshot.told for use in entry.uses for name in use.recipients)
    lacking = [entry for entry in snapshot.told if not any(use.recipients for use in entry.uses)]
    open_ = _ask(lacking, f'Who else gets these ("{NOBODY}" where nobody does)?', subject, '--recipient "…"')
    others = [snapshot.own(name) for name in named if name != NOBODY]
    if others:
        return Part(say("parts.recipients", what=", ".join(others)), open_)
    return Part(say("parts.no_recipients") if named or not snapshot.told else "", open_)


def transfers(snapshot: Snapshot) -> Part:
    """To other countries, with the safeguard of each."""
    say, leaves = snapshot.say, snapshot.said.get("transfers_outside_eea")
    ask = Question("Does any of it go out of the EU and its neighbours?", declare("transfers_outside_eea", "no"))
    if leaves is False:
        return Part(say("parts.no_transfers"))
    said = dict.fromkeys(each for entry in snapshot.told for use in entry.uses for each in use.transfers)
    if not said:
        if leaves is True:
            where = "bailee declare activity … --transfer COUNTRY:SAFEGUARD"
            return Part("", (Question("Which countries does it go to, and what protects it there?", where),))
        return Part("", (ask,))
    lines = []
    for each in said:
        safeguard = say(f"safeguards.{each.safeguard}") if each.safeguard else say("parts.no_safeguard")
        lines.append(say("parts.transfer", country=snapshot.own(place_name(each.country)), safeguard=safeguard))
    open_ = tuple(
        Question(f"What protects the data in {place_name(each.country)}?", f"bailee declare activity … --transfer {each.country}:SAFEGUARD")
        for each in said
        if not each.safeguard
    )  # fmt: skip
    return Part(say("parts.transfers", what=", ".join(lines)), open_)


def abroad(snapshot: Snapshot) -> Part:
    """To other countries at all, as laws outside the EU ask."""
    say = snapshot.say
    said = dict.fromkeys(each.country for entry in snapshot.told for use in entry.uses for each in use.transfers)
    if said:
        return Part(say("parts.abroad_where", what=", ".join(snapshot.own(place_name(each)) for each in said)))
    if snapshot.said.get("sends_data_abroad") is False:
        return Part(say("parts.abroad_no"))
    if snapshot.said.get("sends_data_abroad") is True:
        where = "bailee declare activity … --transfer COUNTRY"
        return Part("", (Question("To which countries does it go?", where),))
    return Part("", (Question("Does any of it go to another country?", declare("sends_data_abroad", "no")),))


def sold(snapshot: Snapshot) -> Part:
    said = snapshot.said.get("sells_personal_data")
    if said is False:
        return Part(snapshot.say("parts.not_sold"))
    if said is True:
        return Part(snapshot.say("parts.sold"))
    return Part("", (Question("Is any of it sold, or shared for advertising?", declare("sells_personal_data", "no")),))


def links(snapshot: Snapshot) -> Part:
    """Where the privacy policy stands; where data are sold, where to say no to it as well."""
    say = snapshot.say
    policy = str(snapshot.said.get("privacy_policy_address") or "")
    opt_out = str(snapshot.said.get("opt_out_address") or "")
    open_ = []
    if not policy:
        open_.append(Question("Where does the privacy policy stand?", declare("privacy_policy_address", "https://…")))
    if not opt_out and snapshot.said.get("sells_personal_data") is not False:
        open_.append(Question("Where can people say no to a sale?", declare("opt_out_address", "https://…")))
    words = say("parts.policy", address=policy) if policy else ""
    if opt_out:
        words += f" {say('parts.opt_out', address=opt_out)}"
    return Part(words.strip(), tuple(open_))


def rights(snapshot: Snapshot) -> Part:
    return Part(snapshot.say("parts.rights"))


def withdraw(snapshot: Snapshot) -> Part:
    agreed = any(use.basis is LawfulBasis.CONSENT for entry in snapshot.told for use in entry.uses)
    return Part(snapshot.say("parts.withdraw" if agreed else "parts.no_consent"))


def complain(snapshot: Snapshot) -> Part:
    return Part(snapshot.say("parts.complain"))


def complain_uk(snapshot: Snapshot) -> Part:
    return Part(snapshot.say("parts.complain_uk"))


def complaints(snapshot: Snapshot) -> Part:
    """How a complaint is taken, as Australia asks."""
    if not snapshot.whom:
        return Part("", (WHOM,))
    return Part(snapshot.say("parts.complaints", contact=snapshot.whom))


def methods(snapshot: Snapshot, key: str) -> Part:
    """In which ways people can ask; the words of `key` have a place for them."""
    said = snapshot.fact("request_methods")
    if said:
        return Part(snapshot.say(key, methods=said))
    ask = Question(
        "In which two ways can people ask (a toll-free number, a form, a mailbox)?",
        declare("request_methods", "call 800 555 0100, or write to privacy@…"),
    )
    return Part("", (ask,))


def access(snapshot: Snapshot) -> Part:
    if not snapshot.whom:
        return Part("", (WHOM,))
    return Part(snapshot.say("parts.access", contact=snapshot.whom))


def sources(snapshot: Snapshot) -> Part:
    """Where it comes from, where it does not come from the person."""
    say, others = snapshot.say, snapshot.said.get("collects_from_third_parties")
    named = snapshot.fact("data_sources")
    if named:
        return Part(say("parts.source_others", what=named))
    if others is False:
        return Part(say("parts.source_you"))
    if others is True:
        return Part("", (Question("From whom does it come, beside the people themselves?", declare("data_sources", "credit agencies, public records")),))  # fmt: skip
    question = "Does any of it come from others than the people themselves?"
    return Part("", (Question(question, declare("collects_from_third_parties", "no")),))


def locate(snapshot: Snapshot) -> Part:
    """Whether something places or profiles people, and how that is switched on (Quebec, s 8.1)."""
    said = snapshot.said.get("profiles_people")
    if said is None:
        ask = "Does anything on your site or in your shop place or profile people?"
        return Part("", (Question(ask, declare("profiles_people", "no")),))
    return Part(snapshot.say("parts.locate" if said else "parts.no_locate"))


def interview(snapshot: Snapshot) -> Part:
    return Part(snapshot.say("parts.interview"))


def programs(snapshot: Snapshot) -> Part:
    """Whether software decides or ranks. What its logic is takes words that no table has: counsel and the maker know."""
    decides, ranks = (snapshot.said.get(each) for each in ("makes_automated_decisions", "uses_ai_hiring_tools"))
    if decides is False and ranks is False:
        return Part(snapshot.say("parts.no_programs"))
    open_ = []
    if decides is None:
        open_.append(Question("Does software alone decide about people?", declare("makes_automated_decisions", "no")))
    if ranks is None:
        open_.append(Question("Does software screen or rank applicants?", declare("uses_ai_hiring_tools", "no")))
    if decides or ranks:
        open_.append(Question("By which logic does the program decide or rank, and what follows for people?"))
    words = []
    if decides:
        words.append(snapshot.say("parts.program_decides"))
    if ranks:
        words.append(snapshot.say("parts.programs_rank"))
    return Part(" ".join(words), tuple(open_))


def decisions(snapshot: Snapshot) -> Part:
    """Whether programs decide about people who are no applicants."""
    said = snapshot.said.get("makes_automated_decisions")
    if said is False:
        return Part(snapshot.say("web.decisions_no"))
    if said is True:
        logic = Question("By which logic does the program decide, and what follows for people?")
        return Part(snapshot.say("web.decisions_yes"), (logic,))
    return Part("", (Question("Does software alone decide about people?", declare("makes_automated_decisions", "no")),))


def no_to_sharing(snapshot: Snapshot) -> Part:
    """Of a financial institution: whether there is sharing to say no to, and how (15 USC 6802(b))."""
    if snapshot.said.get("sells_personal_data") is None:
        return Part("", sold(snapshot).open)
    if snapshot.said.get("sells_personal_data") is False:
        return Part(snapshot.say("parts.opt_out_glba"))
    if not snapshot.whom:
        return Part("", (WHOM,))
    return Part(snapshot.say("parts.opt_out_glba_shared", contact=snapshot.whom))


def children() -> Part:
    """Of a site that collects from children under 13: parents get a notice of their own (16 CFR 312.4), and counsel writes it."""
    words = "The site collects data of children under 13: what are their parents told, and how do they agree?"
    return Part("", (Question(words),))


def biometric() -> Part:
    """Of prints of face, hand or voice in Illinois: a notice comes with a release that is signed (740 ILCS 14/15(b))."""
    words = "Prints of faces, hands or voices are kept: what for, how long, and where is the release that each person signs?"
    return Part("", (Question(words),))


def of_article_13(snapshot: Snapshot, subject: str) -> dict[str, Part]:
    """The items of GDPR Art. 13 and 14, which other laws ask in part."""
    return {
        "controller": controller(snapshot),
        "officer": officer(snapshot),
        "categories": categories(snapshot),
        "purposes": purposes(snapshot, subject),
        "grounds": grounds(snapshot, subject),
        "kept": kept(snapshot, subject),
        "recipients": recipients(snapshot, subject),
        "transfers": transfers(snapshot),
        "rights": rights(snapshot),
        "withdraw": withdraw(snapshot),
        "complain": complain(snapshot),
        "complain-uk": complain_uk(snapshot),
        "sources": sources(snapshot),
        "decisions": decisions(snapshot),
    }
