-- state | tries: leaves a full memory behind after its fault | stopped by: the state is put back before every unit
-- @verdict fault
return function(ind)
hoard = hoard or {}
while true do hoard = { hoard } end
end
