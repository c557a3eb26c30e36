"""The members' addresses."""

from django.urls import path

from .views import directory, door, me, organisations

private_patterns = [
    path("members/", directory.directory, name="members"),
    path("members/people/<int:pk>/", directory.person, name="person"),
    path("members/people/<int:pk>/photo/", directory.person_photo, name="person-photo"),
    path("members/organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path(
        "members/organisations/<int:pk>/logo/",
        directory.organisation_logo,
        name="organisation-logo",
    ),
    path("members/organisations/<int:pk>/edit/", organisations.edit, name="organisation-edit"),
    path(
        "members/organisations/<int:pk>/history/",
        organisations.history,
        name="organisation-history",
    ),
    path("members/organisations/<int:pk>/invite/", organisations.invite_person, name="invite"),
    path(
        "members/invitations/<int:pk>/send-again/",
        organisations.invitation_send_again,
        name="invitation-send-again",
    ),
    path(
        "members/invitations/<int:pk>/withdraw/",
        organisations.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("members/mandates/<int:pk>/", organisations.membership_edit, name="membership-edit"),
    path("members/mandates/<int:pk>/end/", organisations.membership_end, name="membership-end"),
    path("profile/", me.profile, name="profile"),
    path("profile/notifications/", me.notifications, name="notifications"),
    path("act-for/", me.act_for, name="act-for"),
]
# The one door without signing in: see `network.core.links`.
open_patterns = [
    path("invitation/<str:token>/", door.invitation, name="invitation"),
]
