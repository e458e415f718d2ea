"""The server's way in: `gunicorn marketplace.wsgi`, with production's settings unless told."""

from django.core.wsgi import get_wsgi_application

from marketplace.env import PRODUCTION, choose_settings

choose_settings(PRODUCTION)
application = get_wsgi_application()
