"""Behind a reverse proxy with TLS, on PostgreSQL and Redis. Secrets come from the environment only."""

from .base import *  # noqa: F403 - a flavour extends the base
from .base import ALLOWED_HOSTS, BASE_DIR, REDIS_URL, env

SECRET_KEY = env("SECRET_KEY")
if not ALLOWED_HOSTS or not REDIS_URL:
    raise environ.ImproperlyConfigured("ALLOWED_HOSTS and REDIS_URL must be set in production")  # noqa: F405 - from the base

STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
