-- mem | tries: iterators of pairs, kept | stopped by: live or total
-- @verdict fault
return function(ind)
local t, kept = {}, {} for i = 1, 500 do t[i] = i end while true do kept[#kept + 1] = pairs(t) end
end
