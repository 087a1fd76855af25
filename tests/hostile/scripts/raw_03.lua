-- raw | tries: bytecode behind the comment | stopped by: text only
-- @verdict fault raw
Lua
