-- error | tries: indexes a missing input | stopped by: a fault with its line
-- @verdict fault
return function(ind)
return ind.no.such.thing
end
