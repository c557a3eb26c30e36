"""`/healthz` says whether the site can serve, and which part cannot; never why."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from noress import health

SECRET = "password-in-an-error-text"


@pytest.fixture(autouse=True)
def new_process():
    """Each test starts as a new process does, with no answer remembered."""
    health.check_migrations.cache_clear()
    yield
    health.check_migrations.cache_clear()


@pytest.fixture
def local_storage(settings, tmp_path):
    """A storage of real files, in the folder returned."""

    def local_storage(location, name="default"):
        settings.STORAGES = {
            **settings.STORAGES,
            name: {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": location},
            },
        }

    return local_storage


@pytest.mark.django_db
def test_healthy_site_answers_200(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "storage": "ok",
    }
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Type"] == "application/json"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar", "en", "xx;q=0.1,*"])
def test_health_is_told_in_any_language(client, language):
    response = client.get("/healthz", headers={"Accept-Language": language})
    assert response.status_code == 200


@pytest.mark.django_db
def test_health_is_asked_and_not_posted(client):
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405
    assert client.delete("/healthz").status_code == 405


@pytest.mark.django_db
def test_health_is_told_over_plain_http_in_production(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_database_that_does_not_answer_is_503(client, monkeypatch, caplog):
    def cursor(*args, **kwargs):
        raise OperationalError(SECRET)

    monkeypatch.setattr(connection, "cursor", cursor)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "failed"
    assert response.json()["database"] == "failed"
    assert response.json()["storage"] == "ok"
    assert SECRET not in response.text
    assert SECRET in caplog.text


@pytest.mark.django_db
def test_missing_migration_is_503_until_it_is_applied(client):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("home", "0003_publicactionspage")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "failed",
        "database": "ok",
        "migrations": "failed",
        "storage": "ok",
    }
    recorder.record_applied("home", "0003_publicactionspage")
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_migrations_are_read_once_in_a_process(client, django_assert_num_queries):
    client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["default", "private"])
def test_storage_that_cannot_be_written_is_503(client, local_storage, tmp_path, caplog, name):
    not_a_folder = tmp_path / "files"
    not_a_folder.write_text("")
    local_storage(not_a_folder, name)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["storage"] == "failed"
    assert response.json()["database"] == "ok"
    assert str(tmp_path) not in response.text
    assert str(tmp_path) in caplog.text


@pytest.mark.django_db
def test_storage_is_left_as_it_was(client, local_storage, tmp_path):
    local_storage(tmp_path / "media")
    local_storage(tmp_path / "private", "private")
    assert client.get("/healthz").status_code == 200
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
