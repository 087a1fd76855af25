-- determ | tries: equal items in another order | stopped by: the sort is stable
-- @verdict exact 5
return function(ind)
local t = {} for i = 1, 60 do t[i] = { i % 3, i } end
table.sort(t, function(a, b) return a[1] < b[1] end)
for i = 2, 60 do if t[i][1] == t[i - 1][1] and t[i][2] < t[i - 1][2] then return 0 end end return 5
end
