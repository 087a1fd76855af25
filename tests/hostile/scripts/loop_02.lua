-- loop | tries: goto backwards | stopped by: steps
-- @verdict fault
return function(ind)
::again:: goto again
end
