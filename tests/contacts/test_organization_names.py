"""Names as they compare; one key is one organization, so a key never says that two are one who are not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.folding import fold
from contacts.organization_names import KEY_LENGTH, core, organization_key


@pytest.mark.parametrize(
    "name",
    [
        "ACME",
        "Acme Inc.",
        "Acme, Inc",
        "acme incorporated",
        "Acme Corp...",
        "Acme Corporation",
        "The Acme Company",
        "The ACME Co., Ltd.",
        "Acme & Co.",
        "Acme Limited",
        "Acme Ltd.",
        "Acme Private Limited",
        "Acme Pvt. Ltd.",
        "Acme Pty Ltd",
        "Acme Pte. Ltd.",
        "Acme L.L.C.",
        "Acme Limited Liability Company",
        "Acme Public Limited Company",
        "Acme LLP",
        "Acme GmbH",
        "Acme G.m.b.H.",
        "Acme GmbH & Co. KG",
        "Acme AG & Co. OHG",
        "Acme Gesellschaft mit beschränkter Haftung",
        "Acme Aktiengesellschaft",
        "Acme S.A.",
        "Acme, S.A.S.",
        "Acme Société Anonyme",
        "Acme S.p.A.",
        "Acme S.r.l.",
        "Acme S.L.",
        "Acme, Lda.",
        "Acme B.V.",
        "Acme N.V.",
        "Acme A/S",
        "Acme AS",
        "Acme AB",
        "Acme Oy",
        "Acme sp. z o.o.",
        "Acme s.r.o.",
        "Acme d.o.o.",
        "Acme SE",
        "  Acmé  ",
    ],
)
def test_a_legal_form_does_not_matter(name: str) -> None:
    assert organization_key(name) == "acme"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Merck & Co.", "merck"),
        ("Merck KGaA", "merck kgaa"),
        ("Marks & Spencer plc", "marks & spencer"),
        ("AT&T Inc.", "at&t"),
        ("J.P. Morgan", "jp morgan"),
        ("Ernst & Young LLP", "ernst & young"),
        ("Procter & Gamble Co.", "procter & gamble"),
        ("Acme (UK) Ltd", "acme uk"),
        ("ACME Corporation Europe", "acme corporation europe"),
        ("Amazon.com, Inc.", "amazon com"),
        ("The Limited", "limited"),
        ("The", "the"),
        ("Co", "co"),
        ("SE", "se"),
        ("d.o.o.", "doo"),
        ("Yahoo!", "yahoo"),
        ("!!!", "!!!"),
        ("Pedro", "pedro"),
        ("", ""),
    ],
)
def test_a_name_keeps_what_tells_it_apart(name: str, key: str) -> None:
    assert organization_key(name) == key


@pytest.mark.parametrize(
    ("key", "shared"),
    [
        ("acme europe", "acme"),
        ("acme corporation europe", "acme"),
        ("acme group holdings", "acme"),
        ("acme france & germany", "acme"),
        ("acme", "acme"),
        ("global", "global"),
        ("deutsche bahn", "deutsche bahn"),
    ],
)
def test_the_core_leaves_region_and_branch_out(key: str, shared: str) -> None:
    assert core(key) == shared


@given(st.text())
@example("¸")
@example("\u0301")
def test_every_name_with_more_than_accents_in_it_has_a_key(name: str) -> None:
    key = organization_key(name)

    assert bool(key) == bool(fold(name))
    assert len(key) <= KEY_LENGTH
    assert core(key) == "" if not key else core(key)


@given(st.text(alphabet="abcé .&,-"))
def test_case_and_accents_do_not_matter(name: str) -> None:
    assert organization_key(name) == organization_key(name.upper()) == organization_key(f" {name}")
