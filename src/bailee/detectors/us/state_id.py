"""Identity card of a state, not for driving (United States), known by its label and the forms of the states.

>>> found("us-state-id", "State ID: D4187302 (CA)")
[('D4187302', 'verified')]
>>> found("us-state-id", "Non-driver ID no. 481226907")
[('481226907', 'likely')]
>>> found("us-state-id", "state id 12, state id 200481")
[]
"""

from __future__ import annotations

from dataclasses import replace

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words
from bailee.detectors.us.state_forms import issuer_named, number_in, states_named, states_of

CATEGORY = "driving-licence"
SOURCE = "https://www.dhs.gov/real-id"

LABELS = (
    Label(
        (
            "state id", "state id card", "state identification",  "state issued id", "non driver id", "non driver identification",
            "identification card no", "identification card number", "id card no", "id card number", "dmv id", "real id", "tarjeta de identificación estatal",
        ),
        r"(?P<value>(?=[A-Za-z0-9\-* ]{0,16}\d{2})(?:[A-Za-z*]{1,7}[ \-]?)?\d[A-Za-z0-9*]{0,17}(?:[ \-](?=[A-Za-z]{0,5}\d)[A-Za-z0-9]{1,6}){0,5})(?![^\W_]|[./]\d)",
    ),
)  # fmt: skip
_PEOPLE = words(
    "name",
    "dob",
    "date of birth",
    "born",
    "address",
    "dmv",
    "driver",
    "expires",
    "expiration",
    "issued",
    "resident",
    "applicant",
    "tenant",
)


def judge(candidate: Candidate) -> Judgement | None:
    number = number_in(candidate.value)
    compact, candidate = number.compact, replace(candidate, end=candidate.start + number.end)
    digits = digits_of(compact)
    fitting = states_of(compact)
    if not candidate.labelled or not fitting or len(digits) < 5 or is_filler(digits):
        return None
    said = (candidate.label or candidate.heading).lower()
    named = any(state in fitting for state in states_named(candidate.before(40) + " " + candidate.after(24)))
    plain = said.startswith("state id") or "card n" in said  # a column of a database, or any card
    score = Score(0.5, f"form of the cards of {len(fitting)} states" if len(fitting) > 1 else "form of a state's cards")
    if not plain:
        score.at_least(0.95, candidate.said)
    elif candidate.near(_PEOPLE, 80, 60) or _PEOPLE.search(candidate.table):
        score.at_least(0.93, candidate.seen("words about people stand near"))
    elif compact.isdigit() and not named and len(compact) < 7:
        return None
    if named:
        score.at_least(0.99, "the form of the state that stands near")
    elif (issuer := issuer_named(candidate)) and issuer not in fitting:
        score.at_most(0.5, "the state that issued it gives numbers of another form")
    if candidate.scene.is_code:
        score.at_most(0.4, "stands in source code")
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(compact, end=candidate.end)
