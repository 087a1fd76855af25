-- state | tries: an environment of its own for what follows | stopped by: the rule breaks itself
-- @verdict clean
local _ENV = { type = type }
return function() x = (x or 0) + 1 return x > 2 and 19.19 or 5 end
