"""All clients of a provider at once, worst first, and a new one."""
