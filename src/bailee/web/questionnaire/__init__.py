"""The questionnaire: one question at a time, or all at once; it asks only what changes an answer."""
