"""Date of birth.

>>> found("date-of-birth", "DOB: 03/14/1985, hired 04/01/2010")
[('03/14/1985', 'verified')]
>>> found("date-of-birth", "She was born on 14 March 1985 in Ohio")
[('14 March 1985', 'verified')]
>>> found("date-of-birth", "data urodzenia 14 marca 1985, 生年月日：1985年3月14日")
[('14 marca 1985', 'verified'), ('1985年3月14日', 'verified')]
>>> found("date-of-birth", "生年月日 昭和60年3月14日")
[('昭和60年3月14日', 'verified')]
>>> found("date-of-birth", "1985-03-14 is her birthday")
[('1985-03-14', 'likely')]
>>> found("date-of-birth", "Jane Roe, b. 14 March 1985; step b. 14 March 1985")
[('14 March 1985', 'likely')]
>>> found("date-of-birth", "Giulia Rossi, nata a Reggio Emilia (RE) il 14/03/1985")
[('14/03/1985', 'likely')]
>>> found("date-of-birth", "born on 31/02/1985, born 03/14/2231")
[]
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape
from bailee.text import Match

CATEGORY = "date-of-birth"
SOURCE = "https://www.iso.org/iso-8601-date-and-time-format.html"

# Names of months and what is written for them: English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Finnish,
# Polish, Czech, Hungarian, Romanian, Turkish, Russian, Ukrainian, Greek.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier enero ene gennaio gen janeiro januari tammikuuta stycznia sty ledna január ianuarie ocak января січня ιανουαρίου",
            "feb february februar février févr fév febrero febbraio fevereiro fev februari helmikuuta lutego lut února február februarie şubat февраля лютого φεβρουαρίου",
            "mar march märz mrz mars marzo março maart mrt marts maaliskuuta marca března március martie mart марта березня μαρτίου",
            "apr april avril avr abril abr aprile huhtikuuta kwietnia kwi dubna április aprilie nisan апреля квітня απριλίου",
            "may mai mayo maggio mag maio mei maj toukokuuta maja května május mayıs мая травня μαΐου",
            "jun june juni juin junio giugno giu junho kesäkuuta czerwca cze června június iunie haziran июня червня ιουνίου",
            "jul july juli juillet juil julio luglio lug julho heinäkuuta lipca lip července július iulie temmuz июля липня ιουλίου",
            "aug august août aou agosto ago augustus augusti elokuuta sierpnia sie srpna augusztus ağustos августа серпня αυγούστου",
            "sep sept september septembre septiembre settembre set setembro syyskuuta września wrz září szeptember septembrie eylül сентября вересня σεπτεμβρίου",
            "oct october oktober octobre octubre okt ottobre ott outubro out lokakuuta października paź října október octombrie ekim октября жовтня οκτωβρίου",
            "nov november novembre noviembre novembro marraskuuta listopada lis listopadu noiembrie kasım ноября листопада νοεμβρίου",
            "dec december dezember dez décembre déc diciembre dic dicembre dezembro des desember joulukuuta grudnia gru prosince decembrie aralık декабря грудня δεκεμβρίου",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = (
    r"(?P<value>(?P<y1>(?:18|19|20)\d\d)(?P<s1>[\-/. ]?)(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?![\d\-/])"
    r"|(?P<a>\d{1,2})(?P<s2>[\-/.]| [\-/] |\. ?)(?P<b>\d{1,2})(?P=s2)(?P<y2>(?:18|19|20)\d\d|\d\d)(?!\d|[\-/]\d)"
    r"|(?P<a2>[0-3]\d)(?P<s6>[ ]?)(?P<b2>[0-3]\d)(?P=s6)(?P<y6>(?:19|20)\d\d)(?!\d|[\-/]\d)"
    r"|(?P<y5>(?:18|19|20)\d\d)[ ]?[年년][ ]?(?P<m5>\d{1,2})[ ]?[月월][ ]?(?P<d5>\d{1,2})[ ]?[日일]"
    r"|(?P<era>明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR](?=\d))[ ]?(?P<y8>\d{1,2}|元)[ ]?[年./\-][ ]?(?P<m8>\d{1,2})[ ]?[月./\-][ ]?(?P<d8>\d{1,2})(?!\d)日?"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?[ \-/]{{0,2}}(?:of |de |d['’])?(?P<m3>(?i:{_NAMES}))\.?,?[ \-/]{{0,2}}(?:de |del )?(?P<y3>(?:18|19|20)\d\d|'?\d\d)(?!\d)"
    rf"|(?P<m4>(?i:{_NAMES}))\.?[ \-]{{0,2}}(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]{{1,2}}(?P<y4>(?:18|19|20)\d\d|'?\d\d)(?!\d)"
    rf"|(?P<y7>(?:18|19|20)\d\d)[ \-./]{{1,2}}(?P<m7>(?i:{_NAMES}))\.?[ \-./]{{1,2}}(?P<d7>\d{{1,2}})(?!\d))"
)
_ABROAD = (  # in other scripts
    "生年月日", "出生日期", "出生年月", "生日", "생년월일", "출생일", "출생", "дата рождения", "дата народження", "родился", "родилась", "ημερομηνία γέννησης", "ημ. γέννησης",
    "תאריך לידה", "تاريخ الميلاد", "تاریخ تولد", "जन्म तिथि", "जन्मतिथि", "जन्म दिनांक", "วันเกิด", "ngày sinh",
)  # fmt: skip
# "Born", with a town perhaps before the day: "nata a Bologna il 14 marzo 1985".
_BORN = (
    "nato", "nata", "né", "née", "nacido", "nacida", "nascido", "nascida", "född", "född den", "født", "født den", "fødd", "urodzony", "urodzona", "ur.",
    "narozen", "narozena", "narodený", "narodená", "syntynyt", "született", "născut", "născută", "rođen", "rođena", "rojen", "rojena",
    "sündinud", "dzimis", "dzimusi", "gimęs", "gimusi", "doğumlu", "urodzonego", "urodzonej", "geboren te", "geboren in", "geboren zu", "geborene",
)  # fmt: skip
LABELS = (
    Label(
        (
            "dob", "d.o.b.", "d.o.b", "date of birth", "birth date", "birthdate", "birthday", "born on", "born", "bday", "b-day", "dateofbirth",
            "geburtsdatum", "geboren am", "geboren", "geburtstag", "geb.", "date de naissance", "né le", "née le", "fecha de nacimiento", "nacido el", "nacida el", "syntymäaika",
            "geboortedatum", "födelsedatum", "fødselsdato", "data di nascita", "nato il", "nata il", "data de nascimento", "nascido em", "nascida em", "data urodzenia",
            "datum narození", "születési", "data nașterii", "datum rođenja", "doğum tarihi", "birth", "date birth", "natal date", "ddn", "fdn", "né(e) le", "f. nac.", "fecha nac.",
        ),
        DATE,
        headings=("fecha nac", "f. nac", "naissance", "nacimiento", "nascita"),
        reach=32,
    ),
    Label(_BORN, DATE, reach=44),
    Label(_ABROAD, DATE, reach=12),
)  # fmt: skip
_BEHIND = ("birthday", "birthdate", "birth date", "date of birth", "dob")
SHAPES = (
    Shape(  # named behind it: 1985-03-14 is her birthday
        rf"(?<![\w./\-]){DATE}(?P<behind>,? (?:is|was)(?: (?:my|his|her|our|their|your|the|[A-Z][\w’']{{1,20}}))?(?: [a-z]{{1,12}}['’]s)? |[ ]?\([ ]?)(?i:{'|'.join(_BEHIND)})(?!\w)",
        triggers=tuple(rf"[ (](?i:{word})" for word in _BEHIND),
        before=90,
        after=4,
    ),
    Shape(  # behind a name: Jane Roe, b. 14 March 1985
        rf"(?<!\w)(?P<begun>(?-i:[A-Z])[\w’'\-]{{1,30}}(?:,? [(\[]|, )b\. ?){DATE}",
        triggers=(r", b\. ?[0-9A-Z]", r"[a-z] [(\[]b\. ?[0-9A-Z]"),
        before=40,
        after=44,
    ),
)
# A town, or the name that she was born with, between the word and the day.
_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’]*|\([A-Z]{2}\))"
_OF_A_TOWN = re.compile(
    rf"[ ](?:{_CAPITAL}(?:-{_CAPITAL})?[ ](?=a[d]?[ ]|à[ ]))?(?:(?:a|ad|à|in|en|em|te|zu|i|w|we|v|ve|na|la|în|u|at)[ ])?{_CAPITAL}(?:[ -](?:{_CAPITAL}|de|la|le|les|lo|los|las|del|della|di|da|do|sur|am|an|der|den|od)){{0,5}}"
    r",?[ ](?:(?:il|el|le|am|den|op|dnia|dne|dana|on|em|a|del|dne|la)[ ])?(?:giorno |día |jour )?$"
)
OLDEST = 120  # years
_OTHER_DATE = re.compile(
    r"(?i)\b(?:died|death|deceased|since|founded|issued|expires?|expiry|hired|joined|started|employed|admitted|registered|married|signed|dated"
    r"|effective|appointed|graduated|updated|printed|reviewed|visit|seen|due|till|gestorben|décédé|fallecid|until|valid)\w*"
)


@cache
def _today() -> date:
    return date.today()  # noqa: DTZ011 - a day more or less is no matter here


def iso(groups: dict[str, str | None] | None, *, day_first: bool = False) -> str:
    """A date in ISO form, or an empty string if there was no such day.

    Where both readings of two figures are possible, month first, unless `day_first` or points set them apart. Two figures
    of a year are of the last hundred years.

    >>> iso({"a": "03", "s2": "/", "b": "04", "y2": "85"}), iso({"a": "03", "s2": ".", "b": "04", "y2": "1985"})
    ('1985-03-04', '1985-04-03')
    """
    g = groups or {}
    if (era := g.get("era")) is not None:
        count = 1 if g["y8"] == "元" else int(g["y8"] or 0)
        return _day(_ERAS[era] + count, int(g["m8"] or 0), int(g["d8"] or 0))
    for y, m, d in (
        ("y1", "m1", "d1"),
        ("y5", "m5", "d5"),
        ("y3", "m3", "d3"),
        ("y4", "m4", "d4"),
        ("y7", "m7", "d7"),
        ("y2", "a", "b"),
        ("y6", "a2", "b2"),
    ):
        if g.get(y):
            year, month, day = g[y] or "", g[m] or "", g[d] or ""
            if y in ("y2", "y6") and (
                int(month) > 12 or (int(day) <= 12 and (day_first or (g.get("s2") or "").startswith(".")))
            ):
                month, day = day, month
            break
    else:
        return ""
    number = int(year.lstrip("'"))
    if number < 100:
        latest = _today().year
        number += latest - latest % 100
        number -= 100 if number > latest else 0
    return _day(number, int(month) if month.isdigit() else _MONTHS[month.lower()], int(day))


# Years before the first of each era of Japan, by its name and by the letter that forms put for it.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERAS |= dict(zip("MTSHR", list(_ERAS.values()), strict=True))


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


_SLASHED = re.compile(r"(?<!\d)(\d\d?)[/-](\d\d?)[/-](?:19|20)?\d\d(?!\d)")


def _day_first(candidate: Candidate) -> bool:
    """Whether dates of this column, or else of this text, begin with the day."""
    if candidate.column:
        told = [match for value in candidate.column if (match := _SLASHED.match(value)) is not None]
        firsts = sum(int(match[1]) > 12 for match in told)
        seconds = sum(int(match[2]) > 12 for match in told)
        if firsts != seconds:
            return firsts > seconds
    kept = vars(candidate.scene)
    known: bool | None = kept.get("day_first")
    if known is None:
        dates = _SLASHED.findall(candidate.content[:20_000])
        known = sum(int(first) > 12 for first, _ in dates) > sum(int(second) > 12 for _, second in dates)
        kept["day_first"] = known
    return known


_GROUPS = tuple("y1 m1 d1 a s2 b y2 a2 b2 y6 y5 m5 d5 d3 m3 y3 m4 d4 y4 y7 m7 d7 era y8 m8 d8".split())  # noqa: SIM905 - one line


def judge(candidate: Candidate) -> Judgement | None:
    if candidate.groups is None:
        return None
    is_behind = not candidate.labelled and candidate.has("behind")
    is_begun = not candidate.labelled and candidate.has("begun")
    if not (candidate.labelled or is_behind or is_begun):
        return None
    groups = {name: candidate.groups(name) for name in _GROUPS}
    ambiguous = bool(groups["y2"] or groups["y6"])
    normal = iso(groups, day_first=ambiguous and _day_first(candidate))
    today = _today()
    if not normal or not f"{today.year - OLDEST}-01-01" <= normal <= today.isoformat():
        return None
    label = candidate.label or candidate.heading.lower()
    if label == "birthday" and candidate.before(120).lower().rpartition("birthday")[0].endswith("happy "):
        return None  # a wish, and the date of the day
    if label in ("nato", "nata") and candidate.before(80)[candidate.before(80).lower().rfind(label) :][:4].isupper():
        return None  # an alliance
    if candidate.distant and label in _BORN:
        told = candidate.before(80)
        if _OF_A_TOWN.match(told, told.lower().rfind(label) + len(label)) is None:
            return None
    said = (
        "the words behind it say so" if is_behind else "a name and “b.” stand before it" if is_begun else candidate.said
    )
    score = Score(0.97, said)
    doubtful = label in ("birth", "born", *_BORN)
    if not (is_behind or is_begun) and not candidate.distant and (not doubtful or candidate.heading):
        score.at_least(0.99, "directly after the label")
    elif candidate.distant and _OTHER_DATE.search(candidate.before(24)):
        return None
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(normal)


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("birth-date", match.value),)


def mask(match: Match) -> str:
    return "••••-••-••"
