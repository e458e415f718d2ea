"""The staff's screens: the queue, one application, the dashboard."""
