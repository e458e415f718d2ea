"""The applicant's private addresses."""

from django.urls import include, path

from applications.portal.views import (
    asides,
    complaint,
    copies,
    ending,
    messages,
    mine,
    overview,
    people,
    pitch,
    replacing,
    sections,
    sending,
    uploads,
)

urlpatterns = [
    path("", mine.mine, name="applications"),
    path("partner/<str:secret>/", include("applications.portal.partners.own_urls")),
    path("<str:secret>/partners/", include("applications.portal.partners.urls")),
    path("<str:secret>/", overview.overview, name="application"),
    path("<str:secret>/sections/<slug:name>/", sections.section, name="application_section"),
    path("<str:secret>/asides/<int:pk>/", asides.deal_with, name="application_aside"),
    path("<str:secret>/check/", sending.check, name="application_check"),
    path("<str:secret>/files/<int:pk>/", overview.own_file, name="application_own_file"),
    path(
        "<str:secret>/files/<int:pk>/replace/",
        replacing.replace_file,
        name="application_replace_file",
    ),
    path("<str:secret>/uploads/", uploads.begin, name="application_uploads"),
    path("<str:secret>/uploads/<uuid:pk>/", uploads.one, name="application_upload"),
    path("<str:secret>/address/", overview.mail_address, name="application_mail_address"),
    path("<str:secret>/forget/", overview.forget_here, name="application_forget"),
    path("<str:secret>/people/", people.people, name="application_people"),
    path(
        "<str:secret>/people/<int:pk>/remove/",
        people.remove_colleague,
        name="application_remove_colleague",
    ),
    path("<str:secret>/contact/", people.change_contact, name="application_contact"),
    path("<str:secret>/contact/<str:named>/", people.new_contact, name="application_new_contact"),
    path("<str:secret>/pitch/", pitch.hand_in, name="application_pitch"),
    path("<str:secret>/messages/", messages.write, name="application_messages"),
    path("<str:secret>/complaint/", complaint.complain, name="application_complaint"),
    path("<str:secret>/print/", copies.to_print, name="application_print"),
    path("<str:secret>/copy.pdf", copies.pdf, name="application_pdf"),
    path("<str:secret>/data.zip", copies.data, name="application_data"),
    path("<str:secret>/versions/", copies.versions, name="application_versions"),
    path("<str:secret>/withdraw/", ending.withdraw_view, name="application_withdraw"),
    path("<str:secret>/erase/", ending.erase_view, name="application_erase"),
]
