"""What is alive: every row of the essay, every rule and every parameter switched, and what that moves."""
