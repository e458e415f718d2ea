"""Tasks for the tests of the engine: what they do is chosen by who queues them."""

from django.http import Http404
from django_tasks import task
from wagtail.models import Site

from authorities.tasks.queues import MAIL, OURS

done: list[str] = []
faults: list[Exception] = []


@task(queue_name=MAIL, backend=OURS)
def note(name: str) -> None:
    """Note the name; an "a" fails with the next of the faults, if there is one."""
    if name == "a" and faults:
        raise faults.pop(0)
    done.append(name)


@task(queue_name=MAIL, backend=OURS)
def ask_for_what_is_gone() -> None:
    """Ask for a row that was deleted."""
    Site.objects.get(pk=0)


@task(queue_name=MAIL, backend=OURS)
def never() -> None:
    """Fail."""
    raise Http404
