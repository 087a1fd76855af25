--- Bands: `score = steps { { 0.9, 5 }, { 0.8, 4 }, { 0, 0 } }` for "≥90 % 得 5 分，80—90 % 得 4 分，以下不得分".
--- Of each band: from which share of the target (inclusive), and its points out of those of the first band. Best first.
-- @basis 各地部门整体自评表的分档计分 [found]
local function check(bands)
  assert(#bands > 0, "steps: no bands")
  assert(bands[1][2] > 0, "steps: the first band earns nothing")
  for i = 2, #bands do
    assert(bands[i][1] < bands[i - 1][1], "steps: bands go down, the best first")
    assert(bands[i][2] <= bands[i - 1][2], "steps: a lower band earns more")
  end
end

--- Returns a score function of `rate` and `weight`; a form that gives the row another weight keeps the proportions.
return function(bands)
  check(bands)
  return function(rate, weight)
    for _, band in ipairs(bands) do
      if rate >= band[1] then return weight * band[2] / bands[1][2] end
    end
    return 0, "低于最低一档"
  end
end
