"""What every environment shares. Development, production and tests start from here."""

from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE

BASE_DIR = Path(__file__).resolve().parents[3]
# Development's; here, so that production can refuse it without reading development's settings.
DEVELOPMENT_SECRET_KEY = "development-only-never-in-production"  # noqa: S105

INSTALLED_APPS = [
    "noress",
    "noress.accounts",
    "search",
    "home",
    "network",
    "wagtail_localize",
    "wagtail_localize.locales",  # Replaces wagtail.locales.
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks_db",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # For its words: Wagtail tells with them how long ago something was.
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    # First: what the others add to a visitor's page is stored with it.
    "noress.cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "noress.middleware.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "noress.middleware.NoNulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are compressed here: one machine needs no proxy. Django pads them against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "noress.middleware.ReaderLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "noress.accounts.door.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "noress.urls"
WSGI_APPLICATION = "noress.wsgi.application"
ASGI_APPLICATION = "noress.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# SQLite answers many readers while one writes (WAL), and a write waits its turn from its start
# (IMMEDIATE), so two editors saving at once is a short wait and not an error.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}

# Wagtail keeps each image's sizes in `renditions`: no query for every picture of a list. They are
# kept for good: another image, crop or size has another key. `pages` holds public pages and their
# parts, in production only: there all processes share it, and templates do not change under it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "sessions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "sessions",
    },
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

# Wagtail's own small tasks run where they are asked for. What takes long, or another machine's
# answer, waits in the database for the worker: `manage.py run_worker`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# Accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# NIST SP 800-63B-4, 3.1.1.2: fifteen characters where a password stands alone, none that is common
# or says who or where one is; no rules about kinds of characters, no changing by the calendar.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "noress.accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "noress.accounts.passwords.NotGuessedValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
CSRF_FAILURE_VIEW = "home.views.csrf_failure"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
# A reset's link.
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

ACCOUNT_ADAPTER = "noress.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 2
# The new address is confirmed before it replaces the old one.
ACCOUNT_CHANGE_EMAIL = True
# Nobody learns by mail, either, that an address has no account.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "noress.accounts.forms.SignInForm",
    "reset_password": "noress.accounts.forms.ResetPasswordForm",
    "add_email": "noress.accounts.forms.ChangeEmailForm",
    "change_password": "noress.accounts.forms.ChangePasswordForm",
    "set_password": "noress.accounts.forms.SetPasswordForm",
    "reset_password_from_key": "noress.accounts.forms.NewPasswordForm",
    "reauthenticate": "noress.accounts.forms.ReauthenticateForm",
}
# A hundred failures a day is the most that NIST SP 800-63B-4, 3.2.2 allows an account; resetting
# the password ends the lock-out, and a browser that signed in before has a count of its own.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key,100/d/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/3m/key",
    "reauthenticate": "10/m/user",
    "signup": "20/m/ip",
    # Of a page that has one (noress.urls).
    "page_password": "20/m/ip",
}
USERSESSIONS_ADAPTER = "noress.accounts.adapters.SessionsAdapter"
MFA_ADAPTER = "noress.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Telephones' clocks go wrong; a code counts once, whatever the time (`forms.OnceMixin`).
MFA_TOTP_TOLERANCE = 1
# A new address is unverified until its owner follows the link; the old one stays until then.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "noress.accounts.forms.SecondFactorForm",
    "reauthenticate": "noress.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "noress.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "noress.accounts.forms.AddPasskeyForm",
    "login_webauthn": "noress.accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "noress.accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "noress.accounts.forms.PasskeyAgainForm",
    "edit_webauthn": "noress.accounts.forms.RenamePasskeyForm",
}
# Who may enter an admin without a second factor: nobody. Development lets the demonstration's
# people; nothing else reads it where DEBUG is off.
SECOND_FACTOR_EXEMPT: list[str] = []
# Who is invited into the network and has no account opens one here.
NETWORK_OPEN_ACCOUNT = "noress.accounts.network.open_account"
# How many threads send mails after the answer, which so takes as long with a mail as without.
MAIL_THREADS = 2
INVITATION_DAYS = 14

# A session ends with the browser, unless its person asked to be remembered: for two weeks.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_CACHE_ALIAS = "sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Security headers: what a browser may load and do, the same in development, tests and production.
# Nothing in them changes from one answer to the next, so that a cached page keeps them right.

# Pages load files of this site and nothing else; they have no inline style or script.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        # Wagtail shows a page's preview in a frame of its admin.
        "frame-ancestors": [SELF],
    }
}
# What lies under these addresses has a policy of its own instead.
CONTENT_SECURITY_POLICIES_BY_PREFIX = {
    # Wagtail's admin sets styles and starts scripts in its pages, frames its previews, and shows a
    # picture before it is sent (blob:); its icons are data.
    "/admin/": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-src": [SELF],
    },
    # A file that somebody uploaded does nothing, whatever is in it.
    "/media/": {"default-src": [NONE], "sandbox": True},
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # As `frame-ancestors` says, for old browsers.

# Languages: French is the source; Arabic is read from right to left.

LANGUAGE_CODE = "fr"
# Each is named in itself: that is how a reader looks for it.
LANGUAGES = [("fr", "Français"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# A translation is published when somebody publishes it, never because its source is.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Africa/Casablanca"
FORMAT_MODULE_PATH = ["noress.formats"]
LOCALE_PATHS = [
    BASE_DIR / "locale",
    # Django's own words where Morocco uses others (the names of the months).
    BASE_DIR / "locale" / "overrides",
]

# Files

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"

# Wagtail

WAGTAIL_SITE_NAME = "NORESS"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAILIMAGES_IMAGE_MODEL = "home.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.image_forms.SiteImageForm"
# No SVG: it is a program. A telephone's photograph has up to 48 megapixels, and 15 MB.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# Small on a slow line; photographs stand it well.
WAGTAILIMAGES_WEBP_QUALITY = 65
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.document_forms.SiteDocumentForm"
# No ZIP: what is in one nobody sees before it is open. No formats of old with their programs.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"  # noqa: S105
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Accounts have their own screens for these, with a second factor.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# Whoever sets a date means the site's clock; nobody is asked for another.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"  # noqa: S105
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "search.backend",
        # Texts come normalised: PostgreSQL's stop words and stems of one language would spoil them.
        "SEARCH_CONFIG": "simple",
    }
}
# No request leaves this machine for a third party.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
