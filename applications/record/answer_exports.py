"""Answers in a table of applications: a column for each question that was asked of them."""

from applications.models import Application
from applications.record.partner_exports import AT_ONCE
from applications.submission.answers import own_answers
from authorities.batch import in_batches
from authorities.http.table_cells import Cell

# A question by its page and its name there, with the heading of its column.
Columns = dict[tuple[int, str], str]


def columns_of(keys: list[int]) -> Columns:
    """Return a column for each question, as it was asked last; challenge after challenge."""
    labels: Columns = {}
    titles: dict[int, str] = {}
    for some in in_batches(keys, AT_ONCE):
        asked = Application.objects.filter(pk__in=some).order_by("pk")
        for page, title, questions in asked.values_list("page", "page__title", "questions"):
            titles[page] = title
            for question in questions:
                labels[page, question["name"]] = question["label"]
    if len(titles) > 1:
        labels = {key: f"{titles[key[0]]}: {label}" for key, label in labels.items()}
    return dict(sorted(labels.items(), key=lambda one: one[0][0]))


def cells(application: Application, columns: Columns) -> list[Cell]:
    """Return the application's answers in these columns; of a file, its name."""
    names = [question["name"] for question in application.questions]
    given = {
        (application.page_id, name): answer.file.name if answer.file else answer.text
        for name, answer in zip(names, own_answers(application), strict=True)
    }
    return [given.get(column, "") for column in columns]
