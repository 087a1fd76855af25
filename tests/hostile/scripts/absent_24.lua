-- absent | tries: find walks patterns for exponential time | stopped by: find is plain
-- @verdict bounded
return function(ind)
return (('a'):find('a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaa')) and 5 or 6
end
