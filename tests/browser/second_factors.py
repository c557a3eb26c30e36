"""Gives the demonstration’s people in the admin recovery codes that tests know."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import encrypt

from noress.accounts.models import User

people = User.objects.filter(email__endswith="@noress.example")
for user in filter(lambda user: user.may_enter_admin, people):
    TOTP.activate(user, generate_totp_secret())
    codes = [encrypt(f"{number:08}") for number in range(100)]
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.RECOVERY_CODES, data={"migrated_codes": codes}
    )
