-- ccpu | tries: live bytes just below the limit, then rubbish: a full collection per step | stopped by: the first refusal is final
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 60 do
  local u = {}
  for k = 1, 1250 do u[k] = { k } end
  t[i] = u
end
while true do local _ = { 1, 2, 3, 4, 5, 6, 7, 8 } end
end
