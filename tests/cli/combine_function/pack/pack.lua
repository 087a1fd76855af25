-- Rows in the mean by weight of output alone; a unit is as good as its worst project.
return {
  id = "pack", version = "1", title = "测试", basis = "测试", api = 1, extends = "mof-2020",
  combine = {
    project = function(row_groups, row_points, row_weights)
      local points, weight = 0, 0
      for i = 1, #row_groups do
        if row_groups[i] == "output" then
          points = points + row_points[i]
          weight = weight + row_weights[i]
        end
      end
      if weight == 0 then return nil, "没有产出指标" end
      return 100 * points / weight
    end,
    unit = function(scores) return min(scores[1], scores[#scores]) end,
  },
}
