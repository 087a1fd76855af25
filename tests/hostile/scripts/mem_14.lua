-- mem | tries: a list with a very large index | stopped by: a hash: nothing large
-- @verdict exact 5
return function(ind)
local t = {}
t[1 << 40] = 1
return 5
end
