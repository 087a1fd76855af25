-- load | tries: attribs that do not exist | stopped by: refused with its line
-- @verdict fault
local x <gc> = 1
return function() return 20 end
