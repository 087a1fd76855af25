-- num | tries: for with step 0 | stopped by: a fault
-- @verdict fault
return function(ind)
for i = 1, 2, 0 do end
return 20
end
