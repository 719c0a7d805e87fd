"""Warning signs: what the last weeks say of what follows."""
