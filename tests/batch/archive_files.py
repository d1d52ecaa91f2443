"""Archives made from nothing, honest and hostile: bytes out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import uuid
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import partial

import zstandard


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in pairs:
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def zipped_in_gbk(name: str, data: bytes) -> bytes:
    """Return a zip as Windows in China makes it: the name in GBK, and nothing that says so."""
    raw = name.encode("gbk")
    placeholder = "x" * len(raw)
    return zipped({placeholder: data}).replace(placeholder.encode(), raw)


def zipped_with_password(name: str) -> bytes:
    """Return a zip that says its member is encrypted (APPNOTE 4.4.4, bit 0)."""
    data = bytearray(zipped({name: b"\0" * 20}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def zipped_with_overlap(name: str, data: bytes) -> bytes:
    """Return a zip of two directory entries for the same bytes, as in zbsm of 2019."""
    whole = zipped({name: data})
    at = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[at:end]
    closing = bytearray(whole[end:])
    struct.pack_into("<HHL", closing, 8, 2, 2, 2 * len(entry))
    return whole[:at] + entry + entry + bytes(closing)


def zipped_with_link(name: str, target: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
    return buffer.getvalue()


def zip_bomb(size: int) -> bytes:
    return zipped({"zeros.txt": bytes(size)})


def tarred(members: Mapping[str, bytes | tuple[bytes, str]]) -> bytes:
    """Return a tar; a member that is a pair is of that type and leads there."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            if isinstance(data, tuple):
                info.type, info.linkname = data
                archive.addfile(info)
            else:
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def tarred_in_gbk(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(
        fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT, encoding="gbk"
    ) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


PACKERS = {
    "gz": partial(gzip.compress, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def crawl(answers: Iterable[tuple[str, str, bytes]], *, packed: bool = True) -> bytes:
    """Return a WARC (ISO 28500) of answers: URL, ``status content-type``, body.

    A line break in what is said begins a further HTTP header.
    """
    records = [_record("warcinfo", "", "2024-03-01T08:00:00Z", b"software: tests\r\n")]
    for number, (url, said, body) in enumerate(answers):
        status, _, kind = said.partition(" ")
        head = f"HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\n\r\n".encode()
        when = f"2024-03-01T08:00:{number:02}Z"
        records.append(_record("request", url, when, b"GET / HTTP/1.1\r\n\r\n"))
        records.append(_record("response", url, when, head + body))
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def _record(kind: str, url: str, when: str, block: bytes) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    media = "application/warc-fields" if kind == "warcinfo" else f"application/http; msgtype={kind}"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: {when}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, kind + url + when)}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def arc(url: str, body: bytes) -> bytes:
    """Return an ARC 1.0 file of one page."""
    header = b"1 0 tests\nURL IP-address Archive-date Content-type Archive-length\n"
    said = b"filedesc://a.arc 0.0.0.0 20060101000000 text/plain %d\n" % len(header)
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    line = b"%s 127.0.0.1 20060102030405 text/html %d\n" % (url.encode(), len(answer))
    return said + header + b"\n" + line + answer + b"\n"


def crc_broken(data: bytes) -> bytes:
    """Return a zip whose one member does not have the checksum that is said."""
    crc = struct.pack("<L", zlib.crc32(b"any") ^ 0xFFFF)
    at = data.index(b"PK\x01\x02") + 16
    return data[:14] + crc + data[18:at] + crc + data[at + 4 :]
