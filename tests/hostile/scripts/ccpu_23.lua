-- ccpu | tries: for with a very long numeral as its limit | stopped by: steps; texts are short
-- @verdict fault
return function(ind)
local s = '0.'
for _ = 1, 110 do s = s .. '123456789' end
while true do for i = 1, s do end end
end
