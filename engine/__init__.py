"""The engine of Backprop Lab: a neural network that learns by backpropagation, in numpy and nothing else.

One notation holds everywhere, in code, panels, formulas and files. It is the notation of
*Deep Learning from Scratch*, with gradients named after what they are the gradient of:

=========  ==============================  =========================================================
name       shape                           meaning
=========  ==============================  =========================================================
N          int                             minibatch size: how many samples one iteration looks at
D          int                             input size: pixels in one image
H          int                             hidden size: units in one hidden layer
C          int                             number of classes
x          (N, D)                          input, pixels scaled to [0, 1]
W1, b1     (D, H), (H,)                    weights and biases of the first layer
W2, b2     (H, C), (C,)                    weights and biases of the second layer
a1         (N, H)                          before the activation: x·W1 + b1
z1         (N, H)                          after the activation: relu(a1)
a2         (N, C)                          logits: z1·W2 + b2
y          (N, C)                          softmax probabilities
log y      (N, C)                          their logarithms, which the loss is computed from
t          (N, C)                          one-hot targets
L          scalar                          cross entropy, mean over the minibatch
dV         shape of V                      ∂L/∂V, for every V above (the book's ``dy`` is da2 here)
vW1, hW1   shape of W1                     what an optimizer remembers of W1: its velocity, the squares of its gradients
mW1, kW1   shape of W1, scalar             in Adam the mean of its gradients, and how many steps there have been
lrW1       shape of W1                     the learning rate of each cell, where each has its own
iteration                                  one update of the parameters
minibatch                                  the samples drawn for one iteration
epoch                                      as many iterations as draw one training set's worth of samples
=========  ==============================  =========================================================

A deeper network goes on counting: W3, b3, a3, z2, ... The last a has no z: it goes into softmax.
"""
