-- result | tries: the weight itself | stopped by: nothing: it is allowed
-- @verdict exact 20
return function(ind)
return ind.weight
end
