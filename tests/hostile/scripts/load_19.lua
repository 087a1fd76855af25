-- load | tries: goto into a block | stopped by: refused with its line
-- @verdict fault
goto inside
do ::inside:: end
return function() return 20 end
