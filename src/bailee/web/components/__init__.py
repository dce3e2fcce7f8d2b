"""One page with every component in every state: look here before inventing, and add here what is invented."""
