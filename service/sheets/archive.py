"""The zip around a workbook: what it claims is checked first, what it really unpacks is counted.

A directory can lie about sizes, list a member twice, or point twenty members at the same bytes; so
no claim is trusted, and every byte that comes out is taken from one budget (reliability.md §4.1).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from service.sheets.limits import Limits
from service.sheets.refusal import SheetRefused

__all__ = ["CHUNK", "Archive"]

CHUNK: Final = 65_536
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls and of encryption
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_FREE: Final = 1_000_000  # bytes; below them no ratio is asked for, small parts are all repetition
_FAULTS: Final = (
    BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
_NOT_IN_A_PATH: Final = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_FORBIDDEN: Final = (
    (re.compile(r"vba(project|data)|/macrosheets/|/dialogsheets/"), "macros"),
    (re.compile(r"/externallinks/|/connections\.xml|/querytables/"), "external_links"),
    (re.compile(r"/embeddings/|/activex/|\.(exe|dll|js|vbs|bat|cmd|ps1|lnk)\Z"), "embedded_objects"),
    (re.compile(r"\.(zip|xls[xmb]?|docx?|pptx?|rar|7z|gz)\Z"), "nested_archive"),
)  # fmt: skip


class Archive:
    """The members of a zip that a stranger made. Names are told apart as OPC does: without case."""

    __slots__ = ("_limits", "_members", "_other", "_packed", "_unpacked", "_zip")

    def __init__(self, data: bytes, limits: Limits) -> None:
        _refuse_other_files(data, limits)
        self._limits, self._packed = limits, len(data)
        self._unpacked, self._other = 0, 0
        try:
            self._zip = ZipFile(BytesIO(data))
        except _FAULTS as fault:
            raise SheetRefused("damaged", part="zip") from fault
        members = self._zip.infolist()
        if sum(member.file_size for member in members) > limits.unpacked_bytes:
            raise SheetRefused("unpacked_too_large", limit=limits.unpacked_bytes)
        self._members: dict[str, ZipInfo] = {}
        for member in members:
            _refuse_member(member, limits)
            if self._members.setdefault(member.filename.casefold(), member) is not member:
                raise SheetRefused("duplicate_members", part=member.filename)
        for member in members:
            self._refuse_nested(member)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._members

    def names(self) -> list[str]:
        return [member.filename for member in self._members.values()]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, counted as they come; KeyError if there is none of that name."""
        member = self._members[name.casefold()]
        try:
            with self._zip.open(member) as source:
                while chunk := source.read(CHUNK):
                    self._count(len(chunk), name)
                    yield chunk
        except _FAULTS as fault:
            raise SheetRefused("damaged", part=name) from fault

    def glance(self, name: str) -> Iterator[bytes]:
        """The same without counting, for a look before the walk; never more than the directory says,
        which is within the limits."""
        member = self._members[name.casefold()]
        try:
            with self._zip.open(member) as source:
                while chunk := source.read(CHUNK):
                    yield chunk
        except _FAULTS as fault:
            raise SheetRefused("damaged", part=name) from fault

    def small(self, name: str) -> Iterator[bytes]:
        """The same of a part that holds no cells: of these a few megabytes are more than enough."""
        for chunk in self.chunks(name):
            self._other += len(chunk)
            if self._other > self._limits.other_bytes:
                raise SheetRefused("unpacked_too_large", limit=self._limits.other_bytes)
            yield chunk

    def _count(self, size: int, name: str) -> None:
        self._unpacked += size
        if self._unpacked > self._limits.unpacked_bytes:
            raise SheetRefused("unpacked_too_large", limit=self._limits.unpacked_bytes)
        if self._unpacked > max(_FREE, self._limits.ratio * self._packed):
            raise SheetRefused("ratio_too_high", part=name, limit=self._limits.ratio)

    def _refuse_nested(self, member: ZipInfo) -> None:
        """By what it begins with, whatever it is called: four bytes of each are looked at."""
        try:
            with self._zip.open(member) as source:
                beginning = source.read(len(_LOCAL))
        except _FAULTS as fault:
            raise SheetRefused("damaged", part=member.filename) from fault
        if beginning == _LOCAL:
            raise SheetRefused("nested_archive", part=member.filename)


def _refuse_other_files(data: bytes, limits: Limits) -> None:
    """What is no zip, and a directory so long that reading it is the attack."""
    if not data:
        raise SheetRefused("empty_file")
    if len(data) > limits.upload_bytes:
        raise SheetRefused("file_too_large", bytes=len(data), limit=limits.upload_bytes)
    if data.startswith(_COMPOUND):
        raise SheetRefused("encrypted" if _ENCRYPTED_STREAM in data else "old_xls")
    if not data.startswith(_LOCAL):
        raise SheetRefused("not_xlsx")
    if data.count(_CENTRAL) > limits.members:
        raise SheetRefused("too_many_members", limit=limits.members)


def _refuse_member(member: ZipInfo, limits: Limits) -> None:
    name = member.orig_filename  # `filename` has been cut at a NUL
    steps = name.removesuffix("/").split("/")
    if _NOT_IN_A_PATH.search(name) or not {"", ".", ".."}.isdisjoint(steps):
        raise SheetRefused("member_path", part=name)
    if member.flag_bits & 0x41:  # encrypted, or encrypted strongly
        raise SheetRefused("encrypted")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise SheetRefused("damaged", part=name)
    for pattern, reason in _FORBIDDEN:
        if pattern.search(f"/{name}".casefold()):
            raise SheetRefused(reason, part=name)
    if member.file_size > max(_FREE, limits.ratio * member.compress_size):
        raise SheetRefused("ratio_too_high", part=name, limit=limits.ratio)
