-- determ | tries: a table concatenated | stopped by: tables have no text
-- @verdict same
return function(ind)
return #('' .. {})
end
