-- determ | tries: a comparison that is no order | stopped by: the sort ends whatever it says
-- @verdict exact 6
return function(ind)
local t = {} for i = 1, 100 do t[i] = i % 7 end
table.sort(t, function() return true end) local s = 0 for _, x in ipairs(t) do s = s + x end return #t == 100 and s == 297 and 6 or 0
end
