"""Web history: who visited what, from proxies, firewalls, name servers and browsers.

The formats differ, what they tell does not: a time, a client of our own network, and a host out there. A web *server's*
access log tells the reverse, what strangers asked of us: its requests name a path without a host.

>>> line = "1717401602.113    241 10.0.3.17 TCP_TUNNEL/200 5123 CONNECT webmail.example.net:443 rmarsh HIER_DIRECT/203.0.113.9 -"
>>> visit(line)
'webmail.example.net'
>>> visit('203.0.113.9 - - [03/Jun/2024:10:00:02 +0000] "GET /prices.html HTTP/1.1" 200 512 "https://search.example/" "Mozilla/5.0"')
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bailee.kinds.reading import Reading
from bailee.kinds.sheets import Sheet
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "web-history"
NAME = "Web history"
CATEGORY = "web-history"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "lines of proxies, firewalls and name servers with time, client and host visited; tables of browsers' visits"

LINES_LOOKED_AT = 400
MOST_LOOKED_AT, FEWEST_HOSTS = 8_000, 2  # characters; hosts, where nothing but likeness tells it
HEAD = 40  # lines of which one at least must tell of a visit
REPORT_HEAD = 600  # characters in which a report says whose it is
FEW, MANY = 3, 12  # lines that tell of a visit: to be likely, to be verified

_HOST = r"(?:[\w-]{1,63}\.)+[a-z]{2,18}"
_DATE = r"(?:\d{4}[-/.]\d\d[-/.]\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|[A-Z][a-z]{2} +\d{1,2}(?:,? \d{4})?)"
_VERB = (
    r"(?:get|put|post|head|fetch\w*|download\w*|crawl\w*|open\w*|visit\w*|request\w*|load\w*|call\w*|ping\w*|check\w*|sync\w*|push\w*|pull\w*"
    r"|info|warn\w*|error|debug|trace|url|link|see|from|to|at|on|connect\w*|redirect\w*|retry\w*|found|failed|the|a|an|and|or|via)\b"
)
_URL_HOST = re.compile(rf"\b(?:https?|ftp|wss?)(?:://|%3a%2f%2f)(?:[^\s/@\"']*@)?({_HOST})", re.I)
_BARE_HOST = re.compile(rf"(?<![\w@.\\/-])({_HOST})(?![\w@(\\-])", re.I)
_TIME = re.compile(
    r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{10}(?:\.\d{1,6})?\b|\b\d{13}\b|\b1[67]\d{11,14}\b|\b20\d\d[-/]?\d\d[-/]?\d\d"
)
_PRIVATE = re.compile(
    r"\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d{1,3}(?:\.\d{1,3})?\b"
    r"|\b(?:fd[0-9a-f]{2}|fe80):[0-9a-f:]+",
    re.I,
)
_USER = re.compile(
    r"\b(?:c?s?-?user(?:name)?|usr(?:name)?|suser|srcuser|login|employee|identity|client|workstation|computer|device(?:_?name)?|src_?user|account)"
    r"\"?\s?[=:]\s?\"?(?!-|n/a|unknown|anonymous|\s)[\w.@\\$-]{2,}|\b[A-Z][A-Z0-9-]{1,14}\\{1,2}[a-z][\w.-]+\b",
    re.I,
)
_SERVER_REQUEST = re.compile(r"\"(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH) /\S* HTTP/\d")
_PROXY_REQUEST = re.compile(
    rf"\b(?:GET|POST|HEAD|PUT|CONNECT)\"?,?[ \t]\"?(?:https?://|[\w.-]+:\d{{2,5}}\b|(?:www\.|(?={_HOST}/)){_HOST})",
    re.I,
)
_CONNECT = re.compile(rf"\bCONNECT\"?,? \"?({_HOST}):\d+", re.I)
_NAME_QUERY = re.compile(
    rf"\bquery\[\w+\] ({_HOST}) from [\da-f.:]+|#\d+ \(({_HOST})\): (?:view \S+ )?query: |info: [\da-f.:]+ ({_HOST})\.? [A-Z]+ IN\b"
    rf"|\"QH\":\s?\"({_HOST})\"|\bqname[=:]\s?\"?({_HOST})",
    re.I,
)
_WINDOWS_QUERY = re.compile(r"\bRcv\b.*?((?:\(\d+\)[\w-]+){2,}\(0\))")
_WEB_FLOW = re.compile(
    r"\b(?:DPT|dpt|dstport|dst_port|dport|dest_port|DstPort|destination_port|dstPort)\"?[=:]\s?\"?(?:80|443)\b"
    r"|filterlog.{0,200},pass,(?:in|out),[46],.{0,200},(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+,(?!10\.|192\.168\.)[\d.]+,\d+,(?:80|443),"
    r"|filterlog.{0,200},pass,(?:in|out),6,.{0,200},f[de][0-9a-f:]+,2[0-9a-f:]+,\d+,(?:80|443),|->\s?[\d.]+:(?:80|443)\b|/(?:80|443)\b"
)
# A login behind the time, and before the address: what a report of a filter lists. A verb there is a program's.
_LOGIN = re.compile(
    rf"^\W?(?:{_DATE}[ T,;]+)?\d{{1,2}}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?\]?[\s,;|]+(?!{_VERB})(?:[A-Z][\w-]*\\)?[a-z][\w.@-]{{1,40}}[\s,;|]+(?:https?://|{_HOST}[/\s])",
)
# Lines of this form only what stands between a network and the web writes, and each is about one request of one client.
_GATEWAY = re.compile(
    r"^\s*(?:<\d+>)?.{0,60}?\b\d{9,10}\.\d{3}\s+-?\d+\s+\S+\s+[A-Z]{3,4}_[A-Z_]+/\d{3}\s|\b(?:TCP|UDP|NONE)_[A-Z_]{3,}:(?:HIER_)?[A-Z]+"
    r"|\b(?:srcip|src|src_ip|source_ip|client_ip|clientip|user|usr)=.*\b(?:dstname|hostname|url|dst_host|domain|dhost|request|qname)=.*\b(?:action|op|category|catdesc|profile|proto|code|act)="
    r"|\b(?:action|act|op|proto|profile|subtype)=.*\b(?:srcip|src|src_ip|source_ip|client_ip|usr|user)=.*\b(?:dstname|hostname|url|dst_host|domain|dhost|request|qname)="
    r"|,THREAT,url,|\b(?:CEF|LEEF):\d.*\b(?:request|dhost|url)=",
    re.I,
)
_NOT_SURFING = re.compile(
    r"postfix|sendmail|dovecot|\bsmtpd?\b|sshd?\[|\bimap|\bMAIL FROM|\bRCPT\b|message-id=|relay=|\bnpm |\bpip |apt-get|certbot|cron\[|kernel: usb"
    r"|health_?check|\buptime\b|traceroute|^Received:|Exception:|\bDEBUG\b",
    re.I,
)
_INTERNAL = re.compile(
    r"(?:^|\.)(?:local|lan|internal|corp|intranet|home|arpa|localdomain|invalid)$|\.(?:exe|dll|log|php|html?|js|css|png|jpe?g|gif|pdf|docx?|xlsx?|txt|xml|json|py|conf|cfg|yml|yaml|sh|zip|gz|local)$",
    re.I,
)

_VISITED = frozenset(
    {
        "url",
        "uri",
        "host",
        "hostname",
        "domain",
        "website",
        "site",
        "destination",
        "address",
        "query",
        "page",
        "web",
        "location",
        "referrer",
        "link",
        "request",
        "dest",
        "dst",
        "fqdn",
    }
)
_CLIENT = frozenset(
    {
        "user",
        "username",
        "client",
        "src",
        "source",
        "device",
        "computer",
        "workstation",
        "identity",
        "identitie",
        "employee",
        "login",
        "internal",
        "endpoint",
        "person",
        "machine",
        "usr",
        "staff",
    }
)
_WHEN = frozenset(
    {"time", "date", "timestamp", "visited", "visit", "datetime", "when", "start", "accessed", "day", "usec", "hour"}
)
_OF_SESSIONS = frozenset({"guest", "participant", "technician", "disconnected", "supporter"})  # whose host is a machine
_LOGGED = frozenset(
    {
        "action",
        "category",
        "categorie",
        "method",
        "byte",
        "statu",
        "status",
        "duration",
        "port",
        "verdict",
        "policy",
        "title",
        "visit",
        "count",
        "browser",
        "rule",
        "protocol",
        "application",
        "app",
        "blocked",
        "type",
        "sec",
        "second",
        "spent",
        "hit",
        "size",
        "response",
        "result",
        "disposition",
        "minute",
        "sent",
        "received",
        "transition",
    }
)


def visit(line: str) -> str | None:
    """The host out there that a client of ours visited, as one line of a log tells it."""
    if ("." not in line and "(" not in line) or not _TIME.search(line):
        return None
    if _SERVER_REQUEST.search(line) or _NOT_SURFING.search(line):
        return None
    asked = _NAME_QUERY.search(line)
    if asked:
        return _outside(next(group for group in asked.groups() if group))
    windows = _WINDOWS_QUERY.search(line)
    if windows:
        return _outside(re.sub(r"\(\d+\)", ".", windows.group(1)).strip("."))
    ours = _PRIVATE.search(line) or _USER.search(line) or _LOGIN.match(line)
    through_proxy = _PROXY_REQUEST.search(line)
    if not ours and not through_proxy:
        return None
    for pattern in (_URL_HOST, _CONNECT, _BARE_HOST):
        for found in pattern.finditer(line):
            host = _outside(found.group(1))
            if host:
                return host
    return None


def _outside(host: str) -> str | None:
    return None if _INTERNAL.search(host) else host.lower()


def _owner(host: str) -> str:
    return ".".join(host.split(".")[-2:])


# One of which every log, table or entry of visits has, so that most texts are left at once.
_MARKS = (
    "://",
    "%3a%2f",
    "query",
    "connect",
    "rcv",
    "qname",
    '"qh"',
    "www.",
    ":443",
    "=443",
    "=80",
    ":80 ",
    "/443",
    "/80",
    ",443,",
    ",80,",
    "url",
    "host",
    "domain",
    "site",
    "visit",
    "info: ",
)


def recognise(reading: Reading) -> Weighed | None:
    if not any(mark in reading.lowered for mark in _MARKS):
        return _of_report(reading.raw)
    found = _of_lines(reading) or _of_report(reading.raw) or _of_tables(reading.sheets) or _of_entries(reading.raw)
    return None if found and reading.is_code else found


def lacks(reading: Reading) -> bool:
    """Requests to one host alone, though its lines read so, are a program's."""
    return len({host.lower() for host in _BARE_HOST.findall(reading.raw[:MOST_LOOKED_AT])}) < FEWEST_HOSTS


def _of_lines(reading: Reading) -> Weighed | None:
    lines = [line for line in reading.raw[:200_000].split("\n", LINES_LOOKED_AT)[:LINES_LOOKED_AT] if len(line) > 20]
    if not lines:
        return None
    entries = [line for line in lines if not line.startswith(("#", "//", "Software:"))]
    if not any(visit(line[:1500]) or _WEB_FLOW.search(line) for line in entries[:HEAD]):
        return None
    hosts = [host for line in entries if (host := visit(line[:1500]))]
    alone = 0
    if len({_owner(host) for host in hosts}) < 2 and not _is_of_gateway(entries):
        alone, hosts = len(hosts), []  # one house asked about itself: a site's log, an application's; or who logs
    flows = sum(
        1
        for line in entries
        if (not hosts or not visit(line[:1500]))
        and _WEB_FLOW.search(line)
        and _PRIVATE.search(line)
        and not _SERVER_REQUEST.search(line)
    )
    if flows < alone:
        return None
    if len(hosts) + flows < 2 or len(hosts) + flows < 0.25 * len(entries):
        return None
    if not hosts and flows < 2 * FEW:
        return None
    said = ["lines with a time, a client of this network and a host that was visited"] if hosts else []
    if flows:
        said.append("connections from inside to web ports")
    return _sure(len(hosts) + flows // 2, tuple(said))


_VISIT_OF_REPORT = re.compile(
    rf"^\W{{0,3}}(?:[A-Z][a-zä]{{1,8}}\.?,? )?(?:{_DATE}[ T,]+)?\d{{1,2}}:\d\d(?::\d\d)?(?: ?[AP]M)?[\s,;|-]+(?:https?://)?({_HOST})(?:[/?]\S*)?(?=\s|$|[,;|])",
    re.M | re.I,
)
_WHOSE_REPORT = re.compile(
    r"\b(?:employee|client|user(?: ?name)?|staff(?: member)?|computer|device|workstation|mitarbeiter(?:in)?|benutzer|utilisateur|usuario)\b\W{1,3}\w"
    r"|\b(?:web|internet|browser|browsing|surf)\w* (?:activity|history|usage|log|report)|\bchronik\b|\bverlauf\b|\bhistorique\b|\bhistorial\b",
    re.I,
)


_COUNTED = re.compile(
    r"\b(?:top (?:sites|domains|urls|destinations)|hits|visits|requests|page views|browse time|bandwidth|aufrufe|zugriffe|visites|visitas)\b",
    re.I,
)
_SITE_OF_REPORT = re.compile(
    rf"^[ \t|]*(?:\d{{1,4}}[.)]?[ \t|]+)?(?:https?://)?({_HOST})(?:/[^\s|]*+)?(?:[ \t]*+\||\t|[ ]{{2,}}+)[^\n]*?(?<![\w.:])\d[\d,.:]*(?![\w:])",
    re.M | re.I,
)


def _of_report(raw: str) -> Weighed | None:
    """What one person opened, under that person's name: a clock and a site on each line, or a site and how often."""
    if not _WHOSE_REPORT.search(raw[:REPORT_HEAD]):
        return None
    if _COUNTED.search(raw[:REPORT_HEAD]):
        sites = [host for found in _SITE_OF_REPORT.finditer(raw[:200_000]) if (host := _outside(found[1]))]
        if len(sites) >= FEW and len({_owner(host) for host in sites}) >= FEW - 1:
            return _sure(len(sites), ("sites that one person visited, each with how often",))
    hosts = [host for found in _VISIT_OF_REPORT.finditer(raw[:200_000]) if (host := _outside(found[1]))]
    if len(hosts) < FEW or len({_owner(host) for host in hosts}) < 2:
        return None
    return _sure(len(hosts), ("sites that one person opened, each with the time",))


def _is_of_gateway(lines: list[str]) -> bool:
    return sum(1 for line in lines if _GATEWAY.search(line[:1500])) >= max(FEW, 0.5 * len(lines))


def _sure(count: int, reasons: tuple[str, ...]) -> Weighed:
    if count >= MANY:
        return Weighed(Confidence.VERIFIED, 12.0, reasons)
    return Weighed(Confidence.LIKELY if count >= FEW else Confidence.POSSIBLE, 8.0 if count >= FEW else 4.0, reasons)


def _words(header: str) -> set[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return {word if word.endswith("ss") else word.removesuffix("s") for word in re.findall(r"[a-z]+", spaced.lower())}


def _is_host(cell: str) -> str | None:
    found = _URL_HOST.search(cell) or re.fullmatch(rf"({_HOST})(?:[:/].*)?", cell.strip(), re.I)
    return _outside(found.group(1)) if found else None


def _of_tables(sheets: Iterable[Sheet]) -> Weighed | None:
    best: Weighed | None = None
    for sheet in sheets:
        names = [_words(header) for header in sheet.headers]
        if any(words & _OF_SESSIONS for words in names):
            continue
        times = [column for column, words in enumerate(names) if words & _WHEN]
        extras = sum(1 for words in names if words & _LOGGED)
        clients = [column for column, words in enumerate(names) if words & _CLIENT and not words & _VISITED]
        visits = any("visit" in words or words >= {"last", "accessed"} or "usec" in words for words in names)
        surfed = sum(
            1
            for words in names
            if words & {"hit", "browse", "browsing", "bandwidth", "request", "categorie", "category"}
        )
        if not times and not (clients and surfed >= 2):
            continue
        for column, words in enumerate(names):
            if not words & _VISITED:
                continue
            cells = [row[column].split(",")[0] for row in sheet.rows if column < len(row) and row[column].strip()]
            hosts = [host for cell in cells if (host := _is_host(cell))]
            if len(hosts) < 0.6 * len(cells) or len({_owner(host) for host in hosts}) < min(2, len(cells)):
                continue
            count = max(len(hosts), min(sheet.count, MANY))
            titled = any(words & {"title", "browser"} for words in names) and "visit" in set().union(*names)
            if clients and extras:
                best = _sure(max(count, FEW), ("a table of clients, hosts visited and times",))
            elif visits and (titled or extras):
                best = _sure(max(count, FEW), ("a table of pages visited, with times",))
    return best


_ENTRY_URL = re.compile(
    r"(?:^|[{,\"])[ \t]*\"?(?:url|address|page url|visited url|URL)\"?[ \t]*[:=][ \t]*\"?https?://([\w.-]+)",
    re.I | re.M,
)
_ENTRY_VISIT = re.compile(
    r"(?:^|[{,\"])[ \t]*\"?(?:visit(?:ed)?[ _]?(?:time|count|date|on|at)?|last[ _]visit(?:ed)?(?:[ _](?:time|date))?|time_usec|page_transition|visited from|access(?:ed)? time)\"?[ \t]*[:=]",
    re.I | re.M,
)


def _of_entries(raw: str) -> Weighed | None:
    """Exports of browsers where each visit is a paragraph or an object."""
    if raw.count("://") < 2:
        return None
    hosts = {_owner(host) for host in _ENTRY_URL.findall(raw[:200_000])}
    visits = len(_ENTRY_VISIT.findall(raw[:200_000]))
    if len(hosts) >= 2 and visits >= 2:
        return _sure(max(visits, FEW), ("entries with an address and the time of the visit",))
    return None
