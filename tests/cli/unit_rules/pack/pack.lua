return {
  id = "pack", version = "1", title = "测试", basis = "测试", api = 1, extends = "mof-2020",
  vetoes = { "endless" },
  deductions = { "greedy" },
  combine = {
    project = function(row_points, row_weights)
      local sum = 0
      for i = 1, #row_points do sum = sum + row_points[i] end
      return sum - 10
    end,
    unit = function(projects, scores)
      return projects[1] == "" and 0 or scores[1]
    end,
  },
}
