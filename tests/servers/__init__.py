"""Real servers that tests start on loopback, and that stop by themselves."""
