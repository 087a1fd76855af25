-- result | tries: minus zero | stopped by: plain 0
-- @verdict exact 0
return function(ind)
return -0.0
end
