-- ccpu | tries: sorts long texts that differ at the end | stopped by: bytes compared are charged
-- @verdict fault
return function(ind)
local s, t = 'x', {} while #s < 900 do s = s .. s:sub(1, 900 - #s) end for i = 1, 500 do t[i] = s .. i end
while true do table.sort(t) table.sort(t, function(a, b) return b < a end) end
end
