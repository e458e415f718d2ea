"""Builders of PDFs, plain and encrypted, that the hostile and the genuine uploads share."""

import hashlib
import struct


def rc4(key: bytes, content: bytes) -> bytes:
    """Return the content as RC4 turns it, which is how old PDFs are encrypted."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def objects_of(*more: bytes, catalog: bytes = b"", page: bytes = b"", drawn: bytes = b"") -> list:
    """Return the objects of a PDF of one page: 1 catalog, 2 pages, 3 page, 4 content, 5 font."""
    drawn = drawn or b"BT /F1 12 Tf 72 720 Td (Our plan for the pilot.) Tj ET"
    return [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> %s >>" % page,
        stream(drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream of a PDF."""
    length = b"<< /Length %d %s >>" % (len(content), entries)
    return length + b"\nstream\n" + content + b"\nendstream"


def pdf(
    *more: bytes,
    catalog: bytes = b"",
    page: bytes = b"",
    drawn: bytes = b"",
    version: bytes = b"1.4",
    trailer: bytes = b"",
    objects: list[bytes] | None = None,
) -> bytes:
    """Return a PDF of one page with a table of references; `more` objects count from 6."""
    all_of_them = objects or objects_of(*more, catalog=catalog, page=page, drawn=drawn)
    out = bytearray(b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(all_of_them, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), len(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def encrypted_pdf(password: bytes) -> bytes:
    """Return a PDF in RC4 of 40 bits that opens by this password, without one if it is empty."""
    owner_key = hashlib.md5((b"owner" + PADDING)[:32]).digest()[:5]  # noqa: S324
    owner = rc4(owner_key, (password + PADDING)[:32])
    rights, name = struct.pack("<i", -44), b"0123456789abcdef"
    key = hashlib.md5((password + PADDING)[:32] + owner + rights + name).digest()[:5]  # noqa: S324
    per_object = hashlib.md5(key + b"\x04\0\0\0\0").digest()[:10]  # noqa: S324
    objects = objects_of()
    objects[3] = stream(rc4(per_object, b"BT /F1 12 Tf 72 720 Td (Our plan.) Tj ET"))
    objects.append(
        b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), rc4(key, PADDING).hex().encode())
    )
    trailer = b"/Encrypt 6 0 R /ID [<%s> <%s>]" % (name.hex().encode(), name.hex().encode())
    return pdf(objects=objects, trailer=trailer)
