"""Reading changes nothing: what programs and people only look at, they leave as it was."""
