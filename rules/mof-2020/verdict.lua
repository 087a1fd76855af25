--- 指标值是数量或日期，实际值只填了结论：达成的给满分并注明，其余请补填数量
-- @basis 公开的自评表常见填法（“≤30万元 — 完成”）[found]；给满分是本包的选择
-- @unscored 结论不是达成；参数 accept 为 false
return {
  id = "verdict",
  title = "以结论代数量",
  applies = { kind = { "number", "percent", "money", "date", "range" }, actual = "qualitative" },
  params = {
    accept = { default = true, doc = "a verdict of \"met\" earns the full weight; false: the quantity is asked for" },
  },
  score = function(band, weight, accept)
    if band ~= "met" then return nil, "只填了结论，未达成的部分无法计算，请填写实际数量或日期" end
    if not accept then return nil, "只填了结论，请填写实际数量或日期" end
    return weight, "按结论计分，未填数量"
  end,
  examples = {
    { "met", { band = "met", weight = 8 }, 8 },
    { "partly met: how much?", { band = "partial", weight = 8 }, "declined" },
    { "not met: how much?", { band = "unmet", weight = 8 }, "declined" },
    { "a pack that insists on the quantity", { band = "met", weight = 8, accept = false }, "declined" },
    { "in no band", { weight = 8 }, "input_missing" },
  },
}
