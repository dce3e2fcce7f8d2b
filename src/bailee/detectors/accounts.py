"""The judgement that bank accounts of the countries share: form, check, label, and words about banks near."""

from __future__ import annotations

from bailee.detectors.interface import Candidate, Judgement, Score, Words, digits_of, is_filler, words

BANK = words(
    "bank",
    "iban",
    "bic",
    "swift",
    "konto",
    "compte",
    "account",
    "rachunek",
    "przelew",
    "virement",
    "überweisung",
    "blz",
    "bankleitzahl",
    "payment",
    "salary",
    "lön",
    "løn",
    "bankszámla",
)


def judge_account(
    candidate: Candidate, value: str, *, checked: bool, context: Words = BANK, bare: float = 0.0
) -> Judgement | None:
    """How sure digits of a right form are an account; `checked`: their check digits are right, `bare`: sure without a word."""
    if is_filler(digits_of(value)) or len(set(value)) < 3:
        return None
    score = Score(bare, "its form and check are right" if checked else "its form is right")
    if candidate.labelled:
        score.at_least(0.995 if checked else 0.7, candidate.said)
    if candidate.near(context, 96, 64):
        score.at_least(
            (0.995 if checked else 0.93) if candidate.labelled or bare else 0.0,
            candidate.seen("words about banks stand near"),
        )
    if candidate.heading and candidate.peers < 0.6:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(value) if score.probability else None
