"""An organisation at a glance: what to do first, the table of Held, Told and Secured, what turned, what was not read."""
