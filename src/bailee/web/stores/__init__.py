"""Where data lie and what of them was read: data stores, sites, places that nobody connected, the sealed coverage."""
