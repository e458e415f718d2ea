"""A programme's money: budget, awards, payments."""
