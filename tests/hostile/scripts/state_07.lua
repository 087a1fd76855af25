-- state | tries: writes into the methods of texts | stopped by: texts take no fields
-- @verdict fault
return function(ind)
local s = ''
s.upper = function() return 'PWN' end
return 20
end
