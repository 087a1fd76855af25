-- ccpu | tries: tonumber and tostring there and back | stopped by: steps
-- @verdict fault
return function(ind)
local x = 0.1
while true do x = tonumber(tostring(x)) end
end
