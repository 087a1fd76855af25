-- loop | tries: generic for with an iterator that never gives nil | stopped by: steps
-- @verdict fault
return function(ind)
for _ in function() return 1 end do end
return 20
end
