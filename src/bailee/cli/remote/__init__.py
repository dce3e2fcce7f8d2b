"""Commands that ask a server's API: `at_server` runs one there, `commands` has each; `findings`, `lists`, `incidents`, `requests`, `record`, `policies` and `acts` are the larger of them."""
