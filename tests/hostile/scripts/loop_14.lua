-- loop | tries: stays just under the steps in each of many calls: the count is per call | stopped by: nothing: it ends
-- @verdict exact 5
return function(ind)
local n = 0
for i = 1, 100000 do n = n + 1 end
return 5
end
