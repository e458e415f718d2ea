"""What an applicant writes before it is sent, and who writes it."""
