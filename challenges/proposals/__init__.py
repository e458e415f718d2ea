"""Problems that colleagues propose: the way in, and what becomes of them."""
