-- state | tries: hoards memory call by call | stopped by: the state is put back before every unit
-- @verdict clean
local hoard = {}
return function()
  for i = 1, 100 do hoard[#hoard + 1] = { i } end
  return 5, tostring(#hoard)
end
