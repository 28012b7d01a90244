"""The encrypted, versioned store; the only package that imports duckdb."""
