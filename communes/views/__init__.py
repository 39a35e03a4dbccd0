"""Pages of the communes' room."""
