"""What every flavour shares. DATABASE_URL and REDIS_URL alone choose PostgreSQL and Redis."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

VAR_DIR = Path(env("THIDUA_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "import_export",
    "axes",
    "csp",
    "common",
    "units",
    "campaigns",
    "indicators",
    "rewards",
    "config",
]

MIDDLEWARE = [
    "common.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "indicators.views.keeping.KeptPagesMiddleware",
    "common.rereading.RereadingMiddleware",
    # A reporter's page stays under 100 KB on a weak line; Django pads the length against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "common.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "common.middleware.UnstorableMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "units.middleware.ActingMiddleware",
    "units.middleware.FirstPasswordMiddleware",
    "units.middleware.SameActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "config.context.page",
            ],
            "builtins": [
                "common.templatetags.ui",
                "units.templatetags.units",
                "campaigns.templatetags.periods",
                "indicators.templatetags.targets",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'thidua.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and IMMEDIATE: 20 writers at once lose no transaction; DEFERRED lost nine in ten.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A new connection costs as much as several questions.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# The queue is only a wake-up call: what is to be done is always derivable from the database.
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600} if REDIS_URL else {"polling_interval": 0.05}
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
# Without Redis a shell command cannot wake the worker: it looks for such work itself.
LOOKED_AT_EACH_SECOND = ["indicators.jobs.sweep_dirty"]
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE: dict = {
    "seal-audit": {"task": "common.jobs.seal_audit", "schedule": 1.0, "options": {"expires": 1.0}},
    "seal-audit-thoroughly": {
        "task": "common.jobs.seal_audit",
        "schedule": 3600.0,
        "kwargs": {"thorough": True},
    },
    "recompute-what-changed": {"task": "indicators.jobs.sweep_dirty", "schedule": 60.0},
    "turn-the-day": {"task": "indicators.jobs.turn_day", "schedule": 3600.0},
    "settle-provided-figures": {"task": "indicators.jobs.settle_provided", "schedule": 600.0},
    "make-documents": {"task": "indicators.jobs.sweep_bundles", "schedule": 60.0},
    "forget-replies": {"task": "common.jobs.forget_replies", "schedule": 86400.0},
    "advance-campaigns": {"task": "campaigns.jobs.advance_campaigns", "schedule": 600.0},
}

AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "units.backends.PeopleBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "units.hashers.FirstCodeHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How many reverse proxies of one's own stand before the site. None: nobody is believed who says whom they speak for.
# In production there is one at least; taking all people for its one address would let a stranger lock everybody out.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=int(env("DJANGO_ENV", default="") == "production"))
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
# A name and an address together, never a name alone: nobody locks out a colleague by trying their name.
AXES_FAILURE_LIMIT = "units.backends.tries_allowed"
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "units.backends.account_tried"
AXES_ENABLE_ADMIN = False  # nobody tidies the log of sign-ins by hand
AXES_CLIENT_IP_CALLABLE = "common.clients.client_address"
AXES_LOCKOUT_CALLABLE = "units.views.session.locked_out"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# One catalogue a part of the product, so that each stays readable.
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").glob("*") if path.is_dir())
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "evidence"
# Evidence is never served from a folder: every download passes a permission check.
# Documents made in the background: kept for some days, never backed up.
BUNDLES_ROOT = VAR_DIR / "bundles"
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=20 * 1024 * 1024)
WORKBOOK_MAX_BYTES = env.int("WORKBOOK_MAX_BYTES", default=30 * 1024 * 1024)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "units.views.session.form_expired"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # First, so that a caller who is nobody is told how to say who they are (401, not 403).
        "units.authentication.ActingTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api.StrictJSON"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "common.api.Pages",
    "EXCEPTION_HANDLER": "common.api.problem",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "NUM_PROXIES": TRUSTED_PROXIES,
    "COERCE_DECIMAL_TO_STRING": True,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    # A visitor is an address, behind which a whole office may sit.
    "DEFAULT_THROTTLE_RATES": {"anon": "240/min", "user": "600/min", "writes": "60/min"},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Thi Đua API",
    "VERSION": "1",
    "DESCRIPTION": "Reads and writes what the pages show, under the same permissions. Numbers are exact text.",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "UnitKindEnum": "units.choices.UnitKind",
        "CampaignKindEnum": "campaigns.choices.CampaignKind",
        "SnapshotKindEnum": "indicators.choices.SnapshotKind",
    },
}
IMPORT_EXPORT_USE_TRANSACTIONS = True

# Units are named "Phường 01 …" for pictures that may be published.
ANONYMOUS = env.bool("ANONYMOUS", default=False)
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "common.trace.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(request_id)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
