"""Login and password: the password, with the login that stands near.

>>> found("login-and-password", "user: jroe password: Tr0ub4dor&3")
[('Tr0ub4dor&3', 'verified')]
>>> found("login-and-password", "DATABASE_URL=postgres://app:s3cr3tPass@db.example.net/app")
[('s3cr3tPass', 'verified')]
>>> found("login-and-password", "password = os.environ['PASSWORD']; password: str; Password: ********")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://cwe.mitre.org/data/definitions/312.html"

SHAPES = (
    Shape(
        r"(?<![\w.+\-])[a-z][a-z0-9+.\-]{1,20}://[^\s:/@\"'<>]{1,64}:(?P<value>[^\s/@\"'<>]{3,64})@[\w.\-]{1,100}",
        triggers=(r"[^\s@]@[^\s@]",),
        before=160,
        after=110,
        then=r"[\w.\-]{3}",
    ),
)
LABELS = (
    Label(
        (
            "password", "passwd", "pwd", "passphrase", "pass", "pw", "passwort", "kennwort", "mot de passe", "contraseña", "salasana", "wachtwoord",
            "lösenord", "user password", "admin password", "login password", "wifi password", "psk", "secret key", "pin code",
        ),
        r"[\"']?\]?[ \t]{0,4}(?:=>|:=|[:=]|is|was|\t|->)[ \t]{0,4}(?P<value>\"[^\"\n]{3,64}\"|'[^'\n]{3,64}'|[^\s\"'<>,;]{3,64})",
        headings=("password", "pass", "pwd"),
        gap=False,
    ),
    Label((), r"(?P<value>\S{4,64})", headings=("password", "passwd", "pwd", "initial password", "temp password", "passwort")),
)  # fmt: skip
_LOGIN = words(
    "user",
    "username",
    "user name",
    "login",
    "user id",
    "userid",
    "email",
    "e-mail",
    "logon",
    "account",
    "uid",
    "host",
    "server",
    "benutzer",
    "admin",
)
_PLACEHOLDER = re.compile(
    r"^(?:[*•x.?_\-]+|<.*|\$\{?.*|%.*%|\{.*|\[.*|none|null|nil|true|false|undefined|required|optional|string|str|text|bytes|int|password\d?|passwd|pass|secret|changeme|change_me"
    r"|your.*|example.*|my-?password|hidden|redacted|n/?a|tbd|empty|the|a|an|not|your|reset|expired|incorrect|invalid|wrong|changed|must|too|protected|required|and|or|for|in|to|on"
    r"|needed|stored|used|set|case|at|hashed|sent|protection|manager|policy|field|input|prompt|type|token|user.?pass.*|test|foo|bar|self|this|args|kwargs|options|config|env)$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[()\[\]{}]|\bself\.|\bos\.|^\w+\.\w+|=>|\|\||&&|^[A-Z_]{4,}$|^@|^\\|^[a-z]+[A-Z]\w+$|^u?str\b|^\w+::|^/\w+/"
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    start, end = candidate.start, candidate.end
    quoted = value[:1] in "\"'" and value[-1:] == value[:1] and len(value) > 2
    if quoted:
        value, start, end = value[1:-1], start + 1, end - 1
    else:
        stripped = value.rstrip(".)")
        end -= len(value) - len(stripped)
        value = stripped
    if len(value) < 4 or _PLACEHOLDER.match(value):
        return None
    if not candidate.labelled:
        if candidate.alone:
            return None
        score = Score(0.97, "a password in the address of a connection")
        if "://" not in candidate.before(90):
            return None
        score.at_least(0.99, "with its login and host")
        if candidate.scene.is_code:
            score.at_most(0.6, "stands in source code")
        return score.judgement(value, start=start, end=end)
    sorts = sum(
        (
            any(map(str.isupper, value)),
            any(map(str.islower, value)),
            any(map(str.isdigit, value)),
            any(not c.isalnum() for c in value),
        )
    )
    separator = candidate.content[max(0, candidate.start - 6) : candidate.start]
    spoken = bool(re.search(r"\b(?:is|was)\s$", separator))
    if " " in value and not candidate.heading and not quoted:
        return None
    if candidate.scene.is_code:
        if not quoted or _CODE.search(value) or " " in value:
            return None
        return (
            Score(0.5, "quoted after its label, in source code").judgement(value, start=start, end=end)
            if sorts >= 2
            else None
        )
    if _CODE.search(value) and sorts < 3 and not candidate.heading:
        return None
    if spoken and sorts < 2:
        return None
    if (
        not candidate.heading
        and not quoted
        and ((sorts < 3 and re.search(r"\s[:=]\s$", separator)) or re.match(r"\w+[(\[]", value))
    ):
        return None  # an assignment in a program
    if separator.endswith("\t") and (
        sorts < 3 or candidate.label in ("pw", "passwd") or re.match(r"\d+[:.]|\*", value)
    ):
        return None  # a row of a table of other things
    if re.fullmatch(r"\w+=", value):
        return None  # the next option of a command
    score = Score(0.6, "a label says so")
    if sorts >= 3 or (sorts >= 2 and any(map(str.isdigit, value))):
        score.at_least(0.95, "letters and figures mixed as in a password")
        if candidate.near(_LOGIN, 100, 60) or candidate.heading:
            score.at_least(0.99, "a login stands near")
    elif candidate.near(_LOGIN, 100, 60) and not spoken:
        score.at_least(0.9, "a login stands near")
    return score.judgement(value, start=start, end=end)


def mask(match: Match) -> str:
    return "••••••••"


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("value", match.value),)
