--- 没完没了
-- @basis 测试
return {
  id = "endless", title = "没完没了", grade = "中",
  veto = function(score)
    while score > 80 do score = score + 0 end
    return false
  end,
  examples = { { "low", { score = 80 }, false }, { "never ends", { score = 81 }, "fault" } },
}
