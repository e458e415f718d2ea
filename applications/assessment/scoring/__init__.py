"""Scores: entered, sent, agreed on, and the figures that follow from them."""
