"""Everything of an organisation, to be taken away."""
