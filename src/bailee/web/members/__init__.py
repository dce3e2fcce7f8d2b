"""Who belongs to an organisation, in which role, and what that role may do."""
