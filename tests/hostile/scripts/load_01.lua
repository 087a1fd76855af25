-- load | tries: a loop | stopped by: steps
-- @verdict fault
while true do end
