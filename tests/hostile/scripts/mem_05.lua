-- mem | tries: many lists below the block | stopped by: live bytes
-- @verdict fault
return function(ind)
local all = {}
for i = 1, 4000 do
  local t = {}
  for k = 1, 1000 do t[k] = k end
  all[i] = t
end
return 20
end
