"""Reports to funders."""
