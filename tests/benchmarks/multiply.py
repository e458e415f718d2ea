"""Makes many challenges and applications of some, inside PostgreSQL: ten thousand in a second.

Every copy has the key of its original plus a multiple of a stride, so copies of applications
belong to copies of their pages without a table that says which.
"""

from collections.abc import Mapping

from django.db import connection, models
from wagtail.models import Page

from applications.models import Application, ApplicationFile, Draft, Message
from challenges.listing.listing_index import note_all
from challenges.models import ChallengePage, ProgrammePage
from search.models import PageVector

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# So far apart are copies in time: half a thousand of them lie within four years.
APART = "interval '67 hours'"
WORDS_INDEXES = ["site_search_words_words", "site_search_words_heading"]
# Copies of what is listed lie nearer, so that what is open stays so.
NEAR = "interval '7 minutes'"


def double() -> None:
    """Give every page as many applications again."""
    _copy_applications(0, 1)


def multiply(copies: int) -> None:
    """Add so many copies of every challenge with its applications."""
    if copies < 1:
        return
    stride = _highest(Page) + 1
    shifted = {name: f"p.{name} - n * {APART}" for name in ("opens_at", "closes_at")}
    _copy_pages(ChallengePage, stride, copies, shifted)
    _copy_themes(stride, copies)
    _copy_applications(stride, copies)


def multiply_published(copies: int) -> int:
    """Add so many copies of every programme and challenge, with what is looked up of them.

    What is open stays open. Returns the stride between a page's key and that of its first copy.
    """
    stride = _highest(Page) + 1
    _copy_pages(ProgrammePage, stride, copies, {})
    shifted = {
        "programme_id": f"p.programme_id + n * {stride}",
        "opens_at": f"p.opens_at - n * {NEAR}",
        "closes_at": f"p.closes_at + n * {NEAR} * CASE WHEN p.closes_at > now() THEN 1 ELSE -1 END",
    }
    _copy_pages(ChallengePage, stride, copies, shifted)
    _copy_themes(stride, copies)
    with connection.cursor() as cursor:
        # An index is built faster than it is kept.
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [WORDS_INDEXES])
        definitions = [definition for (definition,) in cursor.fetchall()]
        cursor.execute(f"DROP INDEX {', '.join(WORDS_INDEXES)}")
        cursor.execute(
            "INSERT INTO site_search_words (page_id, heading, words) "  # noqa: S608
            f"SELECT page_id + n * {stride}, heading, words FROM site_search_words, "
            f"generate_series(1, {copies}) n WHERE page_id IN ("
            "SELECT page_ptr_id FROM challenges_challengepage "
            "UNION SELECT page_ptr_id FROM challenges_programmepage)"
        )
        for definition in definitions:
            cursor.execute(definition)
    _insert(
        PageVector,
        {
            "id": f"p.id + n * {_highest(PageVector) + 1}",
            "page_id": f"p.page_id + n * {stride}",
            "written_in": "txid_current()",
        },
        f"FROM {PageVector._meta.db_table} p CROSS JOIN generate_series(1, {copies}) n "
        f"JOIN {Page._meta.db_table} copy ON copy.id = p.page_id + n * {stride}",
    )
    note_all()
    _set_sequences()
    return stride


def _copy_pages(model: type[Page], stride: int, copies: int, changed: Mapping[str, str]) -> None:
    """Copy pages of one kind, each with a path of its own at the end of its listing."""
    table = model._meta.db_table
    first = _highest_child(model) + 1
    # Every value here is a number of our own.
    number = f"({first} + (n - 1) * (SELECT count(*) FROM base) + base.place)"  # noqa: S608
    path = "left(p.path, -4) || " + " || ".join(
        f"substr('{ALPHABET}', ({number} / {36**power} % 36)::int + 1, 1)" for power in (3, 2, 1, 0)
    )
    base = f"""WITH base AS (
        SELECT page_ptr_id AS pk, row_number() OVER (ORDER BY page_ptr_id) - 1 AS place
        FROM {table} WHERE page_ptr_id < {stride}) """  # noqa: S608
    _insert(
        Page,
        {
            "id": f"p.id + n * {stride}",
            "path": path,
            "slug": "p.slug || '-' || n",
            "url_path": "regexp_replace(p.url_path, '/$', '-' || n || '/')",
            "translation_key": "gen_random_uuid()",
            "first_published_at": f"p.first_published_at - n * {APART}",
        },
        f"FROM wagtailcore_page p JOIN base ON base.pk = p.id, generate_series(1, {copies}) n",
        before=base,
    )
    _insert(
        model,
        {"page_ptr_id": f"p.page_ptr_id + n * {stride}", **changed},
        f"FROM {table} p JOIN base ON base.pk = p.page_ptr_id, generate_series(1, {copies}) n",
        before=base,
        fields=model._meta.local_concrete_fields,
    )


def _copy_themes(stride: int, copies: int) -> None:
    themes = ChallengePage.themes.through
    apart = _highest(themes) + 1
    _insert(
        themes,
        {"id": f"p.id + n * {apart}", "challengepage_id": f"p.challengepage_id + n * {stride}"},
        f"FROM {themes._meta.db_table} p, generate_series(1, {copies}) n",
    )


def _copy_applications(page_stride: int, copies: int) -> None:
    """Copy drafts, applications, files and requests, for copies of pages or for the same ones."""
    drafts, own = _highest(Draft) + 1, _highest(Application) + 1
    page = f"p.page_id + n * {page_stride}"

    def reference(key: str) -> str:
        digits = f"lpad(to_hex(({key} + n * {drafts})::bigint), 8, '0')"
        return f"upper('BCC-' || left({digits}, 4) || '-' || right({digits}, 4))"

    source = f"generate_series(1, {copies}) n"
    _insert(
        Draft,
        {
            "id": f"p.id + n * {drafts}",
            "page_id": page,
            "reference": reference("p.id"),
            "secret": f"md5('a' || p.id + n * {drafts}) || md5('b' || p.id + n * {drafts})",
            "form_key": "gen_random_uuid()",
            "email": "n || '.' || p.email",
        },
        f"FROM applications_draft p, {source}",
    )
    sent = f"FROM applications_application p, {source}"
    name, email = "p.business_name || ' ' || n", "n || '.' || p.email"
    code = reference("p.draft_id")
    _insert(
        Application,
        {
            "id": f"p.id + n * {own}",
            "draft_id": f"p.draft_id + n * {drafts}",
            "page_id": page,
            "reference": code,
            "business_name": name,
            "email": email,
            "company_number": "CASE WHEN p.company_number = '' THEN '' "
            "ELSE lpad(((p.id * 7919 + n * 104729) % 100000000)::text, 8, '0') END",
            "search_text": "replace(replace(replace(p.search_text, p.reference, "
            f"{code}), p.email, {email}), p.business_name, {name})",
            "submit_time": f"p.submit_time - n * {APART}",
            "first_sent_at": f"p.first_sent_at - n * {APART}",
            "status_changed_at": f"p.status_changed_at - n * {APART}",
        },
        sent,
    )
    files, messages = _highest(ApplicationFile) + 1, _highest(Message) + 1
    belongs = {"application_id": f"p.application_id + n * {own}"}
    _insert(
        ApplicationFile,
        {"id": f"p.id + n * {files}", "draft_id": f"p.draft_id + n * {drafts}", **belongs},
        f"FROM applications_applicationfile p, {source}",
    )
    _insert(
        Message,
        {
            "id": f"p.id + n * {messages}",
            "at": f"p.at - n * {APART}",
            "due_at": f"p.due_at - n * {APART}",
            **belongs,
        },
        f"FROM applications_message p, {source}",
    )
    _set_sequences()


def _insert(
    model: type[models.Model],
    changed: Mapping[str, str],
    source: str,
    *,
    before: str = "",
    fields=None,
) -> None:
    """Insert what the source has, under `p`, with these columns changed."""
    columns = [
        field.column
        for field in (fields or model._meta.concrete_fields)
        if not field.generated and field.model is model
    ]
    values = [changed.get(column, f'p."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{before}INSERT INTO {model._meta.db_table} ({names}) "
            f"SELECT {', '.join(values)} {source}"
        )


def _highest(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(most=models.Max("pk"))["most"] or 0


def _highest_child(model: type[Page]) -> int:
    """Return the number in the last step of the highest path of a page of this kind."""
    steps = model.objects.values_list("path", flat=True)
    return max(int(path[-4:], 36) for path in steps)


def _set_sequences() -> None:
    """Let the next row that Django writes come after the copies."""
    tables = [Page, PageVector, Draft, Application, ApplicationFile, Message]
    tables.append(ChallengePage.themes.through)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                [model._meta.db_table, max(1, _highest(model))],
            )
