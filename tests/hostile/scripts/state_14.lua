-- state | tries: changes the list while it is sorted | stopped by: the sort works on a copy
-- @verdict exact 4
return function(ind)
local t = { 4, 3, 2, 1 } table.sort(t, function(a, b) for i = 1, 4 do t[i] = nil end return a < b end)
return t[1] == 1 and t[2] == 2 and t[3] == 3 and t[4] == 4 and 4 or 0
end
