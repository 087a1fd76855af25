-- loop | tries: float for with a step that adds nothing | stopped by: steps
-- @verdict fault
return function(ind)
for x = 1e17, 2e17, 1 do end
return 20
end
