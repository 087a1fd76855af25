--- 判断取决于前面算过什么；每次都从头开始，所以看不出来
-- @basis 测试
local seen = 0
return {
  id = "careless",
  title = "记性",
  veto = function(projects)
    seen = seen + #projects
    return seen > 1
  end,
  examples = {
    { "one", { projects = { "道路" } }, false },
    { "one more", { projects = { "道路" } }, false },
    { "two, wrongly", { projects = { "道路", "水渠" } }, false },
    { "a fault, wrongly", { projects = { "道路" } }, "fault" },
  },
}
