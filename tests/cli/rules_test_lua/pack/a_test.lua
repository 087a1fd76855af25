local deduct = require "deduct"
local seen = 0

return {
  { "parameters are the pack's", function(t)
    seen = seen + 1
    t.equal(t.score("inverse", { actual = 90, target = 45, weight = 10 }), 0)
  end },
  { "or those of the test", function(t)
    seen = seen + 1
    t.equal(t.score("inverse", { actual = 90, target = 45, weight = 10, linear = false }), 5)
  end },
  { "nothing is left of the tests before", function(t)
    t.equal(seen, 0, "seen")
    deduct.left_behind = true
  end },
  { "reasons and notes", function(t)
    t.same({ t.score("inverse", { target = 45, weight = 10 }) }, { nil, "input_missing" })
    t.same({ t.score("inverse", { actual = -1, target = -2, weight = 10 }) },
           { nil, "declined", "指标值是负数，不能按比例计分" })
    t.same({ t.score("inverse", { actual = 100, target = 45, weight = 10 }) }, { 0, "超过指标值过多" })
    t.equal(t.fails("broken", { weight = 5 }), "得分 6 超过分值 5")
  end },
}
