-- bug | tries: _ENV as a constant | stopped by: a fault
-- @verdict fault
local _ENV <const> = 1
local function g() return x end
return function() return g() end
