"""Passwords written down: of several systems or persons, in a table or a note.

Its words: `words/password-list.toml`; how they are weighed: `weighing.py`.

>>> is_secret("Maple-River7"), is_secret("required"), is_secret("********"), is_secret("change every 90 days")
(True, False, False, False)
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.families import table
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "password-list"
NAME = "List of passwords"
CATEGORY = "credentials"
SUBJECT = SubjectCategory.PERSON
FROM = "passwords or keys filled in beside names to sign in with, of more than one place"
BY_FORM = True

SEVERAL, MANY = 2, 3  # passwords in a table, in a note: with fewer it is a note, and the detector of logins tells them
LOOKED_AT = 200_000  # characters of what a keeper of passwords exported
_STORED = re.compile(
    r"<Key>Password</Key>\s*<Value[^>]*>([^<]{4,64})<|<(?:password|passwort|pwd)>([^<]{4,64})</"
    r"|\"(?:login_)?(?:password|passwort|pwd)\"\s*:\s*\"([^\"\\]{4,64})\"",
    re.I,
)
_VAULT = re.compile(r"\"(?:login|login_?username|folders|folderId|uris|vault|entries|logins)\"\s*:", re.I)
LONGEST_NOTE = 5_000  # characters
# `admin / Tulip$House9`; `the password is Tulip$House9`
_PAIR = re.compile(
    r"(?:[\w.@+-]{3,40} ?(?:/|\||->|:) ?(?P<behind>\S{6,40})(?=\s|$))"
    r"|(?:[\w.+-]+@[\w-]+\.[\w.-]+[,;]? +(?:(?:with|and|mit|und|avec|et|con|y) +)?(?P<mailed>[^\s@]{6,40})(?=\s|$))"
    r"|(?:\b(?:passwor[dt]|passcode|passphrase|pw|pwd|pass|kennwort|contrase(?:ñ|n)a|mot de passe|log ?in|sign[ -]in)\b(?=[\s:=\"'“])[ :=]*(?:is|ist|es|est|with|mit|now|still|to)?[ :=\"'“]*(?P<said>[^\s\"'”]{6,40}))",
    re.I,
)
_SIGN = re.compile(r"[!#$%&*?@^~+=]")
_MIXED = re.compile(r"[a-z].*[A-Z]|[0-9!#$%&*?@].*[A-Za-z]").search
_ORDINARY = re.compile(r"(?:[A-Z]?[a-z]+-\d+|[A-Z]?[a-z]+\.[a-z]{2,6}|[A-Z][a-z]+[-'’][A-Z]?[a-z]+|[A-Z]+\d*-?\d+)$")
LONGEST_NOTED = 12_000  # of a text in which passwords beside labels are looked for
# One of which stands beside every password.
_MARKS = (
    "passw",
    "passc",
    "passp",
    "pass:",
    "pass ",
    "pass\t",
    "pass,",
    "passe",
    "pwd",
    "pw:",
    "pw ",
    "pw\t",
    "pw,",
    "pw=",
    "pin:",
    "pin ",
    "pin,",
    "pin\t",
    "contrase",
    "kennwort",
    "secret",
    "psk",
    "key",
)
_SECRET_COLUMN = re.compile(
    r"pass(?:word|wd|phrase|code)?$|^pw$|\bpwd\b|\bpin\b|contrase|kennwort|passwort|secret|\bpsk\b", re.I
)
_LOGIN_COLUMN = re.compile(r"user|login|account|e-?mail|\bid\b|benutzer|usuario", re.I)


def is_secret(value: str) -> bool:
    """Whether a value may be a password: one word, with signs or digits in it or none that a form would say."""
    value = value.strip()
    return (
        4 <= len(value) <= 64
        and " " not in value
        and len(set(value)) > 2
        and (any(map(str.isdigit, value)) or not value.isalpha() or (value.lower() != value and value.upper() != value))
        and not re.match(
            r"https?:|[\w.+-]+@[\w-]+\.\w|\d\d?/\d\d?/\d|\$2[aby]\$|\{\w+\}|[0-9a-f]{32,}$|sha|md5|varchar|string",
            value,
            re.I,
        )
    )


def is_strong(value: str) -> bool:
    """Whether a word is plainly a password, whatever stands beside it: letters, and figures or signs, in one.

    >>> is_strong("Tulip$House9"), is_strong("Sandra"), is_strong("2024-01-09"), is_strong("Room-12")
    (True, False, False, False)
    """
    return (
        6 <= len(value) <= 40
        and is_secret(value)
        and any(map(str.islower, value))
        and any(map(str.isupper, value))
        and sum(
            (
                any(map(str.isdigit, value)),
                re.search(r"[!#$%&*?@^~+=_.-]", value) is not None,
                _MIXED(value) is not None,
            )
        )
        >= 2
        and not _ORDINARY.match(value)
    )


def recognise(reading: Reading) -> Weighed | None:
    if (
        len(reading.raw) <= LONGEST_NOTE
        and not (reading.is_code or reading.is_data)
        and _ends_of_lines(reading.raw) >= SEVERAL
    ):
        return Weighed(Confidence.LIKELY, 8.0, ("lines of systems that end with a password",))
    if not any(mark in reading.lowered for mark in _MARKS):
        return None
    if (
        len(reading.raw) <= LONGEST_NOTE
        and not (reading.is_code or reading.is_data)
        and _spoken(reading.raw) >= SEVERAL
    ):
        return Weighed(Confidence.LIKELY, 8.0, ("passwords behind names to sign in with",))
    if (stored := _stored(reading.raw[:LOOKED_AT])) >= SEVERAL:
        confidence = Confidence.VERIFIED if stored >= MANY else Confidence.LIKELY
        return Weighed(confidence, 9.0, ("passwords as a program that keeps them exports them",))
    listed = _listed(reading)
    if listed < SEVERAL and len(reading.raw) > LONGEST_NOTED:
        return None
    if listed < SEVERAL and (reading.is_data or reading.is_code or _noted(reading) < MANY):
        return None
    if listed < SEVERAL and reading.is_technical and len(reading.lines) > LONGEST_NOTE:
        return None  # a manual or a list of changes
    extra, reasons = (3.0, ("a table of logins with their passwords",)) if listed >= SEVERAL else (0.0, ())
    weighed = weigh(reading, IDENT, extra=extra, reasons=reasons, about=True)
    if (
        weighed is None and listed >= SEVERAL and not reading.is_technical
    ):  # a table of three columns has no words besides
        return Weighed(Confidence.LIKELY, 8.0, reasons)
    if weighed and not reasons and "names to sign in with" not in weighed.reasons:
        return replace(weighed, confidence=Confidence.POSSIBLE)
    return weighed


def lacks(reading: Reading) -> bool:
    """Whether nothing in it may be a password: words about keys and logins are a manual's."""
    return _spoken(reading.raw) + _listed(reading) + _ends_of_lines(reading.raw) == 0 and _noted(reading) < SEVERAL


def _spoken(raw: str) -> int:
    """Different passwords that stand behind a name to sign in with, or behind the word, as in notes and letters."""
    found: set[str] = set()
    for match in _PAIR.finditer(raw):
        behind, said = match.group("behind") or match.group("mailed"), match.group("said")
        secret = (behind or said).rstrip(".,;)")
        if is_strong(secret) and (said or _SIGN.search(secret)):  # `macOS / iPhone12` are two systems
            found.add(secret)
    return len(found)


_SYSTEM = re.compile(
    r"\b(?:wi-?fi|wlan|router|server|nas|bank\w*|pc|laptop|windows|admin\w*|root|user|guest|login|mail|e-?mail|outlook|portal|gateway|alarm|safe|vpn|firewall|camera\w*|printer|domain|website|web|facebook|instagram|google|apple|amazon|paypal|netflix|ebay|zoom|dropbox|payroll|quickbooks|sage|xero|cloud|account|app|pos|till|scanner|phone\w*|voicemail|konto|rechner|drucker)\b",
    re.I,
)
_INSIDE = re.compile(r"[A-Za-z]\d+[A-Za-z]{2}")  # Wint3rTree


def _ends_of_lines(raw: str) -> int:
    """Lines such as `Router  admin / Blue7Horse!`: a few words, of which one names a system, and a password last."""
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    if any(len(line) > 90 for line in lines) or not 2 <= len(lines) <= 60:
        return 0
    secrets = {last for line in lines if (last := _last(line))}
    named = sum(1 for line in lines if _SYSTEM.search(line))
    return len(secrets) if len(secrets) >= 0.4 * len(lines) and named >= min(2, len(lines) - 1) else 0


def _last(line: str) -> str:
    """The password that a line ends with, if that is what it is."""
    words = line.split()
    last = words[-1].rstrip(".,;)")
    if not 2 <= len(words) <= 9 or not is_strong(last) or re.search(r"[/\\|:]|\.\w", last):
        return ""
    return last if _SIGN.search(last) or _INSIDE.search(last) else ""


def _stored(raw: str) -> int:
    """Passwords in what a program that keeps them has exported; a program's own settings hold one for itself."""
    if raw.lstrip()[:1] in ("{", "[") and _VAULT.search(raw) is None:
        return 0
    return sum(1 for found in _STORED.finditer(raw) if is_secret(next(group for group in found.groups() if group)))


def _listed(reading: Reading) -> int:
    """Rows of tables that name a login and its password."""
    count = 0
    for sheet in reading.sheets:
        secret = [column for column, header in enumerate(sheet.headers) if _SECRET_COLUMN.search(header)]
        login = [column for column, header in enumerate(sheet.headers) if _LOGIN_COLUMN.search(header)]
        if secret and login:
            count += sum(1 for row in sheet.rows if secret[0] < len(row) and is_secret(row[secret[0]]))
    return count


def _first_word(value: str) -> str:
    """The first word of what stands beside a label, without the marks of a sentence around it.

    >>> _first_word("secreta. Es importante"), _first_word("¿Vuestra decisión?"), _first_word("Fluffy#77!")
    ('secreta', 'Vuestra', 'Fluffy#77!')
    """
    return value.split(" ")[0].lstrip("¿¡“”«(\"'").rstrip(".,;:?)”»\"'")


def _noted(reading: Reading) -> int:
    """Different passwords beside labels in a note."""
    families, found = table().families, set()
    for number in table().of(IDENT):
        if families[number].name == "secret":
            for hit in reading.free(number)[:60]:
                beside = reading.value(hit)
                if beside and is_secret(_first_word(beside[0])):
                    found.add(beside[0])
    return len(found)
