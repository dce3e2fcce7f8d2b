"""An incident: who is affected, what a law asks by when, and what was told to whom. Pure: facts and a moment go in.

    acts --register--> Incident              (append-only; true at, known at)
    findings of a device, at an hour --residence--> Place rows
    Place rows x duties.toml x rules of the law tables --clocks--> Sheet with its deadlines

Nothing here decides a question of law: what nobody answered stands as open, and a duty stands until somebody lifts it by name.
"""
