-- load | tries: memory | stopped by: live bytes
-- @verdict fault
local t
while true do t = { t } end
