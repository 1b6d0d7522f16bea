"""How images are built, without building any."""
