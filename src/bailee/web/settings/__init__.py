"""Settings of an organisation: its name, the facts that rules ask for, what data is for, and what the server is set to."""
