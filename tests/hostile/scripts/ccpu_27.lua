-- ccpu | tries: sorts of a long list without end | stopped by: the sort is charged for its items
-- @verdict fault
return function(ind)
local t = {} for i = 1, 4000 do t[i] = -i end while true do table.sort(t) end
end
