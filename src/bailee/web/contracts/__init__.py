"""The register of contracts: with whom, until when, with which duties, and which agreement is missing."""
