"""Who is told by the newest version of a notice: those who signed it, or one before it that still counts for them.

A minor version keeps what was signed; a material one voids it for those whom it is about, and for nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bailee import notices
from bailee.notices.choices import Choice, Step, still_counts
from bailee.notices.short import says_the_same
from bailee.notices.wording import ENGLISH
from bailee.operations.know_deliveries import sent_of
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import STAFF, SubjectCategory


def steps_of(versions: Iterable[NoticeVersion], kind: str, language: str) -> tuple[Step, ...]:
    """What each published version of a notice means to those who were told before, oldest first.

    Of one that was published before anybody chose, nothing that was signed earlier counts: so it was then.
    """
    return tuple(
        Step(each.version, Choice(each.choice or Choice.MATERIAL), frozenset(map(SubjectCategory, each.touches)))
        for each in versions
        if (each.kind, each.language) == (kind, language) and each.is_published
    )


def speaking(published: Sequence[NoticeVersion]) -> list[NoticeVersion]:
    """Versions that people were told by: of each kind those of one language, English where there is one. A translation is the same
    notice again, and a letter that lies ready tells nobody what is held.
    """
    languages: dict[str, str] = {}
    for each in published:  # by kind, language and version
        if each.language == ENGLISH or each.kind not in languages:
            languages[each.kind] = each.language
    return [each for each in published if each.language == languages[each.kind] and each.content.get("purposes") != {}]


def signed_by(
    workspace: Workspace,
    kind: str,
    versions: Iterable[NoticeVersion],
    people: Mapping[str, SubjectCategory],
    signers: Iterable[tuple[str, int, str]] | None = None,
) -> frozenset[str]:
    """Of these people of the roster, those whose signature counts now, in whichever language they signed. `signers`: who signed which
    version, in which language, where somebody has it at hand."""
    meant, steps = _meant(kind, versions)
    return frozenset(
        person
        for person, version, signed_in in (workspace.signers(kind) if signers is None else signers)
        if person in people
        and (told_by := meant.get((signed_in, version), 0))
        and still_counts(told_by, steps, people[person])
    )


def count_signed(
    workspace: Workspace, kind: str, versions: Iterable[NoticeVersion], categories: Iterable[SubjectCategory]
) -> int:
    """How many they are, of all of these categories on the roster: counted by the database."""
    meant, steps = _meant(kind, versions)
    counting = {
        category: [signed for signed, told_by in meant.items() if told_by and still_counts(told_by, steps, category)]
        for category in categories
    }
    return workspace.count_signers(kind, counting)


def _meant(kind: str, versions: Iterable[NoticeVersion]) -> tuple[dict[tuple[str, int], int], tuple[Step, ...]]:
    """By language and number of each published version that of the version which it says the same as, 0 for none; and the steps of these."""
    own = [each for each in versions if each.kind == kind and each.is_published]
    spoken = speaking(own)
    if not spoken:
        return {}, ()
    language = spoken[-1].language
    meant = {
        (each.language, each.version): each.version
        if each.language == language
        else max((other.version for other in spoken if says_the_same(each.content, other.content)), default=0)
        for each in own
    }
    return meant, steps_of(own, kind, language)


def sent_before(
    workspace: Workspace, versions: Iterable[NoticeVersion], newest: NoticeVersion, audience: Iterable[SubjectCategory]
) -> dict[SubjectCategory, date]:
    """To whom, all of them, an earlier version was sent that still counts for them, and when."""
    known = _before(versions, newest)
    sent = {each.version: sent_of(workspace, each).to_all_on for each in known}
    steps = steps_of((*known, newest), newest.kind, newest.language)
    found = {}
    for subject in audience:
        for version, day in sent.items():
            if day is not None and still_counts(version, steps, subject):
                found[subject] = day
    return found


def still_told(workspace: Workspace, version: NoticeVersion) -> frozenset[str]:
    """Who on the roster need not be told by a version: one before it told them, and this one changes nothing for them."""
    module = notices.kinds().get(version.kind)
    if module is None:
        return frozenset()
    versions = [each for each in workspace.notices() if each.kind == version.kind and each.is_published]
    earlier = _before(versions, version)
    if not earlier:
        return frozenset()
    people = {each.ident: each.category for each in workspace.roster_prints() if each.category in module.AUDIENCE}
    if module.AUDIENCE & STAFF:
        return signed_by(workspace, version.kind, versions, people)
    steps = steps_of((*earlier, version), version.kind, version.language)
    found: set[str] = set()
    for each in earlier:
        reach = workspace.reach(each)
        reached = set(people) - reach.back if each.sent_to_all_at is not None else reach.reached
        found |= {
            person for person in reached if person in people and still_counts(each.version, steps, people[person])
        }
    return frozenset(found)


def _before(versions: Iterable[NoticeVersion], version: NoticeVersion) -> list[NoticeVersion]:
    return [
        each
        for each in versions
        if (each.kind, each.language) == (version.kind, version.language)
        and each.is_published
        and each.version < version.version
    ]
