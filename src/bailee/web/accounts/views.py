"""Pages of sign-in that are ours: the one-time link, the wizard, the choice of a second factor, and what is said at the door."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.views import list_usersessions
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bailee.web import answers, entrance, logs, visits
from bailee.web.accounts import arriving, first_run, heard
from bailee.web.accounts.adapters import STRONG, MFAAdapter
from bailee.web.accounts.forms import FirstRunForm
from bailee.web.accounts.sessions import ask_again

FIRST_RUN = "bailee.first-run"  # in a session: this browser opened the link


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """The one-time link of `bailee serve`: GET shows, POST enters."""
    if first_run.is_done():
        return answers.message(
            request,
            "This server is set up",
            "Sign in with your account.",
            status=403,
            link=(reverse("account_login"), "Sign in"),
        )
    if request.method != "POST":
        if not entrance.is_good(secret):
            return _used(request)
        return answers.page(request, "accounts/enter.html", secret=secret)
    if not entrance.enter(secret):
        return _used(request)
    request.session.cycle_key()
    request.session[FIRST_RUN] = True
    return HttpResponseRedirect(reverse("first_run"), status=303)


def _used(request: HttpRequest) -> HttpResponse:
    return answers.message(request, "This link was used", "Start `bailee serve` again for another.", status=403)


@require_http_methods(["GET", "HEAD", "POST"])
def wizard(request: HttpRequest) -> HttpResponse:
    """First run: who you are, whose data this is, how you will sign in."""
    if not request.session.get(FIRST_RUN) or first_run.is_done():
        raise Http404
    initial = {"organisation": first_run.suggested_name(visits.home()), "way": "passkey"}
    form = FirstRunForm(request.POST) if request.method == "POST" else FirstRunForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        account = first_run.set_up(visits.home(), form.cleaned_data)
        if account is None:
            raise Http404
        request.session.pop(FIRST_RUN)
        return arriving.signed_in(request, account, by_password=bool(form.cleaned_data["password"]))
    return answers.page(
        request,
        "accounts/first_run.html",
        status=422 if form.errors else 200,
        form=form,
        host=arriving.host_of(request),
    )


@login_required
@require_http_methods(["GET", "HEAD"])
def secure(request: HttpRequest) -> HttpResponse:
    """A password alone opens this page, and no other but those that it leads to."""
    if Authenticator.objects.filter(user=request.user, type__in=STRONG).exists():
        return HttpResponseRedirect("/")
    return answers.page(request, "accounts/secure.html", host=arriving.host_of(request))


@login_required
def done(request: HttpRequest) -> HttpResponse:
    """Signing in is set up: to where one wanted to go at first."""
    return HttpResponseRedirect("/")


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]
    """Every passkey can sign in by itself: the browser is asked for one that knows its person."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**kwargs)
        told["form"] = kwargs.get("form") or self.get_form()
        told["js_data"] = {"creation_options": webauthn.begin_registration(self.request.user, True)}
        told["host"] = arriving.host_of(self.request)
        return told


add_passkey = AddPasskeyView.as_view()


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """The library asks our adapter for apps alone: the last passkey would go, and nobody could sign in any more."""

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = MFAAdapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            form.add_error(None, adapter.error_messages["cannot_delete_authenticator"])
            refused: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return refused
        removed: HttpResponse = super().form_valid(form)
        return removed


remove_passkey = RemovePasskeyView.as_view()


@login_required
def list_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in. Who would end the others proves first who she is: it would shut an owner out whose browser was found open."""
    if request.method == "POST" and (again := ask_again(request)) is not None:
        return again
    listed: HttpResponse = list_usersessions(request)
    return listed


again = reauthentication_required


def closed(request: HttpRequest, **_params: Any) -> HttpResponse:
    """Addresses that the library knows and this server does not have."""
    raise Http404


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    heard.event(request, "refused", "warning", why="form-token", route=logs.route_of(request))
    said = "The page was open too long, or did not come from here. Nothing was changed. Go back, load it again, and press the button again."
    return answers.message(request, "Load the page again", said, status=403)
