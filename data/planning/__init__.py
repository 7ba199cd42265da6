"""What a plan of observations is made from, as plain values, and the folder of files in which it travels."""
