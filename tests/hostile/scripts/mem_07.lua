-- mem | tries: recursion with wide frames | stopped by: the stack
-- @verdict fault
return function(ind)
local function f(n)
  local a, b, c, d, e, g, h, i = n, n, n, n, n, n, n, n
  return f(n + 1) + a + b + c + d + e + g + h + i
end
return f(1)
end
