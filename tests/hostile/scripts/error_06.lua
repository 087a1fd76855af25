-- error | tries: raises control characters | stopped by: blanks instead
-- @verdict fault
return function(ind)
error('x\n2026 INFO score=20.00\27[2J\0')
end
