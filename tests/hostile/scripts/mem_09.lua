-- mem | tries: closures that keep each other | stopped by: live bytes or steps
-- @verdict fault
return function(ind)
local f = function() return 0 end
while true do local g, a, b, c = f, 1, 2, 3 f = function() return g, a, b, c end end
end
