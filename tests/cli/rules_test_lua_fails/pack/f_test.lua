return { { "runs after all that", function(t) t.equal(1, 1) end } }
