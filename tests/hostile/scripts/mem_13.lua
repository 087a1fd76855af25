-- mem | tries: the error is as long as a text can be | stopped by: cut to 500 bytes
-- @verdict fault
return function(ind)
local s = 'E'
for _ = 1, 9 do s = s .. s end
error(s)
end
