-- loop | tries: numeric for over all integers | stopped by: steps
-- @verdict fault
return function(ind)
for i = -0x7fffffffffffffff - 1, 0x7fffffffffffffff do end
return 20
end
