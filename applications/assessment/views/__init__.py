"""The assessors' pages."""
