"""The command line, the second face of the product: HR's nightly job and the tests use it."""
