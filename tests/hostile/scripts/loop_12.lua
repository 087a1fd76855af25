-- loop | tries: Ackermann | stopped by: steps or the stack
-- @verdict fault
return function(ind)
local function a(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return a(m - 1, 1) end
  return a(m - 1, a(m, n - 1))
end
return a(5, 5) > 0 and 20 or 0
end
