"""What watches people: the register with the notice that covers each tool, and the gate."""
