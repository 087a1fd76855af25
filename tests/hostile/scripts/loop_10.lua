-- loop | tries: nested loops, each short, together 10^9 | stopped by: steps
-- @verdict fault
return function(ind)
local n = 0
for i = 1, 1000 do for j = 1, 1000 do for k = 1, 1000 do n = n + 1 end end end
return 20
end
