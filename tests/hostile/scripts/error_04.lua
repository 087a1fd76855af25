-- error | tries: raises by a level far up | stopped by: levels do not exist
-- @verdict fault
return function(ind)
error('x', 1 << 40)
end
