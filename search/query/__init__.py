"""From what somebody typed to the pages that fit."""
