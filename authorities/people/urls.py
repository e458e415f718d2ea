"""The administrators' addresses, below the admin."""

from django.urls import path

from authorities.people import person_views, views

urlpatterns = [
    path("", views.people, name="people"),
    path("invite/", views.invite, name="invite_person"),
    path("events/", views.events, name="security_events"),
    path("invitations/<int:pk>/send/", views.send_again, name="send_invitation_again"),
    path("invitations/<int:pk>/withdraw/", views.withdraw, name="withdraw_invitation"),
    path("<int:pk>/", person_views.person, name="person"),
    path("<int:pk>/give-role/", person_views.give_role, name="give_role"),
    path("<int:pk>/end-role/", person_views.end_role, name="end_role"),
    path("<int:pk>/suspend/", person_views.suspend, name="suspend_person"),
    path("<int:pk>/restore/", person_views.restore, name="restore_person"),
    path("<int:pk>/second-factor/", person_views.reset_factor, name="reset_second_factor"),
    path("<int:pk>/sessions/", person_views.end_all_sessions, name="end_persons_sessions"),
    path("<int:pk>/open-work/", person_views.give_work, name="hand_over_work"),
]
