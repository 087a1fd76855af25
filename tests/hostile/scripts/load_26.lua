-- load | tries: changes what require gave: others get their own | stopped by: each file its own copy
-- @verdict clean
local once = require("once")
once.n = once.n + 1
return function() return require and once.n == 2 and 5 or 19.19 end
