"""Each line of each law that a kind of notice answers stands in its words, in each language; what nobody said is asked for."""

from __future__ import annotations

import json
import string
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from bailee import notices
from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.inventory.activities import NOBODY, Transfer
from bailee.monitoring.register import Declaration, Entry, register
from bailee.monitoring.traces import Sort, Trace
from bailee.notices.reading import PLAIN, of_document
from bailee.notices.versions import Notice
from bailee.notices.wording import languages, wording
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import rules_by_ident
from bailee.rendering import Break, Heading, List, Paragraph, Table
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, SubjectCategory

ON = date(2026, 11, 26)
E, C, V, P = SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER, SubjectCategory.VISITOR, SubjectCategory.PATIENT
PLACES: dict[str, dict[str, object]] = {
    "us": {
        "employees_by_state": {"US-NY": 30, "US-CT": 4, "US-DE": 3, "US-CA": 5}, "consumer_states": ["US-CA", "US-NY"],
        "resident_states": ["US-CA", "US-CO", "US-IA", "US-MA", "US-NH", "US-NM", "US-RI", "US-VA", "US-WA"], "annual_revenue": "USD 40000000", "is_nonprofit": False,
        "is_public_body": False,
    },
    "clinic": {
        "employees_by_state": {"US-TX": 30}, "resident_states": ["US-TX"], "has_patients": True, "is_hipaa_covered_entity": True,
        "holds_phi": True,
    },
    "sponsor": {
        "employees_by_state": {"US-TX": 120}, "sponsors_health_plan": True, "is_health_plan_small_and_self_run": False, "holds_phi": True,
    },
    "wellness": {"employees_by_state": {"US-OR": 9}, "consumer_states": ["US-WA"], "holds_consumer_health": True},
    "eu": {"establishment_countries": ["DE"], "employees_by_state": {"DE": 30}, "consumer_states": ["DE"]},
    "gb": {"establishment_countries": ["GB"], "employees_by_state": {"GB": 30}, "consumer_states": ["GB"]},
    "au": {"establishment_countries": ["AU"], "employees_by_state": {"AU-ACT": 12}, "annual_revenue": "AUD 40000000"},
    "ca": {"establishment_countries": ["CA"], "employees_by_state": {"CA-QC": 12, "CA-ON": 40}, "resident_states": ["CA-QC"]},
}  # fmt: skip
SAID: dict[str, object] = {
    "health_data_affiliates": "none", "holds_sud_treatment": False, "raises_funds_from_patients": False, "answers_do_not_track": False, "collects_from_third_parties": False, "collects_web_personal_data": True, "has_cctv": True,
    "has_website": True, "honours_opt_out_signals": True, "makes_automated_decisions": False, "monitors_email": True,
    "monitoring_alternatives": "blocking alone, which would not show how data left",
    "monitoring_consequences": "we talk with you before anything else",
    "monitoring_extent": "who wrote to whom and when, never the content", "monitoring_safeguards": "two people open a log together",
    "others_track_visitors": False, "privacy_policy_address": "https://harbour.example/privacy", "profiles_people": False,
    "request_methods": "call 800 555 0100, or write to us", "sells_data_of_minors": False, "sells_personal_data": False,
    "sends_data_abroad": False, "transfers_outside_eea": False, "uses_ai_hiring_tools": False,
}  # fmt: skip
ACTIVITIES = tuple(
    ProcessingActivity(
        name, (("the stated purpose", LawfulBasis.LEGITIMATE_INTERESTS),), categories, subjects, recipients=to, retention="1 year"
    )
    for name, categories, subjects, to in (
        ("Work", ("payroll", "camera-footage", "archived-mail"), (E,), (NOBODY,)),
        ("Trade", ("payment-card", "purchases"), (C,), ("the card processor",)),
        ("Cameras", ("camera-footage",), (V,), (NOBODY,)),
        ("Care", ("medical-records",), (P,), ("the health plan",)),
        ("Fitness", ("health-identifier",), (C,), ("the laboratory",)),
    )
)  # fmt: skip
HELD = tuple(
    Holding(category, subject, ("share",), PeopleRange(3, 4), 3)
    for activity in ACTIVITIES
    for category in activity.categories
    for subject in activity.subjects
)


@cache
def tools() -> tuple[Entry, ...]:
    since = date(2026, 1, 1)
    seen = [Trace(each, Sort.RECORDING, "nvr", "scan", 9, since, since) for each in ("frigate", "mailarchiva")]
    said = [
        Declaration("frigate", "Frigate", (("the stated purpose", None),), (E,), ("camera",), since=since, kept="1 year"),
        Declaration("mailarchiva", "MailArchiva", (("the stated purpose", None),), (E,), ("mail",), since=since, viewers=("IT",)),
    ]  # fmt: skip
    return tuple(register(seen, said, on=ON))


def draft(kind: str, place: str, language: str = "en", **more: object) -> Notice:
    facts = {**SAID, **PLACES[place], **more}
    return notices.draft(
        kind, organisation="Harbour Dental", contact="P. Lind", holdings=HELD, activities=ACTIVITIES,
        obligations=evaluate(facts_from(HELD, facts), on=ON), on=ON, tools=tools(), facts=facts, language=language,
    )  # fmt: skip


def words(notice: Notice) -> str:
    """All that stands in it, in order."""
    said = [notice.document.title]
    for block in notice.document.blocks:
        match block:
            case Heading(_, text) | Paragraph(text, _):
                said.append(text)
            case List(items):
                said += items
            case Table(caption, _, rows):
                said += [caption, *(cell for row in rows for cell in row)]
            case _:
                pass
    return " ".join(said)


ASKED = {
    ("web-privacy-policy", "us"): {"ntc-us-ca-7011", "ntc-us-ca-caloppa", "ntc-us-state-comp"},
    ("web-privacy-policy", "eu"): {"ntc-eu-13"},
    ("web-privacy-policy", "gb"): {"ntc-uk"},
    ("web-privacy-policy", "au"): {"ntc-au-app1"},
    ("web-privacy-policy", "ca"): {"ntc-ca-pipeda", "ntc-ca-qc"},
    ("customer-privacy-statement", "eu"): {"ntc-eu-13"},
    ("customer-privacy-statement", "au"): {"ntc-au-app5"},
    ("customer-privacy-statement", "ca"): {"ntc-ca-pipeda", "ntc-ca-qc"},
    ("employee-privacy-notice", "us"): {"ntc-us-ca-7012"},
    ("employee-privacy-notice", "eu"): {"ntc-eu-13"},
    ("employee-privacy-notice", "gb"): {"ntc-uk"},
    ("employee-privacy-notice", "ca"): {"mon-ca-on-policy"},
    ("eu-monitoring-notice", "eu"): {"ntc-eu-13", "mon-eu-barbulescu", "mon-eu-gdpr-basis"},
    ("monitoring-poster", "us"): {"mon-us-ny-52c", "mon-us-ct-31-48d"},
    ("daily-monitoring-notice", "us"): {"mon-us-de-705"},
    ("breach-letter", "us"): {f"breach-us-{each}" for each in ("ca", "co", "ia", "nh", "nm", "ri", "va", "wa")},
    **{
        (f"breach-letter-{state}", "us"): {f"breach-us-{code}"}
        for state, code in (
            ("california", "ca"),
            ("colorado", "co"),
            ("iowa", "ia"),
            ("massachusetts", "ma"),
            ("new-hampshire", "nh"),
            ("new-mexico", "nm"),
            ("rhode-island", "ri"),
            ("virginia", "va"),
            ("washington", "wa"),
        )
    },
    ("breach-letter-patients", "clinic"): {"breach-us-hipaa"},
    ("hipaa-notice", "clinic"): {"ntc-us-hipaa-npp"},
    ("health-plan-notice", "sponsor"): {"ntc-us-hipaa-npp"},
    ("health-data-policy", "wellness"): {"ntc-us-wa-mhmda"},
    ("breach-letter", "eu"): {"breach-eu-34"},
    ("breach-letter", "au"): {"breach-au-ndb"},
}


@pytest.mark.parametrize(("kind", "place"), ASKED)
def test_each_line_of_the_laws_of_a_place_is_found_and_stands_in_the_notice(kind: str, place: str) -> None:
    notice = draft(kind, place)
    assert {item.law for item in notice.items} == ASKED[kind, place]
    assert [(item.law, item.asks) for item in notice.missing] == []
    said = words(notice)
    assert [item.part for item in notice.items if item.words not in said] == []


def test_laws_of_where_customers_live_ask_nothing_of_a_notice_to_staff_elsewhere() -> None:
    facts: dict[str, object] = {
        "employees_by_state": {"US-TX": 30},
        "consumer_states": ["SE", "US-CA"],
        "targets_eu_or_uk_people": True,
    }
    assert not draft("employee-privacy-notice", "us", **facts).items
    assert {item.law for item in draft("customer-privacy-statement", "us", **facts).items} >= {"ntc-eu-13"}
    assert {
        item.law for item in draft("employee-privacy-notice", "us", **(facts | {"employees_by_state": {"SE": 1}})).items
    } == {"ntc-eu-13"}


@pytest.mark.parametrize("kind", notices.kinds())
@pytest.mark.parametrize("language", languages())
def test_it_reads_plainly_in_each_language_and_gives_the_same_bytes(kind: str, language: str) -> None:
    notice = draft(kind, "eu", language)
    ease = of_document(notice.document)
    assert ease is not None and ease >= PLAIN, ease
    for form in (".html", ".jsonld", ".txt"):
        assert notices.render(notice, form) == notices.render(draft(kind, "eu", language), form)


@pytest.mark.parametrize("kind", notices.kinds())
def test_nothing_known_is_a_notice_with_its_holes_said_in_each_language(kind: str) -> None:
    for language in languages():
        made = notices.draft(
            kind, organisation="Acme", contact="", holdings=(), activities=(), obligations=(), on=ON, language=language
        )
        assert words(made)
    everywhere = {name: value for place in PLACES.values() for name, value in place.items()}
    held = tuple(Holding(each, E, ("share",), PeopleRange(1, 1), 1) for each in DATA_CATEGORIES)
    notices.draft(
        kind, organisation="Acme", contact="", holdings=held, activities=(), on=ON, facts=everywhere,
        obligations=evaluate(facts_from(held, everywhere), on=ON),
    )  # fmt: skip


def test_catalogues_have_the_same_keys_and_the_same_places_to_fill() -> None:
    def shape(language: str) -> dict[tuple[str, str], list[str]]:
        return {
            (table, key): sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
            for table, texts in wording(language).texts.items()
            for key, text in texts.items()
            if table not in ("labels", "units", "usual")  # of other languages than English
        }

    for language in languages():
        assert shape(language) == shape("en")
        assert set(wording(language).texts["categories"]) == set(DATA_CATEGORIES)
        if language != "en":
            assert set(wording(language).texts["labels"]) == set(DATA_CATEGORIES)


def test_what_usual_activities_declare_has_its_words_in_each_language() -> None:
    from bailee.inventory.templates import idents, load

    declared: set[str] = set()
    for ident in idents():
        for each in load(ident).activities:
            declared |= {purpose for purpose, _ in each.activity.purposes} | set(each.activity.recipients)
            declared.add(each.activity.retention)
    for language in set(languages()) - {"en"}:
        assert [text for text in declared - {NOBODY, ""} if not wording(language).usual(text)] == []


def test_words_that_nobody_translated_stand_as_declared_and_are_asked_for() -> None:
    notice = draft("customer-privacy-statement", "us", "es")
    (item,) = [each for each in notice.missing if each.law == "translation"]
    assert "“the stated purpose”" in item.questions[0].text
    assert item.questions[0].command == "bailee notice words customer-privacy-statement --language es --out words.csv"
    said = words(notice)
    assert "the stated purpose" in said and "Qué guardamos de usted como cliente" in said
    whole = {each: f"«{each}»" for each in notice.snapshot.declared}
    facts = {**SAID, **PLACES["us"]}
    made = notices.draft(
        "customer-privacy-statement", organisation="Harbour Dental", contact="P. Lind", holdings=HELD, activities=ACTIVITIES,
        obligations=evaluate(facts_from(HELD, facts), on=ON), on=ON, tools=tools(), facts=facts, language="es", translations=whole,
    )  # fmt: skip
    assert "translation" not in {each.law for each in made.missing}
    assert "«the card processor»" in words(made).casefold() and made.snapshot.purposes == notice.snapshot.purposes


@pytest.mark.parametrize("kind", ["employee-privacy-notice", "customer-privacy-statement", "web-privacy-policy"])
def test_the_first_page_is_the_short_notice(kind: str) -> None:
    notice = draft(kind, "us")
    document = pypdfium2.PdfDocument(notices.render(notice, ".pdf"))
    first, second = (" ".join(document[number].get_textpage().get_text_range().split()) for number in (0, 1))
    blocks = notice.document.blocks
    (lines,) = [block for block in blocks[: blocks.index(Break())] if isinstance(block, List)]
    assert 3 <= len(lines.items) <= 6 and "In short" in first and "The whole notice follows." in first
    assert "What for, and on which ground" in second and "What for, and on which ground" not in first


def test_a_poster_is_one_page_with_all_that_can_be_watched() -> None:
    held = tuple(Holding(each, E, ("share",), PeopleRange(1, 1), 1) for each in DATA_CATEGORIES)
    facts = PLACES["us"]
    for language in languages():
        made = notices.draft(
            "monitoring-poster", organisation="Harbour Dental and Orthodontics of Lower Westchester", contact="P. Lind, 914 555 0100",
            holdings=held, activities=(), obligations=evaluate(facts_from(held, facts), on=ON), on=ON, language=language,
        )  # fmt: skip
        assert len(pypdfium2.PdfDocument(notices.render(made, ".pdf"))) == 1


def test_watching_that_rests_on_consent_waits_for_counsel() -> None:
    activity = ProcessingActivity(
        "Mail", (("security", LawfulBasis.CONSENT),), ("archived-mail",), (E,), recipients=(NOBODY,), retention="1 year"
    )
    facts = {**SAID, **PLACES["eu"]}
    made = notices.draft(
        "eu-monitoring-notice", organisation="Harbour Dental", contact="P. Lind", holdings=(), activities=(activity,),
        obligations=evaluate(facts_from((), facts), on=ON), on=ON, tools=tools()[1:], facts=facts,
    )  # fmt: skip
    (item,) = [each for each in made.missing if each.part == "basis"]
    assert not item.questions[0].command and "rest on consent" in item.questions[0].text


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ("monitoring_alternatives", "milder"),
        ("monitoring_extent", "extent"),
        ("monitoring_consequences", "results"),
        ("monitoring_safeguards", "safeguards"),
    ],
)
def test_a_question_of_the_balance_that_nobody_answered_is_asked(without: str, part: str) -> None:
    (item,) = draft("eu-monitoring-notice", "eu", **{without: ""}).missing
    assert item.part == part and f"--set {without}=" in item.questions[0].command


@pytest.mark.parametrize(
    ("kind", "law", "facts"),
    [
        ("web-privacy-policy", "spd-us-coppa", {"collects_from_children_online": True}),
        ("employee-privacy-notice", "mon-us-il-bipa", {"employees_by_state": {"US-IL": 9}, "holds_biometric": True, "uses_biometric_timeclock": True}),
    ],
)  # fmt: skip
def test_what_takes_a_paper_of_its_own_waits_for_counsel(kind: str, law: str, facts: dict[str, object]) -> None:
    notice = draft(kind, "us", **facts)
    mine = [item for item in notice.missing if item.law == law]
    assert mine and all(not question.command for item in mine for question in item.questions)
    assert "not stated yet" in words(notice) and law not in {item.law for item in draft(kind, "us").items}


def test_linked_data_names_what_the_text_names_in_the_terms_of_dpv() -> None:
    notice = draft("customer-privacy-statement", "eu")
    graph = {each["@id"]: each for each in json.loads(notices.render(notice, ".jsonld"))["@graph"]}
    told = graph["bailee:notice:customer-privacy-statement"]
    assert told["bailee:sha256"] == notice.sha256 and told["bailee:isReviewed"] is False
    assert len(told["dpv:hasPersonalDataProcess"]) == len(notice.snapshot.told)
    card = graph["bailee:category:payment-card"]
    assert "pd:PaymentCardNumber" in card["@type"]
    (process,) = [each for each in graph.values() if each.get("dpv:hasPersonalData") == {"@id": card["@id"]}]
    assert process["dpv:hasRecipient"][0]["dct:title"] == "the card processor"
    assert process["dpv:hasPurpose"][0]["dpv:hasLegalBasis"]["@id"].startswith("eu-gdpr:")


def test_a_transfer_is_told_with_what_protects_it() -> None:
    sent = (Transfer("US", "the card processor", "standard-clauses"), Transfer("IN"))
    activity = ProcessingActivity(
        "Trade", (("billing", LawfulBasis.CONTRACT),), ("payment-card",), (C,), recipients=("a bank",), retention="1 year", transfers=sent
    )  # fmt: skip
    facts = {**SAID, **PLACES["eu"], "transfers_outside_eea": True}
    made = notices.draft(
        "customer-privacy-statement", organisation="A", contact="P", holdings=(), activities=(activity,),
        obligations=evaluate(facts_from((), facts), on=ON), on=ON, facts=facts,
    )  # fmt: skip
    assert "the United States (standard clauses of the European Commission), India (safeguard not stated yet)" in words(
        made
    )
    (item,) = made.missing
    assert item.part == "transfers" and "India" in item.questions[0].text


def test_the_page_on_notices_names_every_kind() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "notices.md").read_text("utf-8")
    assert [kind for kind in notices.kinds() if f"| `{kind}` |" not in page] == []


def test_tables_of_asks_name_laws_that_there_are() -> None:
    from bailee.notices.items import _asks

    assert {law for laws in _asks().values() for law in laws} <= set(rules_by_ident())
    assert set(_asks()) <= set(notices.kinds())


def headings(notice: Notice) -> list[str]:
    return [block.text for block in notice.document.blocks if isinstance(block, Heading)]


def test_california_has_its_title_and_its_five_headings_in_their_order() -> None:
    notice = draft("breach-letter-california", "us")
    assert notice.document.title == "Notice of Data Breach"
    assert headings(notice) == [
        "What Happened", "What Information Was Involved", "What We Are Doing", "What You Can Do", "For More Information",
    ]  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_a_letter_to_massachusetts_says_neither_what_happened_nor_how_many_it_concerns(language: str) -> None:
    say, said = wording(language), words(draft("breach-letter-massachusetts", "us", language))
    unsaid = ("happened_head", "happened", "delay", "number", "number_told", "doing", "lead")
    assert [key for key in unsaid if say(f"breach.{key}", organisation="Harbour Dental") in said] == []
    for key in ("lead_unsaid", "can_freeze", "can_report", "offer_18"):
        assert say(f"breach.{key}", organisation="Harbour Dental") in said


def test_a_letter_says_what_its_state_asks_and_leaves_out_what_others_ask() -> None:
    said = {
        each: words(draft(f"breach-letter-{each}", "us"))
        for each in ("new-hampshire", "rhode-island", "colorado", "iowa")
    }
    assert "Equifax" not in said["new-hampshire"] and all(
        "Equifax" in said[each] for each in said if each != "new-hampshire"
    )
    assert [each for each in said if "It concerns [number] people" in said[each]] == ["rhode-island"]
    assert [each for each in said if "Change the password" in said[each]] == ["colorado"]
    assert [each for each in said if "Report identity theft" in said[each]] == ["rhode-island", "iowa"]


def test_the_notice_of_privacy_practices_begins_with_the_words_of_the_regulation_in_each_language() -> None:
    for language in languages():
        first, *_ = draft("hipaa-notice", "clinic", language).document.blocks
        assert isinstance(first, Paragraph) and first.text.startswith("THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION")
    assert "Este aviso dice cómo" in words(draft("hipaa-notice", "clinic", "es"))


def test_a_plan_of_the_employer_says_what_a_clinic_does_not_and_is_asked_of_nobody_without_one() -> None:
    plan, clinic = draft("health-plan-notice", "sponsor"), draft("hipaa-notice", "clinic")
    first, *_ = plan.document.blocks
    assert isinstance(first, Paragraph) and first.text.startswith("THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION")
    own = ("It may not be used to decide about your work", "forbids us to use genetic information", "every three years")
    assert [each for each in own if each not in words(plan)] == []
    assert [each for each in (*own, "It hangs where we treat people") if each in words(clinic)] == [
        "It hangs where we treat people"
    ]
    assert "It hangs where we treat people" not in words(plan) and "ask you for gifts" not in words(plan)
    assert draft("health-plan-notice", "clinic").items == ()
    assert "no se puede usar para decidir" in words(draft("health-plan-notice", "sponsor", "es")).casefold()


def test_records_of_treatment_for_substance_use_wait_for_counsels_words_which_nobody_verified() -> None:
    (item,) = draft("hipaa-notice", "clinic", holds_sud_treatment=True).missing
    assert item.part == "substance-use" and not item.questions[0].command and "42 CFR Part 2" in item.questions[0].text
    missing = {
        item.part
        for item in draft("hipaa-notice", "clinic", holds_sud_treatment=None, raises_funds_from_patients=None).missing
    }
    assert missing == {"substance-use", "uses"}


def test_patients_may_be_asked_for_gifts_where_the_notice_says_so() -> None:
    assert "ask for gifts. You can tell us to stop" in words(
        draft("hipaa-notice", "clinic", raises_funds_from_patients=True)
    )
    assert "ask for gifts. You can tell us to stop" not in words(draft("hipaa-notice", "clinic"))


@pytest.mark.parametrize(
    ("without", "part"),
    [("health_data_affiliates", "others"), ("request_methods", "rights"), ("collects_from_third_parties", "sources")],
)
def test_the_policy_on_health_data_asks_for_what_nobody_said(without: str, part: str) -> None:
    (item,) = draft("health-data-policy", "wellness", **{without: None}).missing
    assert item.part == part and f"--set {without}=" in item.questions[0].command


def test_the_policy_on_health_data_names_what_is_shared_and_with_whom_and_nothing_but_health() -> None:
    notice = draft("health-data-policy", "wellness")
    assert [each.category for each in notice.snapshot.told] == ["health-identifier"]
    assert "outside our group: the laboratory. No firm of our own group gets any of it." in words(notice)
    other = draft("health-data-policy", "wellness", health_data_affiliates="Harbour Fitness LLC")
    assert "Firms of our own group that get some of it: Harbour Fitness LLC." in words(other)
