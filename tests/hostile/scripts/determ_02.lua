-- determ | tries: the address of a function as text | stopped by: functions have no text
-- @verdict same
return function(ind)
return tostring(min):len()
end
