"""A typed client of the API: a method for each operation, made from docs/openapi.json.

    from bailee.client import Client

    acme = Client("https://bailee.example.com", token, organisation="acme-1a2b3c")
    for finding in acme.all_findings(category="social-security-number"):
        print(finding["ident"], finding["locator"])
    acme.decide_finding(finding["ident"], {"verdict": "dismissed", "reason": "test-data"})

Answers are dicts with types; an error of the server is a `Refused` with its hint. It loads neither Django nor the store.
"""

from bailee.client.asking import NotReached, Refused
from bailee.client.client import Client

__all__ = ["Client", "NotReached", "Refused"]
