-- mem | tries: a list that grows | stopped by: a block
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 1e9 do t[i] = i end
return 20
end
