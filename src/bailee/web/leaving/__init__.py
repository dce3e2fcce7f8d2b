"""A client leaves: a dry run, what is handed over, what is destroyed, and the certificate."""
