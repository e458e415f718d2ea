"""Pictures as phones, cameras, scanners and programs save them."""

import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageCms, PngImagePlugin

from tests.authorities.uploads.corpus import Case, chunk, png

FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0\0\0\x08mdat" + bytes(400)
XMP = b"http://ns.adobe.com/xap/1.0/\0<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>"


def saved(kind: str, mode: str = "RGB", **options: object) -> bytes:
    """Return a small picture as Pillow saves it."""
    target = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert(mode).save(target, kind, **options)
    return target.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    """Return one segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def profile() -> bytes:
    """Return a colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def from_a_phone() -> bytes:
    """Return what a phone notes of a photo: turned, where, when, by which model."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = 6, "Apple", "iPhone 15 Pro"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 27.0, 0.0), 3: "W", 4: (2.0, 35.0, 0.0)})
    return exif.tobytes()


def photos() -> Iterator[Case]:
    """Yield JPEGs."""
    plain = saved("JPEG")
    bare = plain[:2] + plain[20:]
    yield "jpeg-for-print-by-photoshop", "site.jpeg", saved("JPEG", "CMYK")
    yield "grey-jpeg", "Scan0001.JPG", saved("JPEG", "L")
    yield "jpeg-with-a-colour-profile", "site.jpg", saved("JPEG", icc_profile=profile())
    yield "jpeg-without-jfif-or-exif", "site.jpe", bare
    yield "jpeg-with-notes-in-xmp", "site.jpg", plain[:2] + segment(0xE1, XMP) + plain[2:]
    yield "jpeg-by-gd", "site.jpg", saved("JPEG", comment=b"CREATOR: gd-jpeg v1.0, quality = 90\n")
    yield "photo-with-a-film-at-its-end", "PXL_20260302.MP.jpg", plain + FILM
    yield "jpeg-filled-up-with-zeros", "DSC_0001.JPG", plain + bytes(512)
    yield "jpeg-with-restarts", "site.jpg", saved("JPEG", restart_marker_rows=1, subsampling=0)
    target = io.BytesIO()
    Image.new("L", (8064, 6048), 128).save(target, "JPEG", quality=30)
    yield "photo-of-48-megapixels", "IMG_0048.jpeg", target.getvalue()


def drawings() -> Iterator[Case]:
    """Yield PNGs."""
    yield "png-with-a-palette", "logo.PNG", saved("PNG", "P", transparency=0)
    yield "png-of-16-bits", "depth.png", saved("PNG", "I;16")
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    yield "moving-png", "steps.png", saved("PNG", save_all=True, append_images=frames)
    yield "png-with-a-colour-profile", "site.png", saved("PNG", icc_profile=profile())
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", "gnome-screenshot")
    notes.add_itxt("XML:com.adobe.xmp", XMP[29:].decode(), zip=True)
    yield (
        "screenshot-of-a-mac",
        "Screenshot 2026-03-02 at 09.30.00.png",
        png(before=chunk(b"iDOT", bytes(28))),
    )
    yield "png-with-exif", "photo.png", saved("PNG", exif=from_a_phone())
    target = io.BytesIO()
    Image.new("1", (4960, 7016), 1).save(target, "PNG", dpi=(600, 600))


def pictures() -> Iterator[Case]:
    """Yield every genuine picture that is made by code."""
    yield from photos()
    yield from drawings()
