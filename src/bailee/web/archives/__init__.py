"""Archives of findings that are gone: moved there, looked through, brought back."""
