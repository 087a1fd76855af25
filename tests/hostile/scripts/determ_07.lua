-- determ | tries: integers and floats as texts | stopped by: equal in equal states
-- @verdict same
return function(ind)
return 5, 1 .. '/' .. 1.0 .. '/' .. 10 // 3 .. '/' .. 2 ^ 53
end
