"""A small PDF of one page that says one line."""


def pdf(line: str) -> bytes:
    """Return a valid PDF with the line on it: ISO 32000-1, section 7.5."""
    stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, table = len(objects) + 1, b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"".join(
        [
            content,
            b"xref\n0 %d\n0000000000 65535 f \n" % size,
            table,
            b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size,
            b"startxref\n%d\n%%%%EOF\n" % len(content),
        ]
    )
