-- load | tries: require while scoring | stopped by: only while the file loads
-- @verdict fault
return function(ind)
return require("once").n
end
