"""The term's figures as pictures over the whole screen."""
