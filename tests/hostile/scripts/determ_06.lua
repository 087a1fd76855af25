-- determ | tries: notes that hold the 17th digit | stopped by: tostring is the same everywhere
-- @verdict same
return function(ind)
return 5, tostring(0.1 + 0.2) .. tostring(1e15) .. tostring(-0.0)
end
