"""What is released: under licences that a customer may have, with a bill of materials, built the same twice, signed so that anybody can check it."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_public_key

ROOT = Path(__file__).resolve().parent.parent


def script(name: str) -> ModuleType:
    sys.path.insert(0, str(ROOT / "update"))
    spec = importlib.util.spec_from_file_location(f"update_{name}", ROOT / "update" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LICENCES, SBOM, RELEASE = script("licences"), script("sbom"), script("release")


def test_no_package_on_a_customers_machine_is_under_gpl_or_agpl() -> None:
    bill = LICENCES.packages()
    assert len(bill) > 60 and {"django", "cryptography", "pyrage", "hyperscan"} <= {each.name for each in bill}
    refused = {each.name: why for each in bill if (why := LICENCES.refusal(each))}
    assert refused == {}


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-or-later", "AGPL-3.0", "MIT AND GPL-2.0", "", "LicenseRef-Proprietary", "SSPL-1.0"]
)
def test_a_licence_that_is_not_on_the_list_is_refused(licence: str) -> None:
    bill = LICENCES.packages()
    assert LICENCES.refusal(type(bill[0])("x", "1", licence, (), (), ()))


def test_the_page_of_licences_is_fresh() -> None:
    assert (ROOT / "docs" / "licences.md").read_text("utf-8") == LICENCES.page(), "run: python update/licences.py"


def test_the_bill_of_materials_lists_every_package_with_its_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    bom = SBOM.bom()
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6") and bom == SBOM.bom()
    components = {each["name"]: each for each in bom["components"]}
    assert components.keys() == {each.name for each in LICENCES.packages()}
    assert all(each["externalReferences"][0]["hashes"] for each in components.values())
    refs = {each["bom-ref"] for each in bom["components"]} | {bom["metadata"]["component"]["bom-ref"]}
    assert {ref for each in bom["dependencies"] for ref in (each["ref"], *each["dependsOn"])} <= refs
    ours = next(each for each in bom["dependencies"] if each["ref"].startswith("pkg:pypi/bailee@"))
    assert any(ref.startswith("pkg:pypi/pyrage@") for ref in ours["dependsOn"])
    assert json.loads(json.dumps(bom)) == bom


def key(folder: Path, private: object) -> Path:
    path = folder / "key.pem"
    path.touch(mode=0o600)
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))  # type: ignore[attr-defined]
    return path


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("a release is made from a checkout")
    folder = tmp_path_factory.mktemp("release")
    RELEASE.make(key(folder, ec.generate_private_key(ec.SECP256R1())), folder / "dist")
    return folder / "dist"


def test_two_builds_of_a_commit_are_the_same_and_signed(released: Path) -> None:
    names = {path.name for path in released.iterdir()}
    assert {"bailee.cdx.json", "SHA256SUMS", "SHA256SUMS.sig", "release.pub"} < names
    assert sum(name.endswith((".whl", ".tar.gz")) for name in names) == 2
    assert RELEASE.verify(released, released / "release.pub") == []


def test_the_wheel_has_every_file_of_the_program_and_nothing_else(released: Path) -> None:
    """Of the commit that its statement names: a branch may have moved since."""
    told = json.loads(base64.b64decode(json.loads((released / "provenance.intoto.jsonl").read_text())["payload"]))
    commit = told["predicate"]["buildDefinition"]["externalParameters"]["commit"]
    words = ["git", "ls-tree", "-r", "--name-only", "-z", commit, "src/bailee"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    ours = {name.removeprefix("src/") for name in listed.split("\0") if name}
    with zipfile.ZipFile(next(released.glob("*.whl"))) as wheel:
        packed = set(wheel.namelist())
    assert len(ours) > 500 and {name for name in packed if ".dist-info/" not in name} == ours
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in packed)


def test_the_sdist_alone_builds_the_same_wheel(released: Path, tmp_path: Path) -> None:
    sdist = next(released.glob("*.tar.gz"))
    with tarfile.open(sdist) as packed:
        epoch = str(int(packed.getmembers()[0].mtime))
    subprocess.run(["tar", "-xzf", sdist, "-C", tmp_path], check=True)  # tarfile's filters came with Python 3.11.4
    (source,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "again")]
    environment = os.environ | {"SOURCE_DATE_EPOCH": epoch, "TZ": "UTC"}
    subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True)
    (again,), (first,) = (tmp_path / "again").glob("*.whl"), released.glob("*.whl")
    assert again.name == first.name and again.read_bytes() == first.read_bytes()


def test_what_is_installed_of_the_wheel_runs_without_the_checkout(released: Path, tmp_path: Path) -> None:
    """Its packages are those of this environment; `python update/try_release.py dist` takes an empty one, from an index."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(tmp_path / "at")]
    subprocess.run([*pip, str(next(released.glob("*.whl")))], check=True)
    (tmp_path / "note.txt").write_text("SSN of Jane Doe: 318-62-9047\n")
    alone = os.environ | {"PYTHONPATH": str(tmp_path / "at")}
    asked = "import bailee; print(bailee.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, env=alone, capture_output=True, text=True, check=True
    )
    assert Path(where.stdout.strip()).is_relative_to(tmp_path)
    words = [sys.executable, "-m", "bailee", "scan", "note.txt", "--no-store", "--json", "--report", "page.html"]
    done = subprocess.run(words, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert [each["detector"] for each in json.loads(done.stdout)["findings"]].count("us-ssn") == 1
    assert (tmp_path / "page.html").stat().st_size > 10_000


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_and_sha256sum_verify_it_as_the_page_says(released: Path) -> None:
    command = ["openssl", "dgst", "-sha256", "-verify", "release.pub", "-signature", "SHA256SUMS.sig", "SHA256SUMS"]
    assert "Verified OK" in subprocess.run(command, cwd=released, capture_output=True, text=True, check=True).stdout
    subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=released, capture_output=True, check=True)


def test_where_it_comes_from_is_said_in_a_signed_statement(released: Path) -> None:
    """As in-toto and SLSA have it: each file by its digest, the commit, the lock; read here by what the formats say, not by our reader."""
    whole = json.loads((released / "provenance.intoto.jsonl").read_text())
    body = base64.b64decode(whole["payload"])
    signed = b"DSSEv1 28 application/vnd.in-toto+json %d " % len(body) + body
    public = load_pem_public_key((released / "release.pub").read_bytes())
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(base64.b64decode(whole["signatures"][0]["sig"]), signed, ec.ECDSA(hashes.SHA256()))
    told = json.loads(body)
    sums = dict(reversed(line.split("  ")) for line in (released / "SHA256SUMS").read_text().splitlines())
    assert {each["name"]: each["digest"]["sha256"] for each in told["subject"]} == sums and len(sums) == 3
    made = told["predicate"]["buildDefinition"]
    assert told["predicateType"] == "https://slsa.dev/provenance/v1" and len(made["externalParameters"]["commit"]) == 40
    assert made["resolvedDependencies"][0]["digest"]["gitCommit"] == made["externalParameters"]["commit"]
    assert len(made["resolvedDependencies"][1]["digest"]["sha256"]) == 64


@pytest.mark.parametrize("what", ["wheel", "sums", "signature", "missing", "statement", "no-statement", "another"])
def test_whatever_is_changed_is_noticed(released: Path, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "dist"
    shutil.copytree(released, folder)
    if what in ("no-statement", "another"):
        (folder / "provenance.intoto.jsonl").unlink()
        if what == "another":  # well signed, and about other files
            private = ec.generate_private_key(ec.SECP256R1())
            told = RELEASE.provenance.statement({"x": "0" * 64}, "0" * 40, "0", "0" * 64, datetime.now(UTC))
            (folder / "provenance.intoto.jsonl").write_bytes(
                RELEASE.provenance.envelope(
                    told, lambda content: RELEASE._signed(private, content), private.public_key()
                )
            )
        assert RELEASE.verify(folder, released / "release.pub")
        return
    path = {
        "statement": folder / "provenance.intoto.jsonl",
        "wheel": next(folder.glob("*.whl")),
        "sums": folder / "SHA256SUMS",
        "signature": folder / "SHA256SUMS.sig",
    }.get(what)
    if path is None:
        next(folder.glob("*.tar.gz")).unlink()
    else:
        content = bytearray(path.read_bytes())
        content[-9] ^= 1
        path.write_bytes(content)
    assert RELEASE.verify(folder, released / "release.pub")


def test_an_ed25519_key_signs_too_and_other_keys_do_not(tmp_path: Path) -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    assert RELEASE._private(key(tmp_path, private)).public_key() == private.public_key()
    for other in (ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)):
        with pytest.raises(SystemExit, match="P-256 or an Ed25519"):
            RELEASE._private(key(tmp_path, other))
    path = key(tmp_path, private)
    path.chmod(0o644)
    with pytest.raises(SystemExit, match="read by others"):
        RELEASE._private(path)
