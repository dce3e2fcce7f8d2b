"""Numbering plans of countries: which of them has a number, and which country a text speaks of.

>>> e164("(212) 736-5000"), e164("+44 20 7946 0958"), e164("555-01")
('+12127365000', '+442079460958', '')
>>> national("030 901820", ("FR", "DE"))
('DE', '+4930901820')

Source: ITU-T E.164, and the plans as the phonenumbers package keeps them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from bailee.detectors.interface import Scene, digits_of


@lru_cache(maxsize=8_192)
def e164(value: str, region: str = "US") -> str:
    """The number in E.164 if the numbering plan of its country has it, else an empty string."""
    import phonenumbers

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written


@lru_cache(maxsize=16384)
def is_possible(value: str) -> bool:
    """Whether a number with its country has a length that its country uses."""
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(value, None)))
    except phonenumbers.NumberParseException:
        return False


# Countries that write to us most, the likelier reading of a number first.
REGIONS = tuple(
    "GB DE FR AU IT ES NL SE CH AT BE DK NO FI IE PL PT CZ GR HU RO IN CN JP KR BR MX AR IL ZA NZ TR RU UA SK BG HR SG HK TW MY PH ID TH VN CO CL PE PK NG KE AE SA EG".split()  # noqa: SIM905 - one line
)


@cache
def _plan(region: str) -> tuple[str, re.Pattern[str]]:
    """Trunk prefix and general form of a country's national numbers."""
    from phonenumbers import PhoneMetadata

    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None or metadata.general_desc is None:
        return "", re.compile(r"(?!)")
    return metadata.national_prefix or "", re.compile(metadata.general_desc.national_number_pattern or r"(?!)")


@lru_cache(maxsize=16384)
def national(value: str, regions: tuple[str, ...]) -> tuple[str, str]:
    """The first region whose plan has a number without its country, and the number in E.164."""
    digits = digits_of(value)
    for region in regions:
        prefix, general = _plan(region)
        rest = digits.removeprefix(prefix) if prefix else digits
        if general.fullmatch(rest) or (rest != digits and general.fullmatch(digits)):
            written = e164(value, region)
            if written:
                return region, written
    return "", ""


# What tells the country a text speaks of. Two-letter domains, words of addresses and of phones, country names.
_TOLD = {
    "DE": "de deutschland germany straße strasse gmbh telefon büro herr frau", "AT": "at österreich austria", "CH": "ch schweiz suisse switzerland",
    "FR": "fr france rue téléphone portable bonjour", "BE": "be belgië belgique belgium", "ES": "es españa spain calle teléfono", "IT": "it italia italy via telefono",
    "GB": "uk gb london england scotland wales kingdom ltd postcode", "IE": "ie ireland dublin eircode", "AU": "au australia nsw sydney melbourne", "NZ": "nz zealand",
    "IN": "in india mumbai delhi bangalore", "BR": "br brasil brazil rua telefone celular", "PT": "pt portugal", "MX": "mx méxico mexico", "NL": "nl nederland netherlands telefoon",
    "SE": "se sverige sweden", "NO": "no norge norway", "DK": "dk danmark denmark", "FI": "fi suomi finland puhelin", "PL": "pl polska poland ul",
    "CZ": "cz česko czech", "JP": "jp japan tokyo 電話 東京", "CN": "cn china beijing 电话", "KR": "kr korea seoul 전화", "ZA": "za africa", "IL": "il israel", "GR": "gr greece",
    "HU": "hu magyarország hungary", "RO": "ro românia romania", "TR": "tr türkiye turkey", "RU": "ru россия телефон", "UA": "ua україна", "SG": "sg singapore", "HK": "hk", "TW": "tw taiwan",
    "MY": "my malaysia sdn kuala", "PH": "ph philippines manila", "ID": "id indonesia jakarta", "TH": "th thailand bangkok", "VN": "vn vietnam hanoi", "CO": "co colombia bogotá",
    "CL": "cl chile santiago", "PE": "pe perú peru lima", "AR": "ar argentina", "PK": "pk pakistan", "NG": "ng nigeria lagos", "KE": "ke kenya nairobi", "AE": "ae emirates dubai",
    "SA": "sa saudi", "EG": "eg egypt cairo",
}  # fmt: skip
_DOMAINS = {words.split()[0]: region for region, words in _TOLD.items()}
_WORDS = {word: region for region, words in _TOLD.items() for word in words.split()[1:]}
SURE = 3  # a domain, a number with its country's code, or as many words
_CUES = re.compile(
    r"[@.][\w\-]+\.(?P<domain>[a-z]{2})\b(?!\.\w)|\+(?P<code>[1-9]\d{0,2})\b|(?P<word>[^\W\d_]{2,})(?!\d)"
)


def regions_told(scene: Scene) -> tuple[str, ...]:
    """Regions that the beginning of the text speaks of, most first, then the United States and the others."""
    kept = vars(scene)
    known: tuple[str, ...] | None = kept.get("phone_regions")
    if known is None:
        counts: Counter[str] = Counter()
        for cue in _CUES.finditer(scene.content, 0, 6000):
            domain, code, word = cue["domain"], cue["code"], cue["word"]
            region = _DOMAINS.get(domain) if domain else _CODES.get(code) if code else _WORDS.get(word.lower())
            if region:
                counts[region] += 3 if domain or code else 1
        known = (*(region for region, _ in counts.most_common(4)), "")
        kept["phone_regions"] = known
        kept["phone_regions_sure"] = frozenset(region for region, count in counts.items() if count >= SURE)
    return known


_CODES = {
    "49": "DE", "43": "AT", "41": "CH", "33": "FR", "32": "BE", "34": "ES", "39": "IT", "44": "GB", "353": "IE", "61": "AU", "64": "NZ", "91": "IN", "55": "BR",
    "351": "PT", "52": "MX", "31": "NL", "46": "SE", "47": "NO", "45": "DK", "358": "FI", "48": "PL", "420": "CZ", "81": "JP", "86": "CN", "82": "KR", "27": "ZA",
    "972": "IL", "30": "GR", "36": "HU", "40": "RO", "90": "TR", "7": "RU", "380": "UA", "65": "SG", "852": "HK", "886": "TW",
    "60": "MY", "63": "PH", "62": "ID", "66": "TH", "84": "VN", "57": "CO", "56": "CL", "51": "PE", "54": "AR", "92": "PK", "234": "NG", "254": "KE", "971": "AE", "966": "SA", "20": "EG",
}  # fmt: skip
