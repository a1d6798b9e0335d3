"""What the bot prints: PDF acts and the photos in them."""
