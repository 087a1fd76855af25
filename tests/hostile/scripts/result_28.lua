-- result | tries: a subnormal | stopped by: 0
-- @verdict exact 0
return function(ind)
return 5e-324
end
