-- A single function is a test, too.
return function(t) t.equal(t.score("inverse", { actual = 4, target = 5, weight = 2 }), 2) end
