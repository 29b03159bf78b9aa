"""How the network learns: one iteration as a list of operations, run again and again.

The training is that of the book's program (section 5.7.4). These are all the differences that a learner can see:

==============  ==========================================  ========================================================
what            in the book                                 here
==============  ==========================================  ========================================================
loss            of log(y + 1e-7), which stops at 16.1       of log y, in all digits that the number type has
numbers         float64, with pixels in float32             float32 throughout, or by choice float64
first weights   from numpy's global generator               from a generator of the run's own, which its seed decides
minibatch       N images, of which some can be the same     N different images in ascending order; which ones depends
                                                            on the seed and the number of the iteration alone
losses          after each update                           the same, and one before training, as iteration 0
accuracies      after the first update of each epoch:       before training, and when an epoch is over:
                after 1, 601, 1201, ... updates             after 0, 600, 1200, ... updates
epoch           i % (60000 / N) == 0: where N does not      over when as many images were drawn as there are,
                divide 60000, seldom (at 128, each fourth)  whatever N is
divergence      goes on, with a loss of nan                 stops, and goes back to the last good iteration
dead units      goes on, and learns nothing any more        stops likewise where all units of a layer are dead for
                                                            all training images; who wants to can go on
==============  ==========================================  ========================================================

Programs in the manner of the book's may draw without replacement too, and count epochs of 60000 // N iterations, which
are a little short where N does not divide 60000. The book's own program, run with `engine.data.mnist.load_mnist` and
`engine.nn.network.TwoLayerNet`, has the first of these differences and no other.
"""
