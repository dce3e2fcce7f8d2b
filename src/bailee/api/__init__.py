"""What programs speak to."""
