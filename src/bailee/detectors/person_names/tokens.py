"""One word of a name: how common it is as a given name, whether it may be a surname, and what it is besides."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bailee.detectors.name_lists import FIELDS, ambiguous_given_names, given_names, not_surnames, surnames
from bailee.detectors.tables import rows

CAP = r"(?:(?![a-zß-öø-ÿ])[^\W\d_](?:[\w'’]|-(?=[^\W\d_])){1,25}|[A-Z]\.|[A-Z](?= |$))"
PARTICLES = "von|van|de|der|den|la|le|del|della|da|dos|das|di|du|bin|al|el|y|ter|ten|zu|af|av|ibn|mac|st\\."
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "dds", "rn", "cpa", "dvm", "jd", "mba"])
NOT_SURNAMES = not_surnames()
AMBIGUOUS_GIVEN = ambiguous_given_names()
# Words that name a person's part in something. Before a value set apart by a mark they are the label of a field.
ROLES = tuple(rows("person_roles.txt"))
WORDS_AND_SURNAMES = frozenset(
    ["air", "bank", "bay", "beach", "bell", "camp", "church", "creek", "day", "east", "english", "falls", "forest", "foundation", "french", "german", "hall", "hill", "hills",
     "house", "island", "lake", "lane", "law", "march", "may", "monday", "north", "park", "parks", "point", "pope", "post", "power", "price", "read", "river", "school", "south", "square",
     "street", "strong", "summer", "town", "west", "will", "young", "banks", "brooks", "case", "field", "fields", "ford", "grant", "knight", "major", "miles", "mills", "page",
     "pool", "rivers", "rich", "rose", "sharp", "short", "shore", "steel", "stock", "storm", "temple", "waters", "weeks", "wells", "wise", "woods", "words"]
)  # fmt: skip
# What may stand after a name in the same row or line without being part of it.
TRAILING = frozenset(
    ["spouse", "child", "son", "daughter", "self", "dependent", "partner", "sex", "dob", "date", "age", "phone", "tel", "mobile", "address", "position", "title", "dept",
     "department", "birth", "born", "male", "female", "email", "mrn", "ssn", "id", "signature", "signed", "employee", "no", "number", "home", "work", "cell", "hire", "relation",
     "e-mail", "pay", "base", "job", "start", "card", "net", "sample", "reason", "credit", "medical", "billing", "student", "street", "city", "state", "zip", "account", "name", "record",
     "gross", "salary", "rate", "type", "status", "department", "division", "office", "role", "reference", "units", "result", "test", "dimension", "list"]
)  # fmt: skip


@lru_cache(maxsize=8_192)
def fold(token: str) -> str:
    if token.isascii():
        return token.lower().rstrip(".")
    plain = unicodedata.normalize("NFKD", token.lower()).replace("’", "'")
    return "".join(character for character in plain if not unicodedata.combining(character)).rstrip(".")


@lru_cache(maxsize=8_192)
def commonness(token: str) -> float:
    """How common a token is as a given name; 0 where it is none."""
    if token.rstrip(":.") in FIELDS:
        return 0.0
    folded = fold(token)
    count = given_names().get(folded, 0)
    if not count and "-" in folded:  # Soo-jin is written in one word, too
        count = given_names().get(folded.split("-")[0], 0) or given_names().get(folded.replace("-", ""), 0)
    return count


def is_surname(token: str) -> bool:
    if token.rstrip(":.") in FIELDS:
        return False
    folded = fold(token).removesuffix("'s")
    return folded in surnames() or any(part in surnames() for part in folded.split("-") if "-" in folded)


def may_be_surname(token: str) -> bool:
    return (
        len(token) > 1
        and token[:1].isupper()
        and token not in FIELDS
        and fold(token).removesuffix("'s") not in NOT_SURNAMES
        and not any(map(str.isdigit, token))
    )


def is_word_and_surname(tokens: list[str], last: str) -> bool:
    """Whether a word such as Park stands where a surname does: after a label, with nothing but a given name."""
    others = [token for token in tokens if token is not last and len(token.rstrip(".")) > 1]
    return len(others) == 1 and commonness(others[0]) > 0 and is_surname(last) and fold(last) in WORDS_AND_SURNAMES
