"""Sign-in: accounts of people, what proves that it is them, and for how long that counts.

An account is a person; what she may do is a `Member` row in each organisation, which the store's door reads anew with
every request. So a role that was taken away is gone with the next click, whatever session there is.
"""
