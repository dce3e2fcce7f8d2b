"""The attorney desk: what counsel has to look at, asked in one packet; what came back, and for which words it stands.

    text --reviews--> DRAFT, or reviewed by name at firm on date for a client and place, until
    report + reviews --questions--> packet (DOCX, PDF, decision file) --decisions--> reviews

Pure: facts, decisions and a date go in. Nothing here decides a question of law; it asks.
"""
