"""The table of the standard is whole, what it names is there, and what it says of many places at once is so."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher

from security import rules
from web.serving import Server

ROOT = rules.ROOT
SCRIPTS = sorted((rules.SOURCES / "web" / "static" / "js").glob("*.js"))


def asvs():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("update_asvs", ROOT / "update" / "asvs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ASVS = asvs()
TABLE = ASVS.rows()


# --- the table


def test_every_requirement_is_there_and_everything_that_is_named() -> None:
    assert len(TABLE) == 253 and ASVS.faults(TABLE) == []


def test_few_do_not_apply() -> None:
    states = Counter(ASVS.state(row) for row in TABLE.values())
    assert states["n/a"] <= 0.15 * len(TABLE), states


def test_the_page_is_what_the_table_says() -> None:
    assert ASVS.PAGE.read_text("utf-8") == ASVS.page(TABLE), "run: python update/asvs.py"


@pytest.mark.parametrize(
    "row",
    [
        {"level": 1, "says": "x", "met": ["src/bailee/nothing_here.py"]},
        {"level": 1, "says": "x", "met": ["tests/test_no_shell.py::test_that_nobody_wrote"]},
        {"level": 1, "says": "x", "met": []},
        {"level": 1, "says": "x"},
        {"level": 1, "says": "x", "met": ["README.md"], "na": "both"},
    ],
)
def test_a_row_that_claims_too_much_is_found(row: dict[str, object]) -> None:
    assert ASVS.faults(TABLE | {"1.1.1": row})


# --- what is said of all of our code


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of functions by these names in our code."""
    wanted = re.compile("|".join(rf"\b{name}\(" for name in names))
    for path in rules.files():
        text = path.read_text("utf-8")
        if wanted.search(text):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and rules._name(node.func) in names:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_no_xpath_is_put_together_from_text() -> None:
    made = [
        where
        for where, call in calls("xpath", "XPath")
        if call.args and not isinstance(call.args[0], ast.Constant | ast.Name | ast.Attribute)
    ]
    assert made == []


def test_no_template_is_made_of_text() -> None:
    made = [
        where
        for where, _ in calls("from_string", "Template")
        if not where.startswith(("src/bailee/inventory/", "src/bailee/extractors/recognition.py"))
    ]
    assert made == []


def test_no_format_is_a_text_of_somebody() -> None:
    """`.format()` of texts that stand in our files: constants, catalogues of words, parameters of functions that take those."""
    asked = [where for where, call in calls("format_map") if isinstance(call.func, ast.Attribute)]
    assert [where for where in asked if "/web/" in where and "words" not in where and "own" not in where] == []
    found = [
        where
        for where, call in calls("format")
        if isinstance(call.func, ast.Attribute) and "request" in ast.unparse(call.func.value)
    ]
    assert found == []


def test_secrets_are_drawn_from_the_system() -> None:
    """What must not be guessed comes from `secrets` or the system; `random` is for samples alone."""
    users = [
        str(path.relative_to(ROOT))
        for path in rules.files("web", "api", "keys", "store", "operations", "evidence", "protection")
        if re.search(r"(?m)^\s*(import random|from random import)", path.read_text("utf-8"))
    ]
    assert users == ["src/bailee/store/work/running.py"]  # jobs that failed wait not all equally long
    sizes = {
        where: call.args[0].value
        for where, call in calls("token_urlsafe", "token_bytes")
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    short = [
        where for where, size in sizes.items() if size < 12
    ]  # idents are made by token_hex; a nonce of AES-GCM has 12
    assert len(sizes) > 6
    assert short == []


def test_cryptography_is_of_libraries() -> None:
    """Ciphers, signatures and exchanges come from `cryptography`, pyrage and pyHanko; no weak one is named outside of what reads others' files."""
    weak = re.compile(r"\b(modes\.ECB|modes\.CBC|TripleDES|ARC4|Blowfish|PKCS1v15|hashlib\.(md5|sha1))\b")
    found = {str(path.relative_to(ROOT)) for path in rules.files() if weak.search(path.read_text("utf-8"))}
    assert {
        name
        for name in found
        if not name.startswith(
            ("src/bailee/extractors/", "src/bailee/evidence/", "src/bailee/sources/", "src/bailee/demo/")
        )
    } == set()


def test_passwords_are_kept_by_scrypt() -> None:
    settings = (rules.SOURCES / "web" / "django_settings.py").read_text("utf-8")
    assert 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]' in settings
    assert (ScryptPasswordHasher.work_factor, ScryptPasswordHasher.block_size, ScryptPasswordHasher.parallelism) == (
        1 << 14,
        8,
        5,
    )


def test_no_debug_mode() -> None:
    for path in rules.files("web", "store", "api"):
        assert not re.search(r"(?m)^DEBUG\s*=\s*True", path.read_text("utf-8")), path


def test_what_is_installed_holds_no_tests() -> None:
    assert 'packages = ["src/bailee"]' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert list(rules.SOURCES.rglob("test_*.py")) == []


def test_what_is_handed_in_goes_out_as_a_file_to_save() -> None:
    """Content-Disposition: names of ours, or encoded; what somebody handed in is never shown in place."""
    shown = []
    for path in rules.files("web", "api"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if (
                '"Content-Disposition"] = f' in line
                and "inline" in line
                and not line.rstrip().endswith((".pdf\"'", ".ics\"'"))
            ):
                shown.append(f"{path.name}:{number}")
    assert shown == []


def test_the_words_that_are_at_hand_are_those_that_are_written_down() -> None:
    code = ast.parse((rules.SOURCES / "web" / "accounts" / "passwords.py").read_text("utf-8"))
    words = next(
        ast.literal_eval(node.value)
        for node in ast.walk(code)
        if isinstance(node, ast.Assign) and rules._name(node.targets[0]) == "CONTEXT"
    )
    told = re.search(r"Words that are at hand: (.*?)\.", (ROOT / "docs" / "safeguards.md").read_text("utf-8"))
    assert told and tuple(told[1].replace("*", "").split(", ")) == words


# --- pages and scripts


def test_scripts_of_ours_write_text_and_keep_nothing() -> None:
    assert len(SCRIPTS) > 8
    bad = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|postMessage|addEventListener\(.message|localStorage|sessionStorage|indexedDB|__proto__"
    )
    assert {
        path.name: bad.findall(path.read_text("utf-8")) for path in SCRIPTS if bad.search(path.read_text("utf-8"))
    } == {}


def test_fields_for_passwords_hide_them_and_let_managers_in() -> None:
    templates = rules.SOURCES / "web" / "templates"
    fields = [
        (path.name, line)
        for path in templates.rglob("*.html")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r'field\(form, "(old)?password\d?"', line)
    ]
    assert len(fields) >= 6
    assert [
        name
        for name, line in fields
        if 'type="password"' not in line or not re.search(r'autocomplete="(new|current)-password"', line)
    ] == []
    assert [
        path.name
        for path in (*templates.rglob("*.html"), *SCRIPTS)
        if re.search(r"onpaste|(?i:addEventListener\(.paste)", path.read_text("utf-8"))
    ] == []


def test_every_page_leads_to_signing_out() -> None:
    assert 'address("account_logout")' in (rules.SOURCES / "web" / "frame.py").read_text("utf-8")
    base = (rules.SOURCES / "web" / "templates" / "base.html").read_text("utf-8")
    assert 'action="{{ layout.account.sign_out_url }}"' in base and 'around("frame.sign_out")' in base


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("asvs") / "home"
    home.mkdir(mode=0o700)
    running = Server(home, {"BAILEE_ADDRESS": "https://privacy.example.com"})
    yield running
    running.close()


PATHS = ("/account/login/", "/", "/nothing/here/", "/api/v1/me", "/api/v1/nothing", "/healthz", "/static/nothing.js")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_its_headers(server: Server, path: str) -> None:
    answer = server.get(path, Host="privacy.example.com")
    heads = {name.lower(): value for name, value in answer.getheaders()}
    assert heads["x-content-type-options"] == "nosniff" and heads["referrer-policy"] == "same-origin"
    policy = heads["content-security-policy"]
    assert all(
        word in policy
        for word in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
    )
    assert heads["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "no-store" in heads["cache-control"]
    if answer.text:  # type: ignore[attr-defined]
        assert re.search(r"charset=utf-8|application/(problem\+)?json", heads["content-type"])


def test_no_other_origin_is_let_in(server: Server) -> None:
    for path in PATHS:
        answer = server.get(path, Host="privacy.example.com", Origin="https://evil.example")
        assert not [name for name, _ in answer.getheaders() if name.lower().startswith("access-control-allow")]


def test_no_folder_is_listed_and_trace_is_not_served(server: Server) -> None:
    for path in ("/static/", "/static/js/", "/static/vendor/"):
        assert server.get(path, Host="privacy.example.com").status == 404
    for path in PATHS[:4]:
        assert server.ask("TRACE", path, {"Host": "privacy.example.com"}).status in (400, 401, 403, 404, 405, 501), path


def test_a_program_that_comes_without_tls_is_refused_and_not_led_on(server: Server) -> None:
    """nginx leads pages from http to https, and refuses programs: what they sent in clear would go unnoticed (4.1.2)."""
    told = (ROOT / "deploy" / "proxy" / "nginx.conf").read_text("utf-8")
    plain = told[: told.index("listen 443")]
    assert re.search(r"location /api/ \{\s*return 403;", plain) and "return 308 https://" in plain
    assert server.get("/api/v1/me", Host="evil.example").status == 400
