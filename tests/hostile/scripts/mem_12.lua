-- mem | tries: the note is as long as a text can be | stopped by: cut to 500 bytes
-- @verdict bounded
return function(ind)
local s = '说'
for _ = 1, 10 do s = s .. s end
return 5, s
end
