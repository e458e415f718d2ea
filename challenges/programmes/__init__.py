"""A programme as its manager runs it: sessions, money, milestones, lessons, figures, reports."""
