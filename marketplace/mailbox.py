"""The mail of a development machine, read in the browser. Never part of production."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from post_office.models import Email


def index(request: HttpRequest) -> HttpResponse:
    """List the newest mails."""
    return render(
        request, "mailbox/index.html", {"mails": Email.objects.order_by("-created", "-pk")[:100]}
    )


def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail as its plain text, with its links."""
    return render(request, "mailbox/mail.html", {"mail": get_object_or_404(Email, pk=pk)})


urlpatterns = [path("", index, name="mailbox"), path("<int:pk>/", mail, name="mailbox_mail")]
