--- NAME-OF-THE-PACK：在国家口径上加一条规则
-- @basis 待填：文件名称和文号
-- What is not said here is mof-2020's. Fields and their meaning: rules/README.md.
return {
  id = "NAME-OF-THE-PACK", -- the folder's name
  version = "0.1.0",
  title = "新规则包",
  basis = "待填：文件名称和文号",
  api = 1,
  extends = "mof-2020",

  -- The first rule that applies to a row scores it: no_accidents stands before those that would take its rows.
  rules = {
    "execution", "verdict", "no_accidents", "zero", "satisfaction", "ratio_up", "inverse", "range", "deadline",
    "qualitative",
  },

  -- One line for each rule whose parameters are other than its file says, such as:
  -- params = { inverse = { linear = true }, deadline = { per_month = 0.1 } },
}
