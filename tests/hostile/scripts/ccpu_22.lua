-- ccpu | tries: bitwise operators on a very long numeral: read anew each time | stopped by: steps; texts are short
-- @verdict fault
return function(ind)
local s = '0.'
for _ = 1, 110 do s = s .. '123456789' end
s = s .. 'e400'
local n = 0
while true do n = n | (s | 1) end
end
