"""What people ask about their own data: the rights, the clocks of the laws, who has shown who they are, what belongs to whom.

Nothing here reads a store, a file or the clock of the machine: rules are functions of what they are given.
"""
