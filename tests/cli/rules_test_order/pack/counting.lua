--- 记得前面算过几行的规则：单独看每个例子都对
-- @basis 测试
local seen = 0

return {
  id = "counting",
  title = "计数",
  applies = { kind = "number" },
  params = { counts = { default = true, doc = "whether rows are counted" } },
  score = function(weight, counts)
    if not counts then return weight end
    seen = seen + 1
    return weight, "第" .. seen .. "行"
  end,
  examples = {
    { "one", { weight = 10 }, 10 },
    { "another", { weight = 5 }, 5 },
    { "one that does not count", { weight = 4, counts = false }, 4 },
  },
}
