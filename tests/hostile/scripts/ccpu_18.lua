-- ccpu | tries: length of a table with a hole: binary search | stopped by: steps
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 4000 do t[i] = i end
t[2000] = nil
while true do local _ = #t end
end
