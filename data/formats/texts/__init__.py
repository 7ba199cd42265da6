"""Reading the text of what teachers hand in, whatever it is and whoever made it, without trusting it."""
