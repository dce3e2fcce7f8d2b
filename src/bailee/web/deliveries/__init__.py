"""Deliveries of an organisation: whom a notice went to, what came back, where it hangs, which page is open to everybody."""
