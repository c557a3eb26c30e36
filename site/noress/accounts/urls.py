"""The account's addresses, below `/{language}/accounts/`."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("continue/", views.go_on, name="account_continue"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("2fa/totp/activate/", views.activate_app, name="mfa_activate_totp"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("allauth.account.urls")),
]
