-- result | tries: dust above the weight | stopped by: within 1e-9 it is the weight
-- @verdict exact 20
return function(ind)
return 20.0000000005
end
