"""Lessons: searched across programmes, and shown to who plans the next one."""
