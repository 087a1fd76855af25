-- num | tries: round of infinity | stopped by: a fault
-- @verdict fault
return function(ind)
return round(1 / 0)
end
