"""The demonstration's authorities, and the people who work for them."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection, Site

from authorities.creation import NewAuthority, start_authority, update_authority
from authorities.models import AuthorityGroup, AuthoritySettings, Role, User
from challenges.models import Directorate, Partner, Theme
from marketplace.demo.content import blocks, read, rich
from marketplace.demo.pictures import draw

HOSTNAMES = {"birmingham": "127.0.0.1", "wmca": "wmca.localhost"}
CODES = {"birmingham": "BCC", "wmca": "WMCA"}
ADMINISTRATOR = "administrator@example.org"


def load_authorities(port: int) -> dict[str, Site]:
    """Make or find both authorities; return their sites by slug."""
    return {entry["slug"]: _load(entry, port) for entry in read("authorities")["authority"]}


def _load(entry: dict[str, Any], port: int) -> Site:
    slug = entry["slug"]
    known = Site.objects.filter(hostname=HOSTNAMES[slug]).first()
    if known:
        Site.objects.filter(pk=known.pk).update(port=port)
        known.port = port
        update_authority(known)
        return known
    site, _made = start_authority(
        NewAuthority(
            name=entry["name"],
            slug=slug,
            short_name=CODES[slug],
            hostname=HOSTNAMES[slug],
            port=port,
            contact_email=entry["contact_email"],
            sender_email=entry["contact_email"],
        )
    )
    AuthoritySettings.objects.filter(site=site).update(
        brand_colour=entry["brand_colour"],
        accent_colour=entry["accent_colour"],
        is_shared_marketplace=slug == "birmingham",
        is_listed_elsewhere=True,
        is_demonstration=True,
    )
    _vocabulary(site, entry)
    _pages(site, entry)
    return site


def _vocabulary(site: Site, entry: dict[str, Any]) -> None:
    for row in entry["theme"]:
        Theme.objects.create(authority=site, **row)
    for row in entry["directorate"]:
        Directorate.objects.create(authority=site, name=row["name"])
    for row in entry["partner"]:
        Partner.objects.create(
            authority=site,
            name=row["name"],
            description=row.get("description", ""),
            url=row.get("url", ""),
        )


def _pages(site: Site, entry: dict[str, Any]) -> None:
    """Put the authority's own words and picture on the pages that it started with."""
    home = site.root_page.specific
    home.strapline = entry["strapline"]
    home.introduction = rich(entry["introduction"])
    home.picture = picture(site, entry, "skyline", entry["name"])
    home.picture_is_decorative = True
    home.save_revision().publish()
    for slug in ("about", "accessibility", "privacy", "cookies"):
        page = home.get_children().get(slug=slug).specific
        page.body = blocks(entry[slug])
        page.save_revision().publish()


def picture(site: Site, entry: dict[str, Any], motif: str, title: str) -> AbstractImage:
    """Draw a picture in the authority's colours and keep it in the authority's collection."""
    drawn = draw(motif, seed=sum(title.encode()), colours=tuple(entry["picture_colours"]))
    content = ContentFile(b"")
    drawn.save(content, "JPEG", quality=92)
    content.name = f"{motif}-{sum(title.encode())}.jpg"
    return get_image_model().objects.create(
        title=title,
        file=content,
        collection=Collection.objects.get(name=entry["name"]),
    )


def load_people(sites: dict[str, Site], password: str) -> list[tuple[str, str]]:
    """Make or find an account for each role of each authority; return addresses and roles."""
    people = [(ADMINISTRATOR, "Administrator of the installation")]
    if not User.objects.filter(email=ADMINISTRATOR, signs_in_by_code=False).exists():
        User.objects.create_superuser(ADMINISTRATOR, first_name="Alex", last_name="Administrator")
    for slug, site in sites.items():
        for role in Role:
            address = f"{role.value.replace('_', '-')}@{slug}.example.org"
            user, _made = User.objects.get_or_create(
                email=address,
                signs_in_by_code=False,
                defaults={"first_name": CODES[slug], "last_name": str(role.label)},
            )
            user.groups.add(AuthorityGroup.objects.get(authority=site, role=role).group)
            people.append((address, f"{role.label}, {site.site_name}"))
    addresses = [address for address, _role in people]
    for user in User.objects.filter(email__in=addresses, signs_in_by_code=False):
        user.set_password(password)
        user.save()
    return people
