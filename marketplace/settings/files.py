"""Where files lie, which are taken, and how large they can be."""

from marketplace.env import VAR_DIR, env

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_URL = "/media/"
PRIVATE_MEDIA_ROOT = env.path("PRIVATE_MEDIA_ROOT", default=str(VAR_DIR / "private"))
STORAGES = {
    # Editors' documents and pictures as they were uploaded: no URL leads there.
    "default": {
        "BACKEND": "authorities.library.storage.LibraryStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT("library")},
    },
    # What the public gets of pictures, drawn anew; in `MEDIA_ROOT`.
    "renditions": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What applicants upload: no URL, served only by a view that asks who wants it.
    "private": {
        "BACKEND": "applications.files.storage.PrivateStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640

WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "authorities.library.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "authorities.library.forms.PictureForm"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"

# Uploads, whoever sends them: one file, everything in one request, and pictures of all frames.
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=10 * 1024 * 1024)
REQUEST_MAX_BYTES = env.int("REQUEST_MAX_BYTES", default=6 * UPLOAD_MAX_BYTES)
IMAGE_MAX_PIXELS = env.int("IMAGE_MAX_PIXELS", default=60_000_000)
WAGTAILIMAGES_MAX_UPLOAD_SIZE = UPLOAD_MAX_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = IMAGE_MAX_PIXELS
# Where ClamAV's daemon listens: host:port, or the path of a socket. Without it nothing is scanned.
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", default="")
# For how many days an applicant can replace a file in which something harmful was found.
REPLACEMENT_DAYS = env.int("REPLACEMENT_DAYS", default=7)
