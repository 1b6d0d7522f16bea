"""Workers killed in the middle: the retry goes on from what was committed, to the same bytes."""
