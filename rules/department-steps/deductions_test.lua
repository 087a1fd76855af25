--- 例子只能一行一行地说；这里说的是整条规则都要守的道理
-- `t.score(rule, inputs)` gives points and note, or nil, reason and note, with the parameters as the pack sets them;
-- inputs may name parameters too. Each test starts anew: nothing that one leaves behind is seen by the next.

--- Points for an actual, the rest fixed; `started` as in control_rate.
local function control_rate(t, actual, started)
  local points = t.score("control_rate", { actual = actual, target = 100, weight = 5, started = started })
  return points
end

return {
  { "超得越多，得分不会越高", function(t)
    local before = control_rate(t, 95)
    t.equal(before, 5, "95%")
    for actual = 95, 120, 0.5 do
      local points = control_rate(t, actual)
      t.equal(points <= before, true, "actual " .. actual)
      before = points
    end
    t.equal(before, 0, "120%")
  end },

  { "按比例扣的不会多于按起数扣的", function(t)
    for actual = 100, 112, 0.25 do
      t.equal(control_rate(t, actual, false) >= control_rate(t, actual), true, "actual " .. actual)
    end
  end },

  { "整点时两种扣法一样", function(t)
    for point = 0, 12 do
      t.equal(control_rate(t, 100 + point, false), control_rate(t, 100 + point), point .. " points")
    end
  end },

  { "扣分写明原因，不扣分就不写", function(t)
    t.same({ t.score("violations", { actual = 2, target = 0, weight = 5 }) }, { 3, "有发生，按次扣分" })
    t.same({ t.score("violations", { actual = 0, target = 0, weight = 5 }) }, { 5 })
    t.same({ t.score("violations", { target = 0, weight = 5 }) }, { nil, "input_missing" })
  end },

  { "分档按分值同比例", function(t)
    for _, band in ipairs { { 95, 1 }, { 90, 1 }, { 85, 0.8 }, { 75, 0.6 }, { 65, 0.4 }, { 55, 0 } } do
      for _, weight in ipairs { 2, 5, 12.5 } do
        local points = t.score("completion_steps", { actual = band[1], target = 100, weight = weight })
        t.equal(points, weight * band[2], band[1] .. "% of " .. weight)
      end
    end
  end },
}
