"""Two clicks make one thing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import RequestFactory
from django.utils import timezone

from network.core import once
from network.models import ActivityDomain, MultilingualText, Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return get_user_model().objects.create_user("one")


def make(code):
    ActivityDomain.objects.create(code=code, name=MultilingualText().with_body("en", code))
    return f"/made/{code}/"


def test_second_click_makes_nothing_and_leads_to_the_first_ones_thing(user):
    token = uuid4()
    assert once.do(token, user, lambda: make("a"), form="f") == "/made/a/"
    assert once.do(token, user, lambda: make("b"), form="f") == "/made/a/"
    assert [domain.code for domain in ActivityDomain.objects.all()] == ["a"]


def test_two_forms_make_two_things(user):
    assert once.do(uuid4(), user, lambda: make("a"), form="f") == "/made/a/"
    assert once.do(uuid4(), user, lambda: make("b"), form="f") == "/made/b/"


def test_click_that_failed_can_be_done_again(user):
    token = uuid4()

    def fail():
        make("a")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        once.do(token, user, fail, form="f")
    assert not ActivityDomain.objects.exists()
    assert once.do(token, user, lambda: make("a"), form="f") == "/made/a/"


def test_token_of_somebody_else_leads_nowhere(user):
    token = uuid4()
    once.do(token, user, lambda: make("a"), form="f")
    other = get_user_model().objects.create_user("other")
    with pytest.raises(ValidationError, match="sent already"):
        once.do(token, other, lambda: make("b"), form="f")
    assert not ActivityDomain.objects.filter(code="b").exists()


def test_error_of_the_work_itself_is_not_taken_for_a_second_click(user):
    make("a")
    with pytest.raises(IntegrityError):
        once.do(uuid4(), user, lambda: make("a"), form="f")


def test_old_submissions_are_forgotten(user):
    kept, old = uuid4(), uuid4()
    for token in (kept, old):
        once.do(token, user, lambda token=token: make(str(token)), form="f")
    Submission.objects.filter(pk=old).update(created_at=timezone.now() - timedelta(days=3))
    assert once.forget_old() == 1
    assert Submission.objects.get().pk == kept


def test_token_with_something_else_is_no_second_click(user):
    token = uuid4()
    once.do(token, user, lambda: make("a"), form="one")
    with pytest.raises(ValidationError, match="sent already"):
        once.do(token, user, lambda: make("b"), form="other")
    assert not ActivityDomain.objects.filter(code="b").exists()


def test_content_of_a_form_is_its_place_its_fields_and_its_files():
    def content(path="/x/", upload=b"a", **data):
        file = SimpleUploadedFile("a.txt", upload)
        return once.content_of(RequestFactory().post(path, {"file": file, **data}))

    assert content(a="1") == content(a="1", csrfmiddlewaretoken="changes")
    others = [content("/y/", a="1"), content(a="2"), content(upload=b"ab", a="1")]
    assert content(a="1") not in others
