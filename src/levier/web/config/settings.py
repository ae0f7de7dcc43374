"""Django's settings; what an installation chooses is in :mod:`levier.web.config.installation`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.utils.csp import CSP

from levier import __version__
from levier.web.config import installation
from levier.web.config.variables import check_names

HERE = Path(__file__).parents[1]
VERSION = __version__
check_names(os.environ)
KIND = installation.kind()
# The demonstration: everything is fictitious and says so on every page.
FICTITIOUS = installation.flag("LEVIER_SITE_DEMO")
DATA = installation.data_folder()
# The keys of the stores lie apart from them; a backup holds both (levier.web.home.backup).
os.environ.setdefault("LEVIER_HOME", str(DATA / "keys"))
SECRET_KEY = installation.secret_key(DATA)
DEBUG = False
HOSTS = installation.words("LEVIER_SITE_HOSTS", "127.0.0.1,localhost")
ALLOWED_HOSTS = HOSTS
HTTPS = installation.flag("LEVIER_SITE_HTTPS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "levier.web.accounts",
    "levier.web.audit",
    "levier.web.centres",
    "levier.web.figures",
    "levier.web.jobs",
    "levier.web.entry",
    "levier.web.imports",
    "levier.web.monday",
    "levier.web.documents",
    "levier.web.api",
    "levier.web.home",
    "levier.web.ui",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_ox",
    "rules.apps.AutodiscoverRulesConfig",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "levier.web.home.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "levier.web.home.middleware.LanguageMiddleware",
    "levier.web.home.middleware.ReadableMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "levier.web.accounts.middleware.SecondFactorMiddleware",
    "levier.web.accounts.middleware.PersonMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "levier.web.config.urls"
WSGI_APPLICATION = "levier.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "levier.web.home.context.installation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": installation.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "levier_cache"}}

TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": ["default", "stills"],
        "OPTIONS": {
            # A worker that died gives its work back after half a minute; a living one renews its hold.
            "LOCK_TIMEOUT": 30,
            "SCHEDULES": {
                "forget_old_lines": {"task": "levier.web.audit.tasks.forget_old_lines", "cron": "17 3 * * *"},
                "purge_lists": {"task": "levier.web.monday.tasks.purge_lists", "cron": "27 * * * *"},
                "tidy_up": {"task": "levier.web.jobs.tasks.tidy_up", "cron": "37 3 * * *"},
                # E-mails leave on half hours; one that failed is taken again after a quarter of an hour.
                "send_digests": {"task": "levier.web.monday.tasks.send_digests", "every": 300},
                "look_at_folders": {"task": "levier.web.imports.tasks.look_at_folders", "every": 60},
            },
        },
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "login": "levier.web.accounts.entrance_forms.LoginForm",
    "signup": "levier.web.accounts.entrance_forms.SignupForm",
    "reset_password": "levier.web.accounts.entrance_forms.ResetPasswordForm",
    "reset_password_from_key": "levier.web.accounts.entrance_forms.ResetPasswordKeyForm",
    "change_password": "levier.web.accounts.entrance_forms.ChangePasswordForm",
    "set_password": "levier.web.accounts.entrance_forms.SetPasswordForm",
    "reauthenticate": "levier.web.accounts.entrance_forms.ReauthenticateForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "levier.web.accounts.forms.SignupForm"
# An invitation proves the address; a new one is verified before it counts.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Levier] "
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"invite": "60/h/user", "upload": "240/h/user"}
# Behind a proxy, who asks is the address that the proxy saw.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if installation.flag("LEVIER_SITE_BEHIND_PROXY") else 0
ACCOUNT_ADAPTER = "levier.web.accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
SOCIALACCOUNT_ADAPTER = "levier.web.accounts.adapter.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = installation.sign_on()
# Whoever the provider knows by an address that it verified opens the account of that address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Levier"
# Addresses come from invitations: nobody can take an account hostage by signing up with another's.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [HERE.parent / "locale"]
LANGUAGE_COOKIE_NAME = "levier_language"
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = DATA / "files"
TESTING = "pytest" in sys.modules
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Larger files are streamed to the disk; a form without file stays small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
UPLOAD_LIMIT = int(installation.text("LEVIER_SITE_UPLOAD_LIMIT_MB", "500")) * 1_000_000
# Where a watched folder may be; anywhere when nothing is named.
WATCH_FOLDERS = installation.words("LEVIER_SITE_WATCH_FOLDERS")

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF, *installation.sign_on_origins()],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if installation.flag("LEVIER_SITE_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = []
if not installation.text("LEVIER_SITE_MAIL_URL"):
    # No mail server: links are shown to be handed over, nothing pretends to leave.
    SILENCED_SYSTEM_CHECKS += ["mail.E001"]
if not HTTPS:
    # On 127.0.0.1 there is no certificate; `check --deploy` of a service is run with LEVIER_SITE_HTTPS=1.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]

MAILERS = {"default": installation.mailer(DATA)}
DEFAULT_FROM_EMAIL = installation.text("LEVIER_SITE_MAIL_FROM", "levier@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# The journal forgets what is older, every night.
AUDIT_MONTHS = installation.number("LEVIER_SITE_AUDIT_MONTHS", 12, least=1)

SIMPLE_HISTORY_REVERT_DISABLED = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "levier.web.home.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "levier": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.tasks": {"level": "WARNING"},
        "django.server": {"level": "ERROR"},
    },
}
