"""Production takes everything from the environment; what is missing or unsafe stops the start."""

import io
import logging
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from noress.settings import base, dev
from noress.settings.dev import SECRET_KEY as DEVELOPMENT_SECRET_KEY

pytestmark = pytest.mark.once

PROJECT = Path(settings.BASE_DIR)


@pytest.fixture
def environment(tmp_path):
    """The environment of a well-configured site."""
    return {
        "DJANGO_SETTINGS_MODULE": "noress.settings.production",
        "SECRET_KEY": "hK2v9-rT5x_Qm8bWz0LdYc3NfGj7PaSe4UiOk6XtRvBn1MwEqZ",
        "ALLOWED_HOSTS": "www.noress.example,noress.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "CACHE_URL": f"filecache://{tmp_path}/cache",
        "EMAIL_URL": "smtp+tls://noress:secret@mail.noress.example:587",
        "DEFAULT_FROM_EMAIL": "noress@noress.example",
        "SITE_URL": "https://www.noress.example",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "PRIVATE_STORAGE_URL": f"file://{tmp_path}/private",
    }


@pytest.fixture
def load(environment, monkeypatch):
    """Load the production settings as a new process would, with some variables changed."""

    def load(**changes):
        for name, value in {**environment, **changes}.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        return runpy.run_module("noress.settings.production")

    monkeypatch.delenv("DEBUG", raising=False)
    return load


def run(environment, *command):
    """The project's program `command` in this environment and no other."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_complete_environment_is_accepted(load, tmp_path):
    loaded = load()
    assert loaded["DEBUG"] is False
    assert loaded["ALLOWED_HOSTS"] == ["www.noress.example", "noress.example"]
    assert loaded["DATABASES"]["default"]["NAME"] == f"{tmp_path}/db.sqlite3"
    assert loaded["EMAIL_HOST"] == "mail.noress.example"
    assert loaded["WAGTAILADMIN_BASE_URL"] == "https://www.noress.example"


@pytest.mark.parametrize(
    ("url", "kind"), [("filecache:///tmp/x", "FileBased"), ("redis://host:6379/0", "Redis")]
)
def test_every_cache_is_shared_and_forgives_but_that_of_the_sessions(load, url, kind):
    loaded = load(CACHE_URL=url)
    caches = loaded["CACHES"]
    assert set(caches) == {"default", "pages", "renditions", "sessions"}
    backends = {name: cache["BACKEND"].rpartition(".")[2] for name, cache in caches.items()}
    # One that could not be deleted would live again.
    assert backends.pop(loaded["SESSION_CACHE_ALIAS"]) == f"{kind}Cache"
    assert set(backends.values()) == {f"Forgiving{kind.removesuffix('Based')}Cache"}
    places = {(cache["LOCATION"], cache["KEY_PREFIX"]) for cache in caches.values()}
    assert len(places) == len(caches)


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "CACHE_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
        "SITE_URL",
        "MEDIA_ROOT",
        "PRIVATE_STORAGE_URL",
    ],
)
@pytest.mark.parametrize("value", [None, " "])
def test_missing_variable_is_named(load, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"\b{name}\b"):
        load(**{name: value})


@pytest.mark.filterwarnings("ignore:Engine not recognized")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "1"),
        ("DEBUG", "true"),
        ("SECRET_KEY", DEVELOPMENT_SECRET_KEY),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "django-insecure-" + "kx7Qp2mZ9vLw4Rt8Yb3Nc6Hd1Fg5Js0A" * 2),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "www.noress.example, *"),
        ("ALLOWED_HOSTS", ".example"),
        ("ALLOWED_HOSTS", ","),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "nonsense://host/name"),
        ("CACHE_URL", "locmemcache://"),
        ("CACHE_URL", "dummycache://"),
        ("CACHE_URL", "nonsense"),
        ("CACHE_URL", "nonsense://host"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "nonsense://host"),
        ("SITE_URL", "http://www.noress.example"),
        ("SITE_URL", "www.noress.example"),
        ("PRIVATE_STORAGE_URL", "/var/lib/noress/private"),
        ("PRIVATE_STORAGE_URL", "file://private"),
        ("PRIVATE_STORAGE_URL", "file://host/var/lib/noress/private"),
        ("PRIVATE_STORAGE_URL", "file:private"),
        ("PRIVATE_STORAGE_URL", "file:///var/lib/../private"),
        ("PRIVATE_STORAGE_URL", "file:///var/lib/private?public"),
        ("PRIVATE_STORAGE_URL", "file:///var/lib/%00"),
        ("PRIVATE_STORAGE_URL", "s3://bucket"),
        ("PRIVATE_STORAGE_URL", "file:///"),
        ("PRIVATE_STORAGE_URL", Path(base.STATIC_ROOT).as_uri()),
        ("PRIVATE_STORAGE_URL", f"{Path(base.STATICFILES_DIRS[0]).as_uri()}/private"),
        ("PRIVATE_STORAGE_URL", PROJECT.as_uri()),
        ("NETWORK_ACCEL_REDIRECT", "protected"),
        ("NETWORK_ACCEL_REDIRECT", "/"),
        ("NETWORK_UPLOAD_MAX_BYTES", "100 MB"),
        ("NETWORK_UPLOAD_MAX_BYTES", "0"),
        ("HSTS_SECONDS", "soon"),
        ("SECOND_FACTOR_EXEMPT", "coordination@noress.example"),
        ("TRUSTED_PROXY_COUNT", "one"),
        ("DATABASE_CONN_MAX_AGE", "long"),
        ("LIBRETRANSLATE_URL", "libretranslate"),
    ],
)
def test_unsafe_or_malformed_variable_is_named(load, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"\b{name}\b"):
        load(**{name: value})


@pytest.mark.parametrize("place", ["media", "media/private", "."])
def test_private_files_are_never_kept_with_the_published_ones(load, tmp_path, place):
    with pytest.raises(ImproperlyConfigured, match=r"\bPRIVATE_STORAGE_URL\b"):
        load(PRIVATE_STORAGE_URL=(tmp_path / place).as_uri())


def test_a_link_to_the_published_files_is_no_private_place(load, tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "private").symlink_to(tmp_path / "media")
    with pytest.raises(ImproperlyConfigured, match=r"\bPRIVATE_STORAGE_URL\b"):
        load()


def test_private_files_are_kept_in_the_folder_that_is_named(load, tmp_path):
    storage = load(PRIVATE_STORAGE_URL=(tmp_path / "à part").as_uri())["STORAGES"]["private"]
    assert storage["OPTIONS"]["location"] == str(tmp_path / "à part")
    storage = dev.STORAGES["private"]
    assert storage["OPTIONS"]["location"] == str(PROJECT / "private")


def test_no_text_goes_to_a_machine_translator_unless_one_is_named(load):
    assert "WAGTAILLOCALIZE_MACHINE_TRANSLATOR" not in load()
    loaded = load(LIBRETRANSLATE_URL="http://localhost:5000/", LIBRETRANSLATE_KEY="secret")
    options = loaded["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"]["OPTIONS"]
    assert options == {"LIBRETRANSLATE_URL": "http://localhost:5000", "API_KEY": "secret"}


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["manage.py", "migrate"],
        ["-m", "gunicorn", "-c", "site/noress/gunicorn.py"],
    ],
    ids=["check", "migrate", "gunicorn"],
)
def test_start_is_stopped_by_one_sentence(environment, command):
    del environment["SECRET_KEY"]
    result = run(environment, *command)
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert len(said.strip().splitlines()) == 1, said
    assert "Set SECRET_KEY in the environment" in said


def test_deployment_check_has_nothing_to_say(environment):
    result = run(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_policies_are_those_of_development_and_ask_for_https(load):
    production = load()
    for name in ("PERMISSIONS_POLICY", "SECURE_REFERRER_POLICY", "X_FRAME_OPTIONS", "MIDDLEWARE"):
        assert production[name] == getattr(base, name)
    here = [base.CONTENT_SECURITY_POLICY["DIRECTIVES"]]
    here += base.CONTENT_SECURITY_POLICIES_BY_PREFIX.values()
    there = [production["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]]
    there += production["CONTENT_SECURITY_POLICIES_BY_PREFIX"].values()
    assert there == [policy | {"upgrade-insecure-requests": True} for policy in here]
    assert not any("upgrade-insecure-requests" in policy for policy in here)
    assert production["SESSION_COOKIE_SECURE"]
    assert production["CSRF_COOKIE_SECURE"]
    assert production["SECURE_HSTS_SECONDS"] == 31_536_000


def test_nobody_is_let_off_the_second_factor(load):
    loaded = load()
    assert loaded["SECOND_FACTOR_EXEMPT"] == []
    assert loaded["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert loaded["SECRET_KEY_FALLBACKS"] == []
    old = "kx7Qp2mZ9vLw4Rt8Yb3Nc6Hd1Fg5Js0A" * 2
    assert load(SECRET_KEY_FALLBACKS=f"{old},")["SECRET_KEY_FALLBACKS"] == [old]


@pytest.mark.parametrize("path", ["invitation/", "password/reset/key/1-", "confirm-email/"])
def test_log_has_no_secret_of_a_link(load, path):
    handler = logging.StreamHandler(printed := io.StringIO())
    configured = load()["LOGGING"]
    assert configured["handlers"]["console"]["filters"] == ["no_secrets"]
    handler.addFilter(import_string(configured["filters"]["no_secrets"]["()"])())
    logger = logging.Logger("x")
    logger.addHandler(handler)
    logger.warning("Forbidden: %s", f"/fr/accounts/{path}s3cr3t/")
    assert "s3cr3t" not in printed.getvalue()
    assert "/fr/accounts/" in printed.getvalue()
