-- mem | tries: a chain of tables | stopped by: live bytes
-- @verdict fault
return function(ind)
local t
while true do t = { t } end
end
