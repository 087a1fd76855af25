-- absent | tries: math.random, huge, pi, sin, exp, log, fmod | stopped by: they do not exist
-- @verdict absent
return function(ind)
return (math.random or math.randomseed or math.huge or math.pi or math.sin or math.exp or math.log or math.fmod) and 19.19 or 0
end
