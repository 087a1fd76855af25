local a <const>, b = 0x1p-4, [==[ ]] ]==]
::top:: goto top
while a // 2 ~= 0 do break end
repeat local c = a until c == nil
for i = 1, 3, 1 do local _ = i .. "" end
for k, v in ipairs({ [1] = 2; x = 3, f() }) do k, v = v, k end
function t.u:m(...) return ..., #self, -1 ^ 2, not b end
local function r(n) return r(n - 1) end
if a then elseif b then else end
return { score = function(actual, rate, floor) return math.floor(actual / rate) >= 0.9 * floor, "x":len() end }
