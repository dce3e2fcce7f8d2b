"""A link that counts no more: the page offers to send another one, to the address on the roster. GET changes nothing.

Whatever was asked for, the answer is the same: a page that says whose link it was, or whether it ever was one, would tell
whoever found it in a mailbox. A network asks a few times in ten minutes, a link a few times in all.
"""

from __future__ import annotations

import hashlib
import os
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from bailee import settings
from bailee.operations.mail_server import mail_server
from bailee.operations.renew_link import renew_link
from bailee.web import visits
from bailee.web.own import arrived

MOST, SECONDS = 10, 600  # of one network


def over(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the offer, where mail is sent from here. POST: another link, where it is due; and the same answer where not."""
    values = settings.read(os.environ)
    if mail_server(values) is None:
        return arrived.message(request, "over-title", "over-lede over-ask", status=410)
    if request.method == "POST" and request.POST.get("act") == "renew":
        address = str(values["address"]).rstrip("/") or request.build_absolute_uri("/").rstrip("/")
        if not _is_full(str(request.META.get("REMOTE_ADDR", ""))):
            renew_link(visits.home(), token, address=address)
        return arrived.message(request, "sent-title", "sent-text")
    return arrived.page(request, "own/over.html", status=410)


def _is_full(address: str) -> bool:
    """Whether a network asked too often just now; asking counts. Networks, for one machine has many addresses."""
    try:
        length = 24 if ip_address(address).version == 4 else 64
        network = str(ip_network(f"{address}/{length}", strict=False))
    except ValueError:
        network = "unknown"
    key = f"renew-{hashlib.sha256(network.encode()).hexdigest()[:32]}"
    cache.add(key, 0, SECONDS)
    try:
        return int(cache.incr(key)) > MOST
    except ValueError:  # it ran out in between
        return False
