"""The provider's people and which clients each of them reaches; reaching one without being assigned."""
