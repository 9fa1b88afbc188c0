"""Every byte that is unpacked is counted, whatever the directory says."""

from __future__ import annotations

import pytest

from service.sheets.archive import Archive
from service.sheets.limits import Limits
from service.sheets.refusal import SheetRefused
from tests.sheets.books import zipped

NOISE = bytes(range(256)) * 400


def unpacked(archive: Archive, name: str) -> int:
    return sum(map(len, archive.chunks(name)))


def test_a_member_unpacked_twice_is_counted_twice() -> None:
    archive = Archive(zipped({"a": NOISE}), Limits(unpacked_bytes=250_000))
    assert unpacked(archive, "a") == 102_400
    assert unpacked(archive, "A") == 102_400
    with pytest.raises(SheetRefused, match="unpacked_too_large"):
        unpacked(archive, "a")


def test_a_bomb_is_left_at_the_first_bytes_too_many() -> None:
    """A claim that fits lets it begin; no more is taken than the budget and one piece."""
    archive = Archive(
        zipped({"a": b"x" * 900_000, "b": NOISE * 3}),
        Limits(unpacked_bytes=1_300_000, ratio=10_000),
    )
    assert unpacked(archive, "b") == 307_200
    taken = 0
    chunks = archive.chunks("a")
    assert unpacked(archive, "b") == 307_200
    with pytest.raises(SheetRefused, match="unpacked_too_large"):  # noqa: PT012
        for chunk in chunks:
            taken += len(chunk)
    assert taken <= 1_300_000 - 2 * 307_200


def test_the_ratio_of_the_whole_is_counted_too() -> None:
    """Ten members, each of less than a megabyte, so that none is asked for its own ratio."""
    archive = Archive(zipped({f"m{n}": b"x" * 900_000 for n in range(10)}), Limits())
    with pytest.raises(SheetRefused, match="ratio_too_high"):
        [unpacked(archive, f"m{n}") for n in range(10)]


def test_a_member_is_found_without_regard_to_case_and_none_is_made_up() -> None:
    archive = Archive(zipped({"xl/Workbook.xml": "x"}), Limits())
    assert "XL/workbook.XML" in archive
    assert archive.names() == ["xl/Workbook.xml"]
    with pytest.raises(KeyError):
        unpacked(archive, "xl/other.xml")
