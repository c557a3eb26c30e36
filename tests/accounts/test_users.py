"""The user model: one account an address, whatever its case; and whom production lets in."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from noress.accounts.models import User
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_address_is_unique_whatever_its_case():
    User.objects.create_user("Une.Personne@Exemple.ma")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("une.personne@exemple.MA")
    with pytest.raises(IntegrityError), transaction.atomic():
        # Round the manager, as an import or a raw update would.
        User.objects.bulk_create([User(email="UNE.PERSONNE@exemple.ma")])


def test_second_account_is_refused_with_a_sentence():
    User.objects.create_user("une.personne@exemple.ma")
    with pytest.raises(ValidationError) as error:
        User(email="Une.Personne@exemple.ma", password="x").full_clean()
    assert "email" in error.value.message_dict


def test_person_signs_in_whatever_the_case_they_type(rf):
    User.objects.create_user("une.personne@exemple.ma", "un long mot de passe")
    found = authenticate(
        rf.post("/"), email="UNE.Personne@Exemple.MA", password="un long mot de passe"
    )
    assert found.email == "une.personne@exemple.ma"


def test_account_needs_an_address():
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user("  ")


def test_account_made_without_a_password_cannot_sign_in():
    user = User.objects.create_user("une.personne@exemple.ma")
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("redaction@noress.example", "demo-noress-2026"),
        ("Redaction@NORESS.example", "un autre mot de passe"),
        ("une.personne@exemple.ma", "demo-noress-2026"),
    ],
)
def test_production_lets_nobody_in_as_the_demonstration(rf, settings, email, password):
    user, _made = User.objects.get_or_create(email=email.lower())
    user.set_password(password)
    user.save()
    assert authenticate(rf.post("/"), email=email, password=password) == user
    settings.AUTHENTICATION_BACKENDS = ["noress.accounts.backends.NoDemonstrationBackend"]
    assert authenticate(rf.post("/"), email=email, password=password) is None


def test_production_lets_real_people_in(rf, settings):
    settings.AUTHENTICATION_BACKENDS = ["noress.accounts.backends.NoDemonstrationBackend"]
    user = User.objects.create_user("une.personne@exemple.ma", "un long mot de passe")
    found = authenticate(rf.post("/"), email=user.email, password="un long mot de passe")
    assert found == user


def test_production_ends_the_session_of_a_demonstration_person(client, settings):
    person = User.objects.get(email="redaction@noress.example")
    sign_in(client, person)
    assert client.get("/admin/").status_code == 200
    settings.AUTHENTICATION_BACKENDS = ["noress.accounts.backends.NoDemonstrationBackend"]
    assert client.get("/admin/").status_code == 302
