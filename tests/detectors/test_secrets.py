"""Secrets are told once, whatever sees them, and what only stands for a secret is not told."""

import pytest

from bailee.detectors import detect
from bailee.detectors.crypto_address import keccak256
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

KEY = "AKIAQ3EGTYUI2ZXCVBN4"
SECRET = "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"  # random characters


def told(content, name="notes.txt"):
    text = Text.of(content, Locator((name,)))
    matches = [m for m in detect(text, patterns_only=True) if m.confidence >= Confidence.LIKELY]
    return [(m.detector, content[m.start : m.end]) for m in matches if m.category == "credentials"]


def test_a_key_in_a_file_of_variables_is_one_finding():
    assert told(f"AWS_ACCESS_KEY_ID={KEY}\nAWS_SECRET_ACCESS_KEY={SECRET}\n", ".env") == [
        ("aws-key", KEY),
        ("aws-key", SECRET),
    ]
    token = "ghp_a8Fk3LmP0qRsT7uVwXyZ1bCdEfGhJ2kLmN4o"
    assert told(f"GITHUB_API_TOKEN={token}") == [("github-token", token)]
    assert told(f"db_password={token}") == [("github-token", token)]


@pytest.mark.parametrize(
    "content",
    (
        "password = os.environ['DB_PASSWORD']",
        'password: "${DB_PASSWORD}"',
        "password = <password>",
        "Password: ********",
        'api_key = "your-api-key-here"',
        "secret_access_key = {{ vault.aws_secret }}",
        "token: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "private String password;",
        "if (password.equals(other.password)) { return true; }",
        "def login(user, password=None): ...",
        "http://user:password@localhost/",
        "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
    ),
)
def test_what_stands_for_a_secret_is_none(content):
    assert told(content) == []


@pytest.mark.parametrize(
    "content",
    (
        "jdbc:postgresql://db2/hr?user=kim&password=Quartz81!x",
        "jdbc:oracle:thin:payroll/Quartz81!x@db2:1521/HR",
        "mongodb+srv://kim:Quartz81!x@cluster0.example.net/hr",
        "Server=db2;Database=hr;User Id=kim;Password=Quartz81!x;",
        "machine ftp.example.com login kim password Quartz81!x",
        "https://kim:Quartz81!x@files.example.com/",
        "WIFI:S:Lodge;T:WPA;P:Quartz81!x;;",
        "spring.datasource.password=Quartz81!x",
    ),
)
def test_passwords_of_connections_are_told(content):
    assert [value for _, value in told(content)] == ["Quartz81!x"]


def test_keccak_is_the_one_before_the_standard():
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
