"""Reports to funders: a manager's text, and figures as they were at one instant."""
