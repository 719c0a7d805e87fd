"""Study: the conclusions of the essay, as claims that can fail, judged under rival theories."""
