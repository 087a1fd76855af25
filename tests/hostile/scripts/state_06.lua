-- state | tries: replaces string.upper for methods of all texts | stopped by: the table of methods is out of reach
-- @verdict clean
return function(ind)
string.upper = function() return 'PWN' end
return ('x'):upper() == 'X' and 5 or 19.19
end
