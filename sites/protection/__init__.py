"""Guards input, files and sign-in; one module per risky library."""
