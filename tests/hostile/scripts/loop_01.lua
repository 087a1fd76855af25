-- loop | tries: while true with nothing in it | stopped by: steps
-- @verdict fault
return function(ind)
while true do end
end
