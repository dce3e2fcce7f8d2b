"""Pages of incidents: the register, one incident with its sheet, its letters, its calendar."""
