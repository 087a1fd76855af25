-- state | tries: remembers its weight from an earlier row | stopped by: the state is put back before every unit
-- @verdict clean
local last
return function(ind)
  local was = last
  last = ind.weight
  return was and 4 or 5
end
