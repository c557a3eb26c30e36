"""How production lets people in: never as the demonstration's."""

from allauth.account.auth_backends import AuthenticationBackend

from noress.demo import DEMO_PASSWORD, DEMO_PEOPLE

DEMO_EMAILS = {email for email, _role, _group in DEMO_PEOPLE}


class NoDemonstrationBackend(AuthenticationBackend):
    """allauth's own, but not for the demonstration's people nor for who took their password."""

    def authenticate(self, request, **credentials):
        if credentials.get("password") == DEMO_PASSWORD:
            return None
        return super().authenticate(request, **credentials)

    def user_can_authenticate(self, user):
        return user.email not in DEMO_EMAILS and super().user_can_authenticate(user)
