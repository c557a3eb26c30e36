"""The user model: one account an address, whatever its case."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from noress.accounts.models import User

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
        rf.post("/"), username="UNE.Personne@Exemple.MA ", password="un long mot de passe"
    )
    assert found.email == "une.personne@exemple.ma"


def test_account_needs_an_address():
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user("  ")


def test_account_made_without_a_password_cannot_sign_in():
    user = User.objects.create_user("une.personne@exemple.ma")
    assert not user.has_usable_password()
