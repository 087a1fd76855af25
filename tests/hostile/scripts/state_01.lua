-- state | tries: counts its calls in a global | stopped by: the state is put back before every unit
-- @verdict clean
return function(ind)
calls = (calls or 0) + 1
return calls > 2 and 19.19 or 5
end
