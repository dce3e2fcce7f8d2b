"""E-mail address, personal, of work or of a role.

>>> found("email-address", "Write to Jane.Doe@gmail.com, please")
[('Jane.Doe@gmail.com', 'verified')]
>>> found("email-address", "git@github.com:octo/repo.git and a @decorator")
[]
>>> found("email-address", "user@localhost, react@18.2.0, getty@tty1.service")
[]
>>> found("email-address", "jane (at) example (dot) com, Message-ID: <20261125.1234@mail.example.com>")
[('jane (at) example (dot) com', 'possible'), ('20261125.1234@mail.example.com', 'possible')]
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from email_validator import EmailNotValidError, validate_email

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape
from bailee.detectors.tables import rows
from bailee.detectors.use_of import PERSONAL, WORK, use_of
from bailee.text import Match, Part

CATEGORY = "email-address"
SOURCE = "https://www.rfc-editor.org/rfc/rfc5321"

_SAID = (
    "gmail",
    "googlemail",
    "yahoo",
    "hotmail",
    "outlook",
    "icloud",
    "aol",
    "gmx",
    "protonmail",
)  # providers whose name says that it is an address
_DOMAIN = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[^\W\d_][\w-]{0,22}[^\W\d_]"
SHAPES = (
    Shape(  # with what Lotus Notes puts behind an address of elsewhere: jane@example.com@ENRON
        rf"(?<![\w.%+$-])(?P<value>[\w.%+'&-]{{1,64}}@{_DOMAIN}(?:@[A-Za-z][\w-]{{0,30}})?)(?![\w@]|\.[\w-]+[.@])",
        triggers=(r"[^\s@]@[^\s@]",),
        before=67,
        after=260,
        then=r"[\w\-]{1,63}\.[\w\-]",
    ),
    Shape(  # with a quoted local part: "jane roe"@example.com
        rf'(?<![\w.])(?P<value>"(?:[^"\\\n@]|\\.){{1,62}}"@{_DOMAIN})(?![\w@])',
        triggers=(r"""[^{\[,:]"@[A-Za-z0-9]""",),
        before=70,
        after=260,
        then=r"[\w\-]{1,63}\.[\w\-]",
    ),
    Shape(  # as a link or a log of the web writes it
        r"(?<![\w.%+-])(?P<value>[\w.+-]{1,64}%40(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24})(?![\w@])",
        triggers=(r"\w%40[A-Za-z0-9]",),
        before=70,
        after=260,
        then=r"[\w\-]{1,63}\.\w",
    ),
    Shape(  # hidden from robots: jane (at) example (dot) com, jane at example dot com
        r"(?i)(?<![\w.%+-])(?P<value>(?:[\w+-]{1,24}(?:[ ]dot[ ]|[ ]?[(\[{<]dot[)\]}>][ ]?)){0,3}[\w.+-]{1,64}[ ]?(?:[(\[{<][ ]?(?:at|@|ät|arroba)[ ]?[)\]}>]|(?P<plain>[ ]at[ ]))[ ]?"
        r"[\w-]{1,63}(?:(?:[ ]?[(\[{<][ ]?(?:dot|\.|punkt|point|punto)[ ]?[)\]}>][ ]?|[ ]dot[ ]|(?(plain)(?!)|\.))[\w-]{1,63}){1,4})(?![\w@])",
        triggers=(r"[(\[{<](?i:at)[)\]}>]", r"[(\[{<] (?i:at) ", r"[(\[{<]@[)\]}>]", r"[a-z] (?i:dot) [a-z]"),
        before=100,
        after=120,
        then=r"[)\]}>a-zA-Z ][ ]?[\w\-]{1,63}",
    ),
    Shape(  # as people say it: jane.roe at gmail.com
        rf"(?i)(?<![\w.%+-])(?P<value>[\w.+-]{{1,64}} at (?:{'|'.join(_SAID)})\.[a-z]{{2,6}}(?:\.[a-z]{{2,3}})?)(?![\w@]|\.[a-z])",
        triggers=tuple(rf" (?i:at) (?i:{word})\." for word in _SAID),
        before=90,
        after=20,
    ),
    Shape(  # with marks that RFC 5322 allows and hardly anybody has
        rf"(?<![^\s<(\[\"':,;=])(?P<value>[\w.!#$%&'*+/=?^`{{|}}~-]{{1,63}}[!#$*/=?^`{{}}~]@{_DOMAIN})(?![\w@]|\.[\w-]+[.@])",
        triggers=(r"[!#$*/=?^`{}~]@[A-Za-z0-9]",),
        before=67,
        after=260,
        then=r"[\w\-]{1,63}\.[\w\-]",
    ),
)
# What follows the last point of a file, a unit or a host of one's own, not of a mail domain.
_NO_DOMAIN = frozenset(
    re.findall(
        r"[a-z]+",
        "png jpg jpeg gif svg webp css js jsx ts tsx mjs html htm json yaml yml xml txt pdf exe dll service target socket timer mount path scope slice device "
        "localdomain php java class",
    )
)
# Not in the root zone, and yet used: within an organisation, and those that are reserved for examples and tests.
_INTERNAL = frozenset(
    re.findall(
        r"[a-z]+",
        "local lan corp internal intra intranet home private domain test example invalid",
    )
)
_FILE_ENDING = re.compile(
    r"(?i)(?<=\w)(?:\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|tsv|eml|msg|html?|jpe?g|png|tiff?|zip|7z|gz|json|xml|log|bak))+$"
)
_ROLES = frozenset(rows("email_roles.txt"))


@cache
def free_mail_domains() -> frozenset[str]:
    """Domains at which people, not companies, have their mailboxes."""
    return frozenset(rows("free_mail_domains.txt"))


@lru_cache(maxsize=8_192)
def _normal(address: str) -> str:
    """Lower-cased address as mail systems would take it, or an empty string. Asks no name server."""
    name, _, top = address.rpartition(".")
    if top.lower() in _INTERNAL:  # the library refuses some of these
        return _normal(f"{name}.com").removesuffix("com") + top.lower() if _normal(f"{name}.com") else ""
    try:
        valid = validate_email(
            address, check_deliverability=False, globally_deliverable=False, allow_quoted_local=address.startswith('"')
        )
    except EmailNotValidError:
        plain = re.sub(r"\.{2,}", ".", address.lstrip("."))  # `k..allen@…`: against the standard, and real
        return "" if plain == address or not _normal(plain) else address.lower()
    return valid.normalized.lower()


@cache
def _top_level_domains() -> frozenset[str]:
    return frozenset(rows("top_level_domains.txt")) | _INTERNAL


def _use(candidate: Candidate, local: str, domain: str) -> tuple[str, str]:
    """What an address is for, and why: by a label beside it, by its local part, by its provider."""
    before = candidate.before(12)
    if candidate.scene.text.cells is not None or (
        before and before.rstrip(" \"'<\t")[-1:] in _AFTER_LABELS and _OF_MAIL.search(before) is None
    ):
        told = use_of(candidate)
        if told is not None:
            return told.use, told.reason
    if domain in free_mail_domains():
        return PERSONAL, "personal, for people have their mailboxes at its provider"
    if local in _ROLES:
        return "role", "a role's, for its name is not a person's"
    return WORK, ""


_MAIL_WORD = re.compile(r"(?i)(?<![^\W_])(?:e-?mail|mail(?:box)?|correo|courriel)(?![^\W_])[^\n]*$")
_RARE = re.compile(r"[!#$*/=?^`{|}~]$")
_AFTER_LABELS = frozenset(":=,;|")
_OF_MAIL = re.compile(r"(?i)(?<![\w-])(?:from|to|cc|bcc|sender|reply-to|mailto)[\"']?: ?[\"'<]?$|[,;] [\"'<]?$")
_VERSION = re.compile(r"v?\d+\.\d")
_REMOTE = re.compile(r":(?:[/~]|[\w.~-]+/|[\w-]+\.git\b)")
_SHELL = re.compile(r"(?:^|[\s`$;&|(])(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|git|svn)\s(?:[^\s@]+\s+){0,6}$")
# Identifiers of messages: their header, its continuation lines, a reference to a part.
_HEADER_OF_IDS = re.compile(
    r"(?i)(?:message-?id|in-reply-to|references|content-id|msg-?id|x-[\w-]*-id)\s*[\"']?\s*[:=][^\n@]{0,40}$|\bcid:$"
)
_MACHINE = re.compile(r"(?=(?:[^\d]*\d){8})[\w.+$=-]{16,}")
_ENCAPSULATED = re.compile(r"(?i)^imcea|\+(?:40|2e|20|5f)[a-z0-9]")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    lead = len(value) - len(value.lstrip("'.&-"))
    if lead == 1 and value[0] == "." and candidate.before(1) in ("", " ", "<", "\n", "\t", ",", ";"):
        lead = 0  # mail systems write such addresses, whatever the standard says
    value = value[lead:]
    end = candidate.end
    if "@" not in value or (value.count("@") == 1 and value[value.index("@") - 1] in "([{<"):
        return _written_out(candidate, value, lead, end)
    if value.count("@") > 1 and value[0] != '"':
        value = value.rpartition("@")[0]
    if candidate.scene.text.part is Part.NAME and (
        ending := _FILE_ENDING.search(value)
    ):  # mail from jroe@example.com.pdf
        value, end = value[: ending.start()], end - len(ending[0])
    top = value.rpartition(".")[2].lower()
    if top in _NO_DOMAIN:
        return None
    normal = _normal(value)
    if not normal:
        return None
    local, _, domain = normal.rpartition("@")
    before = candidate.before(1 + lead)[:1]
    if "://" in candidate.before(140) and re.search(r"://[^\s/@]{1,64}:[^\s/@]{0,64}$", candidate.before(140)):
        return None  # a password, or its end, and its host
    following = candidate.after(1)
    if local in ("git", "hg", "svn") or (
        following == ":" and candidate.after(2)[1:].isalpha() and candidate.scene.is_code
    ):
        return None
    if _VERSION.match(domain):
        return None
    score = Score(0.995, "an address that mail systems would take")
    if _RARE.search(local) and not _MAIL_WORD.search(candidate.before(40)):
        score.at_most(0.5, "has marks that hardly any address has")
    if top not in _top_level_domains() and domain.rpartition(".")[2] not in _top_level_domains():
        score.at_most(0.4, "its last part is no domain of the root zone")
    if before == "/" or candidate.before(3 + lead).startswith("://"):
        score.at_most(0.5, "reads as login and host of a link")
    if following == ":" and _REMOTE.match(candidate.after(40)):
        score.at_most(0.4, "reads as a path on another machine")
    elif _SHELL.search(candidate.before(64 + lead).rpartition("\n")[2]):
        score.at_most(0.5, "reads as a login on another machine")
    if before in "<:" and (
        _MACHINE.fullmatch(local) or _HEADER_OF_IDS.search(candidate.before(60).replace("\n ", " "))
    ):
        score.at_most(0.5, "reads as the identifier of a message")
    elif _ENCAPSULATED.search(local):
        score.at_most(0.5, "another address is written inside it")
    use, reason = _use(candidate, local, domain)
    if reason:
        score.reasons.append(reason)
    attributes = [("use", use)]
    if local in _ROLES:
        attributes.append(("role", "yes"))
    return score.judgement(normal, *attributes, start=candidate.start + lead, end=end)


_AT = re.compile(r"(?i)[ ]?[(\[{<][ ]?(?:at|@|ät|arroba)[ ]?[)\]}>][ ]?|[ ]at[ ]|%40")
_DOT = re.compile(r"(?i)[ ]?[(\[{<][ ]?(?:dot|\.|punkt|point|punto)[ ]?[)\]}>][ ]?|[ ]dot[ ]")


def _written_out(candidate: Candidate, value: str, lead: int, end: int) -> Judgement | None:
    """An address with words or an escape for its marks."""
    normal = _normal(_DOT.sub(".", _AT.sub("@", value, count=1)))
    local, _, domain = normal.rpartition("@")
    if not normal or domain.rpartition(".")[2] not in _top_level_domains():
        return None
    score = Score(0.6, "an address written out")
    if " at " in value.lower() and _MAIL_WORD.search(candidate.before(40)):
        score.at_least(0.93, "it is said to be an address")
    if "%40" in value:
        score.at_least(0.95, "an address in a link")
    use, reason = _use(candidate, local, domain)
    if reason:
        score.reasons.append(reason)
    return score.judgement(normal, ("use", use), start=candidate.start + lead, end=end)


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("email", match.value),)


def mask(match: Match) -> str:
    local, _, domain = match.value.rpartition("@")
    return f"{local[:1]}•••@•••.{domain.rpartition('.')[2]}"
