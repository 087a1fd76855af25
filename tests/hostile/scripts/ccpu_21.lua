-- ccpu | tries: division and modulo of the hardest numbers for ever | stopped by: steps
-- @verdict fault
return function(ind)
local x = 1e308
while true do x = x % 3e-308 + 1e308 end
end
