"""The fleet: devices by state, a device's own page, the line that installs an agent, all clients at once."""
