"""Numbers that a country gives its people, and whose a number is that a phrase of every country names.

A country's own word decides ("PESEL", "fødselsnummer"). "National ID", "tax number" or "social security number" may be any
country's: such a phrase counts where the country is named near it, in its table, or in the name of the file. Alone it makes
a number whose check is rare possible, or likely where hardly another number passes it; of several countries the one whose
check is rarest has it.

>>> from bailee.detectors.engine import found
>>> found("pl-pesel", "Polish national ID: 44051401359"), found("pl-pesel", "National ID: 44051401359")
([('44051401359', 'verified')], [('44051401359', 'likely')])
>>> found("nl-bsn", "Dutch national ID: 111222333"), found("nl-bsn", "National ID: 111222333")
([('111222333', 'verified')], [('111222333', 'possible')])
"""

from __future__ import annotations

import re
from functools import cache

from bailee.detectors.identifiers import RARE, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Score, Words, words

RAREST = 0.005  # a date and a check digit, or two of these
DISTANT = 0.95  # at most so sure of other numbers with words between them and their label

PERSONAL = (
    "national id", "national identity number", "national identification number", "personal id", "personal identity number",
    "personal identification number", "personal code", "national number", "personal number", "citizen number", "identity number", "identity code",
    "personal identity code",
)  # fmt: skip
TAX = ("tax number", "tax id", "tax identification number", "tax code", "tin")
SOCIAL = ("social security number", "social insurance number", "ssn")
HEALTH = ("health insurance number", "health card number")
CARD = ("identity card", "id card", "id card number", "identity card number")
DRIVING = ("driving licence", "driving license", "driver's license", "driving licence number")
ACCOUNT = ("account number", "bank account")

_COUNTRIES = {
    "at": ("austria", "austrian", "österreich", "oesterreich", "österreichische", "österreichischer"),
    "be": ("belgium", "belgian", "belgië", "belgie", "belgique", "belge", "belgisch", "belgische", "belgien"),
    "bg": ("bulgaria", "bulgarian", "българия", "българска"),
    "ch": ("switzerland", "swiss", "schweiz", "schweizer", "suisse", "svizzera", "svizzero"),
    "cy": ("cyprus", "cypriot", "κύπρος", "κυπριακή"),
    "cz": ("czech", "czechia", "czech republic", "česko", "česká", "české", "ceska republika"),
    "de": ("germany", "german", "deutschland", "deutsche", "deutscher", "deutschen"),
    "dk": ("denmark", "danish", "danmark", "dansk", "danske"),
    "ee": ("estonia", "estonian", "eesti"),
    "es": ("spain", "spanish", "españa", "espana", "español", "española"),
    "fi": ("finland", "finnish", "suomi", "suomen", "finsk"),
    "fr": ("france", "french", "français", "française", "francais", "francaise"),
    "gb": ("united kingdom", "uk", "british", "britain", "england", "scotland", "scottish", "wales", "northern ireland", "hmrc"),
    "gr": ("greece", "greek", "hellenic", "ελλάδα", "ελλάς", "ελληνική"),
    "hr": ("croatia", "croatian", "hrvatska", "hrvatski", "hrvatske"),
    "hu": ("hungary", "hungarian", "magyar", "magyarország", "magyarorszag"),
    "ie": ("ireland", "irish", "éire", "eire", "revenue commissioners"),
    "is": ("iceland", "icelandic", "ísland", "íslenskur"),
    "it": ("italy", "italian", "italia", "italiano", "italiana"),
    "lt": ("lithuania", "lithuanian", "lietuva", "lietuvos"),
    "lu": ("luxembourg", "luxembourgish", "luxemburg", "lëtzebuerg", "ccss"),
    "lv": ("latvia", "latvian", "latvija", "latvijas"),
    "mt": ("malta", "maltese", "identity malta"),
    "nl": ("netherlands", "dutch", "nederland", "nederlands", "nederlandse", "holland"),
    "no": ("norway", "norwegian", "norge", "norsk", "noreg"),
    "pl": ("poland", "polish", "polska", "polski", "polskie"),
    "pt": ("portugal", "portuguese", "portugueses", "português", "portuguesa"),
    "ro": ("romania", "romanian", "românia", "română", "romana"),
    "se": ("sweden", "swedish", "sverige", "svensk", "svenskt", "svenska"),
    "si": ("slovenia", "slovenian", "slovene", "slovenija", "slovenije"),
    "sk": ("slovakia", "slovak", "slovensko", "slovenská", "slovenskej", "slovenska republika", "narodenia", "priezvisko", "bydlisko"),
    "tr": ("turkey", "turkish", "türkiye", "turkiye", "türk", "t.c."),
    # the Americas, Asia, Africa, the Pacific
    "ar": ("argentina", "argentine", "argentinian", "argentino"), "au": ("australia", "australian", "ato"),
    "br": ("brazil", "brazilian", "brasil", "brasileiro", "brasileira"), "cl": ("chile", "chilean", "chileno", "chilena"),
    "cn": ("china", "chinese", "prc", "中国", "中华人民共和国"), "co": ("colombia", "colombian", "colombiano", "colombiana"),
    "id": ("indonesia", "indonesian"), "il": ("israel", "israeli", "ישראל"), "in": ("india", "indian", "भारत"),
    "jp": ("japan", "japanese", "日本"), "kr": ("korea", "korean", "한국", "대한민국"), "mx": ("mexico", "mexican", "méxico", "mexicano", "mexicana"),
    "my": ("malaysia", "malaysian"), "nz": ("new zealand", "aotearoa"), "sg": ("singapore", "singaporean"), "th": ("thailand", "thai", "ไทย"),
    "tw": ("taiwan", "taiwanese", "台灣", "臺灣"), "za": ("south africa", "south african", "rsa", "suid-afrika"),
}  # fmt: skip


@cache
def _country(code: str) -> tuple[Words, re.Pattern[str]]:
    return words(*_COUNTRIES[code]), re.compile(rf"(?<![^\W_]){code.upper()}(?![^\W_])")


def country_named(candidate: Candidate, code: str) -> bool:
    """Whether the country is named near a candidate, over its column, in its row, or in the file's name."""
    country, initials = _country(code)
    content, start, end = candidate.content, candidate.start, candidate.end
    if candidate.heading:  # the rows above name other people's countries
        low, high = candidate.scene.line(start)
        near = f"{candidate.heading} | {candidate.table} | {content[low:high]}"
        if country.search(near) or initials.search(content, low, high):
            return True
    elif country.search(content[max(0, start - 200) : start]) or country.search(content[end : end + 80]):
        return True
    return any(country.search(segment) for segment in candidate.scene.text.locator.segments)


def judge_national(
    candidate: Candidate, value: str, names: Words, country: str, *, chance: float, bare: float = 0.0
) -> Judgement | None:
    """`judge_identifier` for a number of one country, whose own words for it are `names`."""
    said = candidate.label or candidate.heading
    if said and not names.search(said):
        return _of_any_country(candidate, value, country, chance, bare)
    judgement = judge_identifier(candidate, value, names, chance=chance, bare=bare)
    if judgement is None or not candidate.distant or chance <= RAREST or judgement.probability <= DISTANT:
        return judgement
    return judgement.at_most(DISTANT, "other words stand between the label and it")


def _of_any_country(candidate: Candidate, value: str, country: str, chance: float, bare: float) -> Judgement | None:
    check = "its form and check are right" if chance <= RARE else "its form is right"
    if candidate.elsewhere:
        return None
    score = Score(bare, check)
    if country_named(candidate, country):
        score.at_least(0.992 if chance <= RARE else 0.93, f"{candidate.said}; its country is named near")
    elif chance <= RAREST and not candidate.distant:
        score.at_least(0.92, f"{candidate.said}; hardly another country's number passes its check")
    elif chance <= RARE:
        score.at_least(0.6 - chance, f"{candidate.said}; it may mean another country's")
    else:
        return None
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(value)
