"""The lead's addresses, below its private one."""

from django.urls import path

from applications.portal.partners import leads_pages

urlpatterns = [
    path("", leads_pages.partners, name="application_partners"),
    path("add/", leads_pages.add_partner, name="application_add_partner"),
    path("ask/", leads_pages.ask_partners, name="application_ask_partners"),
    path("answers/", leads_pages.show_answers, name="application_partners_answers"),
    path("<int:pk>/", leads_pages.change_partner, name="application_change_partner"),
    path("<int:pk>/remove/", leads_pages.remove_partner, name="application_remove_partner"),
]
