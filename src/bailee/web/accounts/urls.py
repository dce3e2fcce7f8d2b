"""Addresses of sign-in. Each one is listed: what the library has beside these is closed, and a test compares."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as issuers
from django.urls import path

from bailee.web.accounts import closing, invited, oidc, sent_before, views

urlpatterns = [
    path("enter/<str:secret>", views.enter, name="enter"),
    path("first-run/", views.wizard, name="first_run"),
    path("invitation/<str:token>/", invited.invitation, name="invitation"),
    path("account/reset/<str:token>/", invited.reset, name="account_reset"),
    path("account/secure/", views.secure, name="account_secure"),
    path("account/done/", views.done, name="account_done"),
    path("account/login/", account.login, name="account_login"),
    path("account/login/second/", mfa.authenticate, name="mfa_authenticate"),
    path("account/login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/sent-before/", sent_before.page, name="account_sent_before"),
    path("account/", mfa.index, name="mfa_index"),
    path("account/close/", closing.close, name="account_close"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/authenticator/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/authenticator/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/add/", views.add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("account/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/sessions/", views.list_sessions, name="usersessions_list"),
    path("account/oidc/<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("account/oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("account/oidc/cancelled/", issuers.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/oidc/error/", issuers.login_error, name="socialaccount_login_error"),
    # names that the library asks for, and pages that there are not
    path("account/closed/recovery-codes/", views.closed, name="mfa_download_recovery_codes"),
    path("account/closed/signup/", views.closed, name="account_signup"),
    path("account/closed/email/", views.closed, name="account_email"),
    path("account/closed/sent/", views.closed, name="account_email_verification_sent"),
    path("account/closed/reset/", views.closed, name="account_reset_password"),
    path("account/closed/issuer/", views.closed, name="socialaccount_signup"),
    path("account/closed/issuers/", views.closed, name="socialaccount_connections"),
]
