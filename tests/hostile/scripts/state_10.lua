-- state | tries: leaves much rubbish behind | stopped by: the state is put back before every unit
-- @verdict clean
return function(ind)
for i = 1, 20000 do local _ = { i } end
return 5
end
