return { { "no function", 5 } }
