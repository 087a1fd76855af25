-- loop | tries: exponential recursion: fib(80) | stopped by: steps
-- @verdict fault
return function(ind)
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
return fib(80) > 0 and 20 or 0
end
