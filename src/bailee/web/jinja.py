"""Templates of the pages: escaped by default, an undefined name is an error, and the filters say figures as we say them.

Django's Jinja2 backend calls `environment`; tests and pictures may, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bailee import __version__
from bailee.web import assets, charts, words
from bailee.web.layout import Layout
from bailee.web.own.wording import wording, wrong


def attributes(given: Mapping[str, Any]) -> Markup:
    """Attributes of an element. False and None leave one out, True gives it without a value; `_` is `-`.

    >>> attributes({"data_keys": "c", "disabled": True, "hidden": False, "title": '"'})
    Markup(' data-keys="c" disabled title="&#34;"')
    """
    made = []
    for name, value in given.items():
        if value is None or value is False:
            continue
        written = name.rstrip("_").replace("_", "-")
        made.append(f" {escape(written)}" if value is True else f' {escape(written)}="{escape(value)}"')
    return Markup("".join(made))  # noqa: S704 - each part is escaped above


def with_query(address: str, **changes: object) -> str:
    """An address with other values in its query; None takes one out.

    >>> with_query("/o/a/findings/?sort=found&after=x", sort="where", after=None)
    '/o/a/findings/?sort=where'
    """
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in changes]
    kept += [(name, str(value)) for name, value in changes.items() if value is not None]
    return urlunsplit(("", "", parts.path, urlencode(kept), parts.fragment))


def environment(**options: Any) -> Environment:
    """What `TEMPLATES` in the settings names."""
    given: dict[str, Any] = {"loader": PackageLoader("bailee.web"), "trim_blocks": True, "lstrip_blocks": True}
    given.update(options, autoescape=True, undefined=StrictUndefined)
    made = Environment(**given)  # noqa: S701 - autoescape is on
    made.filters.update(
        attributes=attributes,
        with_query=with_query,
        number=words.number,
        span=words.span,
        probability=words.probability,
        size=words.size,
        rate=words.rate,
        duration=words.duration,
        count=words.count,
        share=words.share,
        change=words.change,
        when=words.when,
        day=words.day,
        clock=words.clock,
        moment=words.moment,
        sentence=words.sentence,
        wrong=wrong,
    )
    made.globals.update(
        layout=Layout(),  # a page that nobody gave a frame
        spoken=wording,  # words of the frame, in a language
        static=assets.url,
        version=__version__,
        state_word=words.state_word,
        confidence_rank=words.confidence_rank,
        severity_rank=words.severity_rank,
        charts=charts,
    )
    return made
