-- mem | tries: a text that doubles | stopped by: the length of a text
-- @verdict fault
return function(ind)
local s = 'x'
while true do s = s .. s end
end
