"""HTTPS for sources, with a bound on everything: TLS is always checked, no redirect is followed, no answer is without end.

Errors here hold no address and no word of the answer: both may carry tokens, and addresses of downloads are tokens.
"""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from time import monotonic, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import requests

CONNECT = 20.0  # seconds
IDLE = 60.0  # in which something must come
WHOLE = 300.0  # for one answer that is no file
LARGEST = 16 << 20  # bytes of such an answer
STEP = 256 << 10


class Unreached(Exception):
    """No answer, or half of one. Later there may be one."""


class Untrusted(Exception):
    """Nobody knows who is at the other end, or it would have us speak without TLS."""


class TooMuch(Exception):
    """An answer larger than any honest one, or one that is not what it should be."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str] = field(repr=False)  # names in small letters
    body: bytes = field(repr=False, default=b"")

    def json(self) -> dict[str, Any]:
        """TooMuch where it is no object of JSON."""
        try:
            told = json.loads(self.body)
        except (ValueError, RecursionError):
            raise TooMuch from None
        if not isinstance(told, dict):
            raise TooMuch
        return told

    @property
    def retry_after(self) -> float:
        """Seconds that the service asks us to wait, or until when; 0 where it does not say.

        >>> Answer(429, {"retry-after": "17"}).retry_after, Answer(429, {"retry-after": "soon"}).retry_after
        (17.0, 0.0)
        """
        told = self.headers.get("retry-after", "")
        try:
            seconds = float(told)
        except ValueError:
            try:
                seconds = parsedate_to_datetime(told).timestamp() - time()
            except (ValueError, OverflowError):
                return 0.0
        return min(max(seconds, 0.0), 3600.0) if seconds == seconds else 0.0


# The library tells each address that it asks for to whoever turns on its log; ours are tokens, or name people.
logging.getLogger("urllib3.connectionpool").addFilter(lambda _: False)


class Web:
    """Connections to a few services. `ca`: file of the authorities to trust, instead of the system's."""

    def __init__(self, ca: str = "") -> None:
        import requests
        from requests.adapters import HTTPAdapter

        context = ssl.create_default_context(cafile=ca or None)

        class Adapter(HTTPAdapter):
            def init_poolmanager(self, *args: Any, **options: Any) -> None:
                super().init_poolmanager(*args, **{**options, "ssl_context": context})

        class Session(requests.Session):
            def get_redirect_target(self, resp: requests.Response) -> str | None:
                return None  # or the whole body of a redirect is read, only to know where it leads

        self.session = Session()
        self.session.trust_env = False  # ~/.netrc could add a password to our requests
        self.session.verify = ca or True
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # nothing to be known again by
        self.session.mount("https://", Adapter(pool_maxsize=8))
        self.session.headers["User-Agent"] = "bailee (read-only scan)"

    def ask(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        most: int = LARGEST,
    ) -> Answer:
        """A GET, or a POST of a form. Unreached, Untrusted or TooMuch where there is no whole answer."""
        with self.opened(url, headers=headers, form=form) as (answer, pieces):
            body, until = bytearray(), monotonic() + WHOLE
            for piece in pieces:
                body += piece
                if len(body) > most:
                    raise TooMuch
                if monotonic() > until:
                    raise Unreached
            return Answer(answer.status, answer.headers, bytes(body))

    @contextmanager
    def opened(
        self, url: str, *, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
    ) -> Iterator[tuple[Answer, Iterator[bytes]]]:
        """An answer whose body is still to come."""
        import requests
        from requests.utils import get_environ_proxies

        if urlsplit(url).scheme != "https":
            raise Untrusted
        try:
            response = self.session.request(
                "POST" if form is not None else "GET",
                url,
                headers=dict(headers or {}),
                data=form,
                stream=True,
                timeout=(CONNECT, IDLE),
                allow_redirects=False,
                proxies=dict(get_environ_proxies(url)),
            )
        except requests.exceptions.SSLError:
            raise Untrusted from None
        except (requests.exceptions.RequestException, OSError):
            raise Unreached from None
        except ValueError:  # an address that is none
            raise TooMuch from None
        try:
            told = {name.lower(): value for name, value in response.headers.items()}
            yield Answer(response.status_code, told), _pieces(response)
        finally:
            response.close()

    def close(self) -> None:
        self.session.close()


def _pieces(response: requests.Response) -> Iterator[bytes]:
    import requests

    try:
        yield from response.iter_content(STEP)
    except (requests.exceptions.RequestException, OSError, ValueError):
        raise Unreached from None
