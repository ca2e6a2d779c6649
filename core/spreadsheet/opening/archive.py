"""Zip archives, read in bounded memory and written again without touching what has not changed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED

from core.spreadsheet.refusal import SAVE_AS, NotAWorkbook, damaged, unsafe

_MOST_ENTRIES = 65_535
"""What an archive can list without extensions; a book of ten thousand forms stays below."""
_LARGEST_ENTRY = 256 * 1024 * 1024
_LARGEST_ARCHIVE = 384 * 1024 * 1024
"""Uncompressed; a hundred thousand indicators are some 60 MiB."""

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_SIGNATURE, _CENTRAL_SIGNATURE, _END_SIGNATURE = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_ENCRYPTED, _SIZES_FOLLOW, _UTF_8 = 0x1, 0x8, 0x800
_ZIP64_EXTRA = 1
_DEFLATE_VERSION = 20
_LEVEL = 4
"""Of compression. The usual 6 makes a list of a hundred thousand indicators 8 % smaller in two and a half times the time."""
_PIECE = 1 << 16
"""Of an entry, in compressed bytes: of XML, some half a megabyte."""
_FIRST_DAY = 1 << 5 | 1
"""1 January 1980 as zip archives say it: a new entry's date, so that equal books give equal files."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its compressed bytes and all that the archive says about it."""

    name: str
    packed: memoryview
    size: int
    checksum: int
    method: int = ZIP_DEFLATED
    flags: int = 0
    versions: tuple[int, int] = (_DEFLATE_VERSION, _DEFLATE_VERSION)
    """The versions of the format it was made by and needs."""
    time: tuple[int, int] = (0, _FIRST_DAY)
    extras: tuple[bytes, bytes] = (b"", b"")
    """What more is said in front of the bytes, and in the directory."""
    comment: bytes = b""
    attributes: tuple[int, int] = (0, 0)
    """Internal and external ones."""

    def content(self) -> bytes:
        """The uncompressed bytes. Raises NotAWorkbook where they are not what the archive says."""
        if self.method == ZIP_STORED:
            content = bytes(self.packed)
        else:
            decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = decompressor.decompress(self.packed, self.size + 1)
            except zlib.error as error:
                raise damaged() from error
        if len(content) != self.size or zlib.crc32(content) != self.checksum:
            raise damaged()
        return content

    def pieces(self) -> Iterator[bytes]:
        """The uncompressed bytes from the first on, for who needs few of them. Their checksum is not looked at.

        Raises NotAWorkbook where they are more than the archive says, or cannot be uncompressed.
        """
        if self.method == ZIP_STORED:
            yield bytes(self.packed)
            return
        decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        left = self.size
        for start in range(0, len(self.packed), _PIECE):
            try:
                piece = decompressor.decompress(self.packed[start : start + _PIECE], left + 1)
            except zlib.error as error:
                raise damaged() from error
            left -= len(piece)
            if left < 0:
                raise damaged()
            yield piece

    def renamed(self, name: str) -> Entry:
        """The same contents under another name, which has to be of ASCII characters."""
        return replace(self, name=name, flags=self.flags & ~_UTF_8)

    def with_content(self, content: bytes) -> Entry:
        """The same entry with other bytes."""
        packed = content
        if self.method == ZIP_DEFLATED:
            compressor = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
            packed = compressor.compress(content) + compressor.flush()
        return replace(self, packed=memoryview(packed), size=len(content), checksum=zlib.crc32(content))


def new_entry(name: str, content: bytes, method: int = ZIP_DEFLATED) -> Entry:
    flags = 0 if name.isascii() else _UTF_8
    return Entry(name, memoryview(b""), 0, 0, method, flags).with_content(content)


def read_archive(data: bytes) -> tuple[Entry, ...]:
    """The entries in the order of the archive's directory. Raises NotAWorkbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise damaged() from error
    _check_sizes(infos)
    view = memoryview(data)
    ends = [(info.header_offset, _start(data, info)[1] + info.compress_size) for info in infos]
    if any(end > start for (_, end), (start, _) in pairwise(sorted(ends))):
        raise unsafe("的压缩包里有互相重叠的内容")
    return tuple(_entry(view, info, *_start(data, info)) for info in infos)


def write_archive(entries: Iterable[Entry]) -> bytes:
    """An archive of these entries, in this order."""
    parts: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode("utf-8" if entry.flags & _UTF_8 else "cp437")
        made_by, needed = entry.versions
        common = (entry.flags, entry.method, *entry.time, entry.checksum, len(entry.packed), entry.size)
        local, central = entry.extras
        header = _LOCAL_HEADER.pack(_LOCAL_SIGNATURE, needed, *common, len(name), len(local))
        parts += (header, name, local, entry.packed)
        lengths = (len(name), len(central), len(entry.comment))
        directory += (
            _CENTRAL_HEADER.pack(
                _CENTRAL_SIGNATURE, made_by, needed, *common, *lengths, 0, *entry.attributes, offset
            ),
            name,
            central,
            entry.comment,
        )
        offset += len(header) + len(name) + len(local) + len(entry.packed)
    count = len(directory) // 4
    size = sum(map(len, directory))
    end = _END.pack(_END_SIGNATURE, 0, 0, count, count, size, offset, 0)
    return b"".join((*parts, *directory, end))


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > _MOST_ENTRIES:
        raise unsafe(f"的压缩包里有 {len(infos)} 个部件，远多于一个工作簿")
    if sum(info.file_size for info in infos) > _LARGEST_ARCHIVE or any(
        info.file_size > _LARGEST_ENTRY for info in infos
    ):
        raise unsafe("解压后大得不正常")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise NotAWorkbook(f"压缩包设有密码，请去掉密码后再打开；如果是工作簿，{SAVE_AS}")
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
        raise unsafe("用了 Excel 不用的压缩方法")


def _start(data: bytes, info: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the extra fields in front of the entry's compressed bytes begin, and where these do."""
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_SIGNATURE):
        raise damaged()
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    extra = info.header_offset + _LOCAL_HEADER.size + int(name_length)
    start = extra + int(extra_length)
    if start + info.compress_size > len(data):
        raise damaged()
    return extra, start


def _entry(view: memoryview, info: zipfile.ZipInfo, extra: int, start: int) -> Entry:
    year, month, day, hour, minute, second = info.date_time
    return Entry(
        name=info.orig_filename,
        packed=view[start : start + info.compress_size],
        size=info.file_size,
        checksum=info.CRC,
        method=info.compress_type,
        flags=info.flag_bits & ~_SIZES_FOLLOW,
        versions=(info.create_system << 8 | info.create_version, info.extract_version),
        time=(hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day),
        extras=(_without_zip64(bytes(view[extra:start])), _without_zip64(info.extra)),
        comment=info.comment,
        attributes=(info.internal_attr, info.external_attr),
    )


def _without_zip64(extra: bytes) -> bytes:
    """Sizes that need no such field have none, or it would be read in their place."""
    kept = b""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        field, extra = extra[: 4 + length], extra[4 + length :]
        kept += b"" if kind == _ZIP64_EXTRA else field
    return kept + extra
