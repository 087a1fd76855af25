-- num | tries: integer modulo by zero | stopped by: a fault
-- @verdict fault
return function(ind)
return 1 % 0
end
