"""What a challenge, a programme and a story are to a program: feeds, data and the API ask here."""
