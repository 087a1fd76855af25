-- ccpu | tries: keys of a large table without end | stopped by: pairs is charged for its keys
-- @verdict fault
return function(ind)
local t = {} for i = 1, 2000 do t['k' .. i] = i end while true do for k in pairs(t) do break end end
end
