"""What the templates of the plan and the simulator may use."""
