"""Phone number.

>>> found("phone-number", "Call me at (212) 736-5000 or +44 20 7946 0958")
[('(212) 736-5000', 'verified'), ('+44 20 7946 0958', 'verified')]
>>> found("phone-number", "Fax: 06-65334860, Büro 030/1234567, 電話 03-3456-7890")
[('06-65334860', 'verified'), ('030/1234567', 'verified'), ('03-3456-7890', 'verified')]
>>> found("phone-number", "212.736.5070 is the front desk"), found("phone-number", "(0121) 234 5008 is the back door")
([('212.736.5070', 'likely')], [('(0121) 234 5008', 'likely')])
>>> found("phone-number", "2011-10-24 06:30:25.123 id=7365000 10.20.30.40 0.2127365000")
[]

A number without its country is read by the plans of the countries that the text speaks of (domains, words, other numbers),
then of the United States, then of those that write most.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import THINGS
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words
from bailee.detectors.numbering_plans import REGIONS, e164, is_possible, national, regions_told
from bailee.detectors.use_of import WORK, use_of
from bailee.text import Match

CATEGORY = "phone-number"
SOURCE = "https://www.itu.int/rec/T-REC-E.164"

_EXTENSION = r"(?:[ ,;]{0,2}(?:#|x|ext\.?|extension|Ext\.?|EXT\.?|poste|Durchwahl|DW|anexo|int\.|interno|ramal)[ :.]{0,2}\d{1,6}(?!\d))?"
_RIGHT = r"(?![^\W_a-zA-Z\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|[\-./]\d|:\d\d|[%$€£])"
_END = r"(?![A-Za-z])" + _RIGHT
_LEFT = r"(?<![\d_@#/=])(?<!\d[.\-,:+])(?<![\d][ ])(?<![A-Za-z])"
_LIST = rf"(?:\+ ?|\(\+?|\+\()?\d[\d()]{{0,14}}(?:[ .\-/]{{1,3}}\(?\d{{1,8}}\)?){{0,6}}{_EXTENSION}"
_CUT = r"[ ]?\r?\n[>|* \t]{0,8}"
# A trunk prefix with its area, to the next part: never as a date, a personal number or a version begins.
_AREA = (
    r"(?:0[1-9](?=[ )][(\d \-/.]\d|[\-/]\d{3}|(?P<dots>[.\-/])\d\d(?P=dots)\d\d(?P=dots)\d)|\(0[1-9](?=\)[(\d \-/.]\d)|\(?0[1-9]\d{1,3}(?=[ )/\-.][\d (/\-])|0[6-9]\d{4}(?= \d{5}))"
    r"\)?(?:[ ]?[\-/.][ ]?|[ ]{0,2})"
)
SHAPES = (
    Shape(  # as North America writes it
        rf"(?<![\d_@#/=])(?<!\d[.\-,:+])(?<![\d][ ])(?<![A-Z])(?P<value>(?:(?:\+|00)?1[\-. ]{{0,2}})?(?:\(\d{{3}}\)[ \-.]{{0,2}}|\d{{3}}(?P<gap>[\-. /]))\d{{3}}[\-. ]\d{{4}}{_EXTENSION}){_RIGHT}",
        outlines=(r"[0)][\-. /)]000[\-. ]0000", r"\(000\)000[\-. ]0"),
        before=24,
        after=30,
    ),
    Shape(  # with the country: +49 30 …, (+49) 30 …, +(49) 30 …
        rf"(?<![\w+*/=^])(?<!\d[ )])(?P<value>(?:\+ ?[1-9]\d{{0,2}}|\(\+[1-9]\d{{0,2}}\)|\+\([1-9]\d{{0,2}}\))(?:[ ./\-]{{0,2}}\(0?\d{{0,4}}\)|[ ./\-]\(\d{{1,4}}\))?(?:[ ./\-]{{0,2}}\d){{6,13}}{_EXTENSION}){_RIGHT}",
        outlines=(r"\+0[0 (./\-][0 ()./\-]{3}", r"\+[ (]00?[0 ()./\-]{3}"),
        before=8,
        after=64,
    ),
    Shape(  # with the country, as one dials it: 0049 30 …
        rf"{_LEFT}(?P<value>00(?:[17](?=[ ./\-(]\d\d)|[2-9]\d(?=[ ./\-(\d][\d (][\d ./\-()])\d?)[ ./\-]{{0,2}}(?:\(\d{{1,4}}\)[ ./\-]{{0,2}})?\d{{1,8}}(?:[ ./\-]\d{{1,8}}){{1,5}}{_EXTENSION}){_END}",
        triggers=(r"[^\w.:/+=\-]00[2-9]\d[ \-/(.\d][\d (][\d \-/.()]", r"[^\w.:/+=\-]00[17][ ./\-(]\d\d"),
        before=10,
        after=60,
        then=r"[\d ()/.\-]{4}",
    ),
    Shape(  # with the trunk prefix of most countries: (0123) 45 67 89, 030/1234567
        rf"{_LEFT}(?<![.:+\-)\]])(?P<value>{_AREA}\(?\d{{2,8}}\)?(?:(?:[ ./\-]|[ ][\-/][ ])\d{{1,6}}){{0,4}}{_EXTENSION}){_END}",
        triggers=(
            r"[^\w.:/+=\-]0[1-9][ )][(\d \-/.]\d", r"[^\w.:/+=\-]0[6-9]\d\d\d\d \d", r"[^\w.:/+=\-]0[1-9][\-/]\d\d\d", r"[^\w.:/+=\-]0[1-9][.\-/]\d\d[.\-/]\d\d[.\-/]\d", r"[^\w.:/+=\-]0[1-9]\d[ )/\-.][\d (/\-]",
            r"[^\w.:/+=\-]0[1-9]\d\d[ )/\-.][\d (/\-]", r"[^\w.:/+=\-]0[1-9]\d\d\d[ )/\-.][\d (/\-]",
        ),
        before=14,
        after=44,
        then=r"[\d ()/.\-]{4}",
    ),
    Shape(  # cut by the end of a line: `+44 20 7946`, and `0958` on the next
        rf"(?<![\w+*/=^])(?<!\d[ )])(?P<value>(?P<cut>\+[1-9]\d{{0,2}}(?:[ ./\-]{{0,2}}\(?\d{{1,5}}\)?){{1,4}}{_CUT}\(?\d{{2,5}}\)?(?:[ ./\-]\d{{2,5}}){{0,3}})){_END}",
        outlines=(r"\+0[0 (./\-][0 ()./\-\r\n>]{3}",),
        before=8,
        after=64,
    ),
    Shape(
        rf"(?<![\d_@#/=])(?<!\d[.\-,:+])(?<![\d][ ])(?<![A-Z])(?P<value>(?P<cut>(?:\(\d{{3}}\)[ \-]?|\d{{3}}-)(?:\d{{3}}-{_CUT}|{_CUT}\d{{3}}-)\d{{4}})){_END}",
        outlines=(r"000[\-)]000-[\r\n]", r"000\) 000-[\r\n]", r"\(000\)[\r\n]", r"\(000\) [\r\n]", r"[^0]000-\r?\n[>|* ]?000-0000"),
        before=18,
        after=24,
    ),
    Shape(  # named after it: "20-32-85-26 office", "(790)091-7442-Fax"
        r"(?<![\w.,:+/$])(?P<value>[+(]?\d[\d()]{0,12}(?:[ .\-/]{1,2}\(?\d{1,8}\)?){0,5}(?:[ ]?x\d{1,6})?)(?=[ \-,]{1,3}\(?(?i:office|fax|mobile|cell|home phone|work phone|direct|phone|tel)\b)",
        triggers=(r"\d[ \-(]{1}(?i:office)", r"\d[ \-]{1}(?i:fax)", r"\d[ \-](?i:mobile)", r"\d[ \-](?i:cell)", r"\d \((?i:fax)", r"\d \((?i:mobile)",
                  r"\d \((?i:cell)", r"\d[ \-](?i:direct)", r"\d[ \-](?i:phone)", r"\d \((?i:office)"),
        before=44,
        after=14,
    ),
)  # fmt: skip
_ABROAD = (  # in other scripts
    "電話", "電話番号", "電話號碼", "电话", "电话号码", "联系电话", "手机", "手机号", "手机号码", "手機", "手機號碼", "携帯", "携帯電話", "携帯番号", "전화번호", "휴대폰번호", "휴대전화", "โทรศัพท์", "ファックス", "传真", "傳真", "联系方式", "请拨打", "전화", "연락처", "휴대폰", "핸드폰", "팩스",
    "телефон", "телефона", "телефону", "телефоны", "телефон номер", "номер телефона", "тел", "моб", "мобильный", "мобильный телефон", "мобільний", "звоните", "позвоните", "звонить",
    "факс", "τηλέφωνο", "τηλέφωνα", "τηλ", "κινητό", "κιν", "טלפון", "טל", "טל׳", "נייד", "פקס", "هاتف", "الهاتف", "جوال", "الجوال", "تليفون", "تلفن", "موبايل", "موبایل",
    "फ़ोन", "फोन", "मोबाइल", "दूरभाष", "โทร", "มือถือ", "điện thoại", "đt", "ফোন", "தொலைபேசி",
)  # fmt: skip
LABELS = (
    Label(
        (
            "phone", "telephone", "tel", "mobile", "cell", "fax", "call", "ph", "mob", "cell phone", "phone number", "mobile number", "hotline",
            "whatsapp", "telefon", "téléphone", "telefono", "teléfono", "puhelin", "portable", "handy", "móvil", "reach", "dial", "contact number",
            "answering at", "text me at", "text me", "text him", "text her", "text us", "text them", "after hours", "evenings", "number is", "ring", "phone me", "my number", "ring me", "telefax", "landline", "pager", "contact", "helpline", "sms", "tlf", "faks",
            "telefone", "celular", "cellulare", "telefoon", "telefonnummer", "rufnummer", "mobil", "appelez", "joignable", "llámame", "llame", "ligue para", "zadzwoń",
            "reached at", "reached on", "reachable at", "called from", "calling from", "call from", "called us from", "calls from", "texted from", "rang from", "phoned from",
            "joindre", "contacter", "contactez", "appeler", "chiamare", "chiami", "chiamate", "bel", "rückfragen", "erreichbar", "erreichen", "anrufen", "contactar", "llamar",
            "callback number", "callback no", "voicemail", "questions", "soita", "gsm", "telepon", "komórka", "mobiel", "chiamami", "bel mij", "rufen sie",
            "office:", "home:", "work:", "direct:", "main:", "t:", "m:",
        ),
        rf"(?P<value>{_LIST}){_RIGHT}",
        headings=("home phone", "work phone", "office phone", "contact no", "day phone", "evening phone", "cep", "mobiltelefon", "mobilnummer", "mobilnr", "handynummer",
                  "telefonnr", "telnr", "cellulaire", "telemóvel", "telemovel", "matkapuhelin", "puhelinnumero", "telefonní číslo", "mobilní", "mobilný", "telefonszám", "mobilszám", "mobiltel",
                  "numer telefonu", "nr telefonu", "telefonska številka", "telefona numurs", "telefono numeris", "telefoninumber", "broj telefona", "mobitel", "cep telefonu"),
        reach=24,
    ),
    Label(_ABROAD, rf"(?P<value>{_LIST}){_RIGHT}", reach=24),
)  # fmt: skip
_STRONG = words(
    "phone", "telephone", "tel", "mobile", "cell", "fax", "ph", "mob", "hotline", "whatsapp", "telefon", "téléphone", "telefono", "teléfono", "puhelin",
    "call", "dial", "contact", "reach", "office", "home", "ring", "answering at", "text", "customer service", "toll free", "voicemail", "sms",
    "tél", "tlf", "mobil", "fon", "rufnummer", "appelez", "appeler", "joindre", "joignable", "erreichbar", "rückfragen", "chiamare", "anrufen", "rufen", "llame", "telefone", "telefoon", "büro", "bureau", "portable", "handy", "callback", "emergency", "reached at", "reachable", "called from", "calling from",
)  # fmt: skip
# Labels that name a phone; the rest only speak of calling.
_NAMES = (
    "phone", "tel", "mobil", "cell", "fax", "ph", "mob", "hotline", "whatsapp", "puhelin", "teléf", "téléph", "portable", "handy", "landline", "pager",
    "answering", "móvil", "tlf", "faks", "celular", "rufnummer", "callback", "voicemail", "gsm", "komórka", "cep", "helpline", "sms",
    *_ABROAD,
)  # fmt: skip
_DATE = re.compile(
    r"(?:19|20)\d\d[\-./](?:0[1-9]|1[0-2])$|(?:0[1-9]|[12]\d|3[01])[ \-/.](?:19|20)\d\d$|(?:\d{4}[\-./]\d{1,2}[\-./]\d{1,2}|\d{1,2}[\-./]\d{1,2}[\-./]\d{2,4})(?: \d{1,2})?$|(?:19|20)\d\d[ \-/](?:19|20)\d\d$"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$"
)
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d[\-./](?:0\d|1[0-2])[\-./][0-3]\d(?!\d)")
_AGAINST = words(
    "order", "invoice", "tracking", "account", "acct", "ssn", "serial", "part", "item", "case", "ticket", "isbn", "upc", "sku", "ref", "reference",
    "nhs", "npi", "policy", "id", "no", "nr", "konto", "iban", "page", "pages", "version", "model", "batch", "lot", "postcode", "zip",
    "steuernummer", "tax", "vat", "nip", "medicare", "licence", "license", "passport",
)  # fmt: skip
# Another number's form: a decimal number, a version, a social security number, two columns of a table.
_DECIMAL = re.compile(r"0\.\d+|[1-9]\d*\.\d+|\d{8,}\.\d\d")
_OTHER_FORM = re.compile(
    r"(?<!\d)\d\.\d{1,3}\.\d|\d\.\d\.\d|^\d{3}([ .\-])\d\d\1\d{4}$|^\d+  +\d+$|\(\d+\(|(?<!\d)\d \d \d(?!\d)"
)
_EXTENSION_MARK = re.compile(r"[ ,;]*(?:#|x|[Ee]xt|EXT|poste|Durchwahl|DW|anexo|int|ramal)")
_SEPARATED = re.compile(r"\d[ .\-/()]+\d")
_AMERICAN = re.compile(r"(?:(?:\+|00)?1[\-. ]{0,2})?\(?\d{3}\)?[\-. /]{0,2}\d{3}[\-. ]\d{4}$")
_MONEY = re.compile(r"(?:\b[A-Z]{3}|[$€£¥₺])[ ]?$")
_DOTTED = re.compile(r"(?:1\.)?[2-9]\d\d\.[2-9]\d\d\.\d{4}")
_FOLLOWING = re.compile(r"(?i)[ \-,]{1,3}\(?(?:office|fax|mobile|cell|home|work|direct|phone|tel)")
_TRUNK = re.compile(r"\(?0[1-9]")
_DIALLED = (
    "call", "dial", "ring", "reach", "answering", "me at", "phone me", "appelez", "joignable", "llam", "ligue", "zadzwoń", "soita", "bel mij", "chiamami",
    "rufen", "text", "contact number", "office:", "home:", "work:", "direct:", "main:",
)  # fmt: skip
_NUMBERED = words(
    "id", "no", "nr", "number", "code", "ref", "reference", "account", "card", "certificate", "case", "room", "unit", "key", "index", "class", "grade", "tax",
    "identifier", "position", "routing", "zip", "postcode", "document", "member", "konto", "kontonummer", "kundennummer", "kennung", "kennzeichen", "personalnummer", "mitgliedsnummer",
    "cuenta", "código", "número", "documento", "registro", "matrícula", "compte", "référence", "matricule", "numéro", "codice", "conto", "klantnummer", "rekening", "kenteken",
)  # fmt: skip
_PHONES = words(
    "phone",
    "phones",
    "tel",
    "telephone",
    "mobile",
    "cell",
    "fax",
    "contact",
    "call",
    "telefon",
    "teléfono",
    "téléphone",
    "telefono",
    "telefoon",
)
_NO_PHONES = re.compile(
    r"(?i)\b(?:model|type|queue|brand|make|plan|os|version|carrier|bill|costs?|charges?|minutes|serial|imei|tag)s?$"
)
_IDENT = re.compile(r"(?i)^[ _\-]?(?:id|ids|no|number|count|index|sid)\b")
_POSTCODE_OF_BRAZIL = re.compile(r"\d{5}-?\d{3}")
_PHONE_LIKE = re.compile(r"[+(\d](?:[ .\-/]{0,2}[()]{0,2}\d){5,14}(?:\D{1,5}\d{1,6})?")
# Between a label and its number: "reach me at", "contact number to", "rufen Sie uns unter … an".
_TO = re.compile(
    r"(?i)[\s:]*(?:(?:me|us|him|her|them|uns|mich|moi|nous|al|back|now|just|please)[\s:]+){0,2}(?:to|at|on|is|under|using|via|number|unter|auf|au|al|el|para|på|op|til|na|ist|est|es|é|är|er|numero|número|numéro|nr|mobile|cell|phone)?[\s:.]*$"
)
# The same, with a person: "Emergency contact: Pat Low - 2244974814".
_PERSON = re.compile(
    r"[ \t]*:?[ \t]*(?:[^\W\d_][\w'’.-]*[ ]){1,4}(?:[-–—:,(]|(?:at|on|under|au|aux|al|allo|alle|op|unter|no|tel|numero|número|nr|n°|le|il|het)[.:]?(?: (?:numero|número|numéro|nummer))?)?[ ]?$"
)
_ADDRESS = re.compile(
    r" (?:[A-Z][\w'.-]+ ){1,3}?(?:St|Street|Ave|Avenue|Rd|Road|Ln|Lane|Dr|Drive|Court|Ct|Blvd|Way|Place|Pl|Terrace|Apt|Suite)\b"
)
_OTHERS = re.compile(r"0\d{4}-\d{4}|0\d+\.\d+|\d{4}(?: \d{4})+")
# One letter before a number, as on a card: "T 030 1234567 | M …".
_INITIAL = re.compile(
    r"(?:^|[\s|,;/(])(?:[TMFPHWCDO]|Ph|Mob|Tél|Tlf|Kom|Cell|Cel|Faks|Büro|Fon|Mobil)[.:]{0,2} {0,2}[(+]{0,2}$"
)
# What a label's gap may have taken for a note: "(+358) 13525…".
_COUNTRY_BEFORE = re.compile(r"(?:\+ ?\(\d{1,3}\)|\(\+\d{1,3}\)|\+ ?\d{1,3}|\(\d{1,4}\)|\+)[ \-./]{0,2}$")


def _between(candidate: Candidate) -> str:
    """What stands between a label and its number."""
    before = candidate.before(48)
    at = before.lower().rfind(candidate.label)
    return before[at + len(candidate.label) :] if at >= 0 else "?"


def _is_prose(candidate: Candidate) -> bool:
    return not (candidate.scene.is_code or candidate.scene.is_log)


def _is_dotted(candidate: Candidate, main: str) -> bool:
    """Whether it is 212.736.5070 in running text, and no sum of money with points for its thousands."""
    is_money = _MONEY.search(candidate.before(5)) is not None
    return _DOTTED.fullmatch(main) is not None and _is_prose(candidate) and not is_money


def judge(candidate: Candidate) -> Judgement | None:
    start, value = candidate.start, candidate.value.strip()
    if value[0].isdigit() and (lead := _COUNTRY_BEFORE.search(candidate.before(10))) is not None:
        taken = lead[0]
        if candidate.labelled or "+" in taken:
            start -= len(taken)
            value = taken + value
    main = _EXTENSION_MARK.split(value, maxsplit=1)[0]
    digits = digits_of(main)
    if (
        not 6 <= len(digits) <= 15
        or _DATE.match(main)
        or (len(set(digits)) <= 1 and not candidate.labelled)
        or value.count("(") != value.count(")")
    ):
        return None
    if _DATED.search(main) or _DECIMAL.fullmatch(main):
        return None
    if main.count(".") == 3 and all(int(part) < 256 for part in main.split(".") if part.isdigit()):
        return None
    label = candidate.label + candidate.heading.lower()
    separated = _SEPARATED.search(main) is not None
    like_american = _AMERICAN.match(main) is not None
    plus = "+" in main
    international = plus or main.startswith("00")
    if candidate.has("cut"):
        return _cut(candidate, main)
    if candidate.alone and not candidate.labelled and not separated and not international:
        return None
    if not international and _OTHER_FORM.search(main) and not like_american:
        return None
    if candidate.heading and _NO_PHONES.search(candidate.heading):
        return None
    if label == "cep" and _POSTCODE_OF_BRAZIL.fullmatch(main):
        return None  # CEP: a postcode in Brazil, a mobile in Turkey
    initial = not candidate.labelled and _INITIAL.search(candidate.before(10)) is not None
    named = (candidate.labelled and any(name in label for name in _NAMES)) or initial
    following = _FOLLOWING.match(candidate.content, candidate.end, candidate.end + 14) is not None
    dialled = not named and candidate.label.startswith(_DIALLED)
    close = candidate.labelled and not candidate.heading and _TO.match(_between(candidate)) is not None
    person = candidate.distant and len(digits) >= 10 and _PERSON.match(_between(candidate)) is not None
    least = 9 if named or not dialled else 8
    if candidate.labelled and not named and not separated and not plus and len(digits) < least:
        return None
    if candidate.elsewhere or (
        candidate.label.isalpha() and candidate.before(len(candidate.label)).lower() == candidate.label
    ):
        return None  # in another cell; or glued to its label, as in GSM0338
    if candidate.distant and not (
        len(digits) >= 7 and (separated or plus or person or (close and len(digits) >= least))
    ):
        return None
    if candidate.labelled and len(digits) < 9 and not plus and _ADDRESS.match(candidate.after(40)):
        return None
    if _OTHERS.fullmatch(main) and not (named or following or dialled):
        return None  # a postal code, a row of code points
    near = candidate.labelled or following or initial or candidate.near(_STRONG, 40, 16)
    why = candidate.said if candidate.labelled else candidate.seen("words about phones stand near")
    number, told = "", ""
    if international:
        number = e164(main if plus else "+" + main[2:])
    else:
        regions = regions_told(candidate.scene)
        if like_american and e164(main):  # a word or two about a country do not make its number of ours
            regions = (*(region for region in regions if region in vars(candidate.scene)["phone_regions_sure"]), "")
        told, number = national(main, regions[:-1]) if len(regions) > 1 else ("", "")
        if not number:
            number = e164(main)
    score = Score(0.0)
    trunk = _TRUNK.match(main) is not None
    if number and (international or told or like_american or not trunk):
        score.at_least(
            0.75, "a number of its country's plan" if not told else "a number of the country that the text speaks of"
        )
        if separated and (international or like_american):
            is_plain = international or "(" in main or "-" in main or _is_dotted(candidate, main)
            score.at_least(0.9 if is_plain else 0.75, "written as phone numbers are")
        elif plus:
            score.at_least(0.9, "begins with + and a country code")
        elif told and separated and trunk and (near or len(digits) >= 9):
            score.at_least(0.9, "written as phone numbers are")
        elif not near:
            score.at_most(0.5, "nothing parts its figures, and no words about phones stand near")
        if not near and separated and like_american and (digits[0] == "1" or _own_line(candidate)):
            score.at_least(0.9, "with its country" if digits[0] == "1" else "stands on a line of its own below words")
        if near and (separated or named):
            score.at_least(0.99 if separated else 0.95, why)
        elif candidate.labelled and (close or person or not candidate.distant) and (len(digits) >= 9 or told):
            score.at_least(0.9, "the word before it speaks of calling")
    elif international and is_possible(main if plus else "+" + main[2:]):
        score.at_least(
            0.9 if near or (separated and plus) else 0.75,
            "begins with a country code and is as long as its country's numbers",
        )
    elif like_american:
        score.at_least(0.9 if near else 0.4, "grouped as North America does; its area code does not exist")
    elif named or following:
        if not separated and len(digits) < 7:
            return None
        score.at_least(0.9, why)
    elif trunk and separated:
        abroad = national(main, REGIONS)[1]
        number = number or abroad
        if not 8 <= len(digits) <= 12 and not (candidate.labelled or following or initial):
            return None
        score.at_least(
            0.6 if abroad else 0.3,
            "begins with a trunk prefix" + (", and a country has such numbers" if abroad else ""),
        )
        if near:
            score.at_least(0.95 if abroad else 0.9, why)
        elif abroad and _own_line(candidate):
            score.at_least(0.9, "stands on a line of its own below words")
        elif abroad and main[0] == "(" and _is_prose(candidate):
            score.at_least(0.9, "its area stands in brackets")
    elif candidate.alone and not candidate.labelled:
        return None
    elif candidate.labelled and separated and (abroad := national(main, REGIONS)[1]):
        number = abroad
        score.at_least(0.92, f"{why}, and a country has such numbers")
    elif dialled and close and 9 <= len(digits) <= 13:
        score.at_least(0.9, "the word before it speaks of calling")
    elif candidate.labelled and (separated or len(digits) >= 9):
        score.at_least(0.75 if not candidate.distant else 0.45, why)
    elif international and separated:
        score.at_least(0.7 if near else 0.4, "begins with a country code")
    if not score.probability:
        return None
    if (candidate.scene.is_code or candidate.scene.is_log) and candidate.label and not (named or separated or plus):
        return None  # a call of a function, or of a session
    if candidate.scene.is_code and not named:
        score.at_most(0.4, "stands in source code")
    elif candidate.scene.is_log and not named:
        score.at_most(0.5, "stands in a log")
    beside = (candidate.labelled and not candidate.distant) or following or initial
    other = _AGAINST.search(candidate.before(16).rpartition("\n")[2]) if not beside else None
    if other is not None and not (near and other[0].lower() in ("no", "nr")):  # call me: no. 415 …
        score.at_most(0.3, f'the word "{other[0]}" before it names another number')
    if not near and len({mark for mark in main if mark in "-./"}) > 1:
        score.at_most(0.5, "its parts are set apart by different marks")
    if not near and not plus and _in_numbers(candidate):
        score.at_most(0.3, "stands among other numbers")
    if is_filler(digits):
        score.at_most(0.5, "its figures repeat or count up, as fillers do")
    if candidate.heading and candidate.peers < 0.5 and not (named and _are_phones(candidate.column)):
        score.at_most(0.5, "most of its column has another form")
    if candidate.heading and not named and not (number and (international or (like_american and separated))):
        score.at_most(0.6, "the head of its column speaks of calling, yet may mean something else")
    head = "" if candidate.labelled else candidate.header
    if head and (
        _NO_PHONES.search(head) or ((THINGS.search(head) or _NUMBERED.search(head)) and not _PHONES.search(head))
    ):
        score.at_most(0.5, "the head of its column names another number")
    if dialled and _IDENT.search(_between(candidate)):
        score.at_most(0.3, "a number of a call")
    if 0 < main.count(".") < 4 and not set(main) & set("+()- /") and not (told or named or following or like_american):
        score.at_most(0.6, "figures parted by points, and no word for a phone names them")
    attributes = []
    use = use_of(candidate)
    if use is not None:
        attributes.append(("use", use.use))
        score.reasons.append(use.reason)
    elif main != value:
        attributes.append(("use", WORK))
    return score.judgement(number or digits, *attributes, start=start, end=start + len(value))


def _cut(candidate: Candidate, main: str) -> Judgement | None:
    """A number that the end of a line cut in two: none where its first line is one already."""
    first = main.partition("\n")[0].rstrip()
    if e164(first) or not (number := e164(re.sub(r"[\r\n>|* \t]+", " ", main))):
        return None
    score = Score(0.9, "a number of its country's plan, cut by the end of a line")
    if candidate.near(_STRONG, 40, 16):
        score.at_least(0.97, candidate.seen("words about phones stand near"))
    if candidate.scene.is_code or candidate.scene.is_log or _in_numbers(candidate):
        score.at_most(0.4, "stands among other numbers" if _in_numbers(candidate) else candidate.scene.machines)
    use = use_of(candidate)
    return score.judgement(number, *([("use", use.use)] if use is not None else []))


@lru_cache(maxsize=64)
def _are_phones(column: tuple[str, ...]) -> bool:
    """Whether most of a column could be phones, each written in a way of its own: `+39 0584 702921`, `3419935632`."""
    return 2 * sum(_PHONE_LIKE.fullmatch(value) is not None for value in column) > len(column)


_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")  # a word, not the head of a part number


def _own_line(candidate: Candidate) -> bool:
    """Whether it is all of its line, and the line above has words: the last line of an address or a signature."""
    before, after = candidate.before(80), candidate.after(4)
    above, newline, own = before.rpartition("\n")
    return (
        bool(newline)
        and not own.strip()
        and after[:1] in ("", "\n", "\r")
        and _LETTERS.search(above.rpartition("\n")[2]) is not None
    )


_NUMBERS = re.compile(r"(?<![\w.+/])(?!\d{1,4}[/.-]\d{1,2}[/.-]\d)\d[\d.,]{2,}(?![\w])")


# A second phone number is no row of figures.
_ANOTHER = re.compile(r"(?<!\d)(?:\+?1[ .\-]{0,2})?(?:\(\d{3}\) ?|\d{3}[ .\-])\d{3}[ .\-]\d{4}(?!\d)")


def _in_numbers(candidate: Candidate) -> bool:
    """Whether three more numbers stand beside it: a row of measurements or keys."""
    around = candidate.before(40).rpartition("\n")[2] + " " + candidate.after(40).partition("\n")[0]
    return len(_NUMBERS.findall(_ANOTHER.sub(" ", around))) >= 3


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("e164", match.value),) if match.value.startswith("+") else (("value", match.value),)


def mask(match: Match) -> str:
    return f"•••-{match.value[-4:]}"
