"""How pages write figures, times and states; what the report says, too, is said by the report's words.

>>> number(1284), span(41, 44), span(1, 1), probability(0.98), rate(58_000_000), duration(2520), share(412580, 412880)
('1,284', '41–44', '1', '.98', '58 MB/s', '42 min', '99.9 %')
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from markupsafe import Markup

from bailee.counting import count as count
from bailee.dates import with_weekday
from bailee.matrix import WORDS
from bailee.reports.words import size as size
from bailee.reports.words import when as when
from bailee.vocabulary import Confidence, Severity, State

NONE = "–"


def number(value: float | None) -> str:
    """A figure with its thousands; an en dash where there is none, which is not 0.

    >>> number(412880), number(0), number(None), number(-3)
    ('412,880', '0', '–', '−3')
    """
    if value is None:
        return NONE
    return f"{value:,}".replace("-", "−")


def span(low: int, high: int) -> str:
    """A range, as people are counted."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def probability(value: float) -> str:
    """A probability with two digits, never one that claims certainty it has not.

    >>> probability(0.999), probability(0.001), probability(0.5)
    ('.99', '.01', '.50')
    """
    return f".{min(max(round(value * 100), 1), 99):02d}"


def rate(bytes_a_second: float) -> str:
    """How fast it is read.

    >>> rate(940_000), rate(41_500)
    ('0.9 MB/s', '42 KB/s')
    """
    megabytes = bytes_a_second / 1_000_000
    if megabytes < 0.1:
        return f"{bytes_a_second / 1_000:.0f} KB/s"
    return f"{megabytes:.0f} MB/s" if megabytes >= 10 else f"{megabytes:.1f} MB/s"


def duration(seconds: float | timedelta) -> str:
    """How long, rounded as a person would.

    >>> duration(12), duration(6720), duration(timedelta(days=6, hours=5)), duration(59.7)
    ('12 s', '1 h 52 min', '6 days', '1 min')
    """
    total = round(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    if total < 60:
        return f"{total} s"
    minutes = round(total / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 60 * 48:
        return f"{minutes // 60} h {minutes % 60:02d} min"
    return f"{total // 86_400} days"


def share(part: float, whole: float) -> str:
    """Part of a whole; never 100 % while something is missing, never 0 while something is there.

    >>> share(99999, 100000), share(1, 100000), share(5, 5), share(0, 0)
    ('99.9 %', '0.1 %', '100 %', '–')
    """
    if not whole:
        return NONE
    if part >= whole:
        return "100 %"
    if not part:
        return "0 %"
    return f"{min(max(100 * part / whole, 0.1), 99.9):.1f} %"


def change(value: int) -> str:
    """A difference with its sign.

    >>> change(3), change(-1), change(0)
    ('+3', '−1', '0')
    """
    return f"+{value:,}" if value > 0 else number(value)


def day(value: date, *, year: bool = False) -> str:
    """A day; its year where it might be another.

    >>> day(date(2026, 11, 29)), day(date(2026, 11, 24), year=True)
    ('29 Nov', 'Tue 24 Nov 2026')
    """
    return with_weekday(value) if year else f"{value.day} {value:%b}"


def clock(value: datetime) -> str:
    """The time of a day."""
    return f"{value.astimezone():%H:%M}"


def moment(value: datetime, *, year: bool = True) -> Markup:
    """A moment as an element: words to read, the exact time for programs, its zone on hover and in print."""
    local = value.astimezone()
    zone = local.tzname() or ""
    return Markup('<time datetime="{}" title="{}" data-zone="{}">{}</time>').format(
        local.isoformat(timespec="minutes"), zone, zone, when(value, year=year)
    )


def sentence(text: str) -> str:
    """First letter large, the rest as it is.

    >>> sentence("no permission"), sentence("iPhone backup"[:0])
    ('No permission', '')
    """
    return text[:1].upper() + text[1:]


def state_word(state: State | str, column: str = "") -> str:
    """What a state is called: in a column of the matrix its own word, elsewhere its colour.

    >>> state_word("red", "secured"), state_word("unknown", "held"), state_word("amber")
    ('Exposed', 'Unknown', 'amber')
    """
    if not column:
        return State(state).value
    return WORDS[column].get(State(state), "Unknown")


def confidence_rank(confidence: Confidence | str) -> int:
    """Bars to fill, of three."""
    return list(Confidence).index(Confidence(confidence)) + 1


def severity_rank(severity: Severity | str) -> int:
    """Bars to fill, of four."""
    return list(Severity).index(Severity(severity)) + 1
