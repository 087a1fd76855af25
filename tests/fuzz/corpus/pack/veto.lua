--- 截留
-- @basis 测试
return { id = "one", title = "One", grade = "差",
  params = { limit = { default = 3, doc = "a limit" } },
  veto = function(score, row_points, row_notes, limit)
    for i = 1, #row_points do
      if row_points[i] and row_points[i] < limit then return true, row_notes[i] end
    end
    if not score then return nil, "没有总分" end
    return score < limit
  end,
  examples = { { "low", { score = 90, row_points = { 1, false }, row_notes = { "停工", "" } }, true } } }
