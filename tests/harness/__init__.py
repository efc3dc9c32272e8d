"""What tests stand on: private servers, a live stack, a browser."""
