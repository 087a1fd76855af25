-- state | tries: pairs and sort replaced for later rules | stopped by: each file has its own
-- @verdict clean
return function(ind)
pairs = function() return nil end table.sort = pairs return 1
end
