local function expect(t, points)
  t.equal(t.score("inverse", { actual = 90, target = 45, weight = 10 }), points, "twice the limit")
end

return {
  { "fine", function(t) expect(t, 0) end },
  { "another value", function(t) expect(t, 5) end },
  { "another value, without words", function(t) t.equal(1 / 3, 0.25) end },
  { "another type", function(t) t.equal("5", 5) end },
  { "another item", function(t) t.same({ 1, { 2, 3 } }, { 1, { 2, 4 } }) end },
  { "an item more", function(t) t.same({ 1 }, { 1, 2 }) end },
  { "no list", function(t) t.same({ a = 1 }, { a = 1 }) end },
  { "no rule", function(t) t.score("invers", {}) end },
  { "no input", function(t) t.score("inverse", { actul = 1 }) end },
  { "a text for a number", function(t) t.score("inverse", { actual = "1" }) end },
  { "a text for a flag", function(t) t.score("inverse", { linear = "yes" }) end },
  { "a weight below zero", function(t) t.score("inverse", { weight = -1 }) end },
  { "no inputs", function(t) t.score("inverse") end },
  { "called as a method", function(t) t:score("inverse", {}) end },
  { "no fault", function(t) t.fails("inverse", { actual = 1, target = 2, weight = 5 }) end },
  { "an error", function() local none = nil; return none.field end },
  { "an error of its own", function() error("so nicht") end },
  { "no end", function() while true do end end },
  { "no end of scores", function(t) while true do t.fails("broken", { weight = 1 }) end end },
  { "too much memory", function() local list = {}; while true do list[#list + 1] = { list } end end },
}
