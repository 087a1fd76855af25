-- num | tries: a shift by a huge count | stopped by: defined: 0
-- @verdict exact 0
return function(ind)
return 1 << 4000000000
end
