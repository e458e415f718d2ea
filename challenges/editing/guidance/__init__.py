"""What helps to write a brief: why each thing is asked, examples, and hints in plain English."""
