"""Handle of a person on a social network or messenger: labelled, or the address of a profile.

>>> found("online-handle", "Twitter: @jane_roe, Skype: live:jane.roe77")
[('@jane_roe', 'likely'), ('live:jane.roe77', 'likely')]
>>> found("online-handle", "see https://www.linkedin.com/in/jane-roe-4b2a91/ for her career")
[('linkedin.com/in/jane-roe-4b2a91', 'verified')]
>>> found("online-handle", "@Override public void twitter(@Nullable String x); https://twitter.com/share?url=x")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words
from bailee.detectors.tables import rows

CATEGORY = "online-handle"
SOURCE = (
    "https://www.edps.europa.eu/data-protection/data-protection/glossary/p_en"  # GDPR Art. 4(1): online identifiers
)

_SITES = (
    r"(?:(?:twitter|(?<![A-Za-z0-9.\-])x|mobile\.twitter)\.com/(?P<x>[A-Za-z0-9_]{2,15})"
    r"|instagram\.com/(?P<instagram>[A-Za-z0-9_.]{2,30})|facebook\.com/(?P<facebook>profile\.php\?id=\d{6,17}|[A-Za-z0-9.]{5,50})"
    r"|linkedin\.com/in/(?P<linkedin>[\w%\-]{3,100})|(?:t|telegram)\.me/(?P<telegram>[A-Za-z][A-Za-z0-9_]{4,31})|tiktok\.com/@(?P<tiktok>[A-Za-z0-9_.]{2,24})"
    r"|snapchat\.com/add/(?P<snapchat>[A-Za-z0-9_.\-]{3,15})|threads\.(?:net|com)/@(?P<threads>[A-Za-z0-9_.]{2,30})|vk\.com/(?P<vk>id\d{4,12}|[a-z][a-z0-9_.]{4,31})"
    r"|venmo\.com/(?:u/)?(?P<venmo>[A-Za-z0-9_\-]{5,30})|cash\.app/(?P<cash>\$[A-Za-z][A-Za-z0-9_]{1,20})|keybase\.io/(?P<keybase>[a-z0-9_]{2,16})|xing\.com/profile/(?P<xing>\w{3,60}))"
)
SHAPES = (
    Shape(
        rf"(?<![A-Za-z0-9\-])(?P<value>{_SITES})(?![\w\-@%]|/[\w\-])",
        triggers=(
            r"twitter\.com/", r"[/ (\"']x\.com/", r"[./ ]instagram\.com/", r"[./ ]facebook\.com/", r"linkedin\.com/in/", r"[/ ]t\.me/", r"telegram\.me/", r"tiktok\.com/@", r"snapchat\.com/add",
            r"threads\.net/@", r"threads\.com/@", r"[/ .]vk\.com/", r"venmo\.com/", r"cash\.app/\$", r"keybase\.io/", r"xing\.com/profile/",
        ),
        before=22,
        after=110,
    ),
)  # fmt: skip
_NAME = r"(?P<value>@[A-Za-z0-9_](?:[\w.\-]{1,38}\w)|[A-Za-z0-9_][\w.\-]{2,36}#\d{4}|(?:live|facebook|skype):[\w.\-]{3,40}|[A-Za-z][\w.\-]{2,30}\w)(?![\w@(/:]|\.\w)"
LABELS = (
    Label(
        (
            "twitter", "twitter handle", "twitter username", "x handle", "instagram", "instagram handle", "insta", "telegram", "telegram username", "skype", "skype id", "skype name",
            "discord", "discord username", "snapchat", "tiktok", "mastodon", "wechat", "wechat id", "facebook username", "linkedin profile", "screen name", "gamertag", "psn id", "venmo", "cashapp",
            "social media handle", "online handle", "messenger id", "icq",
        ),
        rf"[\"']?[ \t]{{0,3}}(?:\([^()\n@]{{0,16}}\)[ \t]{{0,2}})?(?P<mark>[:=|]|(?<=[ ])(?=\(?@)|\bis\b|\bat\b|\t)[ \t]{{0,4}}[\"'(]?{_NAME}",
        headings=("handle", "handles"),
        gap=False,
    ),
    Label((), _NAME, headings=("twitter", "instagram", "telegram", "skype", "discord", "snapchat", "tiktok", "handle", "wechat", "screen name", "social media")),
)  # fmt: skip
_NO_NAMES = frozenset(rows("not_handles.txt"))
_PERSON = words(
    "name", "contact", "her", "his", "personal", "employee", "customer", "candidate", "applicant", "résumé", "cv", "phone", "mobile", "e-mail", "email", "profile", "handle", "username", "follow me", "dm", "my", "me",
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled:
        if candidate.groups is None or "." not in value:
            return None
        service = next(
            (
                name
                for name in (
                    "linkedin",
                    "x",
                    "instagram",
                    "facebook",
                    "telegram",
                    "tiktok",
                    "snapchat",
                    "threads",
                    "vk",
                    "venmo",
                    "cash",
                    "keybase",
                    "xing",
                )
                if candidate.has(name)
            ),
            "",
        )
        name = (candidate.groups(service) or "").rstrip(".")
        if (
            name.lower() in _NO_NAMES
            or not service
            or (
                "." in name and service in ("facebook", "instagram") and name.endswith((".php", ".js", ".html", ".com"))
            )
        ):
            return None
        score = Score(0.7, "the address of a profile; it may be a firm's")
        if service in ("linkedin", "snapchat", "venmo", "cash", "xing", "keybase") or "profile.php" in value:
            score.at_least(0.99, "the address of a person's profile")
        elif candidate.near(_PERSON, 60, 40):
            score.at_least(0.92, candidate.seen("words about a person stand near"))
        if candidate.scene.is_code:
            score.at_most(0.5, "stands in source code")
        start, end = candidate.start, candidate.end - (1 if value.endswith(".") else 0)
        return score.judgement(f"{service}:{name.lower()}", ("service", service), start=start, end=end)
    name = value.lstrip("@")
    if name.lower() in _NO_NAMES or name.isdigit() or candidate.scene.is_code:
        return None
    if re.fullmatch(r"[A-Z]?[a-z]+", value) and not candidate.heading:
        return None  # a word of a sentence
    if re.search(r"\.(?:com|net|org|io|js|py|html?|php|css|json|md|png|svg)$", name.lower()) and not value.startswith(
        "@"
    ):
        return None
    if candidate.heading and value.isupper() and "_" in value:
        return None  # a constant of a program
    score = Score(0.7, candidate.said)
    if value[0] == "@" or "#" in value or ":" in value:
        score.at_least(0.95, "written as a handle")
    elif any(map(str.isdigit, name)) or "_" in name or "." in name:
        score.at_least(0.9, "figures or joints as in a handle")
    if candidate.heading and candidate.peers < 0.6:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(name.lower())
