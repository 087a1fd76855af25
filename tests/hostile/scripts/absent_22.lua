-- absent | tries: _ENV has more than the library | stopped by: only allowlisted names
-- @verdict absent
return function(ind)
return (_ENV.debug or _ENV._G or _ENV._LOADED or _ENV.package or _ENV['io']) and 19.19 or 0
end
