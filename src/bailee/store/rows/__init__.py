"""Parts of the tenant's door, one a subject; `Workspace` puts them together. Plain values come out, no row does."""
