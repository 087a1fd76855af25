-- determ | tries: keys without an order | stopped by: pairs refuses them, in the same words
-- @verdict fault
return function(ind)
local t = { [true] = 1, [{}] = 2, [print or type] = 3, a = 4 } for k in pairs(t) do return 1 end return 2
end
