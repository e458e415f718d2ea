"""Messages for who has no session, in a cookie that no other host can set."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    """Django's, under another name: browsers take it from this host alone, by HTTPS alone."""

    cookie_name = "__Host-messages"


class HostMessages(FallbackStorage):
    """The cookie first, and the session for what does not fit."""

    storage_classes = (HostCookie, SessionStorage)
