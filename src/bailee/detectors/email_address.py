"""E-mail address, personal or of work.

>>> found("email-address", "Write to Jane.Doe@gmail.com, please")
[('Jane.Doe@gmail.com', 'verified')]
>>> found("email-address", "git@github.com:octo/repo.git and a @decorator")
[]
>>> found("email-address", "user@localhost")
[]
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from email_validator import EmailNotValidError, validate_email

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape
from bailee.detectors.tables import rows
from bailee.text import Match, Part

CATEGORY = "email-address"
SOURCE = "https://www.rfc-editor.org/rfc/rfc5321"

SHAPES = (
    Shape(
        r"(?<![\w.%+-])(?P<value>[\w.%+'&-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[^\W\d_][\w-]{0,22}[^\W\d_])(?![\w@])",
        triggers=(r"[^\s@]@[^\s@]",),
        before=67,
        after=260,
        then=r"[\w\-]{1,63}\.[\w\-]",
    ),
)
_NO_DOMAIN = frozenset(  # what follows the last point of a file or a unit, not of a host
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "css",
        "js",
        "jsx",
        "ts",
        "tsx",
        "mjs",
        "html",
        "htm",
        "json",
        "yaml",
        "yml",
        "xml",
        "txt",
        "pdf",
        "zip",
        "exe",
        "dll",
        "service",
        "target",
        "socket",
        "timer",
        "mount",
        "path",
        "scope",
        "slice",
        "device",
        "localdomain",
        "php",
        "java",
        "class",
    ]
)
_FILE_ENDING = re.compile(
    r"(?i)(?<=\w)(?:\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|tsv|eml|msg|html?|jpe?g|png|tiff?|zip|7z|gz|json|xml|log|bak))+$"
)
_ROLES = frozenset(rows("email_roles.txt"))


@cache
def free_mail_domains() -> frozenset[str]:
    """Domains at which people, not companies, have their mailboxes."""
    return frozenset(rows("free_mail_domains.txt"))


@lru_cache(maxsize=65536)
def _normal(address: str) -> str:
    """Lower-cased address as mail systems would take it, or an empty string. Asks no name server."""
    try:
        valid = validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        plain = re.sub(r"\.{2,}", ".", address.lstrip("."))  # `k..allen@…`: against the standard, and real
        return "" if plain == address or not _normal(plain) else address.lower()
    return valid.normalized.lower()


@lru_cache(maxsize=65536)
def use_of(address: str) -> str:
    """`personal` for a mailbox at a free provider, else `work`."""
    domain = address.rpartition("@")[2]
    return "personal" if domain in free_mail_domains() else "work"


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    lead = len(value) - len(value.lstrip("'.&-"))
    if lead == 1 and value[0] == "." and candidate.before(1) in ("", " ", "<", "\n", "\t", ",", ";"):
        lead = 0  # mail systems write such addresses, whatever the standard says
    value = value[lead:]
    end = candidate.end
    if candidate.scene.text.part is Part.NAME and (
        ending := _FILE_ENDING.search(value)
    ):  # mail from jroe@example.com.pdf
        value, end = value[: ending.start()], end - len(ending[0])
    if value.rpartition(".")[2].lower() in _NO_DOMAIN:
        return None
    normal = _normal(value)
    if not normal:
        return None
    local = normal.partition("@")[0]
    if candidate.before(1 + lead)[:1] == ":" and re.search(r"://[^\s/@]{1,64}:$", candidate.before(90)):
        return None  # a password and its host
    score = Score(0.995, "an address that mail systems would take")
    following = candidate.after(1)
    if local in ("git", "hg", "svn") or (
        following == ":" and candidate.after(2)[1:].isalpha() and candidate.scene.is_code
    ):
        return None
    if candidate.before(1 + lead)[:1] == "/" or candidate.before(3 + lead).startswith("://"):
        score.at_most(0.5, "reads as login and host of a link")
    attributes = [("use", use_of(normal))]
    if local in _ROLES:
        attributes.append(("role", "yes"))
    return score.judgement(normal, *attributes, start=candidate.start + lead, end=end)


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("email", match.value),)


def mask(match: Match) -> str:
    local, _, domain = match.value.partition("@")
    return f"{local[:1]}•••@•••.{domain.rpartition('.')[2]}"
