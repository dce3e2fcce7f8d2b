"""The API: what programs ask, over the same door, with the same permissions and the same operations as pages.

An endpoint exists when its file does: `nouns/<noun>.py` with `ENDPOINTS`. Types say what may be sent and what comes back; they
are checked, and OpenAPI (docs/openapi.json) is written from them. `docs/api.md` is for those who use it.
"""
