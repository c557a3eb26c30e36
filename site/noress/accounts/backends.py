"""How production lets people in: never as the demonstration's."""

from django.contrib.auth.backends import ModelBackend

from noress.demo import DEMO_PASSWORD, DEMO_PEOPLE

DEMO_EMAILS = {email for email, _role, _group in DEMO_PEOPLE}


class NoDemonstrationBackend(ModelBackend):
    """Django's own, for everyone but the demonstration's people and whoever took their password."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if password == DEMO_PASSWORD:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)

    def user_can_authenticate(self, user):
        return user.email not in DEMO_EMAILS and super().user_can_authenticate(user)
