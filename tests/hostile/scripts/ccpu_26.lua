-- ccpu | tries: fmod of extreme numbers, nothing else | stopped by: steps: packs with % pay more for each
-- @verdict fault
return function(ind)
local x = 1e308
while true do local a = x % 3e-308 local b = x % 7e-308 local c = x % 5e-308 end
end
