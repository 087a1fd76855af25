-- state | tries: changes the inputs it was given | stopped by: they are copies
-- @verdict clean
return function(ind)
for i = 1, 3 do ind.history[i] = 999 end
ind.weight, ind.target, ind.actual = 1e9, 0, 1e9
return 5
end
