"""Pictures: read as far as their header, which says how large they are, and no further."""

import io
import re
import struct

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from authorities.uploads.kinds import AVIF, GIF, JPEG, PNG, WEBP, Kind
from authorities.uploads.signatures import begins_otherwise, refuse_hidden, two_things

# What a browser would also run as a script, because the header can be read as a comment.
SCRIPT_IN_HEADER = re.compile(rb"(?:GIF8[79]a|\xff\xd8\xff.|RIFF)(?:/\*|=)", re.DOTALL)


def picture_kind(content: bytes) -> Kind | None:
    """Return which kind of picture the content begins like, if like any that we know."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return AVIF
    return None


def check_picture(content: bytes, kind: Kind) -> None:
    """Raise `ValidationError` for a picture that is broken, too large, or something else too."""
    if SCRIPT_IN_HEADER.match(content):
        raise two_things()
    refuse_hidden(content)
    if begins_otherwise(_behind(content, kind)):
        raise two_things()
    name = kind.media_type.rpartition("/")[2].upper()
    try:
        # Pillow reads the header alone until somebody asks for the pixels.
        with Image.open(io.BytesIO(content), formats=[name]) as found:
            width, height = found.size
            pixels = width * height
            # A JPEG's further frames are small previews, which nobody decodes.
            if pixels <= settings.IMAGE_MAX_PIXELS and kind is not JPEG:
                pixels *= getattr(found, "n_frames", 1)
    except Image.DecompressionBombError:
        pixels = settings.IMAGE_MAX_PIXELS + 1
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, MemoryError) as error:
        raise _damaged() from error
    if pixels > settings.IMAGE_MAX_PIXELS:
        raise ValidationError(
            _(
                "This picture has more than %(limit)d million pixels. "
                "Make it smaller, then choose it again."
            ),
            code="too_many_pixels",
            params={"limit": settings.IMAGE_MAX_PIXELS // 1_000_000},
        )


def _damaged() -> ValidationError:
    return ValidationError(
        _("This picture is damaged. Open it, save it as a new file, and choose that one."),
        code="damaged",
    )


def _behind(content: bytes, kind: Kind) -> bytes:
    """Return what stands behind the picture's end. Phones put a film or a second picture there."""
    if kind is JPEG:
        return content[content.rfind(b"\xff\xd9") + 2 :]
    if kind is PNG:
        at, has_pixels = 8, False
        while at + 12 <= len(content):
            length, name = struct.unpack(">I4s", content[at : at + 8])
            at += length + 12
            has_pixels = has_pixels or (name == b"IDAT" and length > 0)
            if name == b"IEND" and has_pixels:
                return content[at:]
        raise _damaged()
    if kind is WEBP:
        return content[8 + struct.unpack("<I", content[4:8])[0] :]
    return b""
