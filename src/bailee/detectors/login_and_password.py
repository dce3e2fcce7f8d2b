r"""Login and password: the password, with the login that stands near.

>>> found("login-and-password", "user: jroe password: Tr0ub4dor&3")
[('Tr0ub4dor&3', 'verified')]
>>> found("login-and-password", "DATABASE_URL=postgres://app:s3cr3tPass@db.example.net/app")
[('s3cr3tPass', 'verified')]
>>> found("login-and-password", "cache: redis://:OoSrUggWJotLlXeq@cache:6379/0")
[('OoSrUggWJotLlXeq', 'verified')]
>>> found("login-and-password", "net use z: \\\\files\\hr /user:corp\\jroe Autumn!77")
[('Autumn!77', 'verified')]
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

_NET_USE = "[nN][eE][tT] [uU][sS][eE]"
_ARGUMENT = r"'[^'\n]{3,64}'|\"[^\"\n]{3,64}\"|[^\s'\"$%\-/][^\s'\"]{2,63}"
# Between the word and the password: what it is for, then a mark or a verb; or blanks only, as in a form taken from a PDF.
_SEPARATOR = (
    r"[\"']?\]?\)?(?:[ \t]{1,4}(?:for|of|to|on)\b[^\n:=]{1,30}|[ \t]{0,3}\([^()\n]{0,30}\))?"
    r"[ \t]{0,16}(?:=>|:=|[:=]|->|,(?=[ ]?['\"])|>(?!=)|[ ]value=|(?:(?:has been |was |is )?(?:re)?set to|(?:has been |was )?changed to|is now|is|was|are)\b[ \t]{0,3}:?"
    r"|(?: ?\.){3,60}|[ ]{3,80}|\t|(?=[ ]))[ \t]{0,4}(?:(?<=[:=])\r?\n[ \t]{0,8}|(?<=[:=] )\r?\n[ \t]{0,8})?"
)

SHAPES = (
    Shape(  # admin:secret@10.0.0.4, or at a port; at a domain it reads as an address of mail
        r"(?<![\w.+\-:/@])(?P<login>[A-Za-z][\w.\-]{1,31}):(?P<value>[^\s:/@\"'<>]{6,64})@(?:\d{1,3}(?:\.\d{1,3}){3}|[\w.\-]{1,80}:\d{2,5})(?![\w.])",
        triggers=(r"[^\s@]@[^\s@]",),
        before=100,
        after=100,
        then=r"\d{1,3}\.\d|[\w.\-]{1,80}:\d\d",
        needs=":",
    ),
    Shape(
        r"(?<![\w.+\-])[a-z][a-z0-9+.\-]{1,20}://[^\s:/@\"'<>]{0,64}:(?P<value>[^\s/@\"'<>]{3,64})@[\w.\-]{1,100}",
        triggers=(r"[^\s@]@[^\s@]",),
        before=160,
        after=110,
        then=r"[\w\-]",
        needs="://",
    ),
    Shape(
        r"oracle:thin:(?P<jdbc>[\w.$]{1,30})/(?P<value>[^\s/@\"'<>]{3,64})@",
        triggers=("oracle:thin:",),
        before=14,
        after=110,
    ),
    Shape(
        r"WIFI:(?:[STHR]:(?:[^;\\\n]|\\.){0,64};){1,3}P:(?P<value>(?:[^;\\\n]|\\.){4,64});",
        triggers=("WIFI:[STHP]",),
        before=8,
        after=150,
    ),
    # Commands that take a password among their arguments.
    Shape(rf"(?P<command>sshpass)\s+-p\s{{0,4}}(?P<value>{_ARGUMENT})", triggers=("sshpass",), before=7, after=90),
    Shape(
        r"(?P<command>curl|wget)\b[^\n|;]{0,100}?\s(?:-u|--user)[ =]?['\"]?[^\s:'\"]{1,64}:(?P<value>[^\s'\"]{3,64})",
        triggers=("curl ", "wget "),
        before=5,
        after=240,
        then=r" [^\n|;]{0,100}?(?:-u|--user)",
    ),
    Shape(
        rf"(?P<command>(?i:net use))\b[^\n]{{0,80}}?(?i:/u(?:ser)?:)\S{{1,64}}\s+(?P<value>{_ARGUMENT})",
        triggers=(_NET_USE,),
        before=8,
        after=230,
        then=r".[^\n]{0,80}?(?i:/u(?:ser)?:)",
    ),
    Shape(
        rf"(?P<command>(?i:net use))\s+(?:\S{{1,60}}\s+){{1,2}}(?P<value>{_ARGUMENT})\s+(?i:/u(?:ser)?:)",
        triggers=(_NET_USE,),
        before=8,
        after=230,
        then=r".[^\n]{0,190}?(?i:/u(?:ser)?:)",
    ),
    Shape(
        rf"(?P<command>(?i:plink|pscp|psftp|kitty|winscp))\b[^\n]{{0,120}}?\s-pw\s+(?P<value>{_ARGUMENT})",
        triggers=("[pP]link", "pscp", "psftp", "[kK]itty", "[wW]in[sS][cC][pP]"),
        before=6,
        after=200,
        then=r".[^\n]{0,124}?-pw\s",
    ),
    Shape(
        rf"(?P<command>(?i:psexec|paexec|xfreerdp))\b[^\n]{{0,120}}?\s[-/]p(?:\s+|:)(?P<value>{_ARGUMENT})",
        triggers=("[eE]xec", "freerdp"),
        before=9,
        after=200,
        then=r".[^\n]{0,124}?[-/]p[\s:]",
    ),
    Shape(
        r"(?P<command>mysql(?:dump|admin|import)?)\b[^\n|;]{0,80}?\s-p(?P<value>[^\s'\"\-][^\s'\"]{2,63}|'[^'\n]{3,64}')",
        triggers=("mysql",),
        before=5,
        after=170,
        then=r".[^\n|;]{0,90}?\s-p",
    ),
    Shape(
        r"(?P<command>ConvertTo-SecureString)\s+(?:-(?i:string)\s+)?['\"](?P<value>[^'\"\n]{3,64})['\"]",
        triggers=("ConvertTo-SecureString",),
        before=22,
        after=100,
    ),
    Shape(  # what a device of the network answers to
        r"(?P<command>snmp-server community)\s+(?P<value>[^\s'\"]{3,32})(?=\s+(?:[rR][oOwW]|view)\b)",
        triggers=("snmp-server community",),
        before=21,
        after=44,
    ),
)
LABELS = (
    Label(
        (
            "password", "passwd", "pwd", "passphrase", "pass", "pw", "passwort", "kennwort", "mot de passe", "contraseña", "salasana", "wachtwoord",
            "lösenord", "user password", "admin password", "login password", "wifi password", "psk", "secret key", "pin code", "passcode", "pass code",
            "pass phrase", "pre shared key", "preshared key", "shared key", "wpa key", "wifi key", "network key", "wpa2",
            "key content", "pgpassword", "db password", "root password", "storepass", "keypass", "rootpw", "senha", "parola d'ordine", "hasło", "adgangskode", "passord", "haslo", "contrasena", "heslo", "jelszó", "geslo", "şifre", "mật khẩu",
            "пароль", "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "암호", "κωδικός πρόσβασης", "סיסמה", "كلمة المرور", "รหัสผ่าน", "पासवर्ड",
        ),
        _SEPARATOR + r"(?P<value>\"[^\"\n]{3,64}\"|'[^'\n]{3,64}'|[^\s\"'`<>,;]{3,64})",
        headings=("password", "pass", "pwd"),
        gap=False,
    ),
    Label(  # both, as people note them: admin / Winter!22
        (
            "user/pass", "user/password", "username/password", "login/password", "user name/password", "u/p", "un/pw", "user/pw", "id/pw", "login", "logon", "log in",
            "credentials", "creds", "admin", "sign in", "logins",
        ),
        r"[ \t]{0,3}(?:[:=]|is|are|->|\t|-)?[ \t]{0,4}[\w@\\][\w.@\\+\-]{1,39}(?:[ ]?[/|][ ]?|:(?![/: ]))(?P<value>[^\s\"'<>,;/:][^\s\"'<>,;/]{4,63})(?=[\s,;.)]|$)",
        gap=False,
    ),
    Label(  # WiFi "Guests" key: …
        ("wifi", "wi-fi", "wlan", "ssid"),
        r"\b[^\n:=]{0,32}?\b(?:key|pass(?:word|phrase|code)?|pw|psk)\b[\"']?\s{0,3}(?:[:=]|\bis\b)\s{0,3}(?P<value>[^\s\"'<>,;]{6,63})",
        gap=False,
    ),
    Label((), r"(?P<value>\S{4,64})", headings=("password", "passwd", "pwd", "initial password", "temp password", "passwort", "pw", "passcode", "passphrase", "kennwort")),
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
    r"^(?:[*•x.?_\-]+|![a-z]+|ENC\[.*|<.*|\$\{?.*|%.*%|\{.*|\[.*|none|null|nil|true|false|undefined|required|optional|string|str|text|bytes|int|passwd|pass"
    r"|your.*|example.*|my-?password|hidden|redacted|n/?a|tbd|empty|the|a|an|not|your|reset|expired|incorrect|invalid|wrong|changed|must|too|protected|required|and|or|for|in|to|on"
    r"|needed|stored|used|set|case|at|hashed|sent|protection|manager|policy|field|input|prompt|type|token|user.?pass.*|test|foo|bar|self|this|args|kwargs|options|config|env)$",
    re.IGNORECASE,
)
_NESTED = re.compile(r"(?i)(?:pass(?:word|wd)?|pwd|pw|user(?:name)?|login)[:=]")  # a label, not a value
_NOT_COLUMN = re.compile(
    r"(?i)last|set|expir|chang|polic|hash|requir|age|reset|length|by|date|count|fail|salt|never|type|rate|%|score|/ ?fail|through"
)
_PAIR = re.compile(r"/|log.?in|log.?on|cred|admin|sign in")
# The keys of a connection string, or of a define() in PHP, before the password.
_CONNECTION = re.compile(
    r"(?i)(?:(?:server|data source|host|database|initial catalog|user ?id|uid|username|dsn|port|driver)\s*=\s*[^;\n\"']{1,80};[^\n\"']{0,120}(?:password|pwd)\s*=\s*)$"
)
_CODE = re.compile(
    r"[()\[\]{}]|\bself\.|\bos\.|^\w+\.\w+|=>|\|\||&&|^[A-Z_]{4,}$|^@|^\\|^[a-z]+[A-Z]\w+$|^u?str\b|^\w+::|^/\w+/"
)


# Placeholders that people leave as they are: real passwords, and the first that a thief tries.
_WEAK = re.compile(
    r"(?i)change[_-]?me!?|passw[o0]rd\d{0,4}!?|secret\d{0,3}|admin\d{0,4}|letmein|qwerty\d{0,3}|welcome\d{0,4}!?"
)
_ASSIGNED = re.compile(r"[:=>,]\s{0,3}[\"']?$")
_FIELD = re.compile(
    r"(?i)(?:user|username|user[ _-]?name|login|log[ -]?in|logon|e-?mail|account|uid|user[ _-]?id)[\"']?\s{0,3}(?:[:=>]|\t)"
)


_FILE = re.compile(r"(?:[\w.\-]+/)+[\w.\-]+|/[\w./\-]*|[\w\-]+\.[a-z]{1,4}|[\w.\-]+\.[1-8]")
_TEST = re.compile(
    r"(?i)test|example|sample|dummy|fake|pass|secret|\bfoo|\bbar\b|\bspam|user|\d{5}|abc|xyz|[{}<>\\\[\] ]|\$\(|^\$\w+$|%[sd(]|(?-i:^[a-z]+[A-Z][A-Za-z]+$)|::|->"
)
_LISTED = re.compile(r"[\"'],[ ]?[\"']$")
_MARKUP = re.compile(r"^\\\[|=0x[0-9a-f]+")  # of troff; of a debugger
_PROGRAM = re.compile(r"->|[()\[\]{}\\=<>]|\w\.\w")
_NETRC = re.compile(r"\bmachine\s+\S{1,80}\s+login\s+\S{1,64}\s+password\s{1,4}$")
_WORD = re.compile(
    r"[A-Za-z][a-z]*(?:[_\-/][A-Za-z]+)*|[A-Z]+"
)  # a word, or words joined: as likely a part of the sentence


_WILD_CASE = re.compile(r"[a-z][A-Z]{2}|[A-Z]{2}[a-z]")  # capitals where no word has them


def _in_code(candidate: Candidate) -> bool:
    """Whether the label is a part of a path, or of the name of a function."""
    head = candidate.content[max(0, candidate.start - 60 - len(candidate.label)) : candidate.start]
    at = head.lower().rfind(candidate.label)
    before, after = head[max(0, at - 1) : at], head[at + len(candidate.label) : at + len(candidate.label) + 2]
    return (
        before == "/"
        or (after == "->" and " " not in after)
        or (after[:1] == ")" and (before.isalnum() or before in "_:"))
    )


def _sorts(value: str) -> int:
    """Of how many sorts its characters are: capitals, small letters, figures, signs."""
    return sum(
        (
            any(map(str.isupper, value)),
            any(map(str.islower, value)),
            any(map(str.isdigit, value)),
            any(not c.isalnum() for c in value),
        )
    )


def _weak(candidate: Candidate, value: str, start: int, end: int, quoted: bool) -> Judgement | None:
    set_by = _ASSIGNED.search(candidate.content[max(0, start - 6) : start])
    if not (candidate.heading or set_by) or candidate.scene.is_code or "://" in candidate.before(90):
        return None
    score = Score(0.5, "a weak password, or one that stands for another")
    if candidate.heading or _FIELD.search(candidate.before(100)):
        score.at_least(
            0.9 if any(map(str.isdigit, value)) else 0.7,
            "the head of its column says so" if candidate.heading else "a login stands near",
        )
    return score.judgement(value, start=start, end=end)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    start, end = candidate.start, candidate.end
    quoted = value[:1] in "\"'" and value[-1:] == value[:1] and len(value) > 2
    if quoted:
        value, start, end = value[1:-1], start + 1, end - 1
    else:
        stripped = value.rstrip(".):")
        end -= len(value) - len(stripped)
        value = stripped
    if _WEAK.fullmatch(value):
        return _weak(candidate, value, start, end, quoted)
    if len(value) < 4 or _PLACEHOLDER.match(value) or (len(value) >= 64 and not quoted) or _NESTED.match(value):
        return None
    if not candidate.labelled and candidate.groups is not None and candidate.has("command"):
        before = "'" if quoted else candidate.before(1)
        if (
            value[:1] in "$%{"
            or value.startswith("\\\\")
            or (_CODE.search(value) and before not in ("'", '"') and sum(map(str.isdigit, value)) < 1)
        ):
            return None
        return Score(0.99, "given to a command").judgement(value, start=start, end=end)
    if not candidate.labelled:
        if candidate.alone:
            return None
        if candidate.has("login"):
            if _sorts(value) < 3 or not any(map(str.isdigit, value)) or _CODE.search(value):
                return None
            score = Score(0.95, "between a login and the address of a machine")
            if candidate.scene.is_code:
                score.at_most(0.6, "stands in source code")
            return score.judgement(value, start=start, end=end)
        score = Score(0.97, "a password in the address of a connection")
        wireless = candidate.before(5).endswith("P:")
        if candidate.has("jdbc") or wireless:
            place = "in the code of a wireless network" if wireless else "in the address of a connection"
            return Score(0.99, place).judgement(value, start=start, end=end)
        if "://" not in candidate.before(90):
            return None
        score.at_least(0.99, "with its login and host")
        if candidate.scene.is_code:
            score.at_most(0.6, "stands in source code")
        return score.judgement(value, start=start, end=end)
    if not quoted and (_FILE.fullmatch(value) or value[0] in "|(" or (candidate.label and _in_code(candidate))):
        return None
    if _NETRC.search(candidate.before(200)):
        return Score(0.99, "in the list of logins of a program").judgement(value, start=start, end=end)
    if "/" in value and candidate.label and "/" not in candidate.label:
        head = candidate.content[max(0, candidate.start - 50) : candidate.start].lower()
        if head[: head.rfind(candidate.label)].endswith("/"):
            return None  # user/pw: both stand there, and another label tells them apart
    if "&" in value and candidate.before(len(candidate.label) + 2)[:1] in ("?", "&"):
        value = value.partition("&")[0]  # a query in an address
        end = start + len(value)
        if len(value) < 4:
            return None
    if value[0] in ".,;)“‘„«" or candidate.before(len(candidate.label) + 60).lower().rpartition(
        candidate.label or "\0"
    )[0].endswith(":"):
        return None  # the end of a sentence; name:password:group, a form of files
    if candidate.heading and (_PROGRAM.search(candidate.heading) or re.search(r"\w\(|->|;$|^[a-z_]+\.[a-z_]+$", value)):
        return None
    if candidate.spaced and _CODE.search(value):
        return None
    if candidate.heading and (
        len(candidate.heading.split()) > 4
        or _NOT_COLUMN.search(candidate.heading)
        or candidate.scene.is_code
        or re.fullmatch(r"[\d./:,\-]+", value)
    ):
        return None
    sorts = _sorts(value)
    separator = candidate.content[max(0, candidate.start - 6) : candidate.start]
    spoken = bool(re.search(r"\b(?:is|was)\s$", separator))
    if " " in value and not candidate.heading and not quoted:
        return None
    if "\n" in separator and (
        sorts < 3
        or not any(map(str.isdigit, value))
        or "=" in value
        or candidate.content[end : end + 1] not in ("", "\r", "\n")
    ):
        return None  # on the next line stands the next field
    if _PAIR.search(candidate.label) and not candidate.heading:
        if (
            sorts < 2
            or not any(map(str.isdigit, value))
            or _CODE.search(value)
            or re.fullmatch(r"[\d.:]+|.*\.\w{2,4}", value)
        ):
            return None
        score = Score(0.6, "a login and a password, as people note them")
        if sorts >= 3 and not candidate.scene.is_code:
            score.at_least(0.93, "letters and figures mixed as in a password")
        return score.judgement(value, start=start, end=end)
    if _CONNECTION.search(candidate.before(200)):
        return Score(0.99, "in the address of a connection, with its host").judgement(value, start=start, end=end)
    if (
        separator.endswith(" ")
        and not re.search(r"(?:[:=>,.]|->|\b(?:is|was|are|to|now))[ \t]*$", separator)
        and not candidate.heading
    ):
        # Nothing but blanks before it: only what looks like a password, alone to the end of its line.
        rest = candidate.content[end + quoted : end + quoted + 3].lstrip(".,;)" if quoted else "")
        if (
            sorts < 3
            or not any(map(str.isdigit, value))
            or (rest.strip(" \r") and rest[:1] not in "\r\n" and not rest.startswith("  ") and rest[0] != "\n")
        ):
            return None
        if (
            (quoted and " " in value)
            or re.fullmatch(r"[a-z]+\w*_\w*|[A-Z][0-9A-Z]*_[A-Z0-9_]+", value)
            or _CODE.search(value)
            or re.search(r"[/:]\d|^\d+[/.:-]|^\W", value)
            or candidate.scene.is_code
        ):
            return None
    if candidate.scene.is_code:
        if not quoted or _CODE.search(value) or " " in value:
            return None
        if sorts < 2:
            return None
        score = Score(0.5, "quoted after its label, in source code")
        if sorts >= 3 and len(value) >= 8 and any(map(str.isdigit, value)) and not _TEST.search(value):
            score.at_least(0.9, "letters and figures mixed as in a password")
        return score.judgement(value, start=start, end=end)
    jumbled = quoted and len(value) >= 10 and value.isalpha() and len(_WILD_CASE.findall(value)) >= 2
    if _CODE.search(value) and sorts < 3 and not candidate.heading and not jumbled:
        return None
    if spoken and sorts < 2:
        return None
    if (
        not candidate.heading
        and not quoted
        and ((sorts < 3 and re.search(r"\s[:=]\s$", separator)) or re.match(r"[\w.]+[(\[]", value))
    ):
        return None  # an assignment in a program
    if _LISTED.search(candidate.content[max(0, start - 4) : start]) and (
        sorts < 3
        or set(value) & set(" |")
        or _LISTED.search(candidate.before(len(candidate.label) + 8).lower().rpartition(candidate.label)[0])
    ):
        return None  # the next string of a list
    if _MARKUP.search(value):
        return None
    if separator.endswith("\t") and (
        sorts < 3 or candidate.label in ("pw", "passwd") or re.match(r"\d+[:.]|\*", value)
    ):
        return None  # a row of a table of other things
    if re.fullmatch(r"\w+=", value):
        return None  # the next option of a command
    if candidate.spaced and (sorts < 2 or not any(map(str.isdigit, value))):
        return None
    score = Score(0.6, candidate.said)
    if _WORD.fullmatch(value) and not quoted and not candidate.heading and not _FIELD.search(candidate.before(100)):
        return score.judgement(value, start=start, end=end)
    if sorts >= 3 or jumbled or (sorts >= 2 and any(map(str.isdigit, value))):
        score.at_least(0.95, "letters and figures mixed as in a password")
        if candidate.near(_LOGIN, 100, 60) or candidate.heading:
            score.at_least(0.99, "stands in a table of logins" if candidate.heading else "a login stands near")
    elif candidate.near(_LOGIN, 100, 60) and not spoken and not (candidate.heading and sorts < 2):
        score.at_least(0.9, "a login stands near")
    return score.judgement(value, start=start, end=end)


def mask(match: Match) -> str:
    return "••••••••"


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("value", match.value),)
