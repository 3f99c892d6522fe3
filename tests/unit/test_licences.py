"""Every package has a licence that goes with ours, and stands in docs/licences.md."""

from email.message import Message

import pytest

from tools import licences
from tools.licences import LicenceError

LOCKED = {
    name: version
    for lock in licences.LOCKS.values()
    for name, version in licences.locked((licences.ROOT / lock).read_text("utf-8")).items()
}


def said(**fields):
    """Metadata of a package; a list is a field that comes more than once."""
    metadata = Message()
    for name, value in fields.items():
        for one in [value] if isinstance(value, str) else value:
            metadata[name.replace("_", "-")] = one
    return metadata


def test_every_installed_package_is_allowed_and_in_the_list():
    listed = licences.LIST.read_text("utf-8").splitlines()
    found = licences.rows(LOCKED)
    assert {"streamlit", "pandas", "pytest"} <= set(found)
    assert [row for row in found.values() if row not in listed] == []


def test_the_list_holds_nothing_that_is_no_longer_locked():
    rows = [line.split(" | ") for line in licences.LIST.read_text("utf-8").splitlines() if line[:2] == "| "]
    names = {(row[0].removeprefix("| "), row[1]) for row in rows} - {("package", "version")}
    assert len(names) > 100
    assert names <= set(LOCKED.items())


@pytest.mark.parametrize("lock", licences.LOCKS.values())
def test_every_locked_package_has_hashes_and_no_address(lock):
    text = (licences.ROOT / lock).read_text("utf-8")
    entries = [entry for entry in text.split("\n") if entry and not entry.startswith((" ", "#"))]
    assert len(entries) == len(licences.locked(text)) > 30
    assert all(entry.endswith(" \\") for entry in entries)
    assert "://" not in text


def test_packages_that_both_locks_hold_have_one_version():
    one, other = (
        licences.locked((licences.ROOT / lock).read_text("utf-8")) for lock in licences.LOCKS.values()
    )
    both = set(one) & set(other)
    assert "packaging" in both
    assert {name: one[name] for name in both} == {name: other[name] for name in both}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License_Expression": "MIT AND PSF-2.0", "License": "whatever"}, "MIT AND PSF-2.0"),
        ({"License": "Apache License 2.0"}, "Apache-2.0"),
        ({"License": "MIT"}, "MIT"),
        (
            {"License": "long text", "Classifier": ["Topic :: X", "License :: OSI Approved :: MIT License"]},
            "MIT",
        ),
    ],
)
def test_a_licence_is_read_wherever_it_is_said(fields, expected):
    assert licences.licence_of("package", said(**fields)) == expected


def test_several_licences_without_and_or_or_are_for_a_person_to_read():
    classifiers = [
        "License :: OSI Approved :: MIT License",
        "License :: OSI Approved :: Apache Software License",
    ]
    with pytest.raises(LicenceError, match="package: several licences"):
        licences.licence_of("package", said(Classifier=classifiers))


@pytest.mark.parametrize(
    "expression", ["MIT", "MIT OR GPL-3.0-only", "BSD-3-Clause AND (MIT OR AGPL-3.0-only)"]
)
def test_what_can_be_used_under_allowed_licences_alone_is_allowed(expression):
    licences.check("package", expression)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("GPL-3.0-only", "not among the allowed"),
        ("MIT AND GPL-2.0-or-later", "not among the allowed"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "not among the allowed"),
        ("SSPL-1.0 OR AGPL-3.0-only", "not among the allowed"),
        ("BSD License", "no SPDX expression"),
        ("Proprietary", "no SPDX expression"),
        ("", "says no licence"),
    ],
)
def test_what_is_unknown_or_does_not_go_with_ours_is_refused(expression, reason):
    with pytest.raises(LicenceError, match=f"package: .*{reason}"):
        licences.check("package", expression)
