-- bug | tries: to-be-closed variables | stopped by: refused when the file is loaded
-- @verdict absent
return function(ind)
local x <close> = nil
return 19.19
end
