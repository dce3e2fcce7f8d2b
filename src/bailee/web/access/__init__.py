"""Who could, and did, open which data: of one organisation, and of a provider over all its clients."""
