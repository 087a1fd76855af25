--- 定性：达成、部分达成、未达成三档，各取档内一点；自评得分在档内的保留
-- @basis 财预〔2020〕10号：三档分别为 100%-80%（含）、80%-60%（含）、60%-0% [found]
-- @unscored 结论归不进三档
return {
  id = "qualitative",
  title = "定性指标",
  applies = { kind = "qualitative" },
  params = {
    met = { default = 1, doc = "share of the weight for \"met\"; the band is 0.8 to 1" },
    partial = { default = 0.7, doc = "share of the weight for \"partly met\": the middle of the band [memory]" },
    unmet = { default = 0, doc = "share of the weight for \"not met\" [memory]" },
    met_from = { default = 0.8, doc = "where the band of \"met\" begins [found]; older forms: 0.8 and 0.5" },
    partial_from = { default = 0.6, doc = "where the band of \"partly met\" begins [found]" },
    keep_declared = { default = true, doc = "declared points inside of the band are kept" },
  },
  score = function(band, weight, declared, met, partial, unmet, met_from, partial_from, keep_declared)
    local share, from, to = unmet, 0, partial_from
    if band == "met" then
      share, from, to = met, met_from, 1
    elseif band == "partial" then
      share, from, to = partial, partial_from, met_from
    end
    if not keep_declared or declared == nil or weight <= 0 then return weight * share end
    -- The upper end belongs to the band above, but for the full weight itself.
    local part = ratio(declared, weight)
    if part >= from and (part < to or part == 1 and to == 1) then return declared, "采用自评得分" end
    return weight * share, "自评得分不在档内，按默认计分"
  end,
  examples = {
    { "met", { band = "met", weight = 8 }, 8 },
    { "partly met", { band = "partial", weight = 8 }, 5.6 },
    { "not met", { band = "unmet", weight = 8 }, 0 },
    { "declared inside of the band", { band = "met", weight = 8, declared = 7.5 }, 7.5 },
    { "declared at the top", { band = "met", weight = 8, declared = 8 }, 8 },
    { "declared at the lower edge of met", { band = "met", weight = 8, declared = 6.4 }, 6.4 },
    { "declared below the band", { band = "met", weight = 8, declared = 6.39 }, 8 },
    { "80 per cent is no longer partly met", { band = "partial", weight = 8, declared = 6.4 }, 5.6 },
    { "declared 60 per cent", { band = "partial", weight = 8, declared = 4.8 }, 4.8 },
    { "declared too much", { band = "partial", weight = 8, declared = 9 }, 5.6 },
    { "60 per cent is no longer unmet", { band = "unmet", weight = 8, declared = 4.8 }, 0 },
    { "unmet, a little declared", { band = "unmet", weight = 8, declared = 2 }, 2 },
    { "a pack that gives no heed", { band = "met", weight = 8, declared = 7, keep_declared = false }, 8 },
    { "older split", { band = "partial", weight = 8, declared = 4, partial_from = 0.5 }, 4 },
    { "no weight at all", { band = "met", weight = 0, declared = 1 }, 0 },
    { "in no band", { weight = 8 }, "input_missing" },
  },
}
