-- bug | tries: to-be-closed in a loop | stopped by: refused when the file is loaded
-- @verdict absent
return function(ind)
for i = 1, 3 do local x <close> = nil end
return 19.19
end
