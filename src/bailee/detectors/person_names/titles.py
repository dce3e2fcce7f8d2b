"""Titles in other tongues before a name: "Frau Lindenbaum", "dhr. Jansen", "la señora Villanueva". The model of names reads English.

>>> [content[start:end] for content in ("Am Montag hat Frau von Lindenbaum angerufen.",) for start, end, _ in titled(content)]
['von Lindenbaum']
>>> list(titled("eine Frau Anfang 40, el señor Alcalde, signora mia"))
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.detectors.interface import Judgement
from bailee.detectors.person_names.forms import normal
from bailee.detectors.person_names.reasons import TITLE_ABROAD
from bailee.detectors.person_names.tokens import CAP, fold, may_be_surname

_TITLED = re.compile(
    r"(?<![\w-])(?:[Ff]rau|[Hh]errn?|[Mm]mes?\.?|[Mm]lles?\.?|[Mm]ademoiselle|[Mm]onsieur|[Ss]eñor(?:a|ita)?|[Ss]rta\.|[Ss]ra\.|[Ss]rª|[Dd]oña|[Dd]ña\.|[Dd]ra\."
    r"|[Mm]evrouw|[Mm]evr\.?|[Dd]hr\.?|[Mm]eneer|[Ff]ru|[Ff]röken|[Ff]rk\.?|[Ss]ignora|[Ss]ig\.r?a|(?<=il )[Ss]ig\.|(?<=del )[Ss]ig\.|(?<=al )[Ss]ig\.|(?<=Il )[Ss]ig\.|[Dd]ott\.(?:ssa)?|[Aa]vv\.|[Pp]ani|[Ss]enhora?|[Rr]ouva)"
    r"(?:[ ](?:Dr|Prof|Ing|Mag|Dipl|med|jur|phil)\.(?:-Ing\.)?){0,3}[ ]"
    rf"(?P<name>(?:(?:von|van|de|den|der|del|della|di|da|dos|la|le|ter|zu|af|av)[ ]){{0,3}}{CAP}(?:[ -](?:(?:von|van|de|den|der|del|della|di|da|dos|la|las|los|le|ter|y|e)[ ]){{0,2}}{CAP}){{0,2}})"
)
_ANY_WOMAN = re.compile(
    r"(?i)(?<![\w-])(?:eine[rn]?|die|der|jede[rn]?|keine[rn]?|junge|alte|diese[rn]?|meine[rn]?|seine[rn]?) $"
)
_OFFICES = frozenset(
    ["prasident", "prasidentin", "minister", "ministerin", "kanzler", "kanzlerin", "bundeskanzler", "bundeskanzlerin", "doktor", "professor", "direktor", "direktorin", "burgermeister", "richter", "richterin", "anfang", "presidente", "presidenta", "alcalde", "alcaldesa", "juez", "jueza", "ministro", "ministra", "director", "directora", "president", "presidente", "maire", "juge", "ministre", "directeur", "directrice", "sindaco", "giudice", "direttore", "direttrice", "avvocato", "presidenten", "statsminister", "notaire", "prefet", "rektor"]
)  # fmt: skip


_SMALL = frozenset(["der", "die", "das", "le", "la", "les", "el", "il", "lo", "the", "puri", "tussauds"])


def titled(content: str) -> Iterator[tuple[int, int, Judgement]]:
    """Names behind such a title, as far as their words may be names."""
    for match in _TITLED.finditer(content):
        start = match.start("name")
        if match[0][:4].lower() == "frau" and _ANY_WOMAN.search(content[max(0, match.start() - 12) : match.start()]):
            continue
        words = list(re.finditer(r"[^ ]+", match["name"]))
        kept = 0
        for word in words:
            if word[0][:1].isupper():
                if not may_be_surname(word[0]) or fold(word[0]) in _OFFICES or fold(word[0]) in _SMALL:
                    break
                if word[0].endswith(("'s", "’s")):  # what follows is hers
                    kept = word.end()
                    break
                kept = word.end()
        if kept:
            name = match["name"][:kept]
            name = name.removesuffix("'s").removesuffix("’s").rstrip(".,")
            yield start, start + len(name), Judgement(0.94, normal(name), (TITLE_ABROAD,))
