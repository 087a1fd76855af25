-- loop | tries: closures made for ever | stopped by: steps or live bytes
-- @verdict fault
return function(ind)
local f = function() end
while true do local g = f f = function() return g end end
end
