"""Commands that ask a server's API: `at_server` runs one there, `commands` has each, `findings` and `lists` the larger of them."""
