"""What is done with a notice: drafted from facts, completed by answers, published by choice."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee import notices
from bailee.errors import InvalidInput
from bailee.notices.choices import Choice
from bailee.operations.draft_notice import draft_notice
from bailee.operations.publish_notice import publish_notice
from bailee.operations.show_notices import Answers, Open, OpenKind, answer_open, composing_now, open_of
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis
from bailee.web import answers, frame, typed, words
from bailee.web.notices import composer
from bailee.web.notices.views import audience_words, name_of, today, version_of

_LONGEST = 500
_BASES = [("", "Not said yet"), *((each.value, words.sentence(each.value.replace("-", " "))) for each in LawfulBasis)]


def draft(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Compose a notice from what is held, declared and owed, and keep it as a draft."""
    kind = request.POST.get("kind", "")
    if kind not in notices.kinds():
        messages.error(request, "Choose which notice to draft.")
        return HttpResponseRedirect(frame.address("notices", workspace.organisation), status=303)
    return _drafted(request, workspace, kind)


def _drafted(request: HttpRequest, workspace: Workspace, kind: str, said: str = "") -> HttpResponseBase:
    before = {each.version for each in workspace.notices() if each.kind == kind and each.language == "en"}
    made = draft_notice(workspace, kind, on=today(), compose=composing_now(workspace, today())).version
    if made.version in before:
        text = f"Nothing has changed since version {made.version}: it says what there is to say."
    else:
        text = f"Version {made.version} is drafted."
    messages.success(request, f"{said} {text}".strip())
    return HttpResponseRedirect(frame.address("notice", workspace.organisation, kind), status=303)


def answer(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """GET: what a notice still has to be told, all on one page. POST: it is declared, and the notice drafted again."""
    module = notices.kinds().get(kind)
    if module is None:
        raise Http404
    open_ = open_of(workspace, composing_now(workspace, today())(kind))
    error = ""
    if request.method == "POST":
        try:
            count = answer_open(workspace, _given(request, open_))
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            said = f"Declared: {words.count(count, 'kind of data', 'kinds of data')}." if count else "Kept."
            return _drafted(request, workspace, kind, said)
    return answers.page(
        request,
        "notices/answers.html",
        status=422 if error else 200,
        error=error,
        given=request.POST,
        title=name_of(kind),
        who=audience_words(module.AUDIENCE),
        open=open_,
        bases=_BASES,
        address=frame.address("notice-answer", workspace.organisation, kind),
        kind_address=frame.address("notice", workspace.organisation, kind),
    )


def _given(request: HttpRequest, open_: Open) -> Answers:
    def typed(name: str) -> str:
        said = " ".join(request.POST.get(name, "").split())
        if len(said) > _LONGEST:
            raise InvalidInput(f"an answer is too long: at most {_LONGEST} characters")
        return said

    bases = {each.value for each in LawfulBasis}
    kinds = {
        each.category: OpenKind(
            each.category, each.label, each.subjects, typed(f"purpose-{each.category}"),
            basis if (basis := typed(f"basis-{each.category}")) in bases else "", typed(f"kept-{each.category}"),
            typed(f"recipient-{each.category}"),
        )
        for each in open_.kinds
    }  # fmt: skip
    asked = {each.category: each for each in open_.kinds}
    changed = {category: each for category, each in kinds.items() if each.purpose or not asked[category].purpose}
    return Answers(changed, {each.name: typed(f"fact-{each.name}") for each in open_.facts}, typed("contact"))


def publish(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """Publish a version as whoever is signed in: with the choice, and where something stops it, with a reason."""
    number = request.POST.get("version", "")
    version = version_of(request, workspace, kind, int(number) if number.isdecimal() and len(number) < 7 else None)
    if version.sha256 != request.POST.get("sha256", version.sha256):
        return composer.shown(request, workspace, kind, error="This version is another one by now. Look at it again.")
    chosen = request.POST.get("choice", "")
    choice = Choice(chosen) if chosen in {each.value for each in Choice} else None
    despite = request.POST.get("despite", "") if request.POST.get("act") == "despite" else ""
    if request.POST.get("act") == "despite" and not despite.strip():
        return composer.shown(request, workspace, kind, error="Say why it goes out although something stops it.")
    try:
        published = publish_notice(
            workspace, version, despite=despite, choice=choice, why=request.POST.get("why", ""),
            everybody=request.POST.get("everybody") == "on", on=today(),
        )  # fmt: skip
    except InvalidInput as fault:
        said, wrong = _refused(str(fault))
        return composer.shown(request, workspace, kind, error=said, wrong=wrong)
    messages.success(request, f"Version {published.version} is published. Now it goes to those whom it concerns.")
    return HttpResponseRedirect(frame.address("notice", workspace.organisation, kind), status=303)


def _refused(fault: str) -> tuple[str, str]:
    """In the page's own words, with the field that it is about."""
    if "material or minor" in fault:
        return "Choose whether it is material or minor.", "f-choice-material"
    if "why it is minor" in fault:
        return "Say why it is minor: what was signed goes on counting because of it.", "f-why"
    return f"{words.sentence(fault)}.", "f-despite"
