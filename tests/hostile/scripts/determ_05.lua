-- determ | tries: a list with holes: its length | stopped by: equal in equal states
-- @verdict same
return function(ind)
local t = { 1, 2, nil, 4, nil, nil, 7 }
t[12] = 1
return #t
end
