"""What there is for one person: the notices that tell her what is held about her and why."""
