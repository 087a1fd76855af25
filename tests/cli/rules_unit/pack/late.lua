--- 一行没有得分就扣一分
-- @basis 测试
return {
  id = "late",
  title = "迟报",
  most = 2,
  deduct = function(row_points, year)
    local count = year
    for i = 1, #row_points do
      if not row_points[i] then count = count + 1 end
    end
    return count - year
  end,
  examples = {
    { "one", { row_points = { 1, false }, year = 2024 }, 1 },
    { "no year, wrongly", { row_points = { false }, year = false }, 1 },
    { "more than it may", { row_points = { false, false, false }, year = 2024 }, "fault" },
  },
}
