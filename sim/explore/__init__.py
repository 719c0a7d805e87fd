"""The model outside of Python: as a WebAssembly module with what a browser needs to run scenarios in it."""
