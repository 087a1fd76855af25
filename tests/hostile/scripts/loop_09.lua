-- loop | tries: ipairs over a list that grows as fast as it is read | stopped by: steps or a block
-- @verdict fault
return function(ind)
local list = { 1 }
for i in ipairs(list) do list[i + 1] = i end
return 20
end
