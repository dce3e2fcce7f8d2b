"""Published notices that everybody may read, without signing in."""
