"""Secret key or token of a cloud service, by the service's own prefix.

>>> [confidence for _, confidence in found("cloud-key", "DIGITALOCEAN_TOKEN=dop_v1_" + "9f3c1e7a5b8d4062c7e1f09a3b5d8e249f3c1e7a5b8d4062c7e1f09a3b5d8e24")]
['verified']
>>> found("cloud-key", "dop_v1_xxxxxxxxxxxxxxxxxxxx")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.detectors.tokens import judge_token
from bailee.text import Match

CATEGORY = "credentials"
SOURCE = "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns"

# What a key begins with, as a trigger, and the whole key. The services that issue most keys have modules of their own.
_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_KEYS = (
    (r"do[opr]_v1_", r"do[opr]_v1_[a-f0-9]{64}"),  # DigitalOcean
    (r"shp(?:at|ca|pa|ss)_", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),  # Shopify
    (r"sq0[a-z]{3}-", r"sq0[a-z]{3}-[\w\-]{22,43}"),  # Square
    (r"EAAA[A-Za-z0-9_\-]{4}", r"EAAA[\w\-]{60}"),  # Square
    (r"key-[0-9a-f]{6}", r"key-[0-9a-f]{32}"),  # Mailgun
    (r"[0-9a-f]{6}-us[0-9]", r"[0-9a-f]{32}-us\d{1,2}"),  # Mailchimp
    (r"NRAK-", r"NRAK-[A-Z0-9]{27}"),  # New Relic
    (r"ATATT3", r"ATATT3[\w\-=]{100,300}"),  # Atlassian
    (r"ATBB[A-Za-z0-9]{6}", r"ATBB[A-Za-z0-9]{32}"),  # Bitbucket
    (r"lin_api_", r"lin_api_[A-Za-z0-9]{40}"),  # Linear
    (r"ntn_[0-9]{6}", r"ntn_[0-9]{6}[A-Za-z0-9]{30,50}"),  # Notion
    (r"dapi[a-f0-9]{6}", r"dapi[a-f0-9]{32}(?:-\d)?"),  # Databricks
    (r"hv[sbr]\.[A-Za-z0-9]{4}", r"hv[sbr]\.[\w\-]{24,200}"),  # HashiCorp Vault
    (r"glc_ey", r"glc_ey[A-Za-z0-9+/=]{30,400}"),  # Grafana
    (r"glsa_", r"glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}"),  # Grafana
    (r"dp\.[psc]t\.", r"dp\.[psc]t\.[A-Za-z0-9.]{40,60}"),  # Doppler
    (r"pul-[a-f0-9]{4}", r"pul-[a-f0-9]{40}"),  # Pulumi
    (r"pscale_", r"pscale_(?:tkn|oauth|pw)_[\w\-.]{32,64}"),  # PlanetScale
    (r"pat-[a-z]{2}[0-9]-", rf"pat-[a-z]{{2}}[0-9]-{_UUID}"),  # HubSpot
    (r"xkeysib-", r"xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}"),  # Brevo
    (r"tskey-", r"tskey-[a-z]{3,10}-[A-Za-z0-9\-]{20,60}"),  # Tailscale
    (r"figd_", r"figd_[\w\-]{38,60}"),  # Figma
    (r"sntrys_ey", r"sntrys_ey[\w\-+/=]{60,300}"),  # Sentry
    (r"v1\.0-[0-9a-f]{6}", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{100,160}"),  # Cloudflare
    (r"HRKU-", r"HRKU-[\w\-]{36,70}"),  # Heroku
    (r"AKCp[0-9A-Za-z]{4}", r"AKCp[A-Za-z0-9]{59,79}"),  # Artifactory
    (r"[0-9]{8}:AA[A-Za-z0-9_\-]{4}", r"\d{8,10}:AA[\w\-]{33}"),  # Telegram
    (r"[MNO][A-Za-z0-9]{23}\.[A-Za-z0-9_\-]{6}\.", r"[MNO][A-Za-z\d]{23}\.[\w\-]{6}\.[\w\-]{27,40}"),  # Discord
    (r"[MNO][A-Za-z0-9]{25}\.[A-Za-z0-9_\-]{6}\.", r"[MNO][A-Za-z\d]{25}\.[\w\-]{6}\.[\w\-]{27,40}"),  # Discord
    (r"/api/webhooks/", r"discord(?:app)?\.com/api/webhooks/\d{17,20}/[\w\-]{60,80}"),  # Discord
)
SHAPES = (
    Shape(
        rf"(?<![\w\-])(?P<value>{'|'.join(key for _, key in _KEYS)})(?![\w\-])",
        triggers=tuple(trigger for trigger, _ in _KEYS),
        before=44,
        after=420,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    return judge_token(candidate, candidate.value, "prefix and length of a service's keys")


def mask(match: Match) -> str:
    return f"{match.value[:4]}••••••••"
