"""What the public sees of the benchmark: two authorities, programmes, challenges and stories."""

from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail.models import Site

from authorities.models import AuthoritySettings
from challenges.listing.listing_index import note
from challenges.models import (
    ChallengeListingPage,
    Directorate,
    Partner,
    ProgrammeListingPage,
    ProgrammePage,
    SuccessStoryListingPage,
    Theme,
)
from challenges.presentation.pictures import CARD_SPECS, PAGE_SPECS
from marketplace.demo.content import read
from tests.benchmarks.bulk import add_pages, add_rows, settle
from tests.benchmarks.content import Made, Owner, Writer
from tests.factories.authorities import start

# As many challenges as a large programme has; one of them has a story.
IN_A_PROGRAMME = 50
WITH_A_STORY = 15
AT_ONCE = 10 * IN_A_PROGRAMME


class Published:
    """Holds so many challenges, and what stands around them."""

    def __init__(self, size: int) -> None:
        """Make the authorities, their vocabulary, pictures, and the challenges."""
        self.now = timezone.now()
        entries = {entry["slug"]: entry for entry in read("authorities")["authority"]}
        self.owners = [_owner(start(slug), entries[slug]) for slug in ("birmingham", "wmca")]
        self.site = self.owners[0].site
        AuthoritySettings.objects.update(is_listed_elsewhere=True)
        AuthoritySettings.objects.filter(site=self.site).update(is_shared_marketplace=True)
        root = self.site.root_page
        self._programmes = ProgrammeListingPage.objects.child_of(root).get()
        self._stories = SuccessStoryListingPage.objects.child_of(root).get()
        self._writer = Writer(self.owners, [_picture(number) for number in range(6)], self.now)
        self._programme: ProgrammePage | None = None
        for begin in range(0, size, AT_ONCE):
            self._add(range(begin, min(size, begin + AT_ONCE)))
        settle()

    @transaction.atomic
    def _add(self, numbers: range) -> list[Made]:
        """Publish the challenges of these numbers, and return them."""
        made = [self._writer.challenge(number, self._programme_of(number)) for number in numbers]
        for owner in self.owners:
            add_pages(owner.listing, [row.page for row in made if row.owner is owner])
        for parts in (Made.themes, Made.questions, Made.criteria, Made.clarifications):
            add_rows([part for row in made for part in parts(row)])
        note(row.page.pk for row in made)
        add_pages(
            self._stories,
            [
                self._writer.story(row)
                for row in made
                if row.number % IN_A_PROGRAMME == WITH_A_STORY
            ],
        )
        return made

    def _programme_of(self, number: int) -> ProgrammePage:
        """Return the programme of the challenge of this number, made with its first one."""
        if number % IN_A_PROGRAMME == 0 or self._programme is None:
            self._programme = self._writer.programme(number // IN_A_PROGRAMME)
            add_pages(self._programmes, [self._programme])
        return self._programme


def _owner(site: Site, entry: dict) -> Owner:
    """Return the authority with its vocabulary made."""
    themes = [Theme(authority=site, **row) for row in entry["theme"]]
    directorates = [Directorate(authority=site, name=row["name"]) for row in entry["directorate"]]
    add_rows(themes)
    add_rows(directorates)
    add_rows(
        [
            Partner(
                authority=site,
                name=row["name"],
                description=row.get("description", ""),
                url=row.get("url", ""),
            )
            for row in entry["partner"]
        ]
    )
    return Owner(
        site=site,
        listing=ChallengeListingPage.objects.child_of(site.root_page).get(),
        themes={theme.slug: theme for theme in themes},
        directorates=directorates,
    )


def _picture(number: int) -> AbstractImage:
    """Return a picture that has the sizes of cards and pages already."""
    picture = get_image_model().objects.create(
        title=f"Picture {number}",
        file=get_test_image_file_jpeg(f"picture-{number}.jpg", size=(800, 450)),
    )
    picture.get_renditions(*CARD_SPECS, *PAGE_SPECS)
    return picture
