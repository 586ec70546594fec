"""Settings that every deployment shares.

Each choice a deployment may make is an environment variable, listed in docs/operations.md.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import environ
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env.str("YIZHAN_DATA", default=str(BASE_DIR / "var"))).resolve()

# The processes this machine runs: all, public, office or worker (docs/architecture.md).
ROLE = env.str("YIZHAN_ROLE", default="all")
OFFICE_ENABLED = ROLE in {"all", "office"}

# Where this machine's web server listens, and how big it is.
LISTEN_HOST = env.str("YIZHAN_HOST", default="127.0.0.1")
LISTEN_PORT = env.int("PORT", default=8000)
WEB_WORKERS = env.int("YIZHAN_WEB_WORKERS", default=2)
# More wait for each other: what is stored goes out half as fast with eight.
WEB_THREADS = env.int("YIZHAN_WEB_THREADS", default=3)

# How citizens reach the sites from outside. A site's record holds only its host name.
PUBLIC_SCHEME = env.str("YIZHAN_SCHEME", default="https")
PUBLIC_PORT = env.int("YIZHAN_PUBLIC_PORT", default=443)
# Where this installation reads its own public pages: host and port of whatever stands before citizens.
FRONT = env.str("YIZHAN_FRONT", default=f"127.0.0.1:{LISTEN_PORT}")

DEBUG = False
# Hosts are checked against the registry of sites by sites.registry.hosts, not by a fixed list.
ALLOWED_HOSTS = ["*"]
# Further host names that lead to the office, such as a name only the government network knows.
EXTRA_HOSTS = frozenset(env.list("YIZHAN_EXTRA_HOSTS", default=[]))

INSTALLED_APPS = [
    "portal.demo",
    "portal.documents",
    "portal.content",
    "sites.delivery",
    "sites.submissions",
    "sites.editorial",
    "sites.pages",
    "sites.media",
    "sites.registry.apps.SitesRegistryConfig",
    "sites.accounts",
    "sites.ledger",
    "sites.protection",
    "sites.jobs",
    "sites.processes",
    "search",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "sites.registry.apps.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Before all others: a copy has their headers already.
    "sites.delivery.copies.making.CopiesMiddleware",
    # What is kept is converted already.
    "sites.delivery.traditional.middleware.TraditionalMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sites.delivery.hosts.RememberedHostMiddleware",
    "sites.delivery.languages.SiteLanguageMiddleware",
    "sites.delivery.headers.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sites.delivery.redirects.OldAddressMiddleware",
    "sites.registry.admin_access.AdminAccessMiddleware",
    # Axes asks to be last.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.settings.wsgi.application"

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
                "portal.content.frame.frame",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'yizhan.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A new connection reads the whole schema first, which takes longer than what most pages ask. Not for
    # good, so that a process cannot hold on to a file that was put aside.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # Writers wait for each other instead of failing; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 8},
        # PostgreSQL would compile a search for a frequent word for a second, to run it for a tenth of one.
        "options": "-c jit=off",
    }

# Where copies of published pages lie, for this machine's web server, too; empty keeps none.
COPIES_ROOT = env.str("YIZHAN_COPIES", default=str(DATA_DIR / "copies"))
# Where the proxy in front writes down which pages were read; empty: the installation does it itself.
VISITS_LOG = env.str("YIZHAN_VISITS_LOG", default="")
# Where several machines tell each other what to take away.
COPIES_REDIS = env.str("YIZHAN_COPIES_REDIS", default="")

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# The cluster that is searched in (search/cluster/address.py); empty: the words are in the database.
# A file that holds it ends with a line break.
SEARCH_URL = env.str("SEARCH_URL", default="").strip()

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "sites_accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "sites.registry.backends.AdministratorBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# One person at one address is locked out, never a whole office behind one address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "sites.protection.lockout.locked_out"
# Only our own reverse proxies may say which address a request came from; this many there are.
PROXY_COUNT = env.int("YIZHAN_PROXY_COUNT", default=0)
AXES_CLIENT_IP_CALLABLE = "sites.protection.addresses.client_address"

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sites.delivery.errors.csrf_failure"

# --- Headers ------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation",
        "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
    )
}  # fmt: skip
CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
# The tightest policy that Wagtail's admin, its page editor and its upload pages run with (measured;
# docs/security.md). Date fields, inline panels and choosers start by inline script, which gets a nonce
# (sites/delivery/starters.py); the rich text editor has its own style sheet, the uploader previews by blob.
OFFICE_CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": [SELF, NONCE],
        "script-src-attr": [NONE],
        "style-src": [SELF, UNSAFE_INLINE],
        "style-src-attr": [NONE],
        "img-src": [SELF, "blob:"],
        # The editor shows the page being written in a frame.
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    },
}

# --- Uploads ------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o640
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "et", "mp3", "mp4", "odp", "ods", "odt", "ofd", "pdf", "ppt", "pptx",
    "rar", "rtf", "txt", "wps", "xls", "xlsx", "zip",
]  # fmt: skip

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
# What sites are written in (sites.registry.models.SiteLanguage); the office is in the first.
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_wagtail"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Background work ----------------------------------------------------------------------------
TASKS_BACKEND = env.str("TASKS_BACKEND", default="database")
TASKS = {
    "default": {
        "BACKEND": {
            "database": "django_tasks_db.DatabaseBackend",
            "rq": "django_tasks_rq.RQBackend",
            "celery": "sites.jobs.celery_backend.CeleryBackend",
        }.get(TASKS_BACKEND, TASKS_BACKEND)
    }
}
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
if TASKS_BACKEND == "rq":
    INSTALLED_APPS.append("django_rq")
    # Every task has its own limit (sites/jobs/limits.py); this one is only above them all.
    RQ_QUEUES = {"default": {"URL": REDIS_URL, "DEFAULT_TIMEOUT": 4 * 3600}}

# --- Mail ---------------------------------------------------------------------------------------
# Without a mail server mail goes to files, where it can be read, and not to the log, where it must not be.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{quote(str(DATA_DIR / 'mail'))}"))
DEFAULT_FROM_EMAIL = env.str("YIZHAN_MAIL_FROM", default="noreply@localhost")
# How the codes of signing links reach leaders: a class with the methods of sites.editorial.codes.Channel.
CODE_CHANNEL = env.str("YIZHAN_CODE_CHANNEL", default="sites.editorial.codes.MailChannel")

# --- Wagtail ------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "一站"
WAGTAILADMIN_BASE_URL = env.str("YIZHAN_OFFICE_URL", default="")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "sites_media.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "sites.media.forms.SiteImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "sites_media.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "sites.media.forms.SiteDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "sites.editorial.finish.finish_workflow"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend"}}
# Drafts are saved when the editor says so: a revision made by autosave would name a reviser who
# changed nothing, and nobody who revised a text may approve it.
WAGTAIL_AUTOSAVE_INTERVAL = 0
# Nothing leaves the installation.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# The address of a page of ours becomes a link to the page only if the editor says so, never across sites.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "confirm"
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
# One row for each page below what moved, made in the request; sites.delivery.moves needs one for all.
WAGTAILREDIRECTS_AUTO_CREATE = False
TAGGIT_CASE_INSENSITIVE = True

# How entries of the ledger are chained: sha256, or sm3 where national algorithms are required.
LEDGER_ALGORITHM = env.str("YIZHAN_LEDGER_ALGORITHM", default="sha256")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "bare": {"format": "%(message)s"},
    },
    "filters": {"hide_sign_links": {"()": "sites.editorial.sign_logs.HideTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "rows": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "bare"},
    },
    "root": {"handlers": ["console"], "level": env.str("YIZHAN_LOG_LEVEL", default="INFO")},
    "loggers": {
        **{
            name: {"level": "WARNING"}
            for name in ("axes", "wagtail", "django_tasks", "modelsearch", "elastic_transport")
        },
        "django.request": {"filters": ["hide_sign_links"]},
        # Every row of the ledger and of Wagtail's logs, as a line of JSON for the machine's collector.
        "yizhan.rows": {
            "handlers": ["rows"] if env.bool("YIZHAN_LOG_ROWS", default=True) else [],
            "propagate": False,
        },
    },
}
