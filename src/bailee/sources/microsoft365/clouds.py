"""Microsoft's clouds: where one signs in and where Graph is, in each.

>>> CLOUDS["us-gov"].graph
'https://graph.microsoft.us'

learn.microsoft.com/graph/deployments, read 2026-11.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cloud:
    login: str
    graph: str


CLOUDS = {
    "global": Cloud("https://login.microsoftonline.com", "https://graph.microsoft.com"),
    "us-gov": Cloud("https://login.microsoftonline.us", "https://graph.microsoft.us"),
    "us-dod": Cloud("https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
    "china": Cloud("https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn"),
}
