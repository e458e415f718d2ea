"""Problems that colleagues propose."""
