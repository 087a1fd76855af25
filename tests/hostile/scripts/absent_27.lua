-- absent | tries: arguments of the chunk | stopped by: there are none
-- @verdict absent
local n = select("#", ...)
return function() return n > 0 and 19.19 or 0 end
