#!/usr/bin/env python
"""Django's command line, with the settings that `.env` names; else development's."""

import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from marketplace.env import DEVELOPMENT, choose_settings

if __name__ == "__main__":
    try:
        if not any(argument.startswith("--settings") for argument in sys.argv):
            choose_settings(DEVELOPMENT)
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))
    execute_from_command_line(sys.argv)
