"""The pages as readers meet them: what a click costs the server, and how long it takes."""
