"""How many people: values become people by what links them, and the count is an honest range.

Nothing here sees a value. A *mention* is one value in one place, as keyed fingerprints; mentions of one *group* (a row, a
form, a paragraph) that names one person are about that person. Then, strongest first:

1. An identifier that only one person has (SSN, passport, e-mail …) joins whatever carries it, unless the two already have
   different numbers of a sort that a person has only one of (SSN, birth date): then they are two people.
2. The same name with the same birth date, phone, address or account is the same person; so is a name that sounds the same.
3. The same name alone is taken for one person, once for each who was told apart by 1: namesakes stay two.

A value that words beside it give to a relative or an official (`scanner/whose.py`) is not of the one whom the row or form is
about; a relative is a person of their own, known by whose relative they are.

What is left in doubt makes the range: names that may be spellings of others, values that may be a second one of somebody
already counted, namesakes that nothing tells apart, people whom the detectors missed. How often that happens is measured in
the data itself where an identifier shows the truth, and assumed, on the careful side, where none does.

>>> row = [Mention("a.csv", "us-ssn", "social-security-number", "s1", (), "r1"),
...        Mention("a.csv", "person-name", "person-name", "n1", (("name", "n1"),), "r1"),
...        Mention("b.txt", "person-name", "person-name", "n1", (("name", "n1"),), "p9")]
>>> People(row).count(row)  # of the very mentions that it was built of
PeopleRange(low=1, high=1, reasons=('1 told apart by an identifier',))
"""

from bailee.people.documents import People, Subjects
from bailee.people.meeting import Meeting, meet
from bailee.people.mentions import Mention, is_countable
from bailee.people.ranges import PeopleRange
from bailee.people.values import Pairs, Value

__all__ = [
    "Meeting",
    "Mention",
    "Pairs",
    "People",
    "PeopleRange",
    "Subjects",
    "Value",
    "is_countable",
    "meet",
]
