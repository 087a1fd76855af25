--- 安全类指标：没有事故得满分，每起事故扣 per_accident 分，扣完为止
-- @basis 待填：文件名称和条款
-- @unscored 没有实际值
local deduct = require "deduct" -- rules/lib has what forms say again and again

return {
  id = "no_accidents", -- the file's name
  title = "安全事故",
  applies = { kind = "number", actual = "number", name = { "事故" } }, -- which rows; of a list any one will do
  params = { -- what a pack may set in one line
    per_accident = { default = 2, doc = "points lost for each accident" },
  },
  -- The names of the parameters say what is needed: inputs of rules/meta/ziping.lua, and the params above.
  score = function(actual, weight, per_accident)
    return deduct.events(actual, weight, per_accident) -- points from 0 to the weight; or nil and a reason
  end,
  examples = { -- title, inputs, points or reason
    { "none", { actual = 0, weight = 5 }, 5 },
    { "one", { actual = 1, weight = 5 }, 3 },
    { "so many that nothing is left", { actual = 9, weight = 5 }, 0 },
    { "another price", { actual = 1, weight = 5, per_accident = 1 }, 4 },
    { "not filled in", { weight = 5 }, "input_missing" },
  },
}
