"""Businesses that apply together: who they are, who was asked, and what each agreed to."""
