"""Policies of scanning: what is read, when, how hard, what is left out and why.

    provider → client → site → device: what is said nearer to the device counts, and exclusions add up

`settings` is the table of what a policy may say, `resolve` tells what holds for a device and where each setting comes from,
`difference` tells what a change does. All of it is pure: an agent resolves as a server does.
"""
