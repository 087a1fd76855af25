-- determ | tries: tables compared by < | stopped by: tables have no order
-- @verdict same
return function(ind)
return {} < {} and 1 or 2
end
