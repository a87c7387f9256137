"""The search over everything: pages, what stands in them, people, the manual."""
