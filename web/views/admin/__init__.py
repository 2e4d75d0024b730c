"""What the pages for those who keep the registry show."""
