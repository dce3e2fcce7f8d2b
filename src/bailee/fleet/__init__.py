"""What agents and their server say to each other: signed requests, pieces of what was found, slips of the gate, versions.

Both sides import it; it knows neither a store nor an agent's folder.
"""
