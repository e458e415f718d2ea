"""What people search for and open, counted without saying who they are."""
