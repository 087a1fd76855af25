error("at once")
