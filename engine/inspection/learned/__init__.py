"""What a network has learnt, asked of whole data sets, of single units, of single weights and of pixels."""
