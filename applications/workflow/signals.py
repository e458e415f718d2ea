"""What the workflow says to rooms above it."""

from django.dispatch import Signal

# A decision was written, in the transaction that wrote it. Sends `decision`.
application_moved = Signal()

# What is known of a selected application's procurement was written, in the transaction that wrote
# it. Sends `procurement`.
outcome_planned = Signal()
