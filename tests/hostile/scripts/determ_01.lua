-- determ | tries: the address of a table as text | stopped by: tables have no text
-- @verdict same
return function(ind)
return tostring({}):len()
end
