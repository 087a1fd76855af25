return { id = "pack", version = "1.0.0", title = "试", basis = "测试", api = 1, extends = "mof-2020",
  vetoes = { "careless" }, deductions = { "late" } }
