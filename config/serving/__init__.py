"""One process that is web server, worker and scheduler: the embedded mode."""
