"""Output folders: written atomically, with a manifest, and verified to the last bit."""
