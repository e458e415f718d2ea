"""Forms: the public's look, what editors may choose, and what is typed without a form."""
