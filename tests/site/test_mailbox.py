"""The mails of a development server, at /mails/."""

from types import ModuleType

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import NoReverseMatch, reverse

from noress import mailbox
from noress import urls as site_urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    return settings.EMAIL_FILE_PATH


@pytest.fixture
def pages(settings, client):
    """The site's addresses as they are under DEBUG."""
    settings.DEBUG = True
    urls = ModuleType("urls")
    urls.urlpatterns = [*mailbox.urlpatterns(), *site_urls.urlpatterns]
    settings.ROOT_URLCONF = urls
    return client


def send(subject, text="", html="", language="", times=1):
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    headers = {"Content-Language": language} if language else {}
    mail = EmailMultiAlternatives(subject, text, to=["a@noress.example"], headers=headers)
    if html:
        mail.attach_alternative(html, "text/html")
    backend.send_messages([mail] * times)


def test_newest_mail_comes_first(folder, pages):
    send("Premier")
    send("مرحبا")
    listed = pages.get("/mails/").text
    assert listed.index("مرحبا") < listed.index("Premier")


def test_mail_is_shown_in_its_language_and_direction(folder, pages):
    send("مرحبا", "نص الرسالة", "<p>نص الرسالة</p>", "ar")
    [mail] = mailbox.read_mails()
    page = pages.get(f"/mails/{mail.name}/").text
    assert '<div dir="rtl" lang="ar"><p>نص الرسالة</p></div>' in page
    assert f'<iframe src="/mails/{mail.name}/html/" sandbox ' in page
    assert pages.get(f"/mails/{mail.name}/html/").text.strip() == "<p>نص الرسالة</p>"


def test_mail_of_text_alone_has_no_frame(folder, pages):
    send("Texte", "Ligne <b>une</b>\n\nhttps://noress.example/")
    [mail] = mailbox.read_mails()
    page = pages.get(f"/mails/{mail.name}/").text
    assert "&lt;b&gt;une" in page
    assert "<iframe" not in page
    assert mail.dir == "auto"


def test_mails_of_one_file_are_told_apart(folder):
    send("Deux", "Un", times=2)
    assert [mail.text.strip() for mail in mailbox.read_mails()] == ["Un", "Un"]
    assert len({mail.name for mail in mailbox.read_mails()}) == 2


@pytest.mark.parametrize("name", ["none", "..%2f..%2fmanage", "20260101-000000-1-0"])
def test_no_other_file_is_shown(folder, pages, name):
    send("Un")
    assert pages.get(f"/mails/{name}/").status_code == 404


def test_no_folder_is_no_mails(settings, pages):
    settings.EMAIL_FILE_PATH = None
    assert "None yet." in pages.get("/mails/").text


def test_development_lets_a_mail_do_nothing():
    from noress.settings import dev

    policy = dev.CONTENT_SECURITY_POLICIES_BY_PREFIX["/mails/"]
    assert "script-src" not in policy
    assert policy["default-src"] == ["'none'"]


def test_other_sites_have_no_such_address(client):
    assert mailbox.urlpatterns() == []
    with pytest.raises(NoReverseMatch):
        reverse("mails")
    assert client.get("/mails/").status_code == 404
