"""Going through a review: its facts, its answers, what they feed."""
