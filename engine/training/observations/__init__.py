"""What is going on in a run, as a teacher who looks over one's shoulder would name it: in a sentence, with figures."""
