"""Importing inside the app: choose a file, see what it would change, accept or refuse, write."""
