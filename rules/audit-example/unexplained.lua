--- 失分而没有说明偏差原因：每项扣 0.5 分，最多 5 分
-- @basis 示例：审计组复核口径
return {
  id = "unexplained",
  title = "失分未说明原因",
  most = 5, -- [example] more than this is a fault, whatever the parameters say
  params = {
    per_row = { default = 0.5, doc = "points taken off for each row" }, -- [example]
    cap = { default = 5, doc = "points taken off at most" }, -- [example]
  },
  deduct = function(row_points, row_weights, row_notes, per_row, cap)
    local count = 0
    for i = 1, #row_points do
      if row_points[i] and row_points[i] < row_weights[i] and row_notes[i] == "" then count = count + 1 end
    end
    if count == 0 then return 0 end
    return min(count * per_row, cap), tostring(count) .. " 项"
  end,
  examples = {
    { "nothing lost", { row_points = { 10, 50 }, row_weights = { 10, 50 }, row_notes = { "", "" } }, 0 },
    { "lost and explained", { row_points = { 9 }, row_weights = { 10 }, row_notes = { "质保金未到支付期" } }, 0 },
    { "lost twice without a word", { row_points = { 9, 40 }, row_weights = { 10, 50 }, row_notes = { "", "" } }, 1 },
    { "not scored is not lost", { row_points = { false }, row_weights = { 10 }, row_notes = { "" } }, 0 },
    { "at most the cap", { row_points = { 0, 0 }, row_weights = { 1, 1 }, row_notes = { "", "" }, per_row = 3 }, 5 },
  },
}
