"""Credentials of a server that several organisations share: each has its own, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.scan_options import ScanOptions, Surroundings
from bailee.operations.start_scan import start_scan
from bailee.operations.tasks import registry
from bailee.sources import connect
from bailee.sources.addresses import parse
from bailee.sources.credentials import Keyring, Need, read
from bailee.store import jobs
from bailee.store.work.running import run_one
from bailee.store.work.values import Timing
from world import World

PASSWORD = (Need("password", ""),)
HERS = parse("imaps://ann@mail.example")


def written(tmp_path: Path, text: str, **environment: str) -> Keyring:
    file = tmp_path / "credentials.toml"
    file.write_text(text)
    file.chmod(0o600)
    return read(file, environment)


def test_a_table_is_lent_to_the_organisation_that_it_names_and_to_no_other(tmp_path: Path) -> None:
    ring = written(tmp_path, '["imaps://mail.example"]\norganisation = "alice"\npassword = "hers"\n')
    assert ring.lent_to("alice", is_shared=True).of(HERS, PASSWORD).get("password") == "hers"
    for is_shared in (True, False):
        assert ring.lent_to("charlie", is_shared=is_shared).of(HERS, PASSWORD).get("password") is None


@pytest.mark.parametrize(
    ("table", "remedy"),
    [
        ('["imaps://mail.example"]\n', 'organisation = "alice"'),
        ('["imaps://"]\norganisation = "alice"\n', '["imaps://mail.example"]'),
        ('["imaps://"]\n', 'organisation = "alice"'),
    ],
)
def test_what_leaves_open_whose_or_where_is_lent_to_nobody_where_others_are(
    tmp_path: Path, table: str, remedy: str
) -> None:
    ring = written(tmp_path, table + 'password = "canary"\n')
    assert ring.lent_to("alice", is_shared=False).of(HERS, PASSWORD).get("password") == "canary"
    with pytest.raises(NotAllowed) as refused:
        ring.lent_to("alice", is_shared=True).of(HERS, PASSWORD)
    assert remedy in refused.value.hint and "canary" not in f"{refused.value}{refused.value.hint}"


def test_variables_hold_for_one_organisation_alone() -> None:
    ring = Keyring((), {"BAILEE_IMAPS_PASSWORD": "canary"})
    assert ring.lent_to("alice", is_shared=False).of(HERS, PASSWORD).get("password") == "canary"
    with pytest.raises(NotAllowed, match="variables hold for every imaps://"):
        ring.lent_to("alice", is_shared=True).of(HERS, PASSWORD)


def test_an_address_does_not_have_a_secret_sent_elsewhere(tmp_path: Path) -> None:
    ring = written(
        tmp_path, '["s3://acme-hr"]\norganisation = "alice"\naccess_key_id = "AK"\nsecret_access_key = "canary"\n'
    ).lent_to("alice", is_shared=True)
    connect(parse("s3://acme-hr/payroll?region=eu-west-1"), ring).close()
    with pytest.raises(NotAllowed, match="other options than endpoint"):
        connect(parse("s3://acme-hr/payroll?endpoint=https://mine.example"), ring)


def test_an_organisation_that_has_none_is_told_where_they_belong(tmp_path: Path) -> None:
    ring = written(tmp_path, '["imaps://mail.example"]\norganisation = "alice"\npassword = "hers"\n')
    with pytest.raises(NotAllowed, match="needs a password") as refused:
        connect(HERS, ring.lent_to("charlie", is_shared=True))
    assert "credentials.toml" in refused.value.hint and "alice" not in refused.value.hint


def test_a_table_that_says_something_else_than_text_of_whose_it_is_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="holds something that is no text"):
        written(tmp_path, '["imaps://mail.example"]\norganisation = 3\n')


def test_a_scan_from_a_page_is_lent_its_own_organisations_alone(world: World, tmp_path: Path) -> None:
    ring = written(
        tmp_path,
        f'["postgresql://reader@127.0.0.1:1"]\norganisation = "{world.charlie.organisation}"\npassword = "his"\n'
        '["mysql://reader@127.0.0.1:1"]\npassword = "whose"\n',
    )
    tasks = registry(Surroundings(world.home, keyring=ring))
    ended = {}
    for scheme in ("mysql", "postgresql"):
        place = world.alice.add_place(parse(f"{scheme}://reader@127.0.0.1:1/crm")).ident
        job = start_scan(world.alice, [place], ScanOptions(names="off", ocr="off", jobs=1)).ident
        run_one(world.home, tasks, world.alice.organisation_id, job, Timing())
        ended[scheme] = jobs.state(world.home, world.alice, job)
    assert ended["mysql"].cause == "NotAllowed" and world.alice.organisation in ended["mysql"].hint
    assert ended["postgresql"].state == "done"  # it asked without a password, and was not let in
