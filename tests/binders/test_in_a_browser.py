"""The verifier in a binder's own page: at file://, without any network, it says whole, and names what was changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import world as worlds
from binders.making import binder, lay
from web.axe import chromium


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home, out = tmp_path_factory.mktemp("browser") / "home", tmp_path_factory.mktemp("made") / "binder"
    worlds.make_world(home)
    world = worlds.open_world(home)
    lay(world.alice, tmp_path_factory.mktemp("share"), signers=1)
    binder(world.alice, "auditor", out)
    world.alice.close()
    return out


def test_it_says_whole_and_names_what_was_changed(folder: Path, tmp_path: Path) -> None:
    with chromium() as browser:
        page = browser.new_context(offline=True, viewport={"width": 320, "height": 800}).new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto((folder / "index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

        def checked(where: Path) -> tuple[str, str]:
            page.set_input_files("#folder", where)
            page.wait_for_selector("#said[data-state=whole], #said[data-state=broken]", timeout=20_000)
            state = page.get_attribute("#said", "data-state") or ""
            told = page.inner_text("#said")
            page.evaluate("document.getElementById('said').dataset.state = ''")
            return state, told

        state, told = checked(folder)
        assert state == "whole" and "Everything holds" in told, told
        copy = tmp_path / "copy"
        for name, place, word in (
            ("laws.json", 500, "laws.json: was changed"),
            ("records.jsonl", 20, "record 1"),
            ("checkpoint.txt", 40, "checkpoint.txt"),
            ("log-key.txt", 3, "log-key.txt"),
            ("manifest.json", 30, "manifest.json"),
            ("proofs/2.tlog-proof", 40, "proofs/2.tlog-proof: does not lead to the signed root"),
        ):
            shutil.copytree(folder, copy)
            content = bytearray((copy / name).read_bytes())
            content[place] ^= 1
            (copy / name).write_bytes(bytes(content))
            state, told = checked(copy)
            assert state == "broken" and word in told, f"{name}: {told}"
            shutil.rmtree(copy)
        shutil.copytree(folder, copy)
        (copy / "status.pdf").unlink()
        (copy / "added.txt").write_text("x")
        state, told = checked(copy)
        assert state == "broken" and "status.pdf: is missing" in told and "added.txt: was added" in told
        assert all(url.startswith(("file:", "data:")) for url in asked) and complaints == []
