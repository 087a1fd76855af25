-- What examples and case tables cannot say well: many rows at once.
return {
  { "每多一起，得分不会变高", function(t)
    local before = 5
    for accidents = 0, 5 do
      local points = t.score("no_accidents", { actual = accidents, weight = 5 })
      assert(points <= before, "more accidents, more points")
      before = points
    end
    t.equal(before, 0)
  end },
}
