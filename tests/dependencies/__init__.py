"""What the product is made of besides its own code: known faults and licences."""
