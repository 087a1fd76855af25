-- ccpu | tries: < on two long texts with a common start | stopped by: steps; texts are short
-- @verdict fault
return function(ind)
local a = 'x'
for _ = 1, 9 do a = a .. a end
local p, q, n = a .. 'y', a .. 'z', 0
while true do if p < q then n = n + 1 end end
end
