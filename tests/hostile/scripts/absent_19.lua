-- absent | tries: string.rep, format, dump, pack, match, gsub, gmatch, reverse by any path | stopped by: they do not exist
-- @verdict absent
return function(ind)
local s = ''
local found = string.rep or string.format or string.dump or string.pack or string.match or string.gsub or string.gmatch
local method = s.rep or s.format or s.dump or s.pack or s.match or s.gsub or s.gmatch or s.reverse
return (found or method) and 19.19 or 0
end
