"""Genetic data, or illness in the family.

Its words: `words/genetic-or-family-history.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.families import table
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "genetic-or-family-history"
NAME = "Genetic data or family history"
CATEGORY = "genetic-and-family-history"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "relatives with their illnesses, genes with variants and what they mean"


_TOLD = frozenset(
    {
        "relatives and their illnesses",
        "several illnesses",
        "named genes",
        "findings on genes",
        "an illness beside it",
        "a genetic result",
        "a relative named in an answer",
        "genes or conditions with what was found",
    }
)


_ILL_OR_GENE = re.compile(
    r"cancer|krebs|tumou?r|diab|stroke|schlaganfall|heart|herz|coeur|coraz|infarct|infarto|infarkt|blood pressure|hypertens|alzheimer|dement|huntington|parkinson|cystic|fibros"
    r"|sickle|epilep|depress|bipolar|schizo|asthma|kidney|glaucoma|lynch|brca|gene\b|genes\b|genetic|genet|dna\b|variant|mutation|carrier|chromosom|apoe|pathogenic|syndrom|illness|disease|condition|enfermedad|maladie|krankheit",
    re.I,
)


def lacks(reading: Reading) -> bool:
    """Relatives without an illness or a gene are a family tree."""
    return _ILL_OR_GENE.search(reading.lines) is None


def recognise(reading: Reading) -> Weighed | None:
    weighed = weigh(reading, IDENT, about=_is_answered(reading))
    if weighed and not _TOLD.intersection(weighed.reasons):
        return replace(weighed, confidence=Confidence.POSSIBLE)  # relatives are listed, and nothing is said of them
    return weighed


def _is_answered(reading: Reading) -> bool:
    """Whether questions on relatives were answered: nobody writes `yes, father, at 54` of people at large."""
    families = table().families
    words = {
        hit.word
        for number in table().of(IDENT)
        if families[number].name == "answered"
        for hit in reading.hits.get(number, ())
    }
    return sum(word.startswith("yes") for word in words) >= 2


# A row of what a house of ancestry sends: `rs4477212  1  82154  AA`.
_GENOTYPE = re.compile(
    r"^\"?(?:rs|i)\d{3,12}\"?[\t,; ]+\"?(?:\d{1,2}|[XY]|MT)\"?[\t,; ]+\"?\d{1,9}\"?[\t,; ]+[ACGTDI\"-]", re.M
)
GENOTYPES = 5


def recognise_form(reading: Reading) -> Weighed | None:
    """Somebody's genotype, marker by marker, which has no word in it."""
    if "rs" not in reading.raw[:5_000]:
        return None
    rows = len(_GENOTYPE.findall(reading.raw[:20_000]))
    return Weighed(Confidence.LIKELY, 10.0, ("a genotype, marker by marker",)) if rows >= GENOTYPES else None
