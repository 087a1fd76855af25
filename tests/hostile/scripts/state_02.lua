-- state | tries: counts its calls in a local of the file | stopped by: the state is put back before every unit
-- @verdict clean
local calls = 0
return function()
  calls = calls + 1
  return calls > 2 and 19.19 or 5
end
