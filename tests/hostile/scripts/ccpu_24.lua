-- ccpu | tries: max of texts, for ever | stopped by: numbers only
-- @verdict fault
return function(ind)
while true do max('1', '2') end
end
