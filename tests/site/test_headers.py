"""The security headers: the same in development, tests and production, on every answer."""

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from wagtail.documents.models import Document

from noress.accounts.models import User
from noress.settings import base, dev
from tests.signing_in import sign_in

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
ADMIN = STRICT | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
}


def policy(response):
    """The answer's content security policy, a directive each."""
    parts = response["Content-Security-Policy"].split(";")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in parts)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "status", "expected"),
    [
        ("/", 302, STRICT),
        ("/fr/", 200, STRICT),
        ("/ar/", 200, STRICT),
        ("/fr/search/?q=miel", 200, STRICT),
        ("/fr/manifest.webmanifest", 200, STRICT),
        ("/fr/none/", 404, STRICT),
        ("/fr/%00/", 404, STRICT),
        ("/healthz", 200, STRICT),
        ("/documents/999/none.pdf", 404, STRICT),
        ("/static/none.css", 404, STRICT),
        ("/administration/", 404, STRICT),
        ("/admin/", 302, ADMIN),
        ("/admin/login/", 302, ADMIN),
        ("/fr/accounts/login/", 200, STRICT),
        ("/media/none.jpg", 404, {"default-src": "'none'", "sandbox": ""}),
    ],
)
def test_every_answer_carries_its_policy(client, url, status, expected):
    response = client.get(url)
    assert response.status_code == status
    assert policy(response) == expected
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(), " in response["Permissions-Policy"]
    assert "nonce" not in response["Content-Security-Policy"]


@pytest.mark.once
@pytest.mark.django_db
def test_static_file_carries_the_policy(client):
    response = client.get("/static/img/icon.svg")
    response.close()
    assert policy(response) == STRICT
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_refusals_and_crashes_carry_the_policy(client, monkeypatch):
    client.handler.enforce_csrf_checks = True
    refused = client.post("/fr/_util/authenticate_with_password/1/1/")
    assert (refused.status_code, policy(refused)) == (403, STRICT)

    def crash(request, path):
        raise RuntimeError

    monkeypatch.setattr("home.views.surroundings", crash)
    client.raise_request_exception = False
    crashed = client.get("/fr/")
    assert (crashed.status_code, policy(crashed)) == (500, STRICT)


@pytest.mark.django_db
def test_admin_of_a_signed_in_editor_has_the_admin_s_policy(client):
    sign_in(client, User.objects.get(email="redaction@noress.example"))
    assert policy(client.get("/admin/")) == ADMIN
    assert policy(client.get("/admin/none/")) == ADMIN
    assert policy(client.get("/fr/")) == STRICT


@pytest.mark.django_db
def test_document_is_served_as_a_file_that_does_nothing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    document = Document.objects.create(title="x", file=ContentFile(b"<h1>x", "x.html"))
    response = client.get(document.url)
    assert response.getvalue() == b"<h1>x"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.once
@pytest.mark.parametrize(
    "name",
    [
        "CONTENT_SECURITY_POLICY",
        "CONTENT_SECURITY_POLICIES_BY_PREFIX",
        "PERMISSIONS_POLICY",
        "SECURE_REFERRER_POLICY",
        "X_FRAME_OPTIONS",
    ],
)
def test_development_has_the_policies_of_all(name):
    policies = getattr(dev, name)
    if name == "CONTENT_SECURITY_POLICIES_BY_PREFIX":
        # The page on which development's mails are read.
        policies = {prefix: policy for prefix, policy in policies.items() if prefix != "/mails/"}
    assert policies == getattr(base, name)
    assert set(base.MIDDLEWARE) <= set(dev.MIDDLEWARE)


@pytest.mark.django_db
@override_settings(DEBUG=True, MIDDLEWARE=dev.MIDDLEWARE)
def test_development_s_404_has_the_policy_too(client):
    response = client.get("/fr/none/")
    assert (response.status_code, policy(response)) == (404, STRICT)
